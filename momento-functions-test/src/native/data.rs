//! Bodies, which natively are always inline: `Data::Value`.

use momento_functions_wit::bytes::Data;

/// Takes a body from the function.
pub(super) fn bytes(data: Data) -> Vec<u8> {
    match data {
        Data::Value(bytes) => bytes,
        // Nobody makes a handle off wasm32: `momento_functions_wit::bytes`.
        Data::Buffer(_) => Vec::new(),
    }
}

/// Gives a body to the function.
pub(super) fn data(bytes: impl Into<Vec<u8>>) -> Data {
    Data::Value(bytes.into())
}
