use crate::content;
use crate::json::{Difference, differences, missing};
use crate::report::report;
use crate::sse::{SseEvent, lines};
use crate::text::difference;
use serde_json::Value;
use std::ops::RangeInclusive;

/// An answer that can be asserted on.
///
/// Each assertion gives the answer again, for the next one. One that fails panics at its caller's line, and
/// tells what was expected, what came and where; then the answer's status, its headers without those that
/// carry credentials, the start of its body, and [`what`](Self::what).
pub trait AssertResponse {
    /// Returns the status.
    fn status(&self) -> u16;

    /// Returns the headers, in their order. A name may stand more than once.
    fn headers(&self) -> Vec<(String, String)>;

    /// Returns the body, whole.
    fn body(&self) -> &[u8];

    /// Returns what else is known of the answer, to be told when an assertion fails: why the function
    /// failed, and what it logged.
    fn what(&self) -> String {
        String::new()
    }

    /// Reads the body as JSON.
    ///
    /// # Panics
    ///
    /// The body is no JSON.
    #[track_caller]
    fn json(&self) -> Value {
        match content::json(self.body()) {
            Ok(value) => value,
            Err(failure) => fail(self, &failure),
        }
    }

    /// Expects a status.
    ///
    /// # Panics
    ///
    /// The status is another one.
    #[track_caller]
    fn assert_status(&self, status: u16) -> &Self {
        expect_status(self, status..=status, &format!("the status {status}"))
    }

    /// Expects a status from 200 to 299.
    ///
    /// # Panics
    ///
    /// The status is another one.
    #[track_caller]
    fn assert_success(&self) -> &Self {
        expect_status(self, 200..=299, "success, a status from 200 to 299")
    }

    /// Expects a status from 300 to 399.
    ///
    /// # Panics
    ///
    /// The status is another one.
    #[track_caller]
    fn assert_redirect(&self) -> &Self {
        expect_status(self, 300..=399, "a redirect, a status from 300 to 399")
    }

    /// Expects a status from 400 to 499.
    ///
    /// # Panics
    ///
    /// The status is another one.
    #[track_caller]
    fn assert_client_error(&self) -> &Self {
        expect_status(
            self,
            400..=499,
            "a client's error, a status from 400 to 499",
        )
    }

    /// Expects a status from 500 to 599.
    ///
    /// # Panics
    ///
    /// The status is another one.
    #[track_caller]
    fn assert_server_error(&self) -> &Self {
        expect_status(
            self,
            500..=599,
            "a server's error, a status from 500 to 599",
        )
    }

    /// Expects a header of this value, among others of its name perhaps.
    ///
    /// # Panics
    ///
    /// No header of the name has the value.
    #[track_caller]
    fn assert_header(&self, name: &str, value: &str) -> &Self {
        expect_header(self, name, &format!("{value:?}"), |found| found == value)
    }

    /// Expects a header whose value contains a text.
    ///
    /// # Panics
    ///
    /// No header of the name has the text in its value.
    #[track_caller]
    fn assert_header_contains(&self, name: &str, part: &str) -> &Self {
        let wanted = format!("a value with {part:?} in it");
        expect_header(self, name, &wanted, |found| found.contains(part))
    }

    /// Expects a header, whatever its value is.
    ///
    /// # Panics
    ///
    /// There is no header of the name.
    #[track_caller]
    fn assert_header_present(&self, name: &str) -> &Self {
        expect_header(self, name, "a value", |_| true)
    }

    /// Expects that there is no header of a name.
    ///
    /// # Panics
    ///
    /// There is one.
    #[track_caller]
    fn assert_header_absent(&self, name: &str) -> &Self {
        match values(self, name).first() {
            None => self,
            Some(value) => fail(
                self,
                &format!("header `{name}`: expected none, got {value:?}"),
            ),
        }
    }

    /// Expects a body that is this text.
    ///
    /// # Panics
    ///
    /// The body is no text, or another one.
    #[track_caller]
    fn assert_text(&self, expected: &str) -> &Self {
        match content::text(self.body()) {
            Err(failure) => fail(self, &failure),
            Ok(found) => match difference(expected, found) {
                Some(difference) => fail(self, &format!("the body is another text: {difference}")),
                None => self,
            },
        }
    }

    /// Expects a body that is a text with this one in it.
    ///
    /// # Panics
    ///
    /// The body is no text, or has not this one in it.
    #[track_caller]
    fn assert_text_contains(&self, part: &str) -> &Self {
        match content::text(self.body()) {
            Err(failure) => fail(self, &failure),
            Ok(found) if found.contains(part) => self,
            Ok(_) => fail(self, &format!("expected a body with {part:?} in it")),
        }
    }

    /// Expects a body of these bytes.
    ///
    /// # Panics
    ///
    /// The body is of others.
    #[track_caller]
    fn assert_bytes(&self, expected: &[u8]) -> &Self {
        let found = self.body();
        if found == expected {
            return self;
        }
        let same = expected
            .iter()
            .zip(found)
            .take_while(|(one, other)| one == other);
        let text = format!(
            "the body differs from byte {} on: expected {}, got {}",
            same.count(),
            content::bytes(expected),
            content::bytes(found)
        );
        fail(self, &text)
    }

    /// Expects a body of JSON that is equal to a value.
    ///
    /// # Panics
    ///
    /// The body is no JSON, or differs; the text has the path to each difference.
    #[track_caller]
    fn assert_json(&self, expected: Value) -> &Self {
        expect_json(self, |found| differences(&expected, found))
    }

    /// Expects a body of JSON that includes a value: its objects may have more members, at every depth. Its
    /// arrays have as many elements.
    ///
    /// # Panics
    ///
    /// The body is no JSON, or does not include the value; the text has the path to each difference.
    #[track_caller]
    fn assert_json_includes(&self, expected: Value) -> &Self {
        expect_json(self, |found| missing(&expected, found))
    }

    /// Expects a body of these server-sent events. An id is compared where one is expected.
    ///
    /// # Panics
    ///
    /// The body has others, or says that it is of another content type.
    ///
    /// # Examples
    ///
    /// ```
    /// # struct Answer;
    /// # impl momento_functions_assert::AssertResponse for Answer {
    /// #     fn status(&self) -> u16 { 200 }
    /// #     fn headers(&self) -> Vec<(String, String)> { Vec::new() }
    /// #     fn body(&self) -> &[u8] { b"data: one\n\nevent: tick\ndata: two\n\n" }
    /// # }
    /// # let answer = Answer;
    /// use momento_functions_assert::{AssertResponse, SseEvent};
    ///
    /// answer.assert_sse(&[SseEvent::data("one"), SseEvent::data("two").named("tick")]);
    /// answer.assert_sse(&[("message", "one"), ("tick", "two")]);
    /// ```
    #[track_caller]
    fn assert_sse<E: Clone + Into<SseEvent>>(&self, expected: &[E]) -> &Self {
        let of_another = |kind: &&String| !kind.starts_with("text/event-stream");
        if let Some(kind) = values(self, "content-type").iter().find(of_another) {
            fail(
                self,
                &format!("expected server-sent events, text/event-stream, got {kind}"),
            );
        }
        let expected: Vec<SseEvent> = expected.iter().cloned().map(Into::into).collect();
        let found = match content::text(self.body()) {
            Ok(text) => SseEvent::read(text),
            Err(failure) => fail(self, &failure),
        };
        let (one, other) = lines(&expected, &found);
        match difference(&one, &other) {
            Some(difference) => fail(self, &format!("the events differ:\n{difference}")),
            None => self,
        }
    }
}

#[track_caller]
fn expect_status<'a, A: AssertResponse + ?Sized>(
    answer: &'a A,
    statuses: RangeInclusive<u16>,
    expected: &str,
) -> &'a A {
    let status = answer.status();
    match statuses.contains(&status) {
        true => answer,
        false => fail(answer, &format!("expected {expected}, got {status}")),
    }
}

#[track_caller]
fn expect_header<'a, A: AssertResponse + ?Sized>(
    answer: &'a A,
    name: &str,
    wanted: &str,
    fits: impl Fn(&str) -> bool,
) -> &'a A {
    let values = values(answer, name);
    if values.iter().any(|value| fits(value)) {
        return answer;
    }
    let found = match &values[..] {
        [] => "none".to_owned(),
        values => values
            .iter()
            .map(|value| format!("{value:?}"))
            .collect::<Vec<_>>()
            .join(", "),
    };
    fail(
        answer,
        &format!("header `{name}`: expected {wanted}, got {found}"),
    )
}

#[track_caller]
fn expect_json<A: AssertResponse + ?Sized>(
    answer: &A,
    compare: impl Fn(&Value) -> Vec<Difference>,
) -> &A {
    let found = match content::json(answer.body()) {
        Ok(found) => found,
        Err(failure) => fail(answer, &failure),
    };
    let differences = compare(&found);
    if differences.is_empty() {
        return answer;
    }
    let lines: Vec<String> = differences.iter().map(|one| format!("\n  {one}")).collect();
    fail(answer, &format!("the JSON differs:{}", lines.concat()))
}

/// Gives the values of a header. Its name is compared without its case.
fn values<A: AssertResponse + ?Sized>(answer: &A, name: &str) -> Vec<String> {
    let headers = answer.headers().into_iter();
    let named = headers.filter(|(of, _)| of.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value).collect()
}

#[track_caller]
#[expect(clippy::panic, reason = "an assertion fails by panicking")]
fn fail<A: AssertResponse + ?Sized>(answer: &A, failure: &str) -> ! {
    panic!("{}", report(answer, failure))
}

#[cfg(test)]
mod tests;
