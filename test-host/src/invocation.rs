mod attendance;
mod exchange;
mod fault;
mod host_buffer;
mod host_memory;
mod host_time;
mod id;
mod memory_limiter;
mod open_body;
mod request_body;
mod request_context;
mod response_body;
mod response_stream;
mod running;
mod sandbox;
mod spawned;
mod state;
mod test;
mod verdict;

pub(crate) use attendance::Attendance;
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use host_buffer::HostBuffer;
pub(crate) use host_memory::{Held, HostMemory, TooMuchHeld, held};
pub use id::InvocationId;
pub(crate) use momento_functions_models::head::drop_connection_headers;
pub(crate) use open_body::TooManyOpenBodies;
pub use request_body::RequestBody;
pub use response_body::ResponseBody;
pub(crate) use sandbox::give_way;
pub(crate) use spawned::run_spawned;
pub(crate) use state::{Context, State};
pub(crate) use test::run_test;

use crate::error::{InvocationError, InvocationErrorKind as Kind};
use crate::function::Function;
use crate::log::LogSink;
use crate::request::Request;
use running::Running;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// Lets a request in, and answers with the head of the function's response, or with the failure.
pub(crate) async fn start(function: &Function, request: Request) -> http::Response<ResponseBody> {
    begin(function, None, request).await
}

/// Lets a request in that may have its place among the function's invocations already.
pub(crate) async fn begin(
    function: &Function,
    permit: Option<OwnedSemaphorePermit>,
    mut request: Request,
) -> http::Response<ResponseBody> {
    let again = request.again.take();
    let context = Context::new(function.clone(), request.origin, again);
    let logs = LogSink::new(Arc::clone(&context));
    let silent = request.method == http::Method::HEAD;
    match admit(context, permit, request, &logs) {
        Ok((running, attendance)) => running.response(attendance, silent).await,
        Err(error) => {
            function.settings().counters.refuse(error.kind());
            ResponseBody::failure(error, logs, silent)
        }
    }
}

/// LIM.5: takes a place among the function's invocations.
pub(crate) fn permit(function: &Function) -> Result<OwnedSemaphorePermit, InvocationError> {
    let permit = Arc::clone(function.permits()).try_acquire_owned();
    permit.map_err(|_| too_many(function))
}

fn too_many(function: &Function) -> InvocationError {
    let limit = function.settings().limits.concurrency();
    let detail = format!("{limit} invocations of this function live, which is the limit");
    InvocationError::new(Kind::TooManyInvocations, detail)
}

fn admit(
    context: Arc<Context>,
    permit: Option<OwnedSemaphorePermit>,
    request: Request,
    logs: &LogSink,
) -> Result<(Running, Attendance), InvocationError> {
    let function = context.function();
    if function.kind().is_spawn() {
        return Err(InvocationError::not_invocable());
    }
    let mut attendance = match permit {
        Some(permit) => Attendance::new(permit, logs.clone(), Arc::clone(&context)),
        None => Attendance::take(logs.clone(), Arc::clone(&context))
            .ok_or_else(|| too_many(function))?,
    };
    attendance.ask(&request);
    let running = Running::new(context, request, logs.clone());
    Ok((running, attendance.active()))
}
