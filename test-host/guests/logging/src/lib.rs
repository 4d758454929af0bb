//! Configures and logs as its body says, a step a line, and answers what came of each step.

use momento_functions_guest_web::invoke;
use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs, log};
use momento_functions_wit::log::{
    self as host, CloudwatchDestination, ConfigureLoggingInput, Destination, LogLevel,
    TopicDestination,
};

invoke!(follow);
fn follow(script: String) -> String {
    script.lines().map(step).collect::<Vec<_>>().join("\n")
}

fn step(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["configure", to @ ..] => {
            let inputs: Vec<_> = to.iter().map(|to| input(to)).collect();
            format!("{:?}", host::configure_logging(&inputs))
        }
        ["log", at, text] => log(text, level(at)),
        ["repeat", text, times] => log(&text.repeat(times.parse().unwrap()), LogLevel::Info),
        ["library-configure", topic] => {
            let topic = LogConfiguration::new(LogDestination::topic(*topic));
            let all = topic.with_log_level(log::LevelFilter::Trace);
            format!("{:?}", configure_logs([all]))
        }
        ["library-log", at, text] => {
            let at: log::Level = at.parse().unwrap();
            log::log!(at, "{text}");
            "done".to_owned()
        }
        ["panic"] => panic!("the function's own"),
        _ => panic!("no step: {line}"),
    }
}

fn log(line: &str, at: LogLevel) -> String {
    host::log(line, at);
    "done".to_owned()
}

/// `kind:name:level:system-level`
fn input(text: &str) -> ConfigureLoggingInput {
    let parts: Vec<&str> = text.split(':').collect();
    let [kind, name, log_level, system_logs_level] = parts.as_slice() else {
        panic!("no destination: {text}");
    };
    let name = (*name).to_owned();
    ConfigureLoggingInput {
        log_level: level(log_level),
        system_logs_level: level(system_logs_level),
        destination: match *kind {
            "topic" => Destination::Topic(TopicDestination { topic_name: name }),
            _ => Destination::Cloudwatch(CloudwatchDestination {
                iam_role_arn: "arn:aws:iam::1:role/logs".to_owned(),
                log_group_name: name,
            }),
        },
    }
}

fn level(name: &str) -> LogLevel {
    match name {
        "debug" => LogLevel::Debug,
        "info" => LogLevel::Info,
        "warn" => LogLevel::Warn,
        "error" => LogLevel::Error,
        _ => LogLevel::Off,
    }
}
