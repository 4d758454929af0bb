//! Many requests at once.

use super::both::{self, Both};
use super::client::Exchange;
use super::engine::{Engine, Options};
use super::guests::{example, guest, lean_example};
use momento_functions_portable::{Composed, PoolNeeds};

/// What a request takes of a pool, by the engine's names.
fn kinds(needs: &PoolNeeds) -> [(&'static str, u32); 4] {
    [
        ("core-instances", needs.core_instances),
        ("component-instances", needs.component_instances),
        ("memories", needs.memories),
        ("tables", needs.tables),
    ]
}

/// A pool with room for so many requests, and, of the scarce kind, for no more.
fn pool(needs: &PoolNeeds, requests: u32, scarce: &str) -> Options {
    let options = Options::default().argument("-Opooling-allocator=y");
    kinds(needs)
        .into_iter()
        .fold(options, |options, (kind, each)| {
            let room = if kind == scarce {
                requests
            } else {
                requests * 2
            };
            options.argument(format!("-Opooling-total-{kind}={}", each * room))
        })
}

/// Begins an echo, whose instance lives until the rest of its body has come.
async fn begin(engine: &Engine) -> Exchange {
    let mut exchange = Exchange::with(engine.address()).await;
    exchange
        .write(b"POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 6\r\n\r\none")
        .await;
    exchange
}

async fn end(mut exchange: Exchange) {
    exchange.write(b"two").await;
    let answer = exchange.rest().await;
    assert_eq!(
        (answer.status, answer.text()),
        (200, "onetwo"),
        "{answer:?}"
    );
}

/// POR.8: what is told of a pool is neither too little nor too much.
#[tokio::test]
async fn a_pool_of_what_requests_need_has_room_for_them_and_for_no_more() {
    for component in [guest("echo"), lean_example("web-proxy-body")] {
        let composed = both::compose(&component, ([127, 0, 0, 1], 1).into());
        for (scarce, _) in kinds(&composed.pool) {
            held(&composed, 8, scarce).await;
        }
    }
}

/// POR.8
#[tokio::test]
async fn a_hundred_requests_live_at_once() {
    let composed = both::compose(&guest("echo"), ([127, 0, 0, 1], 1).into());
    held(&composed, 100, "core-instances").await;
}

/// Begins an echo once there is room: an instance is free a moment after its client has the answer.
async fn when_free(engine: &Engine) -> Exchange {
    loop {
        let mut exchange = begin(engine).await;
        let head = exchange.until("\r\n\r\n").await;
        if head.starts_with("HTTP/1.1 200 ") {
            exchange.until("one").await;
            return exchange;
        }
        assert!(head.starts_with("HTTP/1.1 500 "), "{head}");
    }
}

/// Holds so many requests open at once, and has one more refused.
async fn held(composed: &Composed, requests: u32, scarce: &str) {
    let options = pool(&composed.pool, requests, scarce);
    let Some(engine) = Engine::start(&composed.bytes, &options).await else {
        return;
    };
    let mut held = Vec::new();
    for _ in 0..requests {
        let mut exchange = begin(&engine).await;
        exchange.until("one").await;
        held.push(exchange);
    }
    let answer = begin(&engine).await.rest().await;
    assert_eq!(
        answer.status, 500,
        "{scarce} are more than was told: {answer:?}"
    );
    for exchange in held {
        end(exchange).await;
    }
    end(when_free(&engine).await).await;
}

/// POR.8
#[tokio::test]
async fn requests_that_come_together_are_all_answered() {
    let larger = |options: Options| options.argument("-Opooling-total-core-instances=4000");
    let Some(both) = Both::serve_with(&example("web-json-greeter"), larger).await else {
        return;
    };
    for place in both.places() {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..200 {
            let place = place.clone();
            tasks.spawn(async move {
                let body = format!(r#"{{"name": "{number}"}}"#);
                let answer = place.ask(&place.call("POST", "").body(body)).await;
                let expected = format!(r#"{{"message":"Hello, {number}!"}}"#);
                assert_eq!((answer.status, answer.text()), (200, expected.as_str()));
            });
        }
        while let Some(task) = tasks.join_next().await {
            task.unwrap();
        }
    }
}
