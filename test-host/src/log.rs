use crate::cost::Meter;
use crate::invocation::{Context, InvocationId};
use crate::observe::{Calls, Observed, Observer, Recorded};
use momento_functions_models::log::{
    LogConfiguration, LogDestination, LogLevel, LogRouter, Routed, check_count,
};
use momento_functions_models::topic::Topics;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// How many lines of one function are written to an invocation's log; destinations get them all.
const MAX_LINES: usize = 10_000;

/// How many bytes of one function are written to an invocation's log.
const MAX_BYTES: usize = 4 << 20;

/// Where a line of an invocation's log comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogOrigin {
    /// The host, which tells what happened at its edge.
    System,
    /// The function, which logged it.
    Function,
    /// The function's standard output.
    Stdout,
    /// The function's standard error.
    Stderr,
}

/// One line of an invocation's log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLine {
    /// Where the line comes from.
    pub origin: LogOrigin,
    /// How important the line is, where its origin says so.
    pub level: Option<LogLevel>,
    /// The text, without its line end.
    pub message: String,
    /// Where the line goes on the service. With none, the service does not capture it.
    pub destinations: Vec<LogDestination>,
}

/// The log of one invocation: outlives its sandbox, so that a failure can be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogSink(Arc<Inner>);

/// The log of an invocation that may be over.
#[derive(Debug, Clone)]
pub(crate) struct WeakLogSink(Weak<Inner>);

#[derive(Debug, Default)]
struct Inner {
    context: Option<Arc<Context>>,
    record: Mutex<Record>,
    meter: Meter,
}

#[derive(Debug, Default)]
struct Record {
    router: LogRouter,
    /// The line that tells of the beginning, which most invocations ask for by nothing.
    begun: Option<InvocationId>,
    lines: Vec<LogLine>,
    /// What the function logged until now.
    logged: usize,
    bytes: usize,
}

impl LogLine {
    /// Returns whether the service captures the line: whether a destination was configured that it
    /// goes to.
    #[must_use]
    pub fn is_captured(&self) -> bool {
        !self.destinations.is_empty()
    }

    /// What the line takes, its destinations included: their names may be long.
    pub(crate) fn bytes(&self) -> usize {
        let names = self.destinations.iter().map(|to| match to {
            LogDestination::Topic(name) => name.len(),
            LogDestination::CloudWatch {
                iam_role_arn,
                log_group_name,
            } => iam_role_arn.len() + log_group_name.len(),
            _ => 0,
        });
        self.message.len() + names.sum::<usize>()
    }

    fn local(origin: LogOrigin, message: String) -> Self {
        Self {
            origin,
            level: None,
            message,
            destinations: Vec::new(),
        }
    }
}

impl Record {
    fn push(&mut self, line: LogLine) {
        if line.origin != LogOrigin::Function || self.has_room(line.bytes()) {
            self.lines.push(line);
        }
    }

    /// Counts a line of the function, and says once that there is no room for more.
    fn has_room(&mut self, bytes: usize) -> bool {
        let was_full = self.is_full();
        self.logged = self.logged.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.is_full() && !was_full {
            let limit = format!(
                "more than {MAX_LINES} lines or {MAX_BYTES} bytes were logged: the rest is not shown here"
            );
            self.lines.push(LogLine::local(LogOrigin::System, limit));
        }
        !self.is_full()
    }

    fn route_system(&mut self, level: LogLevel, line: &str) -> Routed {
        self.tell_begun();
        self.router.route_system(level, line)
    }

    fn configure(
        &mut self,
        to: Vec<LogConfiguration>,
    ) -> Vec<(LogLevel, String, Vec<LogDestination>)> {
        self.tell_begun();
        self.router.configure(to)
    }

    /// The beginning comes before all that the router is told.
    fn tell_begun(&mut self) {
        if let Some(id) = self.begun.take() {
            let line = format!("invocation {id} started");
            // It is kept for the first destinations.
            let _ = self.router.route_system(LogLevel::Info, &line);
        }
    }

    fn is_full(&self) -> bool {
        self.logged > MAX_LINES || self.bytes > MAX_BYTES
    }
}

impl WeakLogSink {
    pub(crate) fn upgrade(&self) -> Option<LogSink> {
        self.0.upgrade().map(LogSink)
    }
}

impl LogSink {
    /// Makes the log of an invocation. Its destinations may be topics of the function's cache.
    pub(crate) fn new(context: Arc<Context>) -> Self {
        Self(Arc::new(Inner {
            context: Some(context),
            record: Mutex::default(),
            meter: Meter::default(),
        }))
    }

    /// Gives what does not keep the invocation's record, and all that it knows, in memory.
    pub(crate) fn downgrade(&self) -> WeakLogSink {
        WeakLogSink(Arc::downgrade(&self.0))
    }

    /// Tells whose log it is.
    pub(crate) fn invocation(&self) -> Option<InvocationId> {
        self.0.context.as_ref().map(|context| context.id())
    }

    /// Gives who writes down the invocation's host calls, if somebody does.
    pub(crate) fn observer(&self) -> Option<&Arc<Observer>> {
        self.0.context.as_ref()?.observer()
    }

    /// Gives the host calls that were written down of the invocation.
    pub(crate) fn calls(&self) -> Calls {
        self.observer().map(|it| it.calls()).unwrap_or_default()
    }

    /// Gives what a record of the invocation is made of, if it is observed.
    pub(crate) fn observed(&self) -> Option<Observed> {
        let context = self.0.context.as_ref()?;
        Some(Observed::new(context.observer()?, Recorded::of(context)))
    }

    /// Gives what the invocation's cost is written down in.
    pub(crate) fn meter(&self) -> &Meter {
        &self.0.meter
    }

    /// LOG.2: the invocation begins.
    pub(crate) fn begin(&self) {
        self.record().begun = self.invocation();
    }

    /// LOG.2: the invocation has ended. Without a destination by now nobody will ever know.
    pub(crate) fn end(&self, took: impl FnOnce() -> Duration) {
        let asked = self.record().router.is_configured();
        if let (true, Some(id)) = (asked, self.invocation()) {
            self.tell(format!("invocation {id} ended after {:?}", took()));
        }
    }

    /// Writes a line that is for whoever runs the host alone.
    pub(crate) fn push(&self, origin: LogOrigin, message: impl Into<String>) {
        self.record().push(LogLine::local(origin, message.into()));
    }

    /// LOG.1, LOG.2: sets the destinations, and gives the first ones what the host has told.
    pub(crate) fn configure(&self, to: Vec<LogConfiguration>) -> Result<(), String> {
        check_count(&to)?;
        to.iter().try_for_each(|to| self.check(&to.destination))?;
        let kept = self.record().configure(to);
        for (level, line, to) in kept {
            self.deliver_any(level, line, to);
        }
        Ok(())
    }

    /// LOG.1, LOG.4: a line of the function. One that was let through nowhere is gone; without any
    /// destination it is kept, since its author looks for it.
    pub(crate) fn log(&self, level: LogLevel, line: String) {
        let to = self.record().router.route(level);
        if to != Routed::To(Vec::new()) {
            self.deliver(LogOrigin::Function, level, line, to);
        }
    }

    /// LOG.2: tells what happened to the invocation, if its function wants to know.
    pub(crate) fn tell(&self, line: String) {
        let to = self.record().route_system(LogLevel::Info, &line);
        if let Routed::To(to) = to {
            self.deliver_any(LogLevel::Info, line, to);
        }
    }

    /// LOG.2: tells what went wrong at the host's edge.
    pub(crate) fn fail(&self, line: String) {
        let to = self.record().route_system(LogLevel::Error, &line);
        self.deliver(LogOrigin::System, LogLevel::Error, line, to);
    }

    /// Gives a copy of what was logged until now.
    pub(crate) fn lines(&self) -> Vec<LogLine> {
        self.record().lines.clone()
    }

    pub(crate) fn take(&self) -> Vec<LogLine> {
        std::mem::take(&mut self.record().lines)
    }

    /// A line of the host that is of interest only where somebody asked for it.
    fn deliver_any(&self, level: LogLevel, line: String, to: Vec<LogDestination>) {
        if !to.is_empty() {
            self.deliver(LogOrigin::System, level, line, Routed::To(to));
        }
    }

    fn check(&self, destination: &LogDestination) -> Result<(), String> {
        let (Some(topics), LogDestination::Topic(name)) = (self.topics(), destination) else {
            return Ok(());
        };
        // Whoever may subscribe to it may publish to it.
        topics
            .subscribe(name)
            .map(drop)
            .map_err(|error| error.to_string())
    }

    fn topics(&self) -> Option<&Topics> {
        self.0.context.as_ref().map(|context| context.topics())
    }

    /// LOG.3: publishes a line to the topics it goes to, and writes it down.
    fn deliver(&self, origin: LogOrigin, level: LogLevel, message: String, to: Routed) {
        let destinations = match to {
            Routed::NotConfigured => Vec::new(),
            Routed::To(destinations) => destinations,
        };
        let lost = self.publish(&message, &destinations);
        let mut record = self.record();
        record.push(LogLine {
            origin,
            level: Some(level),
            message,
            destinations,
        });
        if !record.is_full() {
            let lines = lost
                .into_iter()
                .map(|lost| LogLine::local(LogOrigin::System, lost));
            record.lines.extend(lines);
        }
    }

    /// Publishes a line, and returns why it did not reach a topic.
    fn publish(&self, line: &str, to: &[LogDestination]) -> Vec<String> {
        let mut lost = Vec::new();
        for destination in to {
            let (Some(topics), LogDestination::Topic(name)) = (self.topics(), destination) else {
                continue;
            };
            // A replay changes nothing.
            if self.observer().is_some_and(|it| it.is_replay()) {
                continue;
            }
            if let Err(error) = topics.publish(name, line) {
                lost.push(format!(
                    "a line was not published to the topic `{name}`: {error}"
                ));
            }
        }
        lost
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
