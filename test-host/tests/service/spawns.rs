//! What is spawned behind the service's back.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use momento_functions_models::ManualClock;
use momento_functions_test_host::service::Event;
use momento_functions_test_host::{Host, SpawnOutcome};

use super::client::{Call, Server, patient};
use super::{host_of, support};

const START: &str = "/functions/default/spawner/task";

/// The next spawned function that the service tells of.
async fn spawned(server: &mut Server) -> SpawnOutcome {
    loop {
        if let Event::Spawned(outcome) = server.event().await {
            return outcome;
        }
    }
}

/// Moves the clock by hours until it comes.
async fn in_time<T>(clock: &ManualClock, what: impl Future<Output = T>) -> T {
    let mut what = pin!(patient(what));
    loop {
        tokio::select! {
            biased;
            what = &mut what => return what,
            () = tokio::task::yield_now() => clock.advance(Duration::from_secs(3600)),
        }
    }
}

fn result(outcome: &SpawnOutcome) -> String {
    outcome.result.as_ref().unwrap().to_string()
}

fn on_clock(clock: &Arc<ManualClock>) -> Host {
    let host = Host::builder().clock(Arc::clone(clock) as _);
    let host = host.build().unwrap();
    for guest in ["spawner", "task"] {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

/// SPN.5
#[tokio::test]
async fn the_observer_is_told_what_came_of_it() {
    let mut server = Server::start(&host_of(&["spawner", "task"])).await;
    let script = "log working\nnote 3 rows";
    assert_eq!(
        server.send(Call::post(START, script)).await.text(),
        "Ok(())"
    );
    let outcome = spawned(&mut server).await;
    assert_eq!(
        (outcome.function.as_str(), result(&outcome)),
        ("task", "ok-note: 3 rows".into())
    );
    assert_eq!(outcome.logs[0].message, "working");
    server.send(Call::post(START, "panic")).await;
    let trap = spawned(&mut server).await.result.unwrap_err();
    assert_eq!(trap.kind().code(), "trap");
}

/// SPN.1
#[tokio::test]
async fn it_goes_on_when_the_client_of_its_caller_has_gone() {
    let clock = Arc::new(ManualClock::default());
    let host = on_clock(&clock);
    let mut said = host.topic("default", "said").subscribe().unwrap();
    let mut server = Server::start(&host).await;
    let caller = server
        .begin(Call::post(
            &format!("{START}?then=hang"),
            "sleep 60\nnote done",
        ))
        .await;
    patient(said.next()).await.unwrap();
    drop(caller);
    assert!(server.answered().await.abandoned);
    let outcome = in_time(&clock, spawned(&mut server)).await;
    assert_eq!(result(&outcome), "ok-note: done");
}

/// SPN.9
#[tokio::test]
async fn a_stopping_service_waits_for_it() {
    let clock = Arc::new(ManualClock::default());
    let host = on_clock(&clock);
    let mut said = host.topic("default", "said").subscribe().unwrap();
    let server = Server::start(&host).await;
    server.send(Call::post(START, "say begun\nsleep 60")).await;
    patient(said.next()).await.unwrap();
    let stopped = server.stop();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!stopped.is_finished());
    in_time(&clock, stopped).await.unwrap();
}

/// SPN.9
#[tokio::test]
async fn a_stopping_service_does_not_wait_beyond_its_time() {
    let clock = Arc::new(ManualClock::default());
    let host = on_clock(&clock);
    let server = Server::with(&host, |service| {
        service.drain_time(Duration::from_millis(1))
    })
    .await;
    server.send(Call::post(START, "sleep 60")).await;
    patient(server.stop()).await.unwrap();
}
