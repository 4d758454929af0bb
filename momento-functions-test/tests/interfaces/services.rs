//! Topics, tokens, spawned work, log lines, and the system.

use momento_functions_cache as cache;
use momento_functions_test::token::Action;
use momento_functions_test::{NativeHost, host};
use momento_functions_token::{FunctionPermissions, Permissions, generate_disposable_token};
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// KIT.31, KIT.32
#[momento_functions_test::test]
fn messages_are_published_up_to_the_services_size() {
    use momento_functions_topic::{publish, publish_bytes};
    let mut subscription = host().topic("default", "news").subscribe().unwrap();
    publish("news", "a text").unwrap();
    publish_bytes("news", "m".repeat(4096)).unwrap();
    let error = publish("news", "m".repeat(4097)).unwrap_err().to_string();
    assert!(error.contains("at most 4096 bytes"), "{error}");
    assert!(publish("", "a text").is_err());
    assert_eq!(
        host().topic("default", "news").texts(),
        ["a text".to_owned(), "m".repeat(4096)]
    );
    assert!(host().topic("other", "news").messages().is_empty());
    assert!(subscription.try_next().is_some());
}

/// KIT.31, KIT.33
#[momento_functions_test::test]
fn a_token_allows_what_it_says_until_its_time() {
    let own = FunctionPermissions::invoke()
        .with_cache("default")
        .with_function("details");
    let permissions = || Permissions::new().with_function(own.clone());
    let token = generate_disposable_token(3600, permissions(), Some("ada".to_owned())).unwrap();
    let allowed = host().token_permissions(&token.api_key).unwrap();
    assert!(allowed.allow(Action::Invoke, "default", "details"));
    assert!(!allowed.allow(Action::Invoke, "default", "other"));
    host().clock().advance(Duration::from_secs(3600));
    assert_eq!(host().token_permissions(&token.api_key), None);
    for seconds in [0, 90_001] {
        let error = generate_disposable_token(seconds, permissions(), None).unwrap_err();
        assert!(error.to_string().contains("1 to 90000 seconds"), "{error}");
    }
}

/// KIT.34
#[momento_functions_test::test]
fn spawned_work_waits_for_the_test_to_run_it() {
    use momento_functions_spawn::spawn;
    spawn("first", "1").unwrap();
    assert_eq!(host().spawned()[0].payload(), b"1");
    let mut order = Vec::new();
    host().run_spawned(|work| {
        order.push(format!("{} {}", work.name(), work.text()));
        if work.name() == "first" {
            spawn("second", "2").unwrap();
        }
    });
    assert_eq!(order, ["first 1", "second 2"]);
    assert!(host().spawned().is_empty());
    host().without_function("gone");
    assert!(spawn("gone", "").is_err());
}

/// KIT.31
#[momento_functions_test::test]
fn a_thousand_spawned_functions_wait_at_most() {
    use momento_functions_spawn::spawn;
    for _ in 0..1000 {
        spawn("work", "payload").unwrap();
    }
    let error = spawn("work", "payload").unwrap_err().to_string();
    assert!(error.contains("1000 spawned functions wait"), "{error}");
    host().run_spawned(|_| ());
    spawn("work", vec![0; 32 << 20]).unwrap();
    let error = spawn("work", vec![0; (32 << 20) + 1])
        .unwrap_err()
        .to_string();
    assert!(error.contains("at most 33554432"), "{error}");
}

/// KIT.31
#[momento_functions_test::test]
fn log_lines_go_to_the_destinations_that_the_function_configures() {
    use momento_functions_host_log::{LogConfiguration, LogDestination, configure_logs, log};
    let topic = || LogDestination::topic("logs");
    let many = std::iter::repeat_with(|| topic().into());
    assert!(configure_logs(many.take(33).collect::<Vec<LogConfiguration>>()).is_err());
    assert!(configure_logs([LogDestination::topic("").into()]).is_err());
    let warnings = LogConfiguration::new(topic()).with_log_level(log::LevelFilter::Warn);
    configure_logs([warnings]).unwrap();
    log::info!("hidden");
    log::warn!("shown");
    let lines = host().logs();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].message.ends_with("shown") && lines[0].is_captured());
    assert_eq!(
        host().topic("default", "logs").texts(),
        [lines[0].message.clone()]
    );
}

/// KIT.33
#[test]
fn the_functions_clock_and_environment_are_the_tests() {
    let host = NativeHost::builder()
        .cache_name("shop")
        .function_name("till")
        .build();
    host.set_variable("REGION", "eu");
    host.run(|| {
        let variable = |name: &str| momento_functions_system::variable(name);
        assert_eq!(variable("REGION").as_deref(), Some("eu"));
        assert_eq!(variable("__CACHE_NAME").as_deref(), Some("shop"));
        assert_eq!(variable("__FUNCTION_NAME").as_deref(), Some("till"));
        assert_eq!(variable("PATH"), None);
        let timer = momento_functions_system::Timer::start();
        let began = momento_functions_system::now();
        host.clock().advance(DAY);
        assert_eq!(timer.elapsed(), DAY);
        assert_eq!(momento_functions_system::now(), began + DAY);
        cache::set("key", "value", MINUTE).unwrap();
    });
    assert!(host.cache("shop").get(b"key").unwrap().is_some());
    assert!(momento_functions_system::now() != SystemTime::UNIX_EPOCH);
}
