use super::{LogConfiguration, LogDestination, LogLevel, LogRouter, Routed};

fn topic(name: &str) -> LogDestination {
    LogDestination::Topic(name.to_owned())
}

fn to(name: &str, level: Option<LogLevel>, system_level: Option<LogLevel>) -> LogConfiguration {
    LogConfiguration {
        level,
        system_level,
        destination: topic(name),
    }
}

#[test]
fn a_line_goes_to_each_destination_whose_level_lets_it_through() {
    let mut router = LogRouter::default();
    router.configure(vec![
        to("all", Some(LogLevel::Debug), None),
        to("errors", Some(LogLevel::Error), None),
        to("none", None, None),
    ]);
    let routed = |level| router.route(level);
    assert_eq!(routed(LogLevel::Debug), Routed::To(vec![topic("all")]));
    let both = vec![topic("all"), topic("errors")];
    assert_eq!(routed(LogLevel::Error), Routed::To(both));
}

#[test]
fn the_hosts_lines_are_kept_for_the_first_configuration_alone() {
    let mut router = LogRouter::default();
    let info = Some(LogLevel::Info);
    assert_eq!(
        router.route_system(LogLevel::Info, "start"),
        Routed::NotConfigured
    );
    let kept = router.configure(vec![to("first", None, info), to("deaf", info, None)]);
    assert_eq!(
        kept,
        [(LogLevel::Info, "start".to_owned(), vec![topic("first")])]
    );
    assert_eq!(router.configure(vec![to("second", info, info)]), []);
    let end = router.route_system(LogLevel::Info, "end");
    assert_eq!(end, Routed::To(vec![topic("first")]));
    let own = router.route(LogLevel::Info);
    assert_eq!(own, Routed::To(vec![topic("second")]));
}
