use super::body;
use super::points::Point;
use super::redact::Secrets;
use super::value::ERROR;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// One call of the host that a function made.
///
/// Values are written as the contract names them: records are objects, a case of a variant is its name or an
/// object of its name and its payload, bytes are texts where they are UTF-8 and `{"base64": …}` elsewhere,
/// and what is not there is null. A body that was not read to its end is told as far as it was.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(deny_unknown_fields)]
pub struct HostCall {
    /// The interface with its package and version, as a component imports it.
    pub interface: String,
    /// The function; of a resource's methods with the resource, as `client.get`.
    pub function: String,
    /// The arguments by name.
    pub arguments: Map<String, Json>,
    /// The answer, `{"ok": …}` or `{"error": …}` where it has both; none if the call ended the function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Json>,
    /// When it was made, since the invocation began.
    #[serde(with = "nanoseconds")]
    pub at: Duration,
    /// How long it took.
    #[serde(with = "nanoseconds")]
    pub took: Duration,
    /// Whether an ordered fault answered it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fault: bool,
}

/// Durations in files are whole nanoseconds.
mod nanoseconds {
    use serde::{Deserialize as _, Deserializer, Serializer};
    use std::time::Duration;

    pub(super) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_nanos)
    }
}

impl HostCall {
    /// Gives an argument by the contract's name for it.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Json> {
        self.arguments.get(name)
    }

    /// Gives an argument that is a text, or bytes that are one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.argument(name)?.as_str()
    }

    /// Gives the error that the call had.
    #[must_use]
    pub fn error(&self) -> Option<&Json> {
        self.answer.as_ref()?.get(ERROR)
    }

    /// Tells when the call was made, since the invocation began, by the host's clock.
    #[must_use]
    pub fn began(&self) -> Duration {
        self.at
    }

    /// Tells how long the call took, by the host's clock; nothing of one that ended the function.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.took
    }

    /// Names the call for people: `cache-scalar get`.
    #[must_use]
    pub fn name(&self) -> String {
        name(&self.interface, &self.function)
    }

    /// Tells how many bytes of texts and bodies the function gave, those included that were not kept.
    #[must_use]
    pub fn sent_bytes(&self) -> u64 {
        self.arguments.values().map(body::size).sum()
    }

    /// Tells how many bytes of texts and bodies the function got, as far as it has read them.
    #[must_use]
    pub fn received_bytes(&self) -> u64 {
        self.answer.as_ref().map_or(0, body::size)
    }

    /// Tells about how many bytes of memory it takes.
    fn bytes(&self) -> usize {
        let arguments = self.arguments.iter();
        let arguments = arguments.map(|(name, value)| name.len() + json_bytes(value));
        let answer = self.answer.as_ref().map_or(0, json_bytes);
        let names = self.interface.len() + self.function.len();
        size_of::<Self>() + names + arguments.sum::<usize>() + answer
    }

    /// Tells whether it is this call, in any version of the contract.
    #[must_use]
    pub fn is<E>(&self, point: impl FnOnce() -> Point<E>) -> bool {
        point().is(&self.interface, &self.function)
    }

    /// Tells whether it asks the time, or for chance, or about the invocation's own request, or logs, or makes
    /// a client: no call that reaches beyond the invocation.
    fn is_inner(&self) -> bool {
        self.interface.starts_with("wasi:")
            || self.interface.contains("/web-function-")
            || self.interface.contains("/logging@")
            || self.function.ends_with(".constructor")
            || matches!(&*self.function, "provider" | "get-managed-cluster-client")
    }

    /// Tells whether something that the call had was too large to be kept.
    pub(super) fn is_cut(&self) -> bool {
        let mut values = self.arguments.values().chain(&self.answer);
        values.any(body::is_cut)
    }

    fn is_of(&self, interface: &str) -> bool {
        let name = self.interface.split(['/', '@']).nth(1);
        name == Some(interface)
    }

    /// Visits every value with its name.
    pub(super) fn each_named(&mut self, visit: &mut impl FnMut(&str, &mut Json)) {
        for (name, value) in &mut self.arguments {
            visit(name, value);
        }
        if let Some(answer) = &mut self.answer {
            visit("", answer);
        }
    }

    /// Writes the call in a line: without its times, so that two runs can be compared, and without the
    /// credentials in it.
    pub(crate) fn line(&self) -> String {
        redacted(self.clone(), &Secrets::default()).plain_line()
    }

    /// Writes the call, whose credentials were taken out, in a line.
    fn plain_line(&self) -> String {
        let fault = if self.fault { " (a fault)" } else { "" };
        self.name() + &self.text_of_both() + fault
    }

    /// Writes the arguments and the answer, as far as a line shows them.
    pub(crate) fn text_of_both(&self) -> String {
        let arguments = self.arguments.iter();
        let arguments: Vec<String> = arguments
            .map(|(name, value)| format!("{name}: {}", shown(value)))
            .collect();
        let answer = match &self.answer {
            Some(answer) => shown(answer),
            None => "ended the function".to_owned(),
        };
        format!("({}) → {answer}", arguments.join(", "))
    }
}

/// Tells about how many bytes of memory a value takes.
fn json_bytes(value: &Json) -> usize {
    let inside: usize = match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
        Json::String(text) => text.len(),
        Json::Array(all) => all.iter().map(json_bytes).sum(),
        Json::Object(all) => all
            .iter()
            .map(|(name, value)| name.len() + json_bytes(value))
            .sum(),
    };
    size_of::<Json>() + inside
}

/// Takes the credentials out of a call, and those that are known from others.
fn redacted(mut call: HostCall, known: &Secrets) -> HostCall {
    let mut secrets = Secrets::default();
    call.each_named(&mut |name, value| secrets.find(name, value));
    call.each_named(&mut |_, value| {
        secrets.remove(value);
        known.remove(value);
    });
    call
}

/// Names a call for people: `cache-scalar get`.
pub(super) fn name(interface: &str, function: &str) -> String {
    let short = interface.split('@').next().unwrap_or(interface);
    let short = short.rsplit('/').next().unwrap_or(short);
    format!("{short} {function}")
}

/// How much of a value a line shows.
const SHOWN: usize = 200;

fn shown(value: &Json) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The host calls of an invocation, in their order.
///
/// # Examples
///
/// ```no_run
/// # fn check(outcome: momento_functions_test_host::Outcome) {
/// use momento_functions_test_host::calls::{cache, http};
///
/// outcome.calls.assert_only(&["cache-scalar get", "cache-scalar set"]);
/// assert_eq!(outcome.calls.of(cache::set).len(), 1);
/// assert_eq!(outcome.calls.cache().sets()[0].text("key"), Some("a"));
/// assert!(outcome.calls.of(http::invoke).is_empty());
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Calls {
    calls: Vec<HostCall>,
    /// How many there were, kept or not.
    count: usize,
    /// What is left out of texts: some of it is known from calls that are not among these.
    secrets: Arc<Secrets>,
    /// Whether they are some of calls of which not all were kept.
    cut: bool,
}

impl Calls {
    pub(crate) fn new(calls: Vec<HostCall>, count: usize) -> Self {
        let mut secrets = Secrets::default();
        for call in &calls {
            call.clone()
                .each_named(&mut |name, value| secrets.find(name, value));
        }
        Self {
            cut: count > calls.len(),
            calls,
            count,
            secrets: Arc::new(secrets),
        }
    }

    /// Gives the calls of this name, in every version of the contract.
    #[must_use]
    pub fn of<E>(&self, point: impl FnOnce() -> Point<E>) -> Self {
        let point = point();
        self.filtered(|call| point.is(&call.interface, &call.function))
    }

    /// Gives the calls of the cache, one value a key.
    #[must_use]
    pub fn cache(&self) -> CacheCalls {
        CacheCalls(self.filtered(|call| call.is_of("cache-scalar")))
    }

    /// Gives the calls on lists in the cache.
    #[must_use]
    pub fn lists(&self) -> Self {
        self.filtered(|call| call.is_of("cache-list"))
    }

    /// Gives the requests over HTTP.
    #[must_use]
    pub fn http(&self) -> Self {
        self.filtered(|call| call.is_of("http"))
    }

    /// Gives what was published to topics.
    #[must_use]
    pub fn topics(&self) -> Self {
        self.filtered(|call| call.is_of("topic"))
    }

    /// Gives the functions that were started.
    #[must_use]
    pub fn spawns(&self) -> Self {
        self.filtered(|call| call.is_of("spawn"))
    }

    /// Gives the calls of an interface by its short name: `aws-s3`, for example.
    #[must_use]
    pub fn of_interface(&self, name: &str) -> Self {
        self.filtered(|call| call.is_of(name))
    }

    /// Gives the calls that reach beyond the invocation: all but those that ask for the time or for chance, that
    /// log or make a client, and those about the invocation's own request and answer.
    #[must_use]
    pub fn outward(&self) -> Self {
        self.filtered(|call| !call.is_inner())
    }

    /// Tells how many calls there were, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Gives the calls without the credentials in them.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let calls = self.calls.iter();
        let calls = calls.map(|call| redacted(call.clone(), &self.secrets));
        self.of_all(calls.collect(), self.cut)
    }

    /// Leaves out all calls, but for how many there were.
    pub(crate) fn all_cut(&self) -> Self {
        self.of_all(Vec::new(), true)
    }

    /// Tells about how many bytes of memory they take.
    pub(crate) fn bytes(&self) -> usize {
        self.calls.iter().map(HostCall::bytes).sum()
    }

    fn of_all(&self, calls: Vec<HostCall>, cut: bool) -> Self {
        Self {
            calls,
            count: self.count,
            secrets: Arc::clone(&self.secrets),
            cut,
        }
    }

    /// Tells whether there were more calls than are kept: 10,000 of an invocation are.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Checks that no call but these reached beyond the invocation, by their names: `cache-scalar get`.
    /// They need not have been made.
    ///
    /// # Panics
    ///
    /// There was another one. The text shows all.
    #[track_caller]
    pub fn assert_only(&self, names: &[&str]) -> &Self {
        self.check_kept();
        let allowed =
            |call: &HostCall| names.contains(&name(&call.interface, &call.function).as_str());
        let other = self.outward().calls.into_iter().find(|call| !allowed(call));
        if let Some(other) = other {
            self.fail(&format!(
                "expected no host call but {names:?}, found `{}`",
                name(&other.interface, &other.function)
            ));
        }
        self
    }

    /// Checks that no call reached beyond the invocation.
    ///
    /// # Panics
    ///
    /// There was one. The text shows all.
    #[track_caller]
    pub fn assert_none(&self) -> &Self {
        self.check_kept();
        if !self.outward().is_empty() {
            self.fail("expected no host call");
        }
        self
    }

    /// Checks how many calls there were.
    ///
    /// # Panics
    ///
    /// There were more or fewer. The text shows them.
    #[track_caller]
    pub fn assert_count(&self, count: usize) -> &Self {
        self.check_kept();
        if self.count != count {
            self.fail(&format!(
                "expected {count} host calls, found {}",
                self.count
            ));
        }
        self
    }

    /// Of calls that were not kept nothing can be said.
    #[track_caller]
    fn check_kept(&self) {
        if self.cut {
            self.fail("the invocation made more host calls than are kept");
        }
    }

    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    fn fail(&self, what: &str) -> ! {
        panic!("{what}\n\nthe host calls:\n{self}");
    }

    fn filtered(&self, keep: impl Fn(&HostCall) -> bool) -> Self {
        let calls = self.calls.iter().filter(|call| keep(call)).cloned();
        let calls: Vec<HostCall> = calls.collect();
        Self {
            count: calls.len(),
            calls,
            secrets: Arc::clone(&self.secrets),
            cut: self.cut,
        }
    }
}

impl std::ops::Deref for Calls {
    type Target = [HostCall];

    fn deref(&self) -> &[HostCall] {
        &self.calls
    }
}

/// One call a line, in their order, with what each had and what it got. Credentials are left out.
impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.calls.is_empty() {
            return f.write_str("  (none)");
        }
        for (place, call) in self.calls.iter().enumerate() {
            let call = redacted(call.clone(), &self.secrets);
            if place > 0 {
                writeln!(f)?;
            }
            write!(
                f,
                "{:3}. {} [{:?}]",
                place + 1,
                call.plain_line(),
                call.took
            )?;
        }
        if self.is_cut() {
            write!(f, "\n     … of {} calls", self.count)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Calls:")?;
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for HostCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// The calls of the cache that an invocation made.
#[derive(Debug, Clone)]
pub struct CacheCalls(Calls);

impl CacheCalls {
    /// Gives the calls that read a value.
    #[must_use]
    pub fn gets(&self) -> Calls {
        self.named(&["get", "get-with-hash"])
    }

    /// Gives the calls that write a value, conditional ones included.
    #[must_use]
    pub fn sets(&self) -> Calls {
        self.named(&["set", "set-if", "set-if-hash"])
    }

    /// Gives the calls that delete a value.
    #[must_use]
    pub fn deletes(&self) -> Calls {
        self.named(&["delete"])
    }

    fn named(&self, names: &[&str]) -> Calls {
        self.0
            .filtered(|call| names.contains(&call.function.as_str()))
    }
}

impl std::ops::Deref for CacheCalls {
    type Target = Calls;

    fn deref(&self) -> &Calls {
        &self.0
    }
}
