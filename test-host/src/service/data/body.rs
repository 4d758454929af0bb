//! A request's body, read whole.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use momento_functions_models::ServiceError;

use crate::service::answer::pass_over;
use crate::service::builder::Settings;
use crate::service::patience::PatientBody;
use crate::service::refusal::Refusal;

/// Reads a body of at most `limit` bytes, and stops where it gets longer.
pub(in crate::service) async fn whole(
    settings: &Settings,
    body: Incoming,
    (what, limit): (&str, usize),
) -> Result<Bytes, Refusal> {
    let mut body = PatientBody::new(body, settings.stall_time);
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refusal::of_body(&*error))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if data.len() > limit - read.len() {
            pass_over(body).await;
            return Err(too_large(what, limit).into());
        }
        read.extend_from_slice(&data);
    }
    Ok(read.freeze())
}

fn too_large(what: &str, limit: usize) -> ServiceError {
    ServiceError::LimitExceeded(format!(
        "{what} has at most {limit} bytes; this one has more"
    ))
}
