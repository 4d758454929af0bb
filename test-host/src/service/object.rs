//! A body that is a JSON object.

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use serde::de::DeserializeOwned;

use super::builder::Settings;
use super::patience::PatientBody;
use super::refusal::Refusal;

/// Reads a small object; stops reading where it gets longer.
pub(super) async fn read<T: DeserializeOwned>(
    settings: &Settings,
    body: Incoming,
    limit: usize,
) -> Result<T, Refusal> {
    let body = PatientBody::new(body, settings.stall_time);
    match Limited::new(body, limit).collect().await {
        Ok(collected) => decode(&collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::BodyTooLarge {
            limit: limit as u64,
        }),
        Err(error) => Err(Refusal::of_body(&*error)),
    }
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    // serde would take a list for the fields in their order.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(bad("it is no JSON object".to_owned()));
    }
    serde_json::from_slice(body).map_err(|error| bad(error.to_string()))
}

fn bad(reason: String) -> Refusal {
    Refusal::BadBody { reason }
}
