use super::MAX_ANSWER;
use super::output::Output;
use crate::error::InvocationError;
use crate::function::Function;
use crate::interfaces::wasi::{Program, Stream};
use crate::log::{LogLine, LogOrigin};
use crate::outcome::Outcome;
use crate::request::{Origin, Request};
use crate::spawn::SpawnResult;
use crate::time::{Activity, Stopwatch};
use momento_functions_models::waits_for_others;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinHandle;

/// One run of a test binary: what it is given, what it asks, and what it writes.
#[derive(Debug)]
pub(crate) struct Attempt {
    arguments: Vec<String>,
    output: Arc<Output>,
    own: Option<Function>,
    expected: Mutex<Option<Expected>>,
}

/// The panic that a test said it would end with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    Panic,
    PanicWith(String),
}

/// Why a test got no answer of its function.
#[derive(Debug)]
pub(crate) struct CallFailure {
    pub(crate) kind: &'static str,
    pub(crate) message: String,
}

/// Ends a call with the test that waits for it.
struct Waiting(JoinHandle<(Outcome, Activity)>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Attempt {
    pub(super) fn new(arguments: Vec<String>, output: Output, own: Option<Function>) -> Self {
        Self {
            arguments,
            output: Arc::new(output),
            own,
            expected: Mutex::default(),
        }
    }

    pub(super) fn output(&self) -> &Output {
        &self.output
    }

    pub(crate) fn program(self: &Arc<Self>) -> Arc<dyn Program> {
        Arc::clone(self) as Arc<dyn Program>
    }

    pub(crate) fn expect(&self, expected: Expected) {
        *self.expected.lock().unwrap_or_else(PoisonError::into_inner) = Some(expected);
    }

    pub(super) fn expected(&self) -> Option<Expected> {
        let expected = self.expected.lock();
        expected.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what was logged where it is seen: with the output.
    pub(crate) fn logged(&self, lines: &[LogLine]) {
        let own = lines
            .iter()
            .filter(|line| line.origin == LogOrigin::Function);
        for line in own {
            let level = line
                .level
                .map(|level| format!("{level:?} ").to_uppercase())
                .unwrap_or_default();
            self.output.write(
                Stream::Stderr,
                format!("{level}{}\n", line.message).as_bytes(),
            );
        }
    }

    /// Sends a request to the binary's own function.
    ///
    /// It runs in a task of its own, with a stack of its own.
    pub(crate) async fn call(&self, request: Request) -> Result<Outcome, CallFailure> {
        let function = self.own()?;
        let request = request.origin(Origin {
            depth: 1,
            awaited: true,
        });
        let mut activity = Activity::on(&*function.settings().clock);
        let call = async move {
            let watch = Stopwatch::start(&*function.settings().clock);
            let call = Outcome::at_most(watch, function.begin(request), MAX_ANSWER);
            let outcome = activity.track(call).await;
            (outcome, activity)
        };
        let mut waiting = Waiting(tokio::spawn(call));
        // The activity goes on until here, so that a virtual clock stands still meanwhile.
        let (outcome, _activity) = waits_for_others(&mut waiting.0)
            .await
            .map_err(|_| CallFailure::new("stopped", "the call was given up"))?;
        self.logged(&outcome.logs);
        match &outcome.error {
            None => Ok(outcome),
            Some(error) => Err(CallFailure::of(error)),
        }
    }

    /// Runs the binary's own spawn function.
    pub(crate) async fn spawn(&self, payload: Vec<u8>) -> Result<(), CallFailure> {
        let function = self.own()?;
        let spawned = function
            .spawn(payload)
            .map_err(|error| CallFailure::new("not_spawnable", error.to_string()))?;
        let outcome = waits_for_others(spawned.outcome()).await;
        self.logged(&outcome.logs);
        match &outcome.result {
            Ok(SpawnResult::Ok | SpawnResult::OkNote(_)) => Ok(()),
            Ok(failed) => {
                let note = failed.note().unwrap_or("it does not say why");
                Err(CallFailure::new(failed.code(), note))
            }
            Err(error) => Err(CallFailure::of(error)),
        }
    }

    fn own(&self) -> Result<Function, CallFailure> {
        self.own.clone().ok_or_else(|| {
            CallFailure::new(
                "no_function",
                "this test binary exports no function: the crate under test needs an entry point \
                 (`#[web_function]`, `invoke!`, …), and the tests stand in its `src`: \
                 a file of its folder `tests` is linked without it",
            )
        })
    }
}

impl CallFailure {
    pub(crate) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    fn of(error: &InvocationError) -> Self {
        Self::new(error.kind().code(), error.explanation())
    }
}

impl Program for Attempt {
    fn arguments(&self) -> Vec<String> {
        self.arguments.clone()
    }

    fn write(&self, stream: Stream, bytes: &[u8], panic: Option<usize>) {
        self.output.write(stream, bytes);
        if let Some(length) = panic {
            self.output.begin_panic(length);
        }
    }
}
