use std::fmt::{self, Display, Formatter};

use serde::Serialize;

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Ok,
    /// Something goes without, or slower.
    Warning,
    /// Functions cannot be built, or not be served.
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    event: &'static str,
    pub(super) check: &'static str,
    pub(super) state: State,
    pub(super) message: String,
    /// The command that mends it, where there is one.
    pub(super) command: Option<String>,
}

impl Finding {
    pub(super) fn ok(check: &'static str, message: impl Display) -> Self {
        Self::new(check, State::Ok, message)
    }

    pub(super) fn warning(check: &'static str, message: impl Display) -> Self {
        Self::new(check, State::Warning, message)
    }

    pub(super) fn problem(check: &'static str, message: impl Display) -> Self {
        Self::new(check, State::Problem, message)
    }

    fn new(check: &'static str, state: State, message: impl Display) -> Self {
        Self {
            event: "looked",
            check,
            state,
            message: message.to_string(),
            command: None,
        }
    }

    /// Says which command mends it.
    pub(super) fn mended_by(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Problem => "problem",
        };
        write!(f, "{state:>8}  {}: {}", self.check, self.message)?;
        match &self.command {
            Some(command) => write!(f, "\n          mend it with: {command}"),
            None => Ok(()),
        }
    }
}
