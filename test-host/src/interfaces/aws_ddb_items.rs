//! What a guest gives to DynamoDB, and what it gets from there.

use crate::aws::Failure;
use crate::bindings::bytes::Data;
use crate::invocation::{HostBuffer, State};
use bytes::Bytes;
use momento_functions_models::dynamodb::{DynamoDbError, MAX_ITEM_JSON};
use wasmtime::Result;

/// The JSON of an item, as a contract hands it over.
pub(super) trait ItemJson: Sized {
    fn take(self, state: &mut State) -> Result<HostBuffer>;

    /// Hands an item to the guest, unless it holds too much.
    fn give(json: String, state: &mut State) -> Result<Result<Self, Failure>>;
}

impl ItemJson for Data {
    fn take(self, state: &mut State) -> Result<HostBuffer> {
        state.take_data(self)
    }

    fn give(json: String, state: &mut State) -> Result<Result<Self, Failure>> {
        match HostBuffer::from(json.into_bytes()).held_by(&state.host_memory) {
            Ok(json) => Ok(Ok(state.give_body(json)?)),
            Err(error) => Ok(Err(error.into())),
        }
    }
}

impl ItemJson for String {
    fn take(self, _: &mut State) -> Result<HostBuffer> {
        Ok(HostBuffer::from(self.into_bytes()))
    }

    fn give(json: String, _: &mut State) -> Result<Result<Self, Failure>> {
        Ok(Ok(json))
    }
}

/// Reads an item's JSON to its end.
pub(super) async fn whole(mut body: HostBuffer) -> Result<Bytes, Failure> {
    match body.collect(MAX_ITEM_JSON as u64).await {
        Ok(Ok(json)) => Ok(json),
        Ok(Err(_)) => Err(malformed(format!(
            "the JSON of an item has at most {MAX_ITEM_JSON} bytes; this one has more"
        ))),
        // A part of it must not pass for the whole.
        Err(error) => Err(malformed(format!("an item must come whole; {error}"))),
    }
}

fn malformed(text: impl Into<String>) -> Failure {
    DynamoDbError::Validation(text.into()).into()
}
