//! What a guest gives to its cache, and what it gets from there.

use super::call_error::CallError;
use crate::bindings::bytes::Data;
use crate::invocation::{HostBuffer, State};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::CacheLimits;

/// DATA.6: how many values of one list are given as handles; the values of a longer part come inline.
pub(crate) const HANDLES: usize = 1024;

/// What a value of a list takes of a function's memory beside its bytes: a `data` of the contract.
const PLACE: u64 = 12;

/// Reads a key, the name of a list among them, to its end.
pub(super) async fn key(body: HostBuffer, limits: &CacheLimits) -> Result<Bytes, ServiceError> {
    whole(body, "a key", limits.item()).await
}

/// Reads a value, or what one is compared with, to its end.
pub(super) async fn value(body: HostBuffer, limits: &CacheLimits) -> Result<Bytes, ServiceError> {
    whole(body, "a value", limits.item()).await
}

/// Reads a value of a list to its end.
pub(super) async fn list_value(
    body: HostBuffer,
    limits: &CacheLimits,
) -> Result<Bytes, ServiceError> {
    whole(body, "a value of a list", limits.list_value()).await
}

/// Reads values of a list to their ends, as long as they fit into a cache together.
pub(super) async fn list_values(
    bodies: Vec<HostBuffer>,
    limits: &CacheLimits,
) -> Result<Vec<Bytes>, ServiceError> {
    let mut room = limits.bytes();
    let mut values = Vec::with_capacity(bodies.len());
    for body in bodies {
        let value = list_value(body, limits).await?;
        room = room
            .checked_sub(value.len() as u64)
            .ok_or_else(|| more_than_a_cache(limits))?;
        values.push(value);
    }
    Ok(values)
}

fn more_than_a_cache(limits: &CacheLimits) -> ServiceError {
    ServiceError::LimitExceeded(format!(
        "the cache keeps at most {} bytes; these values have more",
        limits.bytes()
    ))
}

async fn whole(mut body: HostBuffer, what: &str, limit: usize) -> Result<Bytes, ServiceError> {
    match body.collect(limit as u64).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(ServiceError::LimitExceeded(format!(
            "{what} has at most {limit} bytes; this one has more"
        ))),
        // A part of it must not pass for the whole.
        Err(error) => Err(ServiceError::InvalidArgument(format!(
            "{what} must come whole; {error}"
        ))),
    }
}

impl State {
    /// Hands a value to the guest by a handle, uncopied.
    pub(super) fn give(&mut self, value: Bytes) -> Result<Data, CallError> {
        let body = HostBuffer::from(value).held_by(&self.host_memory)?;
        Ok(self.give_body(body)?)
    }

    /// Hands the values of a list to the guest.
    pub(super) fn give_all(&mut self, values: Vec<Bytes>) -> Result<Vec<Data>, CallError> {
        if values.len() > HANDLES {
            let copies = self.copies(&values)?;
            return Ok(copies.into_iter().map(Data::Value).collect());
        }
        // All or none: what was given before a refusal would be lost to the guest.
        let held = |value| HostBuffer::from(value).held_by(&self.host_memory);
        let bodies: Result<Vec<_>, _> = values.into_iter().map(held).collect();
        let bodies = bodies?.into_iter().map(|body| self.give_body(body));
        Ok(bodies.collect::<wasmtime::Result<_>>()?)
    }

    /// Copies values for the guest, if they can fit into its memory.
    pub(super) fn copies(&self, values: &[Bytes]) -> Result<Vec<Vec<u8>>, ServiceError> {
        let memory = self.context.function().held_to().memory();
        let bytes: u64 = values.iter().map(|value| PLACE + value.len() as u64).sum();
        if bytes > memory {
            return Err(ServiceError::LimitExceeded(format!(
                "a function has at most {memory} bytes of memory; these values have {bytes}: fetch them in parts"
            )));
        }
        Ok(values.iter().map(|value| value.to_vec()).collect())
    }
}
