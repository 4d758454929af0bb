//! Publishes its body to a topic.

use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_topic::publish;

invoke!(announce);
fn announce(news: String) -> WebResult<&'static str> {
    publish("news", news)?;
    Ok("published")
}
