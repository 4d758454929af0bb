//! A seed, from which all random numbers of a host follow.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{Function, Host, HostBuilder, Outcome, Request};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Functions made of the same bytes share their compiled code while one of them lives.
static COMPILED: LazyLock<[Function; 2]> = LazyLock::new(|| {
    let host = Host::builder().build().unwrap();
    ["clock", "task"].map(|guest| host.deploy(guest, support::guest(guest)).unwrap())
});

fn deployed(builder: HostBuilder) -> Host {
    LazyLock::force(&COMPILED);
    let host = builder.build().unwrap();
    for (name, guest) in [("a", "clock"), ("b", "clock"), ("task", "task")] {
        host.deploy(name, support::guest(guest)).unwrap();
    }
    host
}

fn seeded(seed: u64) -> Host {
    deployed(Host::builder().virtual_clock().seed(seed))
}

async fn draw(host: &Host, name: &str) -> Outcome {
    let function = host.function("default", name).unwrap();
    let outcome = function.invoke(Request::post("/random")).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    outcome
}

/// What ids and random numbers a function sees, and those of a spawned function.
async fn seen(host: &Host) -> Vec<String> {
    let mut seen = Vec::new();
    for name in ["a", "b", "a"] {
        let outcome = draw(host, name).await;
        seen.extend([
            outcome.invocation_id.clone(),
            outcome.response.text().into_owned(),
        ]);
    }
    let spawned = host.function("default", "task").unwrap().spawn("").unwrap();
    seen.push(spawned.outcome().await.invocation_id);
    seen.push(
        host.disposable_token(60, r#"{"explicit":{"permissions":[]}}"#, None)
            .unwrap()
            .api_key,
    );
    seen
}

/// KIT.2
#[tokio::test]
async fn with_one_seed_every_run_sees_the_same_numbers_ids_and_tokens() {
    let [one, again, other] = [seeded(1), seeded(1), seeded(2)];
    let first = seen(&one).await;
    assert_eq!(first, seen(&again).await);
    assert!(seen(&other).await.iter().all(|seen| !first.contains(seen)));
    let all: HashSet<&String> = first.iter().collect();
    assert_eq!(all.len(), first.len());
}

/// KIT.2
#[tokio::test]
async fn without_a_seed_no_two_runs_see_the_same() {
    let [one, two] = [(); 2].map(|()| deployed(Host::builder().virtual_clock()));
    let (one, two) = (seen(&one).await, seen(&two).await);
    assert!(one.iter().all(|seen| !two.contains(seen)));
}

/// KIT.2
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_runs_beside_an_invocation_does_not_change_what_it_draws() {
    let (alone, beside) = (seeded(7), seeded(7));
    let mut expected = Vec::new();
    for _ in 0..5 {
        expected.push(draw(&alone, "a").await.response.body);
    }
    let others: Vec<_> = (0..50)
        .map(|_| {
            let host = beside.clone();
            tokio::spawn(async move { draw(&host, "b").await })
        })
        .collect();
    for expected in expected {
        assert_eq!(draw(&beside, "a").await.response.body, expected);
    }
    for other in others {
        other.await.unwrap();
    }
}

/// KIT.2
#[tokio::test]
async fn on_the_systems_clock_a_seed_repeats_the_numbers_too() {
    let [one, two] = [(); 2].map(|()| deployed(Host::builder().seed(3)));
    let (one, two) = (draw(&one, "a").await, draw(&two, "a").await);
    assert_eq!(one.response.body, two.response.body);
}

/// KIT.2
#[tokio::test]
async fn a_function_that_is_deployed_anew_draws_on() {
    let host = seeded(1);
    let first = draw(&host, "a").await;
    host.deploy("a", support::guest("clock")).unwrap();
    let second = draw(&host, "a").await;
    assert!(host.delete("default", "a").unwrap());
    host.deploy("a", support::guest("clock")).unwrap();
    let third = draw(&host, "a").await;
    let ids: HashSet<String> = [first, second, third].map(|o| o.invocation_id).into();
    assert_eq!(ids.len(), 3);
}
