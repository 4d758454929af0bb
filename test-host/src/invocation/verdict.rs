//! Judges how an invocation failed, in one place.

use super::State;
use super::fault;
use super::host_buffer::SourceError;
use crate::error::{Cause, InvocationError, InvocationErrorKind as Kind, allow};
use crate::limits::Limits;
use momento_functions_models::head::HeadError;
use momento_functions_models::http_script::Unscripted;
use std::collections::HashSet;
use wasmtime::component::ResourceTableError;
use wasmtime::{FrameInfo, PoolConcurrencyLimitError, Trap, WasmBacktrace};

/// As many frames as this look like a recursion, if they are of few functions.
const DEEP: usize = 40;

/// HTTP.9
pub(super) fn invalid_response(error: HeadError) -> InvocationError {
    InvocationError::new(
        Kind::InvalidResponse,
        format!("the function's answer is invalid: {error}"),
    )
}

/// STR.4
pub(super) fn failed_stream(status: u16) -> InvocationError {
    let detail = format!("the function returned the status {status} after its response had begun");
    InvocationError::new(Kind::InvalidResponse, detail)
}

/// HTTP.17
pub(super) fn request_too_large(limits: &Limits) -> InvocationError {
    let limit = limits.request_body();
    let detail = format!("the request's body has more than {limit} bytes, which is the limit");
    InvocationError::new(Kind::RequestTooLarge, detail)
}

pub(super) fn request_failed(error: &SourceError) -> InvocationError {
    InvocationError::new(Kind::RequestFailed, error.to_string())
}

pub(super) fn response_failed(error: &SourceError) -> InvocationError {
    InvocationError::new(Kind::ResponseFailed, error.to_string())
}

/// HTTP.12
pub(super) fn time_limit(limits: &Limits) -> InvocationError {
    let allow = allow::time(limits.time());
    InvocationError::with_cause(Kind::TimeLimit, time(limits), Cause::default(), Some(allow))
}

fn time(limits: &Limits) -> String {
    let limit = limits.time();
    format!("the invocation took longer than {limit:?}, which is the limit")
}

/// The same for one that was busy, of which it is known how long it was not.
fn busy_time(limits: &Limits, state: &State) -> String {
    let in_calls = state.host_time.total();
    format!(
        "{}; {in_calls:.1?} of it were spent in host calls",
        time(limits)
    )
}

/// Judges what ended the guest.
pub(super) fn failure(error: wasmtime::Error, state: &State, limits: &Limits) -> InvocationError {
    let (kind, detail) = match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => (Kind::TimeLimit, busy_time(limits, state)),
        Some(Trap::OutOfFuel) => (Kind::FuelLimit, fuel(limits)),
        Some(Trap::StackOverflow) => (Kind::StackOverflow, stack(limits)),
        Some(Trap::MemoryOutOfBounds) if left_its_stack(&error) => (Kind::StackOverflow, locals()),
        _ if error.is::<PoolConcurrencyLimitError>() => (Kind::TooManyInvocations, pool(limits)),
        _ if error.is::<Unscripted>() => (Kind::UnscriptedRequest, error.root_cause().to_string()),
        _ if full(&error) => (Kind::HandleLimit, handles(limits)),
        _ if state.memory.memory_refused().is_some() => (Kind::MemoryLimit, memory(limits, state)),
        _ if state.memory.table_refused().is_some() => (Kind::TableLimit, tables(limits)),
        _ => (Kind::Trap, trapped(&error)),
    };
    let cause = Cause {
        panic: state.panic_message(),
        error: Some(error),
        lines: state.context.function().debug_info().cloned(),
    };
    InvocationError::with_cause(kind, detail, cause, allowance(kind, state, limits))
}

/// How a limit that was hit is raised, where an option does it.
fn allowance(kind: Kind, state: &State, limits: &Limits) -> Option<String> {
    match kind {
        Kind::TimeLimit => Some(allow::time(limits.time())),
        Kind::FuelLimit => limits.fuel().map(allow::fuel),
        Kind::MemoryLimit => {
            let wanted = state.memory.memory_refused()?;
            Some(allow::memory(wanted as u64))
        }
        _ => None,
    }
}

fn fuel(limits: &Limits) -> String {
    let limit = limits.fuel().unwrap_or(u64::MAX);
    format!("the function burned its {limit} units of fuel, which is the limit")
}

fn stack(limits: &Limits) -> String {
    let limit = limits.stack();
    format!(
        "the function's calls went deeper than its stack of {limit} bytes: is there a recursion without an end?"
    )
}

/// The compiler keeps what has an address on a stack of its own in memory, below which there is nothing.
fn locals() -> String {
    "the function left its memory below its stack of locals: is there a recursion without an end, or a large value on the stack? \
     The stack is as large as `cargo momento build` makes it: `--stack-size`"
        .to_owned()
}

/// Tells whether an access went below the stack of locals, which ends at address 0.
fn left_its_stack(error: &wasmtime::Error) -> bool {
    fault::address(error).map_or_else(|| recursed(error), fault::is_below_zero)
}

/// Tells whether few functions called each other as often as is kept.
fn recursed(error: &wasmtime::Error) -> bool {
    let frames = error
        .downcast_ref::<WasmBacktrace>()
        .map(WasmBacktrace::frames)
        .unwrap_or_default();
    let functions: HashSet<u32> = frames.iter().map(FrameInfo::func_index).collect();
    frames.len() >= DEEP && functions.len() * 4 <= frames.len()
}

fn pool(limits: &Limits) -> String {
    let limit = limits.instances();
    format!("{limit} invocations of all functions live, which is the limit")
}

fn memory(limits: &Limits, state: &State) -> String {
    let limit = limits.memory();
    let had = state.memory.peak();
    let wanted = state.memory.memory_refused().unwrap_or_default();
    format!(
        "the function wanted more than {limit} bytes of memory, which is the limit, and failed when it was refused: it had {had} bytes, and wanted {wanted}"
    )
}

/// LIM.10
fn tables(limits: &Limits) -> String {
    let limit = limits.table_elements();
    format!(
        "the function wanted more than {limit} elements in its tables, which is the limit, and failed when it was refused"
    )
}

/// LIM.11
fn handles(limits: &Limits) -> String {
    let limit = limits.handles();
    format!(
        "the function held {limit} of the host's resources at once, which is the limit: drop buffers, clients and the like when they are done with"
    )
}

/// Wasmtime has no type of its own for the tables that a guest makes handles in by itself.
fn full(error: &wasmtime::Error) -> bool {
    let resources = error.downcast_ref::<ResourceTableError>();
    matches!(resources, Some(ResourceTableError::Full))
        || error
            .root_cause()
            .to_string()
            .contains("handle limit exceeded")
}

fn trapped(error: &wasmtime::Error) -> String {
    // The outermost text of a trap is its backtrace, which is told apart; the root says what happened.
    let cause = error.root_cause().to_string();
    let hint = match cause.contains("unknown handle index") {
        true => ": a buffer was used after it had been given away, or dropped",
        false => "",
    };
    format!("the function was ended: {cause}{hint}")
}
