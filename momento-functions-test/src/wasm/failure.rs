use momento_functions_wit::test::Failure as RawFailure;
use std::fmt;

/// Why the function under test gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    kind: String,
    message: String,
}

impl Failure {
    pub(crate) fn new(RawFailure { kind, message }: RawFailure) -> Self {
        Self { kind, message }
    }

    /// Returns the reason, in short: `trap` (a panic is one), `time_limit`, `memory_limit`, `not_invocable`
    /// and others, or `no_function` where the crate under test has none.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the whole of it, for a person: the panic's message with its file and line, the limit, the
    /// backtrace.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for Failure {}
