//! Topics: a message goes to whoever is subscribed at that moment, and is not kept.

mod hub;
mod inbox;
mod limits;
mod message;
mod subscription;
#[cfg(test)]
mod tests;

pub use hub::Topics;
pub use limits::TopicLimits;
pub use message::{Message, TopicEvent};
pub use subscription::Subscription;
