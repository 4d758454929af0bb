//! Log lines: there are no destinations here, so that each line goes to stderr, as JSON, with where it would go.

use crate::Bottom;
use crate::bindings::exports::momento::log::logging::{
    ConfigureLoggingInput, Destination, Guest, LogConfigurationError, LogLevel as Level,
};
use crate::bindings::wasi::cli::stderr::get_stderr;
use crate::id;
use crate::invocation::with;
use crate::log_model::{
    LogConfiguration, LogDestination, LogLevel, LogRouter, Routed, check_count,
};

/// How much a stream takes at once: WASI's own limit.
const WRITE: usize = 4096;

/// What an invocation has configured; none where nobody asked.
#[derive(Default)]
pub(crate) struct Log(Option<LogRouter>);

impl Log {
    pub(crate) const NEW: Self = Self(None);

    fn router(&mut self) -> &mut LogRouter {
        self.0.get_or_insert_default()
    }

    /// Tells whether the function wants lines about its invocation.
    pub(crate) fn is_configured(&self) -> bool {
        self.0.as_ref().is_some_and(LogRouter::is_configured)
    }
}

impl Guest for Bottom {
    fn configure_logging(inputs: Vec<ConfigureLoggingInput>) -> Result<(), LogConfigurationError> {
        let to: Vec<LogConfiguration> = inputs.into_iter().map(configuration).collect();
        check_count(&to).map_err(LogConfigurationError::Auth)?;
        to.iter()
            .try_for_each(check)
            .map_err(LogConfigurationError::Auth)?;
        if !with(|invocation| invocation.log.is_configured()) {
            // Its end is told with how long it took.
            with(|invocation| invocation.time.count());
            tell(
                LogLevel::Info,
                &format!("invocation {} started", id::current()),
            );
        }
        let kept = with(|invocation| invocation.log.router().configure(to));
        for (level, line, to) in kept {
            if !to.is_empty() {
                write(level, &line, &to);
            }
        }
        Ok(())
    }

    fn log(input: String, level: Level) {
        let Some(level) = self::level(level) else {
            return;
        };
        // Without any destination it is told, since its author looks for it.
        match with(|invocation| invocation.log.router().route(level)) {
            Routed::To(to) if to.is_empty() => {}
            Routed::To(to) => write(level, &input, &to),
            Routed::NotConfigured => write(level, &input, &[]),
        }
    }
}

/// Tells who configured it what happens to the invocation.
pub(crate) fn tell(level: LogLevel, line: &str) {
    if let Routed::To(to) = with(|invocation| invocation.log.router().route_system(level, line))
        && !to.is_empty()
    {
        write(level, line, &to);
    }
}

/// Tells whoever runs the engine what went wrong.
pub(crate) fn fail(line: &str) {
    let to = match with(|invocation| invocation.log.router().route_system(LogLevel::Error, line)) {
        Routed::To(to) => to,
        Routed::NotConfigured => Vec::new(),
    };
    write(LogLevel::Error, line, &to);
}

/// Ends the function, where the contract has it end.
pub(crate) fn trap(line: &str) -> ! {
    fail(line);
    std::arch::wasm32::unreachable()
}

fn configuration(input: ConfigureLoggingInput) -> LogConfiguration {
    LogConfiguration {
        level: level(input.log_level),
        system_level: level(input.system_logs_level),
        destination: match input.destination {
            Destination::Topic(topic) => LogDestination::Topic(topic.topic_name),
            Destination::Cloudwatch(group) => LogDestination::CloudWatch {
                iam_role_arn: group.iam_role_arn,
                log_group_name: group.log_group_name,
            },
        },
    }
}

fn check(to: &LogConfiguration) -> Result<(), String> {
    match &to.destination {
        LogDestination::Topic(name) if name.is_empty() => {
            Err("a topic has a name; this one is empty".to_owned())
        }
        _ => Ok(()),
    }
}

fn level(level: Level) -> Option<LogLevel> {
    match level {
        Level::Off => None,
        Level::Debug => Some(LogLevel::Debug),
        Level::Info => Some(LogLevel::Info),
        Level::Warn => Some(LogLevel::Warn),
        Level::Error => Some(LogLevel::Error),
    }
}

fn word(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Debug => "debug",
        LogLevel::Info => "info",
        LogLevel::Warn => "warn",
        LogLevel::Error => "error",
    }
}

/// Writes a line. An engine without stderr loses it, and nothing else.
fn write(level: LogLevel, message: &str, to: &[LogDestination]) {
    let mut line = format!(
        "{{\"level\":\"{}\",\"invocation\":\"{}\",\"message\":",
        word(level),
        id::current()
    );
    quote(message, &mut line);
    line.push_str(",\"destinations\":[");
    for (place, to) in to.iter().enumerate() {
        line.push_str(if place > 0 { "," } else { "" });
        quote(&to.to_string(), &mut line);
    }
    line.push_str("]}\n");
    let stderr = get_stderr();
    let mut pieces = line.as_bytes().chunks(WRITE);
    // The stream is closed, and no piece more is of use.
    let _ = pieces.try_for_each(|piece| stderr.blocking_write_and_flush(piece));
}

/// Writes a text as JSON does.
fn quote(text: &str, line: &mut String) {
    line.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => line.extend(['\\', character]),
            '\n' => line.push_str("\\n"),
            control if control < ' ' => line.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => line.push(other),
        }
    }
    line.push('"');
}
