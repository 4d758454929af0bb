//! What a test expects of an invocation.

use super::{Outcome, Response};
use crate::error::InvocationErrorKind;
use crate::log::{LogLine, LogOrigin};
use momento_functions_assert::{AssertResponse, report};
use std::fmt::Write as _;

/// How many lines of a log are told, the last ones.
const MAX_LINES: usize = 50;

/// How many characters of a line are told.
const MAX_LINE: usize = 500;

impl AssertResponse for Response {
    fn status(&self) -> u16 {
        self.status
    }

    fn headers(&self) -> Vec<(String, String)> {
        crate::outbound::pairs(&self.headers)
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

/// A failure tells why the invocation failed, if it did, and what it logged.
impl AssertResponse for Outcome {
    fn status(&self) -> u16 {
        self.response.status
    }

    fn headers(&self) -> Vec<(String, String)> {
        self.response.headers()
    }

    fn body(&self) -> &[u8] {
        &self.response.body
    }

    fn what(&self) -> String {
        let mut text = match &self.error {
            Some(error) => format!(
                "the invocation failed: {}: {}",
                error.kind().code(),
                error.explanation()
            ),
            None => String::new(),
        };
        if !self.logs.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n\n" };
            let _ = write!(text, "{gap}its log:{}", lines(&self.logs));
        }
        text
    }
}

impl Outcome {
    /// Expects that the invocation did not fail. An answer with the status of an error is no failure.
    ///
    /// # Panics
    ///
    /// It failed: the text says why, with the panic message, the backtrace and the log.
    #[track_caller]
    pub fn assert_ok(&self) -> &Self {
        match self.error {
            None => self,
            Some(_) => self.fail("expected an invocation that does not fail"),
        }
    }

    /// Expects that the invocation failed in this way.
    ///
    /// # Panics
    ///
    /// It failed in another way, or not at all.
    #[track_caller]
    pub fn assert_error(&self, kind: InvocationErrorKind) -> &Self {
        let wanted = kind.code();
        match &self.error {
            Some(error) if error.kind() == kind => self,
            Some(error) => {
                let found = error.kind().code();
                self.fail(&format!(
                    "expected an invocation that fails with {wanted}, not with {found}"
                ))
            }
            None => self.fail(&format!("expected an invocation that fails with {wanted}")),
        }
    }

    /// Expects a line of the function's log, or of its stdout and stderr, with a text in it.
    ///
    /// # Panics
    ///
    /// No line has the text in it.
    #[track_caller]
    pub fn assert_logged(&self, part: &str) -> &Self {
        let own = |line: &&LogLine| line.origin != LogOrigin::System;
        let mut own = self.logs.iter().filter(own);
        match own.any(|line| line.message.contains(part)) {
            true => self,
            false => self.fail(&format!("expected a log line with {part:?} in it")),
        }
    }

    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion fails by panicking")]
    fn fail(&self, failure: &str) -> ! {
        panic!("{}", report(self, failure))
    }
}

fn lines(logs: &[LogLine]) -> String {
    let mut text = String::new();
    let left_out = logs.len().saturating_sub(MAX_LINES);
    if left_out > 0 {
        let _ = write!(text, "\n  … {left_out} lines before");
    }
    for line in logs.iter().skip(left_out) {
        let message: String = line.message.chars().take(MAX_LINE).collect();
        let level = line.level.map(|level| format!(" {level:?}"));
        let level = level.unwrap_or_default().to_lowercase();
        let _ = write!(text, "\n  [{:?}{level}] {message}", line.origin);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Cost;
    use crate::error::InvocationError;
    use crate::observe::Calls;
    use bytes::Bytes;
    use momento_functions_models::log::LogLevel;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::time::Duration;

    fn line(origin: LogOrigin, message: &str) -> LogLine {
        LogLine {
            origin,
            level: Some(LogLevel::Info),
            message: message.to_owned(),
            destinations: Vec::new(),
        }
    }

    fn outcome(error: Option<InvocationErrorKind>) -> Outcome {
        Outcome {
            invocation_id: String::new(),
            response: Response {
                status: 500,
                headers: http::HeaderMap::new(),
                body: Bytes::from_static(b"sorry"),
            },
            error: error.map(|kind| InvocationError::new(kind, "it went wrong")),
            logs: vec![
                line(LogOrigin::System, "begun"),
                line(LogOrigin::Function, "read 7"),
            ],
            duration: Duration::ZERO,
            cost: Cost::default(),
            calls: Calls::default(),
            observed: None,
        }
    }

    fn failure<'a>(assert: impl FnOnce() -> &'a Outcome) -> Option<String> {
        let failed = catch_unwind(AssertUnwindSafe(assert)).err()?;
        failed.downcast::<String>().ok().map(|text| *text)
    }

    /// KIT.19
    #[test]
    fn an_invocation_fails_as_expected_or_not_at_all() {
        let (ok, trapped) = (outcome(None), outcome(Some(InvocationErrorKind::Trap)));
        assert_eq!(failure(|| ok.assert_ok().assert_status(500)), None);
        let trap = InvocationErrorKind::Trap;
        assert_eq!(failure(|| trapped.assert_error(trap)), None);
        let told = failure(|| trapped.assert_ok()).unwrap();
        assert_eq!(
            told,
            "expected an invocation that does not fail\n\nthe answer:\n  500\n  \n  sorry\n\n\
             the invocation failed: trap: it went wrong\n\n\
             its log:\n  [System info] begun\n  [Function info] read 7"
        );
        let limit = InvocationErrorKind::TimeLimit;
        let told = failure(|| trapped.assert_error(limit)).unwrap();
        assert!(
            told.starts_with("expected an invocation that fails with time_limit, not with trap")
        );
        let told = failure(|| ok.assert_error(limit)).unwrap();
        assert!(
            told.starts_with("expected an invocation that fails with time_limit\n"),
            "{told}"
        );
    }

    /// KIT.19
    #[test]
    fn a_line_is_looked_for_among_what_the_function_wrote() {
        let outcome = outcome(None);
        assert_eq!(failure(|| outcome.assert_logged("ad 7")), None);
        for part in ["read 8", "begun"] {
            let told = failure(|| outcome.assert_logged(part)).unwrap();
            let expected = format!("expected a log line with {part:?} in it\n");
            assert!(told.starts_with(&expected), "{told}");
            assert!(told.ends_with("[Function info] read 7"), "{told}");
        }
    }

    /// KIT.19
    #[test]
    fn an_answer_has_its_headers() {
        let mut outcome = outcome(None);
        outcome.response.headers.insert("x-a", "1".parse().unwrap());
        outcome.assert_header("X-A", "1").assert_text("sorry");
        outcome
            .response
            .assert_header("x-a", "1")
            .assert_server_error();
    }

    /// KIT.19
    #[test]
    fn what_is_told_of_a_log_has_an_end() {
        let mut outcome = outcome(None);
        outcome.logs = vec![line(LogOrigin::Stdout, &"a".repeat(10_000)); 1000];
        let what = outcome.what();
        assert!(what.starts_with("its log:\n  … 950 lines before\n"));
        assert!(what.len() < 50 * 600, "{}", what.len());
    }
}
