use momento_functions_wit::v1::redis::{RedisError, ResponseStream, Value};

use super::RedisValue;
use crate::encoding::{EncodeError, ExtractError};
use crate::errors::errors;

errors! {
    /// Why the value of a key was not gotten.
    RedisGetError [E: ExtractError] {
        /// The server could not be reached, or did not answer as it should.
        RedisError(error: RedisError) = "the GET failed: {error}",
        /// There is a value, and it is not what the type expects.
        ExtractFailed {
            /// Why.
            cause: E
        } = "the value is not what the function expects: {cause}",
        /// The server answered an error.
        SimpleError {
            /// Which.
            message: String
        } = "the server answered the GET with an error: {message}",
        /// The server answered several values.
        UnexpectedBulkResponse {
            /// The values.
            response: ResponseStream
        } = "the server answered the GET with several values",
        /// The server answered a plain acknowledgement.
        UnexpectedOkayResponse = "the server answered the GET with an acknowledgement and no value",
    }

    /// Why the value of a key was not set, or not for certain.
    RedisSetError [E: EncodeError] {
        /// The server could not be reached, or did not answer as it should.
        RedisError(error: RedisError) = "the SET failed: {error}",
        /// The value could not be encoded. Nothing was sent.
        EncodeError {
            /// Why.
            cause: E
        } = "the value could not be encoded, and nothing was sent: {cause}",
        /// The server answered an error.
        SimpleError {
            /// Which.
            message: String
        } = "the server answered the SET with an error: {message}",
        /// The server did not acknowledge it.
        UnexpectedValueResponse {
            /// What it answered, if anything.
            value: Option<Value>
        } = "the server did not acknowledge the SET",
    }

    /// Why a key was not removed, or not for certain.
    RedisDeleteError [] {
        /// The server could not be reached, or did not answer as it should.
        RedisError(error: RedisError) = "the DEL failed: {error}",
        /// The server answered an error.
        SimpleError {
            /// Which.
            message: String
        } = "the server answered the DEL with an error: {message}",
        /// The server did not say how many keys are gone.
        UnexpectedValueResponse {
            /// What it answered, if anything.
            value: Option<Value>
        } = "the server answered the DEL without a number of keys",
    }

    /// Why a value of a reply was not decoded.
    ValueError [E: ExtractError] {
        /// It is not what the type expects.
        ExtractFailed {
            /// Why.
            cause: E
        } = "the value is not what the function expects: {cause}",
        /// It has no bytes.
        UnextractableValue {
            /// The value.
            value: RedisValue
        } = "the value is neither bytes nor text",
    }
}
