//! The events of `tracing` go where the log lines go.
mod support;

use log::LevelFilter;
use momento_functions_host_log::{
    HostSubscriber, LogConfiguration, LogDestination, configure_logs,
};
use momento_functions_wit::log::LogLevel;
use support::alone;

fn configure(level: LevelFilter) {
    let topic = LogConfiguration::new(LogDestination::topic("logs"));
    let configured = configure_logs([topic.with_log_level(level)]);
    assert_eq!(configured, Ok(()));
}

fn events() {
    tracing::error!("e");
    tracing::warn!("w");
    tracing::info!("i");
    tracing::debug!("d");
    tracing::trace!("t");
}

#[test]
fn events_are_sent_at_their_level_which_may_change() {
    alone(|recorder| {
        let levels = || {
            recorder
                .lines
                .take()
                .into_iter()
                .map(|(_, level)| level)
                .collect::<Vec<_>>()
        };
        configure(LevelFilter::Warn);
        events();
        assert_eq!(levels(), [LogLevel::Error, LogLevel::Warn]);
        configure(LevelFilter::Trace);
        events();
        assert_eq!(
            levels(),
            [
                LogLevel::Error,
                LogLevel::Warn,
                LogLevel::Info,
                LogLevel::Debug,
                LogLevel::Debug,
            ]
        );
    });
}

#[test]
fn the_fields_follow_the_message() {
    let recorder = alone(|_| {
        configure(LevelFilter::Info);
        let span = tracing::info_span!("span", hidden = true);
        let _entered = span.enter();
        tracing::info!(target: "shop", item = "a tea", left = 3, "sold {}", 1);
        tracing::info!(left = ?Some(2));
    });
    let lines = recorder.lines.take();
    let [(sold, _), (left, _)] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert!(
        sold.starts_with("INFO 2") && sold.contains("Z shop "),
        "{sold}"
    );
    assert!(sold.contains("tracing.rs:"), "{sold}");
    assert!(sold.ends_with(r#" sold 1 item="a tea" left=3"#), "{sold}");
    assert!(
        left.ends_with(" left=Some(2)") && !left.contains("  "),
        "{left}"
    );
}

#[test]
fn the_subscriber_can_be_set_for_a_part_of_the_code() {
    let recorder = alone(|_| {
        configure(LevelFilter::Error);
        tracing::subscriber::with_default(tracing::subscriber::NoSubscriber::default(), || {
            tracing::error!("nobody hears it");
            tracing::subscriber::with_default(HostSubscriber, || tracing::error!("heard"));
        });
    });
    let lines = recorder.lines.take();
    let [(line, LogLevel::Error)] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert!(line.ends_with(" heard"), "{line}");
}
