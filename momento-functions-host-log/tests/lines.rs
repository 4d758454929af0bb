//! What a function logs reaches the host, as the destinations ask for it.
mod support;

use log::LevelFilter;
use momento_functions_host_log::{
    LogConfiguration, LogConfigurationError, LogDestination, configure_logs,
};
use momento_functions_wit::log::{Destination, LogLevel};
use support::{Recorder, alone};

fn topic(level: LevelFilter) -> LogConfiguration {
    LogConfiguration::new(LogDestination::topic("logs")).with_log_level(level)
}

fn log_at_all_levels() {
    log::error!("e");
    log::warn!("w");
    log::info!("i");
    log::debug!("d");
    log::trace!("t");
}

/// The last word of each line, and the level that it was sent at.
fn sent(recorder: &Recorder) -> Vec<(String, LogLevel)> {
    let lines = recorder.lines.take();
    let last = |line: String| line.rsplit(' ').next().unwrap_or_default().to_owned();
    lines
        .into_iter()
        .map(|(line, level)| (last(line), level))
        .collect()
}

fn messages(recorder: &Recorder) -> String {
    sent(recorder)
        .into_iter()
        .map(|(message, _)| message)
        .collect()
}

#[test]
fn trace_is_sent_as_debug() {
    let recorder = alone(|_| {
        configure_logs([topic(LevelFilter::Trace)]).unwrap();
        log_at_all_levels();
    });
    let expected = [
        ("e", LogLevel::Error),
        ("w", LogLevel::Warn),
        ("i", LogLevel::Info),
        ("d", LogLevel::Debug),
        ("t", LogLevel::Debug),
    ];
    assert_eq!(
        sent(&recorder),
        expected.map(|(message, level)| (message.to_owned(), level))
    );
}

#[test]
fn the_most_verbose_destination_decides_and_each_call_anew() {
    alone(|recorder| {
        configure_logs([topic(LevelFilter::Error), topic(LevelFilter::Debug)]).unwrap();
        log_at_all_levels();
        assert_eq!(messages(recorder), "ewid");
        configure_logs([topic(LevelFilter::Warn)]).unwrap();
        log_at_all_levels();
        assert_eq!(messages(recorder), "ew");
        configure_logs([]).unwrap();
        log_at_all_levels();
        assert_eq!(messages(recorder), "");
    });
}

#[test]
fn a_line_says_where_it_comes_from() {
    let recorder = alone(|_| {
        configure_logs([LogDestination::topic("logs").into()]).unwrap();
        log::info!(target: "shop", "{} sold", 3);
    });
    let lines = recorder.lines.take();
    let [(line, _)] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert!(line.starts_with("INFO 2"), "{line}");
    assert!(
        line.contains("Z shop ") && line.contains("lines.rs:"),
        "{line}"
    );
    assert!(line.ends_with(" 3 sold"), "{line}");
}

#[test]
fn every_field_of_a_configuration_reaches_the_host() {
    let recorder = alone(|_| {
        configure_logs([
            LogDestination::topic("logs").into(),
            LogConfiguration::new(LogDestination::cloudwatch("arn", "group"))
                .with_log_level(LevelFilter::Off)
                .with_system_log_level(LevelFilter::Trace),
        ])
        .unwrap();
    });
    let inputs = recorder.inputs.take();
    let [first, second] = inputs.as_slice() else {
        panic!("{inputs:?}")
    };
    let levels = [first, second].map(|input| (input.log_level, input.system_logs_level));
    assert_eq!(
        levels,
        [
            (LogLevel::Info, LogLevel::Info),
            (LogLevel::Off, LogLevel::Debug)
        ]
    );
    assert!(matches!(&first.destination, Destination::Topic(to) if to.topic_name == "logs"));
    let Destination::Cloudwatch(to) = &second.destination else {
        panic!("{second:?}")
    };
    assert_eq!(
        (to.iam_role_arn.as_str(), to.log_group_name.as_str()),
        ("arn", "group")
    );
}

#[test]
fn a_refused_destination_is_the_error_and_changes_nothing() {
    alone(|recorder| {
        configure_logs([topic(LevelFilter::Warn)]).unwrap();
        recorder.refusal.replace(Some("no such role".to_owned()));
        let error = configure_logs([topic(LevelFilter::Trace)]).unwrap_err();
        let message = "no such role".to_owned();
        assert_eq!(error, LogConfigurationError::Auth { message });
        assert_eq!(
            error.to_string(),
            "the host may not write to a log destination: no such role"
        );
        log_at_all_levels();
        assert_eq!(messages(recorder), "ew");
    });
}

#[test]
fn a_thread_without_a_host_logs_to_nobody() {
    let recorder = alone(|_| {
        configure_logs([topic(LevelFilter::Trace)]).unwrap();
        std::thread::spawn(log_at_all_levels).join().unwrap();
    });
    assert_eq!(messages(&recorder), "");
}
