use super::body::MAX_BYTES;
use super::interfaces::Interface;
use super::observer::{Decision, Observer};
use super::told::Told;
use super::value::{Bodies, ERROR, OK, Unreadable, Value};
use crate::interfaces::CallError;
use crate::interfaces::wasi::WasiView;
use crate::invocation::{HostBuffer, State};
use serde_json::Value as Json;
use std::sync::Arc;
use wasmtime::component::Resource;

/// A host call that is observed, from its arguments to its answer.
pub(crate) struct Call {
    observer: Arc<Observer>,
    interface: &'static Interface,
    function: &'static str,
    place: usize,
    /// The bodies on the host that are its arguments.
    bodies: Vec<u32>,
    /// Whether an ordered fault answers it.
    fault: bool,
}

/// What is to become of a call.
pub(crate) enum Begun {
    /// It is made.
    Made(Call),
    /// It is not made: the first of these that is an answer of its contract is given instead.
    Answered(Call, Vec<Json>),
    /// It ends its invocation.
    Ended(wasmtime::Error),
}

impl Call {
    /// Writes down a call, if the invocation is observed.
    pub(crate) fn of<S: WasiView>(
        state: &mut S,
        interface: &'static Interface,
        function: &'static str,
        arguments: impl FnOnce(&mut Bodies<'_>) -> Vec<(&'static str, Told)>,
    ) -> Option<Self> {
        let observer = Arc::clone(state.observer()?);
        let mut bodies = Bodies::new(state.table(), observer.room());
        let arguments = arguments(&mut bodies);
        let bodies = bodies.told;
        let place = observer.call(interface, function, arguments);
        Some(Self {
            observer,
            interface,
            function,
            place,
            bodies,
            fault: false,
        })
    }

    /// Asks whether the call is made. A latency that was ordered is waited for.
    pub(crate) async fn begin(self, state: &mut State) -> Begun {
        if self.observer.looks_at_arguments() {
            self.read(state).await;
        }
        let decision = self.decision();
        if let Decision::Made { latency } | Decision::Failed { latency, .. } = &decision {
            state.pause(*latency).await;
        }
        self.begun(decision, state)
    }

    /// Asks the same of a call that no latency can be ordered for.
    pub(crate) fn begin_at_once<S: WasiView>(self, state: &mut S) -> Begun {
        let decision = self.decision();
        self.begun(decision, state)
    }

    /// Asks the same of a call that is made in a replay, too.
    pub(crate) fn begin_local(self) -> Begun {
        match self.observer.follow(self.place) {
            Ok(()) => Begun::Made(self),
            Err(error) => Begun::Ended(error),
        }
    }

    fn decision(&self) -> Decision {
        self.observer
            .decide(self.place, self.interface, self.function)
    }

    fn begun<S: WasiView>(self, decision: Decision, state: &mut S) -> Begun {
        match decision {
            Decision::Made { .. } => Begun::Made(self),
            Decision::Failed { answers, .. } => self.answered(state, answers, true),
            Decision::Replayed { answer, fault } => self.answered(state, vec![answer], fault),
            Decision::Diverged(error) => Begun::Ended(error),
        }
    }

    fn answered<S: WasiView>(mut self, state: &mut S, answers: Vec<Json>, fault: bool) -> Begun {
        self.fault = fault;
        for body in self.bodies.drain(..) {
            // The guest has given its arguments away, whoever answers. One that it gave twice is gone.
            let _ = state.table().delete(Resource::<HostBuffer>::new_own(body));
        }
        Begun::Answered(self, answers)
    }

    /// Reads the arguments as far as they are kept, so that all of them is told.
    async fn read(&self, state: &mut State) {
        for body in &self.bodies {
            if let Ok(body) = state
                .table
                .get_mut(&Resource::<HostBuffer>::new_borrow(*body))
            {
                body.read_ahead(MAX_BYTES).await;
            }
        }
    }

    /// Gives the first of these answers that the call's contract has; if it has none, the guest is ended.
    pub(crate) fn give<A: Answer, S: WasiView>(self, state: &mut S, answers: Vec<Json>) -> A {
        let room = Arc::default();
        let mut bodies = Bodies::new(state.table(), &room);
        let mut why = Unreadable::new("there is none");
        for told in answers {
            match A::read(&told, &mut bodies) {
                Ok(answer) => {
                    self.observer
                        .answer(self.place, Told::Json(told), self.fault);
                    return answer;
                }
                Err(error) => why = error,
            }
        }
        A::ended(wasmtime::format_err!(
            "the answer that was given for a host call is none: {why}"
        ))
    }

    /// Writes down the answer.
    pub(crate) fn end<A: Answer, S: WasiView>(self, state: &mut S, answer: A) -> A {
        let mut bodies = Bodies::new(state.table(), self.observer.room());
        match answer.tell(&mut bodies) {
            Some(told) => self.observer.answer(self.place, told, false),
            None => self.observer.trap(self.place),
        }
        answer
    }
}

/// What a host call returns to the bindings.
pub(crate) trait Answer: Sized {
    /// Tells the answer; none if the call ended the guest.
    fn tell(&self, bodies: &mut Bodies<'_>) -> Option<Told>;

    /// Reads an answer back that was written down.
    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable>;

    /// Ends the guest.
    fn ended(error: wasmtime::Error) -> Self;

    /// Tells how the call went.
    fn result(&self) -> CallResult;
}

/// How a host call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallResult {
    Ok,
    /// It had an error that its contract has.
    Error,
    /// It ended the guest.
    Ended,
}

/// Counts a host call, by its answer.
pub(crate) fn counted<A: Answer>(state: &State, interface: &Interface, answer: A) -> A {
    let counters = &state.context.settings().counters;
    counters.call(interface, answer.result());
    answer
}

impl<T: Value> Answer for wasmtime::Result<T> {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Option<Told> {
        Some(self.as_ref().ok()?.tell(bodies))
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        T::read(told, bodies).map(Ok)
    }

    fn ended(error: wasmtime::Error) -> Self {
        Err(error)
    }

    fn result(&self) -> CallResult {
        match self {
            Ok(value) if value.is_error() => CallResult::Error,
            Ok(_) => CallResult::Ok,
            Err(_) => CallResult::Ended,
        }
    }
}

impl<T: Value> Answer for Result<T, CallError> {
    fn tell(&self, bodies: &mut Bodies<'_>) -> Option<Told> {
        match self {
            Ok(value) => Some(Told::case(OK, value.tell(bodies))),
            Err(CallError::Refused(error)) => Some(Told::case(ERROR, error.tell(bodies))),
            Err(CallError::Trap(_)) => None,
        }
    }

    fn read(told: &Json, bodies: &mut Bodies<'_>) -> Result<Self, Unreadable> {
        let read: Result<T, momento_functions_models::ServiceError> = Value::read(told, bodies)?;
        Ok(read.map_err(CallError::Refused))
    }

    fn ended(error: wasmtime::Error) -> Self {
        Err(CallError::Trap(error))
    }

    fn result(&self) -> CallResult {
        match self {
            Ok(_) => CallResult::Ok,
            Err(CallError::Refused(_)) => CallResult::Error,
            Err(CallError::Trap(_)) => CallResult::Ended,
        }
    }
}
