use super::sandbox;
use super::state::{Context, State};
use crate::error::InvocationError;
use crate::function::Function;
use crate::log::LogSink;
use crate::request::Origin;
use crate::test_binary::Attempt;
use crate::time::Activity;
use std::sync::Arc;

/// Runs a test binary once, and returns its exit code.
pub(crate) async fn run_test(
    binary: &Function,
    attempt: Arc<Attempt>,
) -> Result<u8, InvocationError> {
    let context = Context::new(binary.clone(), Origin::default(), None);
    let logs = LogSink::new(Arc::clone(&context));
    let state = State::test(context, logs.clone(), Arc::clone(&attempt));
    let mut activity = Activity::on(&*binary.settings().clock);
    let ended = activity.track(sandbox::run_test(binary, state)).await;
    attempt.logged(&logs.take());
    ended
}
