use super::catalogue::{self, CommonTrap, Failure};
use crate::backtrace::{self, DebugInfo, TraceFrame};
use std::fmt::{self, Write as _};
use std::sync::Arc;
use wasmtime::WasmBacktrace;

/// What ended an invocation before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InvocationErrorKind {
    /// The function panicked, or did what WebAssembly or the host forbids.
    Trap,
    /// The function asked for more memory than it may have, and did not survive the refusal.
    MemoryLimit,
    /// The function wanted more elements in its tables than it may have, and did not survive the refusal.
    TableLimit,
    /// The function held more of the host's resources than it may.
    HandleLimit,
    /// The invocation took longer than it may.
    TimeLimit,
    /// The function burned all its fuel.
    FuelLimit,
    /// The function's calls went deeper than its stack.
    StackOverflow,
    /// The function returned a status or header that cannot be sent.
    InvalidResponse,
    /// As many invocations live as are allowed.
    TooManyInvocations,
    /// The request's body is larger than the host collects for a function.
    RequestTooLarge,
    /// The request's body broke off.
    RequestFailed,
    /// The body that the function gave back broke off.
    ResponseFailed,
    /// The function answers no HTTP request: it is a spawn function.
    NotInvocable,
    /// The caller went away before the answer was complete.
    Cancelled,
    /// The host ended before the function, which ran in the background or waited to.
    Stopped,
    /// The function sent a request that no script of the test answers.
    UnscriptedRequest,
}

impl InvocationErrorKind {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 16] = [
        Self::Trap,
        Self::MemoryLimit,
        Self::TableLimit,
        Self::HandleLimit,
        Self::TimeLimit,
        Self::FuelLimit,
        Self::StackOverflow,
        Self::InvalidResponse,
        Self::TooManyInvocations,
        Self::RequestTooLarge,
        Self::RequestFailed,
        Self::ResponseFailed,
        Self::NotInvocable,
        Self::Cancelled,
        Self::Stopped,
        Self::UnscriptedRequest,
    ];

    /// Returns the HTTP status that answers the error.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Trap
            | Self::StackOverflow
            | Self::InvalidResponse
            | Self::ResponseFailed
            | Self::UnscriptedRequest => 500,
            Self::MemoryLimit | Self::TableLimit | Self::HandleLimit => 502,
            Self::TimeLimit | Self::FuelLimit => 504,
            Self::TooManyInvocations => 429,
            Self::RequestTooLarge => 413,
            Self::RequestFailed => 400,
            Self::NotInvocable => 409,
            Self::Cancelled => 499,
            Self::Stopped => 503,
        }
    }

    /// Returns a short name of the error, fit for programs: `memory_limit`, for example.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Trap => "trap",
            Self::MemoryLimit => "memory_limit",
            Self::TableLimit => "table_limit",
            Self::HandleLimit => "handle_limit",
            Self::TimeLimit => "time_limit",
            Self::FuelLimit => "fuel_limit",
            Self::StackOverflow => "stack_overflow",
            Self::InvalidResponse => "invalid_response",
            Self::TooManyInvocations => "too_many_invocations",
            Self::RequestTooLarge => "request_too_large",
            Self::RequestFailed => "request_failed",
            Self::ResponseFailed => "response_failed",
            Self::NotInvocable => "not_invocable",
            Self::Cancelled => "cancelled",
            Self::Stopped => "stopped",
            Self::UnscriptedRequest => "unscripted_request",
        }
    }

    /// Returns the text that a caller sees: it tells nothing of the function's inside.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Trap
            | Self::StackOverflow
            | Self::InvalidResponse
            | Self::ResponseFailed
            | Self::UnscriptedRequest => "Internal server error",
            Self::MemoryLimit => "Function memory limit exceeded",
            Self::TableLimit => "Function table limit exceeded",
            Self::HandleLimit => "Function handle limit exceeded",
            Self::TimeLimit => "Function time limit exceeded",
            Self::FuelLimit => "Function instruction limit exceeded",
            Self::TooManyInvocations => "Too many invocations at once",
            Self::RequestTooLarge => "Request body too large",
            Self::RequestFailed => "Request body incomplete",
            Self::NotInvocable => {
                "This is a spawn function: start it from another function with `spawn`, or once by hand with `cargo momento invoke`"
            }
            Self::Cancelled => "The caller went away",
            Self::Stopped => "The host stopped",
        }
    }
}

/// An invocation failed: what its caller may know, and what its author should.
#[derive(Clone)]
pub struct InvocationError(Arc<Inner>);

struct Inner {
    kind: InvocationErrorKind,
    detail: String,
    cause: Cause,
    /// How a limit that was hit is raised.
    allow: Option<String>,
}

/// What is known of how a function failed.
#[derive(Default)]
pub(crate) struct Cause {
    pub(crate) panic: Option<String>,
    pub(crate) error: Option<wasmtime::Error>,
    /// Which lines the function's code is of.
    pub(crate) lines: Option<Arc<DebugInfo>>,
}

impl InvocationError {
    pub(crate) fn new(kind: InvocationErrorKind, detail: impl Into<String>) -> Self {
        Self::with_cause(kind, detail, Cause::default(), None)
    }

    pub(crate) fn with_cause(
        kind: InvocationErrorKind,
        detail: impl Into<String>,
        cause: Cause,
        allow: Option<String>,
    ) -> Self {
        let detail = detail.into();
        Self(Arc::new(Inner {
            kind,
            detail,
            cause,
            allow,
        }))
    }

    /// The host itself failed.
    pub(crate) fn host(error: &wasmtime::Error) -> Self {
        Self::new(
            InvocationErrorKind::Trap,
            format!("the host could not make a sandbox: {error:#}"),
        )
    }

    pub(crate) fn not_invocable() -> Self {
        Self::new(
            InvocationErrorKind::NotInvocable,
            "the function is a spawn function",
        )
    }

    pub(crate) fn not_spawnable() -> Self {
        Self::new(
            InvocationErrorKind::Trap,
            "the function is no spawn function",
        )
    }

    /// SPN.9
    pub(crate) fn stopped() -> Self {
        Self::new(
            InvocationErrorKind::Stopped,
            "the host ended before the spawned function",
        )
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(
            InvocationErrorKind::Cancelled,
            "the caller went away before the answer was complete",
        )
    }

    pub(crate) fn without_head() -> Self {
        Self::new(
            InvocationErrorKind::InvalidResponse,
            "the answer ended before it had a head",
        )
    }

    /// Returns what ended the invocation.
    #[must_use]
    pub fn kind(&self) -> InvocationErrorKind {
        self.0.kind
    }

    /// Returns the HTTP status that answers the error.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.kind.status()
    }

    /// Returns the text that a caller sees: it tells nothing of the function's inside.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.0.kind.message()
    }

    /// Returns the function's panic message with its file and line, if it panicked.
    #[must_use]
    pub fn panic_message(&self) -> Option<&str> {
        self.0.cause.panic.as_deref()
    }

    /// Returns all that is known for the function's author: what happened, the panic message, the
    /// limit, the backtrace with readable names, its lines where the component has line tables, and what to
    /// change.
    #[must_use]
    pub fn explanation(&self) -> String {
        let mut text = self.0.detail.clone();
        if let Some(panic) = &self.0.cause.panic {
            let _ = write!(text, "\n{panic}");
        }
        let frames = self.backtrace();
        if !frames.is_empty() {
            let _ = write!(text, "\nbacktrace, the innermost call first:");
            text += &backtrace::text(&frames);
        }
        if let Some(help) = self.help() {
            let _ = write!(text, "\nhelp: {help}");
        }
        if let Some(common) = self.common() {
            let _ = write!(text, "\nwhy: {}", common.cause);
            let _ = write!(text, "\nsee: docs/traps.md, “{}”", common.title);
        }
        text
    }

    /// Returns what to change for it not to happen again, where that is known: `docs/traps.md` has all.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let fix = self.common().map(|common| common.fix.to_owned());
        // What happened may say it already.
        let fix = fix.filter(|fix| !self.0.detail.contains(&**fix));
        match (fix, &self.0.allow) {
            (Some(fix), Some(allow)) => Some(format!("{fix}. {allow}")),
            (fix, allow) => fix.or_else(|| allow.clone()),
        }
    }

    /// Finds what is known of failures of this kind.
    fn common(&self) -> Option<&'static CommonTrap> {
        catalogue::find(&Failure {
            kind: self.0.kind,
            panic: self.panic_message(),
            cause: self.0.cause.error.as_ref(),
        })
    }

    /// Returns the calls of the function that were running, the innermost first, without those in which std
    /// carries a panic out. At most the 48 innermost are known, those that were inlined not counted.
    #[must_use]
    pub fn backtrace(&self) -> Vec<TraceFrame> {
        let trace = self.trace();
        let lines = self.0.cause.lines.as_deref();
        trace.map_or_else(Vec::new, |trace| backtrace::of(trace, lines))
    }

    /// Returns what happened, without the panic's message.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Returns where it happened.
    pub(crate) fn trace(&self) -> Option<&WasmBacktrace> {
        self.0.cause.error.as_ref()?.downcast_ref()
    }

    /// Tells about how many bytes of memory it takes: names come from the component, and may be long.
    pub(crate) fn bytes(&self) -> usize {
        let panic = self.0.cause.panic.as_ref().map_or(0, String::len);
        let frames = self.trace().map(WasmBacktrace::frames).unwrap_or_default();
        let names = frames.iter().filter_map(|frame| frame.func_name());
        let names: usize = names.map(str::len).sum();
        size_of::<Inner>() + self.0.detail.len() + panic + size_of_val(frames) + names
    }

    /// Tells whether the invocation was ended by an error of this type.
    pub(crate) fn is<E: std::error::Error + Send + Sync + 'static>(&self) -> bool {
        let error = self.0.cause.error.as_ref();
        error.is_some_and(|error| error.is::<E>())
    }
}

impl fmt::Debug for InvocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvocationError")
            .field("kind", &self.0.kind)
            .field("detail", &self.0.detail)
            .field("panic", &self.0.cause.panic)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for InvocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message(), self.0.detail)
    }
}

impl std::error::Error for InvocationError {}
