use super::body::{ObservedBody, Room};
use super::calls::{Calls, HostCall};
use super::faults::{Effect, Faults};
use super::interfaces::Interface;
use super::record::{Record as Written, Recorded, RecordedAnswer, RecordedRequest};
use super::replay::Replay;
use super::told::Told;
use crate::error::{InvocationError, InvocationErrorKind};
use crate::invocation::HostBuffer;
use crate::outbound;
use bytes::Bytes;
use momento_functions_models::Clock;
use serde_json::Value as Json;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many host calls of one invocation are written down.
pub(crate) const MAX_CALLS: usize = 10_000;

/// Writes down the host calls of one invocation, and says what becomes of each.
pub(crate) struct Observer {
    clock: Arc<dyn Clock>,
    /// In nanoseconds of the clock.
    began: AtomicU64,
    room: Arc<Room>,
    faults: Faults,
    replay: Option<Replay>,
    /// What a replay has last told its guest of the monotonic clock.
    told_time: AtomicU64,
    record: Mutex<Record>,
}

#[derive(Default)]
struct Record {
    calls: Vec<Entry>,
    /// How many there were, kept or not.
    count: usize,
    exchange: Option<Exchange>,
}

/// The request of a web function, and its answer.
struct Exchange {
    request: RecordedRequest,
    request_body: ObservedBody,
    answer: RecordedAnswer,
    answer_body: ObservedBody,
}

struct Entry {
    interface: &'static Interface,
    function: &'static str,
    at: Duration,
    arguments: Vec<(&'static str, Told)>,
    end: Option<End>,
}

struct End {
    at: Duration,
    answer: Option<Told>,
    fault: bool,
}

/// What becomes of a call.
#[derive(Debug)]
pub(crate) enum Decision {
    Made {
        latency: Duration,
    },
    /// The first of the answers that the call's contract has is given.
    Failed {
        latency: Duration,
        answers: Vec<Json>,
    },
    Replayed {
        answer: Json,
        fault: bool,
    },
    Diverged(wasmtime::Error),
}

impl Observer {
    pub(crate) fn new(clock: &Arc<dyn Clock>, faults: &Faults, replay: Option<Replay>) -> Self {
        Self {
            began: AtomicU64::new(nanoseconds(clock.monotonic())),
            clock: Arc::clone(clock),
            room: Arc::default(),
            faults: faults.clone(),
            replay,
            told_time: AtomicU64::new(0),
            record: Mutex::default(),
        }
    }

    /// The invocation begins: one of a spawn function may have waited until now.
    pub(crate) fn begin(&self, now: Duration) {
        self.began.store(nanoseconds(now), Ordering::Relaxed);
    }

    pub(crate) fn room(&self) -> &Arc<Room> {
        &self.room
    }

    pub(crate) fn is_replay(&self) -> bool {
        self.replay.is_some()
    }

    /// Notes what the guest was told of the monotonic clock, in nanoseconds.
    pub(crate) fn tell_time(&self, now: u64) {
        self.told_time.store(now, Ordering::Relaxed);
    }

    /// Gives how far a moment lies ahead of what the guest knows of the monotonic clock, which in a replay is
    /// another one than the host's.
    pub(crate) fn ahead(&self, when: u64) -> Option<Duration> {
        let told = self.told_time.load(Ordering::Relaxed);
        self.is_replay()
            .then(|| Duration::from_nanos(when.saturating_sub(told)))
    }

    /// Tells whether what calls have must be read before it is decided what becomes of them.
    pub(crate) fn looks_at_arguments(&self) -> bool {
        self.is_replay() || self.faults.look_at_arguments()
    }

    /// Writes down that a call begins, and gives its place among the others.
    pub(crate) fn call(
        &self,
        interface: &'static Interface,
        function: &'static str,
        arguments: Vec<(&'static str, Told)>,
    ) -> usize {
        let at = self.elapsed();
        let mut record = self.record();
        record.count += 1;
        if record.calls.len() < MAX_CALLS {
            record.calls.push(Entry {
                interface,
                function,
                at,
                arguments,
                end: None,
            });
        }
        record.count - 1
    }

    /// Says what becomes of a call.
    pub(crate) fn decide(&self, place: usize, interface: &Interface, function: &str) -> Decision {
        if let Some(replay) = &self.replay {
            return match replay.answer(place, self.shown(place)) {
                Ok((answer, fault)) => Decision::Replayed { answer, fault },
                Err(error) => Decision::Diverged(error),
            };
        }
        let Some(fault) = self
            .faults
            .strike(interface, function, || self.shown(place))
        else {
            return Decision::Made {
                latency: Duration::ZERO,
            };
        };
        let Effect { latency, answers } = fault;
        match answers.is_empty() {
            true => Decision::Made { latency },
            false => Decision::Failed { latency, answers },
        }
    }

    /// Compares a call that is really made with the one that was written down, if there is one.
    pub(crate) fn follow(&self, place: usize) -> wasmtime::Result<()> {
        match &self.replay {
            Some(replay) => replay.answer(place, self.shown(place)).map(drop),
            None => Ok(()),
        }
    }

    pub(crate) fn answer(&self, place: usize, answer: Told, fault: bool) {
        self.finish(place, Some(answer), fault);
    }

    /// The call ended the guest.
    pub(crate) fn trap(&self, place: usize) {
        self.finish(place, None, false);
    }

    /// Writes down the request.
    pub(crate) fn request(&self, request: RecordedRequest, body: &mut HostBuffer) {
        let answer = RecordedAnswer::default();
        self.record().exchange = Some(Exchange {
            request,
            request_body: body.observe(&self.room),
            answer,
            answer_body: ObservedBody::new(&self.room),
        });
    }

    /// Tells whether there was a request.
    pub(crate) fn has_exchange(&self) -> bool {
        self.record().exchange.is_some()
    }

    /// Writes down that the caller went away before the answer was complete.
    pub(crate) fn cancelled(&self) {
        if let Some(exchange) = &mut self.record().exchange {
            let cancelled = InvocationErrorKind::Cancelled.code();
            exchange
                .answer
                .error
                .get_or_insert_with(|| cancelled.to_owned());
        }
    }

    /// Writes down the head of the answer.
    pub(crate) fn head(&self, status: http::StatusCode, headers: &http::HeaderMap) {
        if let Some(exchange) = &mut self.record().exchange {
            exchange.answer.status = status.as_u16();
            exchange.answer.headers = outbound::pairs(headers);
        }
    }

    /// Writes down a piece of the answer's body.
    pub(crate) fn sent(&self, piece: &Bytes) {
        if let Some(exchange) = &self.record().exchange {
            exchange.answer_body.add(piece);
        }
    }

    /// Writes down that the invocation failed.
    pub(crate) fn failed(&self, error: &InvocationError) {
        if let Some(exchange) = &mut self.record().exchange {
            exchange.answer.error = Some(error.kind().code().to_owned());
        }
    }

    /// Gives the record of a web function.
    fn record_of(&self, of: &Recorded) -> Option<Written> {
        let record = self.record();
        let calls = record
            .calls
            .iter()
            .map(|entry| entry.shown(Told::json_in_pieces));
        let calls = (calls.collect(), record.count);
        let exchange = record.exchange.as_ref()?;
        let mut request = exchange.request.clone();
        request.body = exchange.request_body.json_in_pieces();
        let mut answer = exchange.answer.clone();
        answer.body = exchange.answer_body.json();
        drop(record);
        Some(Written::new(of, request, calls, answer))
    }

    /// Gives what was written down until now.
    pub(crate) fn calls(&self) -> Calls {
        let record = self.record();
        let calls = record
            .calls
            .iter()
            .map(|entry| entry.shown(Told::json))
            .collect();
        Calls::new(calls, record.count)
    }

    fn finish(&self, place: usize, answer: Option<Told>, fault: bool) {
        let at = self.elapsed();
        if let Some(entry) = self.record().calls.get_mut(place) {
            entry.end = Some(End { at, answer, fault });
        }
    }

    fn shown(&self, place: usize) -> Option<HostCall> {
        let record = self.record();
        let entry = record.calls.get(place)?;
        Some(entry.shown(Told::json))
    }

    fn elapsed(&self) -> Duration {
        let began = Duration::from_nanos(self.began.load(Ordering::Relaxed));
        self.clock.monotonic().saturating_sub(began)
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl Entry {
    fn shown(&self, json: fn(&Told) -> Json) -> HostCall {
        let arguments = self.arguments.iter();
        let end = self.end.as_ref();
        HostCall {
            interface: self.interface.name.to_owned(),
            function: self.function.to_owned(),
            arguments: arguments
                .map(|(name, told)| ((*name).to_owned(), json(told)))
                .collect(),
            answer: end.and_then(|end| end.answer.as_ref()).map(json),
            at: self.at,
            took: end.map_or(Duration::ZERO, |end| end.at.saturating_sub(self.at)),
            fault: end.is_some_and(|end| end.fault),
        }
    }
}

/// An invocation that was observed: its record is made only for who asks, since that takes its time.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    observer: Arc<Observer>,
    of: Recorded,
}

impl Observed {
    pub(crate) fn new(observer: &Arc<Observer>, of: Recorded) -> Self {
        Self {
            observer: Arc::clone(observer),
            of,
        }
    }

    pub(crate) fn record(&self) -> Option<Written> {
        self.observer.record_of(&self.of)
    }

    pub(super) fn file_name(&self) -> String {
        self.of.file_name()
    }
}

/// What was written down may have credentials in it.
impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("calls", &self.record().count)
            .finish_non_exhaustive()
    }
}
