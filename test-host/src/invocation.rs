mod attendance;
mod exchange;
mod head;
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
mod verdict;

pub(crate) use attendance::Attendance;
pub(crate) use head::drop_connection_headers;
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use host_buffer::HostBuffer;
pub(crate) use host_memory::{Held, HostMemory, TooMuchHeld, held};
pub use id::InvocationId;
pub(crate) use open_body::TooManyOpenBodies;
pub use request_body::RequestBody;
pub use response_body::ResponseBody;
pub(crate) use spawned::run_spawned;
pub(crate) use state::{Context, State};

use crate::error::{InvocationError, InvocationErrorKind as Kind};
use crate::function::Function;
use crate::log::LogSink;
use crate::request::Request;
use running::Running;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// Lets a request in, and answers with the head of the function's response, or with the failure.
pub(crate) async fn start(function: &Function, request: Request) -> http::Response<ResponseBody> {
    begin(function, permit(function), request).await
}

/// Lets a request in that has its place among the function's invocations, or has none.
pub(crate) async fn begin(
    function: &Function,
    permit: Result<OwnedSemaphorePermit, InvocationError>,
    request: Request,
) -> http::Response<ResponseBody> {
    let id = InvocationId::new(function.settings().clock.wall());
    let logs = LogSink::new(function, id);
    let silent = request.method == http::Method::HEAD;
    match admit(function, permit, request, id, &logs) {
        Ok((running, attendance)) => running.response(attendance, silent).await,
        Err(error) => ResponseBody::failure(error, logs, silent),
    }
}

/// LIM.5: takes a place among the function's invocations.
pub(crate) fn permit(function: &Function) -> Result<OwnedSemaphorePermit, InvocationError> {
    let permit = Arc::clone(function.permits()).try_acquire_owned();
    permit.map_err(|_| {
        let limit = function.settings().limits.concurrency();
        let detail = format!("{limit} invocations of this function live, which is the limit");
        InvocationError::new(Kind::TooManyInvocations, detail)
    })
}

fn admit(
    function: &Function,
    permit: Result<OwnedSemaphorePermit, InvocationError>,
    request: Request,
    id: InvocationId,
    logs: &LogSink,
) -> Result<(Running, Attendance), InvocationError> {
    if function.kind().is_spawn() {
        return Err(InvocationError::not_invocable());
    }
    let permit = permit?;
    let clock = Arc::clone(&function.settings().clock);
    let attendance = Attendance::new(permit, logs.clone(), clock);
    let running = Running::new(function.clone(), request, id, logs.clone());
    Ok((running, attendance))
}
