//! Functions that are built with the crates that Momento publishes, version 0.27, do on this host what they
//! do on the service.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod aws;
mod bytes;
mod cache;
#[allow(
    clippy::indexing_slicing,
    dead_code,
    unreachable_pub,
    reason = "it is a part of another test, and has more than is needed here"
)]
#[path = "../service/client.rs"]
mod client;
mod http;
mod log;
mod spawn;
#[path = "../support/mod.rs"]
mod support;
mod token;
mod topic;
mod valkey;
mod web;

use momento_functions_test_host::{Host, Outcome, Request, Subscription, TopicEvent};

fn host() -> Host {
    Host::builder().build().unwrap()
}

/// Deploys the guest and invokes it once.
async fn invoke(host: &Host, guest: &str, request: Request) -> Outcome {
    let function = host.deploy(guest, support::published(guest)).unwrap();
    let outcome = function.invoke(request).await;
    assert!(outcome.error.is_none(), "{outcome:?}");
    outcome
}

/// What the guest answers to a body: a line for each of its calls.
async fn answer(host: &Host, guest: &str, body: impl Into<String>) -> Vec<String> {
    let request = Request::post("").body(body.into());
    lines(&invoke(host, guest, request).await)
}

fn lines(outcome: &Outcome) -> Vec<String> {
    let text = outcome.response.text();
    assert!(outcome.response.status < 300, "{text}");
    text.lines().map(str::to_owned).collect()
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
