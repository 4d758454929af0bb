//! Host calls of `momento:topic/topic@1.0.0`: publishing to topics of the function's cache.
use crate::generated::imports::momento::topic::topic as binding;
use crate::seam::seam;

pub use binding::{Data, Error};

seam! { topic {
    fn publish(topic: &str, value: &str) -> Result<(), Error> = binding::publish;
    fn publish_bytes(topic: &str, value: Data) -> Result<(), Error> = binding::publish_bytes;
}}
