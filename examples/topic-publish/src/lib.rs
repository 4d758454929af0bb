//! Publishes its body to a topic.

use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_topic::publish;

invoke!(announce);
fn announce(news: String) -> WebResult<&'static str> {
    publish("news", news)?;
    Ok("published")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::announce;
    use momento_functions_test::host;

    #[momento_functions_test::test]
    fn the_body_is_published() {
        announce("it rains".to_owned()).unwrap();
        assert_eq!(host().topic("default", "news").texts(), ["it rains"]);
        assert!(announce("x".repeat(4097)).is_err());
    }
}
