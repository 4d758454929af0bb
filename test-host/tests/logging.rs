//! What a function logs, and where it goes.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_models::ManualClock;
use momento_functions_test_host::{
    Host, LogDestination, LogLevel, LogLine, LogOrigin, Outcome, Request, Subscription, TopicEvent,
};
use std::sync::Arc;

fn host() -> Host {
    let clock = Arc::new(ManualClock::default());
    let host = Host::builder().clock(clock).build().unwrap();
    host.deploy("logging", support::guest("logging")).unwrap();
    host
}

/// Has the guest follow a script, and returns what came of each step.
async fn follow(host: &Host, script: &str) -> (Vec<String>, Outcome) {
    let function = host.function("default", "logging").unwrap();
    let outcome = function
        .invoke(Request::post("").body(script.to_owned()))
        .await;
    let steps = outcome.response.text().lines().map(str::to_owned).collect();
    (steps, outcome)
}

fn listen(host: &Host, topic: &str) -> Subscription {
    host.topic("default", topic).subscribe().unwrap()
}

/// Everything that has come to a topic.
fn heard(subscription: &mut Subscription) -> Vec<String> {
    let mut heard = Vec::new();
    while let Some(event) = subscription.try_next() {
        let TopicEvent::Message { message, .. } = event else {
            panic!("a message was missed");
        };
        heard.push(String::from_utf8_lossy(message.as_bytes()).into_owned());
    }
    heard
}

fn own(outcome: &Outcome) -> Vec<&LogLine> {
    let own = |line: &&LogLine| line.origin == LogOrigin::Function;
    outcome.logs.iter().filter(own).collect()
}

fn topic(name: &str) -> LogDestination {
    LogDestination::Topic(name.to_owned())
}

/// LOG.1, LOG.4: it is shown to the author, and marked.
#[tokio::test]
async fn nothing_is_captured_before_a_destination_is_configured() {
    let host = host();
    let mut logs = listen(&host, "logs");
    let script = "log error early\nconfigure topic:logs:info:off\nlog info late";
    let (steps, outcome) = follow(&host, script).await;
    assert_eq!(steps, ["done", "Ok(())", "done"], "{outcome:?}");
    assert_eq!(heard(&mut logs), ["late"]);
    let lines = own(&outcome);
    let summary = |line: &LogLine| (line.message.clone(), line.level, line.is_captured());
    assert_eq!(
        [summary(lines[0]), summary(lines[1])],
        [
            ("early".to_owned(), Some(LogLevel::Error), false),
            ("late".to_owned(), Some(LogLevel::Info), true)
        ]
    );
}

/// LOG.1
#[tokio::test]
async fn a_line_goes_to_each_destination_whose_level_allows_it() {
    let host = host();
    let (mut all, mut some) = (listen(&host, "all"), listen(&host, "some"));
    let script = "configure topic:all:debug:off topic:some:warn:off topic:none:off:off\n\
                  log debug d\nlog info i\nlog warn w\nlog error e\nlog off o";
    let (_, outcome) = follow(&host, script).await;
    assert_eq!(heard(&mut all), ["d", "i", "w", "e"], "{outcome:?}");
    assert_eq!(heard(&mut some), ["w", "e"]);
    let destinations: Vec<_> = own(&outcome).iter().map(|l| l.destinations.len()).collect();
    assert_eq!(destinations, [1, 1, 2, 2]);
}

/// LOG.1
#[tokio::test]
async fn a_line_that_no_destination_allows_is_gone() {
    let (_, outcome) = follow(&host(), "configure topic:logs:error:off\nlog warn w").await;
    assert_eq!(outcome.logs, []);
}

/// LOG.1
#[tokio::test]
async fn a_later_configuration_takes_the_place_of_the_first() {
    let host = host();
    let (mut first, mut second) = (listen(&host, "first"), listen(&host, "second"));
    let script =
        "configure topic:first:info:off\nlog info a\nconfigure topic:second:info:off\nlog info b";
    follow(&host, script).await;
    assert_eq!(heard(&mut first), ["a"]);
    assert_eq!(heard(&mut second), ["b"]);
}

/// LOG.1
#[tokio::test]
async fn the_guest_library_sends_trace_as_debug() {
    let script = "library-configure logs\nlibrary-log TRACE fine\nlibrary-log ERROR bad";
    let (steps, outcome) = follow(&host(), script).await;
    assert_eq!(steps, ["Ok(())", "done", "done"]);
    let levels: Vec<_> = own(&outcome).iter().map(|line| line.level).collect();
    assert_eq!(levels, [Some(LogLevel::Debug), Some(LogLevel::Error)]);
    let line = &own(&outcome)[0].message;
    assert!(
        line.starts_with("TRACE 2026-01-01T00:00:00.000Z guest_logging ")
            && line.ends_with(" fine"),
        "{line}"
    );
}

/// LOG.1
#[tokio::test]
async fn a_destination_that_cannot_be_is_refused_and_none_is_set() {
    let host = host();
    let mut logs = listen(&host, "logs");
    let script = "configure topic:logs:info:info topic::info:info\nlog info a";
    let (steps, outcome) = follow(&host, script).await;
    assert!(steps[0].contains("a topic has a name"), "{steps:?}");
    assert_eq!(heard(&mut logs), [""; 0]);
    assert!(!own(&outcome)[0].is_captured());
    let many = format!("configure{}", " topic:a:info:info".repeat(33));
    let (steps, _) = follow(&host, &many).await;
    assert!(steps[0].contains("a function may have 32"), "{steps:?}");
}

/// LOG.2
#[tokio::test]
async fn the_first_destinations_get_the_invocations_start_and_end() {
    let host = host();
    let (mut first, mut second) = (listen(&host, "first"), listen(&host, "second"));
    let script =
        "configure topic:first:off:info topic:deaf:debug:warn\nconfigure topic:second:info:info";
    let (_, outcome) = follow(&host, script).await;
    let id = &outcome.invocation_id;
    let told = [
        format!("invocation {id} started"),
        format!("invocation {id} ended after 0ns"),
    ];
    assert_eq!(heard(&mut first), told);
    assert_eq!(heard(&mut second), [""; 0]);
    let lines = outcome.logs.iter().map(|line| (line.origin, &line.message));
    let system = |line| (LogOrigin::System, line);
    assert_eq!(lines.collect::<Vec<_>>(), told.each_ref().map(system));
    assert_eq!(outcome.logs[0].destinations, [topic("first")]);
}

/// LOG.2
#[tokio::test]
async fn a_failure_is_told_before_the_end() {
    let host = host();
    let (mut logs, mut errors) = (listen(&host, "logs"), listen(&host, "errors"));
    let script = "configure topic:logs:off:debug topic:errors:off:error\npanic";
    let (_, outcome) = follow(&host, script).await;
    let error = outcome.error.as_ref().unwrap().to_string();
    assert_eq!(heard(&mut errors), [error.as_str()]);
    let all = heard(&mut logs);
    assert_eq!((all.len(), &all[1]), (3, &error));
    assert!(all[2].contains(" ended after "), "{all:?}");
}

/// LOG.3
#[tokio::test]
async fn a_line_is_published_to_its_topics_and_tagged_with_every_destination() {
    let host = host();
    let mut logs = listen(&host, "logs");
    let script = "configure topic:logs:info:off cloudwatch:group:info:off\nlog info both";
    let (_, outcome) = follow(&host, script).await;
    assert_eq!(heard(&mut logs), ["both"]);
    let group = LogDestination::CloudWatch {
        iam_role_arn: "arn:aws:iam::1:role/logs".to_owned(),
        log_group_name: "group".to_owned(),
    };
    assert_eq!(own(&outcome)[0].destinations, [topic("logs"), group]);
}

/// LOG.3
#[tokio::test]
async fn a_topic_is_of_the_functions_own_cache() {
    let host = host();
    let mut other = listen(&host, "logs");
    let logging = host.deploy_to("shop", "logging", support::guest("logging"));
    let mut own = host.topic("shop", "logs").subscribe().unwrap();
    let script = "configure topic:logs:info:off\nlog info a";
    logging
        .unwrap()
        .invoke(Request::post("").body(script))
        .await;
    assert_eq!(heard(&mut own), ["a"]);
    assert_eq!(heard(&mut other), [""; 0]);
}

/// LOG.3
#[tokio::test]
async fn a_line_that_is_too_large_for_its_topic_is_told_to_be_lost() {
    let host = host();
    let mut logs = listen(&host, "logs");
    let script = "configure topic:logs:info:off\nrepeat a 4097\nrepeat b 4096";
    let (steps, outcome) = follow(&host, script).await;
    assert_eq!(steps[1], "done");
    assert_eq!(heard(&mut logs), ["b".repeat(4096)]);
    let lost = &outcome.logs[1];
    let reason = "a line was not published to the topic `logs`: limit exceeded";
    assert!(
        lost.origin == LogOrigin::System && lost.message.starts_with(reason),
        "{lost:?}"
    );
}

/// LOG.4
#[tokio::test]
async fn what_is_shown_of_an_endless_log_has_an_end() {
    let script = "repeat a 1000000\n".repeat(6);
    let (steps, outcome) = follow(&host(), &script).await;
    assert_eq!(steps.len(), 6);
    assert_eq!(own(&outcome).len(), 4);
    let last = &outcome.logs.last().unwrap().message;
    assert!(last.contains("the rest is not shown here"), "{last}");
}
