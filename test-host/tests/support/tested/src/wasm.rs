//! Tests that need the host.

use momento_functions::cache;
use momento_functions::testing::{Request, advance_clock, call, spawn};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[momento_functions::test]
fn a_cache_is_there() {
    cache::set("word", "here", MINUTE).unwrap();
    assert_eq!(cache::get::<String>("word").unwrap().as_deref(), Some("here"));
}

#[test]
fn a_cache_is_this_tests_own() {
    assert_eq!(cache::get::<String>("word").unwrap(), None);
    cache::set("word", "mine", MINUTE).unwrap();
}

#[momento_functions::test]
fn a_function_is_called_end_to_end() {
    cache::set("word", "hello", MINUTE).unwrap();
    let answer = call(Request::put("/").header("X-Who", "Ada").body("there")).unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("x-seen"), Some("Ada"));
    assert_eq!(answer.text(), "PUT by Ada: hello there");
    assert_eq!(cache::get::<String>("asked").unwrap().as_deref(), Some("there"));
}

#[momento_functions::test]
fn a_functions_trap_is_told() {
    let failure = call(Request::post("/").body("panic")).unwrap_err();
    assert_eq!(failure.kind(), "trap");
    assert!(failure.message().contains("told to"), "{failure}");
    assert!(failure.message().contains("src/lib.rs:"), "{failure}");
    assert_eq!(call(Request::post("/").body("x")).unwrap().status(), 200);
}

#[momento_functions::test]
fn a_web_function_is_not_spawned() {
    assert_eq!(spawn("x").unwrap_err().kind(), "not_spawnable");
}

#[momento_functions::test]
fn a_method_that_is_none_is_told() {
    let failure = call(Request::new("NOT ONE", "/")).unwrap_err();
    assert_eq!(failure.kind(), "bad_request");
}

#[momento_functions::test]
fn a_day_passes_at_once() {
    cache::set("word", "old", 24 * 60 * MINUTE).unwrap();
    advance_clock(24 * 60 * MINUTE - Duration::from_secs(1));
    assert!(cache::get::<String>("word").unwrap().is_some());
    advance_clock(Duration::from_secs(1));
    assert_eq!(cache::get::<String>("word").unwrap(), None);
}

#[momento_functions::test]
fn an_hour_of_sleep_takes_no_time() {
    let began = std::time::Instant::now();
    std::thread::sleep(60 * MINUTE);
    assert!(began.elapsed() >= 60 * MINUTE);
}

#[test]
#[should_panic]
fn stock_should_panic() {
    panic!("nobody sees this");
}

#[test]
fn ends_the_program() {
    std::process::exit(0);
}

#[test]
#[ignore = "never ends"]
fn loops() {
    loop {
        std::hint::black_box(0);
    }
}

#[test]
#[ignore = "never ends"]
fn calls_a_function_that_loops() {
    let _ = call(Request::post("/").body("loop"));
}

#[test]
#[ignore = "needs what is not there"]
fn opens_a_socket() {
    std::net::TcpStream::connect("127.0.0.1:1").unwrap();
}

#[test]
#[ignore = "writes without end"]
fn floods() {
    let line = "x".repeat(1 << 20);
    for _ in 0..40 {
        println!("{line}");
    }
    panic!("and fails");
}

#[test]
#[ignore = "takes all memory"]
fn hoards() {
    let mut all = Vec::new();
    loop {
        all.push(vec![1_u8; 64 << 20]);
    }
}

#[test]
#[ignore = "calls itself"]
fn recurses() {
    #[expect(unconditional_recursion, reason = "it is what is tested")]
    fn deeper(n: u64) -> u64 {
        std::hint::black_box(deeper(std::hint::black_box(n + 1))) + 1
    }
    deeper(0);
}
