use super::header::check;
use super::{Answer, Body, Event, Failure, Step};
use crate::sse;
use bytes::Bytes;
use std::time::Duration;

/// How a scripted server answers: with an answer, or with a failure instead of one.
///
/// # Panics
///
/// What cannot be an answer is refused where it is written: a status that is none, a header that HTTP does
/// not allow, a body where there can be none.
///
/// # Examples
///
/// ```
/// use momento_functions_models::http_script::{Failure, Reply};
/// use serde_json::json;
/// use std::time::Duration;
///
/// let created = Reply::status(201).header("x-id", "7").json(&json!({"id": 7}));
/// let slow = Reply::status(200).body("at last").delay(Duration::from_secs(3));
/// let events = Reply::status(200).sse(["one", "two"]);
/// let broken = Reply::status(200).chunks(["one", "two"]).broken_after(1);
/// let down = Reply::failure(Failure::ConnectionFailed);
/// # let _ = (created, slow, events, broken, down);
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    delay: Duration,
    answer: Result<Answer, Failure>,
}

#[expect(clippy::panic, reason = "a test that is written wrong has to fail")]
impl Reply {
    /// Answers with a status, no header and an empty body.
    ///
    /// # Panics
    ///
    /// The status is not within 200 to 999.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        if !(200..=999).contains(&status) {
            panic!("no answer has the status {status}: write 200 to 999");
        }
        Self {
            delay: Duration::ZERO,
            answer: Ok(Answer {
                status,
                headers: Vec::new(),
                body: Body::Whole(Bytes::new()),
            }),
        }
    }

    /// Gives no answer, but fails.
    pub fn failure(failure: Failure) -> Self {
        Self {
            delay: Duration::ZERO,
            answer: Err(failure),
        }
    }

    /// Waits before the answer's head, or before the failure.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a header. Repeats are kept. `content-length` is made from the body.
    ///
    /// # Panics
    ///
    /// HTTP does not allow the header, it is one that is made from the body, or the reply is a failure.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Err(reason) = check(name, value) {
            panic!("{reason}");
        }
        for made in ["content-length", "transfer-encoding"] {
            if name.eq_ignore_ascii_case(made) {
                panic!("`{made}` is made from the body: leave it out");
            }
        }
        let header = (name.to_ascii_lowercase(), value.to_owned());
        self.answer_mut().headers.push(header);
        self
    }

    /// Sets the body, which comes at once.
    ///
    /// # Panics
    ///
    /// An answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.with_body().body = Body::Whole(body.into());
        self
    }

    /// Sets the body to a value's JSON, and the content type, if there is none yet.
    ///
    /// # Panics
    ///
    /// The value cannot be written as JSON, an answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn json(self, value: &impl serde::Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.typed("application/json").body(bytes),
            Err(error) => panic!("the value cannot be written as JSON: {error}"),
        }
    }

    /// Adds server-sent events to the body, each a chunk of its own, and sets the content type, if there is
    /// none yet.
    ///
    /// # Panics
    ///
    /// An event cannot stand in a stream (see [`sse::encode`]), an answer of this status has no body, or the
    /// reply is a failure.
    #[track_caller]
    pub fn sse(self, events: impl IntoIterator<Item = impl Into<Event>>) -> Self {
        let mut reply = self.typed("text/event-stream");
        for event in events {
            let Event { name, id, data } = event.into();
            let data = data.as_ref().map(String::as_bytes);
            match sse::encode(name.as_deref(), id.as_deref(), data) {
                Ok(text) => reply = reply.chunk(text),
                Err(error) => panic!("the event cannot be sent: {error}"),
            }
        }
        reply
    }

    /// Adds a chunk to the body, which comes bit by bit from then on.
    ///
    /// # Panics
    ///
    /// An answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn chunk(mut self, chunk: impl Into<Bytes>) -> Self {
        let mut steps = self.take_steps();
        steps.push(Step::Chunk(chunk.into()));
        self.stepped(steps)
    }

    /// Adds chunks to the body, which comes bit by bit from then on.
    ///
    /// # Panics
    ///
    /// An answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn chunks(mut self, chunks: impl IntoIterator<Item = impl Into<Bytes>>) -> Self {
        let mut steps = self.take_steps();
        steps.extend(chunks.into_iter().map(|chunk| Step::Chunk(chunk.into())));
        self.stepped(steps)
    }

    /// Lets nothing of the body come for a while, after what was added until now.
    ///
    /// # Panics
    ///
    /// An answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn pause(mut self, pause: Duration) -> Self {
        let mut steps = self.take_steps();
        steps.push(Step::Pause(pause));
        self.stepped(steps)
    }

    /// Breaks the body off after so many of its chunks.
    ///
    /// # Panics
    ///
    /// The body has not as many chunks, an answer of this status has no body, or the reply is a failure.
    #[track_caller]
    pub fn broken_after(mut self, chunks: usize) -> Self {
        let mut steps = self.take_steps();
        let chunk = |step: &Step| matches!(step, Step::Chunk(_));
        let count = steps.iter().filter(|step| chunk(step)).count();
        if chunks > count {
            panic!("a body of {count} chunks is not broken after {chunks}: add its chunks first");
        }
        let ends = steps.iter().enumerate().filter(|(_, step)| chunk(step));
        let end = ends.map(|(index, _)| index).nth(chunks);
        steps.truncate(end.unwrap_or(steps.len()));
        steps.push(Step::BreakOff);
        self.stepped(steps)
    }

    /// Returns how long to wait, and what comes then.
    pub fn into_parts(self) -> (Duration, Result<Answer, Failure>) {
        (self.delay, self.answer)
    }

    #[track_caller]
    fn typed(self, content_type: &str) -> Self {
        let typed = match &self.answer {
            Ok(answer) => answer
                .headers
                .iter()
                .any(|(name, _)| name == "content-type"),
            Err(_) => true,
        };
        match typed {
            true => self,
            false => self.header("content-type", content_type),
        }
    }

    #[track_caller]
    fn take_steps(&mut self) -> Vec<Step> {
        let body = &mut self.with_body().body;
        match std::mem::replace(body, Body::Steps(Vec::new())) {
            Body::Steps(steps) => steps,
            Body::Whole(bytes) if bytes.is_empty() => Vec::new(),
            Body::Whole(bytes) => vec![Step::Chunk(bytes)],
        }
    }

    #[track_caller]
    fn stepped(mut self, steps: Vec<Step>) -> Self {
        self.with_body().body = Body::Steps(steps);
        self
    }

    /// RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5: these have no body.
    #[track_caller]
    fn with_body(&mut self) -> &mut Answer {
        let answer = self.answer_mut();
        if matches!(answer.status, 204 | 205 | 304) {
            panic!("an answer of the status {} has no body", answer.status);
        }
        answer
    }

    #[track_caller]
    fn answer_mut(&mut self) -> &mut Answer {
        match &mut self.answer {
            Ok(answer) => answer,
            Err(failure) => panic!("there is no answer that could have it: {failure}"),
        }
    }
}
