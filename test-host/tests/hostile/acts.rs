//! Each hostile act by itself, and exactly how it ends.

use super::ground::{Answer, Rest, Visit, is_done, run};
use super::support;
use momento_functions_test_host::{Deployment, Function, Host, Limits};
use std::net::TcpListener;
use std::time::Duration;

fn deploy(limits: Limits, tarpit: &str) -> Function {
    let limits = limits.with_memory(16 << 20).with_spawn_queue(8);
    let host = Host::builder().limits(limits).build().unwrap();
    let hostile = Deployment::from_wasm(support::guest("hostile"));
    host.deploy("hostile", hostile.with_variable("TARPIT", tarpit))
        .unwrap()
}

async fn act(function: &Function, letter: u8, much: u8) -> Answer {
    let visit = Visit {
        steps: vec![(letter, much)],
        rest: Rest::Whole(1000),
        fuelled: false,
    };
    run(function, &visit).await
}

async fn ends(function: &Function, act_: (u8, u8), code: &str) {
    let (letter, much) = act_;
    let answer = act(function, letter, much).await;
    let ended = answer.error.as_ref().map(|error| error.kind().code());
    let name = char::from(letter);
    assert_eq!(ended, Some(code), "{name} {much}: {answer:?}");
}

/// HTTP.10, LIM.1, LIM.4
#[tokio::test]
async fn what_a_function_may_not_do_ends_it() {
    let function = deploy(Limits::default(), "");
    let acts = [
        (b"A", "memory_limit"),
        (b"R", "stack_overflow"),
        (b"L", "stack_overflow"),
        (b"Q", "invalid_response"),
        // Reads nothing, drops twice, drops what is another's.
        (b"e", "trap"),
        (b"X", "trap"),
        (b"x", "trap"),
        // Polls nothing, and at no place of its memory; logs from there, and what is no text; has an answer
        // written there; reads there.
        (b"p", "trap"),
        (b"P", "trap"),
        (b"i", "trap"),
        (b"I", "trap"),
        (b"M", "trap"),
        (b"D", "trap"),
        // Panics, traps, prints.
        (b"!", "trap"),
        (b"u", "trap"),
        (b"U", "trap"),
    ];
    for ([letter], code) in acts {
        ends(&function, (*letter, 255), code).await;
        assert!(is_done(&act(&function, b'H', 0).await));
    }
}

/// LIM.2
#[tokio::test]
async fn what_never_ends_is_ended_at_the_time_limit() {
    let tarpit = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", tarpit.local_addr().unwrap());
    let limits = Limits::default().with_time(Duration::from_millis(100));
    let function = deploy(limits, &url);
    for letter in b"SZFYN" {
        ends(&function, (*letter, 0), "time_limit").await;
    }
}

/// DATA.6
#[tokio::test]
async fn what_a_function_may_overdo_does_not_end_it() {
    let function = deploy(Limits::default(), "");
    for letter in b"gGrsavEtlKcdoOwfCqjbynkz" {
        let answer = act(&function, *letter, 100).await;
        let name = char::from(*letter);
        assert!(answer.error.is_none(), "{name}: {answer:?}");
        assert_eq!(answer.status, 200 + u16::from(*letter == b'o'), "{name}");
    }
    let flood = act(&function, b'W', 0).await;
    assert!(flood.error.is_none() && flood.size == 1 << 30, "{flood:?}");
}
