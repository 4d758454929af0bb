//! One test sees nothing of another, however that one ends, on whatever thread.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use momento_functions_cache as cache;
use momento_functions_guest_web::WebEnvironment;
use momento_functions_test::{NativeHost, Request, host, run};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// The text of the panic in `run`.
fn panic_of<R>(run: impl FnOnce() -> R) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).err().unwrap();
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => (*other.downcast::<&str>().unwrap()).to_owned(),
    }
}

fn set() {
    cache::set("key", "value", Duration::from_secs(60)).unwrap();
}

/// KIT.35
#[test]
fn a_host_call_without_a_host_says_how_to_set_one_up() {
    let text = panic_of(set);
    assert!(
        text.starts_with("host call `cache_scalar::set` without a host: "),
        "{text}"
    );
    assert!(text.contains("`#[momento_functions_test::test]`"), "{text}");
    let text = panic_of(host);
    assert!(text.contains("`#[momento_functions_test::test]`"), "{text}");
}

/// KIT.35
#[test]
fn a_thread_that_a_test_starts_has_no_host() {
    run(|_| {
        let text = std::thread::spawn(|| panic_of(set)).join().unwrap();
        assert!(text.contains("without a host"), "{text}");
    });
}

/// KIT.35
#[test]
fn a_second_host_on_a_thread_is_refused_and_the_first_goes_on() {
    run(|host| {
        for text in [
            panic_of(|| run(|_| ())),
            panic_of(|| NativeHost::new().run(|| ())),
            panic_of(|| host.run(|| ())),
        ] {
            assert!(text.contains("has a native host already"), "{text}");
            assert!(text.contains("`momento_functions_test::host()`"), "{text}");
        }
        set();
        assert_eq!(host.cache("default").items(), 1);
    });
    // One after the other there may be many.
    run(|host| assert_eq!(host.cache("default").items(), 0));
}

/// KIT.30
#[test]
fn nothing_is_left_of_a_test_that_panics() {
    let text = panic_of(|| {
        run(|host| {
            set();
            host.request(Request::get("/secret"));
            assert_eq!(WebEnvironment::load().http_path(), "secret");
            panic!("the test fails");
        })
    });
    assert_eq!(text, "the test fails");
    assert!(panic_of(set).contains("without a host"));
    run(|_| {
        assert_eq!(cache::get::<String>("key").unwrap(), None);
        assert_eq!(WebEnvironment::load().http_path(), "");
    });
}

/// KIT.30
#[test]
fn a_host_can_be_looked_into_after_its_test() {
    let host = NativeHost::new();
    host.run(set);
    host.run(|| assert!(cache::get::<String>("key").unwrap().is_some()));
    assert_eq!(host.cache("default").items(), 1);
}

/// KIT.30
#[momento_functions_test::test]
fn the_attribute_gives_each_test_a_host() {
    assert_eq!(host().cache("default").items(), 0);
    set();
    assert_eq!(host().cache("default").items(), 1);
}

/// KIT.30
#[momento_functions_test::test]
fn the_attribute_gives_the_next_test_another() {
    assert_eq!(host().cache("default").items(), 0);
    set();
}

/// KIT.30
#[momento_functions_test::test]
fn a_test_may_use_the_question_mark() -> Result<(), Box<dyn std::error::Error>> {
    cache::set("key", "value", Duration::from_secs(60))?;
    assert_eq!(cache::get::<String>("key")?.as_deref(), Some("value"));
    Ok(())
}
