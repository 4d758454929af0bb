use super::topics::TopicsByCache;
use momento_functions_models::log::{
    LogConfiguration, LogDestination, LogLevel, LogRouter, Routed, check_count,
};
use std::cell::RefCell;
use std::rc::Rc;

/// What the function logs, and where it goes.
pub(super) struct Logs {
    router: RefCell<LogRouter>,
    lines: RefCell<Vec<LogLine>>,
    topics: Rc<TopicsByCache>,
}

/// A line that a function logged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLine {
    /// How important the line is.
    pub level: LogLevel,
    /// The text.
    pub message: String,
    /// Where the line goes on the service. With none, the service does not capture it.
    pub destinations: Vec<LogDestination>,
}

impl LogLine {
    /// Returns whether the service captures the line: whether a destination was configured that it goes to.
    #[must_use]
    pub fn is_captured(&self) -> bool {
        !self.destinations.is_empty()
    }
}

impl Logs {
    pub(super) fn new(topics: Rc<TopicsByCache>) -> Self {
        Self {
            router: RefCell::default(),
            lines: RefCell::default(),
            topics,
        }
    }

    pub(super) fn lines(&self) -> Vec<LogLine> {
        self.lines.borrow().clone()
    }

    fn configure(&self, to: Vec<LogConfiguration>) -> Result<(), String> {
        check_count(&to)?;
        for LogConfiguration { destination, .. } in &to {
            if let LogDestination::Topic(name) = destination {
                let checked = self.topics.check(name);
                checked.map_err(|error| error.to_string())?;
            }
        }
        // The host tells nothing of an invocation, so nothing of it was kept for the destinations.
        let _ = self.router.borrow_mut().configure(to);
        Ok(())
    }

    /// LOG.1, LOG.4: a line that was let through nowhere is gone; one without any destination is kept.
    fn log(&self, level: LogLevel, message: &str) {
        let destinations = match self.router.borrow().route(level) {
            Routed::NotConfigured => Vec::new(),
            Routed::To(destinations) if destinations.is_empty() => return,
            Routed::To(destinations) => destinations,
        };
        for destination in &destinations {
            if let LogDestination::Topic(name) = destination {
                // A line that is too large for its topic is lost to it, and is here all the same.
                let _ = self.topics.publish_own(name, message);
            }
        }
        self.lines.borrow_mut().push(LogLine {
            level,
            message: message.to_owned(),
            destinations,
        });
    }
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+ as wit;

            impl wit::Host for Logs {
                fn configure_logging(
                    &self,
                    inputs: &[wit::ConfigureLoggingInput],
                ) -> Result<(), wit::LogConfigurationError> {
                    let to = inputs.iter().map(configuration).collect();
                    self.configure(to).map_err(wit::LogConfigurationError::Auth)
                }

                fn log(&self, input: &str, at: wit::LogLevel) {
                    if let Some(at) = level(at) {
                        Logs::log(self, at, input);
                    }
                }
            }

            fn configuration(input: &wit::ConfigureLoggingInput) -> LogConfiguration {
                LogConfiguration {
                    level: level(input.log_level),
                    system_level: level(input.system_logs_level),
                    destination: match &input.destination {
                        wit::Destination::Topic(topic) => {
                            LogDestination::Topic(topic.topic_name.clone())
                        }
                        wit::Destination::Cloudwatch(cloudwatch) => LogDestination::CloudWatch {
                            iam_role_arn: cloudwatch.iam_role_arn.clone(),
                            log_group_name: cloudwatch.log_group_name.clone(),
                        },
                    },
                }
            }

            fn level(level: wit::LogLevel) -> Option<LogLevel> {
                match level {
                    wit::LogLevel::Off => None,
                    wit::LogLevel::Debug => Some(LogLevel::Debug),
                    wit::LogLevel::Info => Some(LogLevel::Info),
                    wit::LogLevel::Warn => Some(LogLevel::Warn),
                    wit::LogLevel::Error => Some(LogLevel::Error),
                }
            }
        };
    };
}

answer!(log);
answer!(v1::logging);
