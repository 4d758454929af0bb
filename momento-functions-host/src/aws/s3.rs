//! Objects of Amazon S3 buckets.
use momento_functions_wit::v1::aws_s3::{self as host, S3Error};

use crate::aws::auth::client;
use crate::encoding::{Encode, EncodeError, Extract, ExtractError, encoded};
use crate::errors::errors;

errors! {
    /// Why an object was not gotten.
    S3GetError [E: ExtractError] {
        /// S3 does not give it.
        S3Error(error: S3Error) = "S3 did not give the object: {error}",
        /// The object is there, and is not what the type expects.
        ExtractFailed {
            /// Why.
            cause: E
        } = "the object is not what the function expects: {cause}",
    }

    /// Why an object was not put.
    S3PutError [E: EncodeError] {
        /// S3 does not take it.
        S3Error(error: S3Error) = "S3 did not take the object: {error}",
        /// The object could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the object could not be encoded, and nothing was sent: {cause}",
    }
}

/// What is said about an object beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectOptions {
    /// What its bytes are, such as `text/plain`.
    pub content_type: Option<String>,
    /// How its bytes are coded, such as `gzip`.
    pub content_encoding: Option<String>,
}

impl ObjectOptions {
    fn into_abi(self) -> host::ObjectOptions {
        host::ObjectOptions {
            content_type: self.content_type,
            content_encoding: self.content_encoding,
        }
    }
}

/// An object, and what its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3GetOutput<T> {
    /// The object.
    pub value: T,
    /// What its bytes are, such as `text/plain`.
    pub content_type: Option<String>,
}

client! {
    /// A client of S3, for one region and with its credentials.
    S3Client = host
}

impl S3Client {
    /// Gets an object; `None` when there is none under the key.
    ///
    /// # Errors
    /// S3 does not give it, or it is not what `T` expects.
    pub fn get<T: Extract>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<Option<T>, S3GetError<T::Error>> {
        object(host::client_get(&self.client, &at(bucket, key))?.body)
    }

    /// Gets an object as [`get`](Self::get) does, with what its bytes are.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn get_with_options<T: Extract>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
        options: ObjectOptions,
    ) -> Result<Option<S3GetOutput<T>>, S3GetError<T::Error>> {
        let options = options.into_abi();
        let output = host::client_get_extended(&self.client, &at(bucket, key), &options)?;
        let value = object(output.body)?;
        Ok(value.map(|value| S3GetOutput {
            value,
            content_type: output.content_type,
        }))
    }

    /// Puts an object, in place of the one that is there.
    ///
    /// # Errors
    /// S3 does not take it, or it cannot be encoded.
    pub fn put<E: Encode>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
        body: E,
    ) -> Result<(), S3PutError<E::Error>> {
        host::client_put(&self.client, &put(bucket, key, body)?)?;
        Ok(())
    }

    /// Puts an object as [`put`](Self::put) does, and says what its bytes are.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn put_with_options<E: Encode>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
        body: E,
        options: ObjectOptions,
    ) -> Result<(), S3PutError<E::Error>> {
        let request = put(bucket, key, body)?;
        host::client_put_extended(&self.client, &request, &options.into_abi())?;
        Ok(())
    }
}

fn at(bucket: impl Into<String>, key: impl Into<String>) -> host::GetObjectRequest {
    host::GetObjectRequest {
        bucket: bucket.into(),
        key: key.into(),
    }
}

fn object<T: Extract>(body: Option<Vec<u8>>) -> Result<Option<T>, S3GetError<T::Error>> {
    body.map(T::extract)
        .transpose()
        .map_err(|cause| S3GetError::ExtractFailed { cause })
}

fn put<E: Encode>(
    bucket: impl Into<String>,
    key: impl Into<String>,
    body: E,
) -> Result<host::PutObjectRequest, S3PutError<E::Error>> {
    Ok(host::PutObjectRequest {
        bucket: bucket.into(),
        key: key.into(),
        body: encoded(body, |cause| S3PutError::EncodeFailed { cause })?,
    })
}
