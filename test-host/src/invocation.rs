mod exchange;
mod head;
mod host_buffer;
mod id;
mod request_body;
mod request_context;
mod response_body;
mod response_stream;
mod running;
mod sandbox;
mod state;
mod verdict;

#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use host_buffer::HostBuffer;
pub use id::InvocationId;
pub use request_body::RequestBody;
pub use response_body::ResponseBody;
pub(crate) use state::State;

use crate::error::{InvocationError, InvocationErrorKind as Kind};
use crate::function::{Entry, Function};
use crate::log::LogSink;
use crate::request::Request;
use response_body::Attendance;
use running::Running;
use std::sync::Arc;

/// Lets a request in, and answers with the head of the function's response, or with the failure.
pub(crate) async fn start(function: &Function, request: Request) -> http::Response<ResponseBody> {
    let id = InvocationId::new(function.settings().clock.wall());
    let topics = function.settings().topics.of(function.cache());
    let logs = LogSink::new(topics);
    let silent = request.method == http::Method::HEAD;
    let mut response = match admit(function, request, &id, &logs) {
        Ok((running, attendance)) => running.response(attendance, silent).await,
        Err(error) => ResponseBody::failure(error, logs, silent),
    };
    response.extensions_mut().insert(id);
    response
}

fn admit(
    function: &Function,
    request: Request,
    id: &InvocationId,
    logs: &LogSink,
) -> Result<(Running, Attendance), InvocationError> {
    if let Entry::Spawn(_) = function.entry() {
        return Err(InvocationError::not_invocable());
    }
    let permit = Arc::clone(function.permits())
        .try_acquire_owned()
        .map_err(|_| {
            let limit = function.settings().limits.concurrency();
            let detail = format!("{limit} invocations of this function live, which is the limit");
            InvocationError::new(Kind::TooManyInvocations, detail)
        })?;
    let clock = Arc::clone(&function.settings().clock);
    let attendance = Attendance::new(permit, logs.clone(), clock, id);
    let running = Running::new(function.clone(), request, id.clone(), logs.clone());
    Ok((running, attendance))
}
