//! Publishing to topics of the function's own cache.
//!
//! A message goes to whoever is subscribed at that moment, and is not kept.
//!
//! # Limits
//! A message is at most 4 KB, unless the cache's limit is set otherwise.
//!
//! # Examples
//! ```
//! use momento_functions_guest_web::{WebResult, invoke};
//!
//! invoke!(announce);
//! fn announce(news: String) -> WebResult<()> {
//!     momento_functions_topic::publish("news", news)?;
//!     Ok(())
//! }
//! # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
//! # let heard = testing::heard(|| announce("hello".to_string()).unwrap());
//! # assert_eq!(heard, ["text to news: hello"]);
//! ```

mod publish;
#[cfg(test)]
mod testing;
mod topic_error;

pub use publish::{publish, publish_bytes};
pub use topic_error::TopicError;
