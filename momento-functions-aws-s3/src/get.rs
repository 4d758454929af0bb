use momento_functions_bytes::{Data, encoding::Extract};
use momento_functions_wit::aws_s3 as host;

use crate::{S3Error, S3GetError};

/// An object that was read: its body, made into a `T`, and its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetObjectResponse<T> {
    /// The object's body.
    pub body: T,
    /// The object's own metadata; the names are in lower case, without `x-amz-meta-`.
    pub metadata: Vec<(String, String)>,
}

/// An object that was read, with all that S3 says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct S3Object<T> {
    /// The object's body.
    pub body: T,
    /// The object's own metadata; the names are in lower case, without `x-amz-meta-`.
    pub metadata: Vec<(String, String)>,
    /// The object's entity tag, in quotes as S3 gives it.
    pub etag: Option<String>,
    /// The version that was read, in a bucket with versions.
    pub version_id: Option<String>,
    /// When and by which rule the object will expire, as S3's header `x-amz-expiration` says it.
    pub expiration: Option<String>,
}

impl<T> S3Object<T> {
    /// Gives the first metadata value of a name, whatever the name's case.
    #[must_use]
    pub fn metadata(&self, name: &str) -> Option<&str> {
        self.metadata
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl<T> From<S3Object<T>> for GetObjectResponse<T> {
    fn from(object: S3Object<T>) -> Self {
        let S3Object { body, metadata, .. } = object;
        Self { body, metadata }
    }
}

/// The object as the host gives it, or none when there is none under the key.
pub(crate) fn get(
    client: &host::Client,
    bucket: String,
    key: String,
) -> Result<Option<S3Object<Data>>, S3Error> {
    host::client_get(client, &host::GetObjectRequest { bucket, key })
        .map(S3Object::from_abi)
        .map_err(S3Error::from_abi)
}

impl S3Object<Data> {
    fn from_abi(output: host::GetObjectOutput) -> Option<Self> {
        let host::GetObjectOutput {
            body,
            etag,
            version_id,
            expiration,
            metadata,
        } = output;
        body.map(|body| Self {
            body: Data::__from_abi(body),
            metadata,
            etag,
            version_id,
            expiration,
        })
    }

    pub(crate) fn extract<T: Extract>(self) -> Result<S3Object<T>, S3GetError<T::Error>> {
        let Self {
            body,
            metadata,
            etag,
            version_id,
            expiration,
        } = self;
        let body = T::extract(body).map_err(|cause| S3GetError::ExtractFailed { cause })?;
        Ok(S3Object {
            body,
            metadata,
            etag,
            version_id,
            expiration,
        })
    }
}
