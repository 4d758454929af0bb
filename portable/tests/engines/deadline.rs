//! The time that a function may take.

use super::both::{Place, compose_with};
use super::engine::{Engine, Options};
use super::guests::guest;
use super::upstream;

/// POR.23
#[tokio::test]
async fn a_function_that_waits_beyond_its_time_is_answered_for() {
    let limit = ("MOMENTO_TIMEOUT_MILLISECONDS", "300");
    let composed = compose_with(&guest("http"), &[limit]);
    // An instance that is used again has the limit for each of its requests.
    let Some(engine) = Engine::start(&composed.bytes, &Options::default().reuse(1000)).await else {
        return;
    };
    let silent = upstream::silent().await;
    let place = Place::on(&engine);
    let call = place.call("GET", &format!("?url={}", silent.url("/")));
    for _ in 0..4 {
        let answer = place.ask(&call).await;
        assert_eq!(answer.status, 504, "{answer:?}");
        let told = r#"{"code":"time_limit","message":"Function time limit exceeded"}"#;
        assert_eq!(answer.text(), told);
    }
}
