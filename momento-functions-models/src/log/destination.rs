use std::fmt::{self, Display, Formatter};

/// How important a line is; for a destination, the least that is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// For whoever looks into a problem.
    Debug,
    /// The ordinary course of events.
    Info,
    /// Something that should be looked at.
    Warn,
    /// Something that failed.
    Error,
}

/// Where lines go.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogDestination {
    /// A topic of the function's cache, by its name.
    Topic(String),
    /// A log group of Amazon CloudWatch.
    CloudWatch {
        /// The ARN of the role that writes to the group.
        iam_role_arn: String,
        /// The log group's name.
        log_group_name: String,
    },
}

/// One destination, and what it lets through; without a level, nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfiguration {
    /// The least important lines of the function that are let through.
    pub level: Option<LogLevel>,
    /// The least important lines of the host about the invocation that are let through.
    pub system_level: Option<LogLevel>,
    /// Where the lines go.
    pub destination: LogDestination,
}

impl LogLevel {
    /// Tells whether what lets through `least` and more lets a line of this level through.
    pub(super) fn passes(self, least: Option<Self>) -> bool {
        least.is_some_and(|least| self >= least)
    }
}

impl Display for LogDestination {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Topic(name) => write!(f, "topic {name}"),
            Self::CloudWatch { log_group_name, .. } => write!(f, "CloudWatch {log_group_name}"),
        }
    }
}

/// How many destinations one function may have.
const MAX_DESTINATIONS: usize = 32;

/// Checks how many destinations a function configures.
///
/// # Errors
///
/// There are more than 32.
pub fn check_count(destinations: &[LogConfiguration]) -> Result<(), String> {
    match destinations.len() {
        0..=MAX_DESTINATIONS => Ok(()),
        count => Err(format!(
            "there are {count} destinations; a function may have {MAX_DESTINATIONS}"
        )),
    }
}
