use std::fmt;

use momento_functions_bytes::encoding::Encode;
use momento_functions_wit::aws_s3 as host;

/// An object to write: where, what, and its own metadata.
///
/// # Limits
/// S3 takes at most 2 KB of metadata (names and values together), in US-ASCII.
///
/// # Examples
/// ```
/// use momento_functions_aws_s3::PutObjectRequest;
///
/// let request = PutObjectRequest::new("reports", "2026/today.txt", "all is well")
///     .with_metadata([("by", "me"), ("reviewed", "no")])
///     .with_metadata_entry("draft", "2");
/// # let _ = request;
/// ```
pub struct PutObjectRequest<E: Encode> {
    bucket: String,
    key: String,
    body: E,
    metadata: Vec<(String, String)>,
}

impl<E: Encode> PutObjectRequest<E> {
    /// Makes a request that puts `body` under `key`, in place of what is there, without metadata.
    ///
    /// A body that is on the host is sent from there, and never copied into the function.
    #[must_use]
    pub fn new(bucket: impl Into<String>, key: impl Into<String>, body: E) -> Self {
        Self {
            bucket: bucket.into(),
            key: key.into(),
            body,
            metadata: Vec::new(),
        }
    }

    /// Adds metadata, after what is there; the names without `x-amz-meta-`.
    #[must_use]
    pub fn with_metadata<K, V>(mut self, metadata: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: Into<String>,
    {
        self.metadata.extend(
            metadata
                .into_iter()
                .map(|(name, value)| (name.into(), value.into())),
        );
        self
    }

    /// Adds one metadata value, after what is there; the name without `x-amz-meta-`.
    #[must_use]
    pub fn with_metadata_entry(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.metadata.push((name.into(), value.into()));
        self
    }

    pub(crate) fn try_into_abi(self) -> Result<host::PutObjectRequest, E::Error> {
        let Self {
            bucket,
            key,
            body,
            metadata,
        } = self;
        Ok(host::PutObjectRequest {
            bucket,
            key,
            body: body.try_serialize()?.__into_abi(),
            metadata,
        })
    }
}

/// Shows where the object goes, not what is in it.
impl<E: Encode> fmt::Debug for PutObjectRequest<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PutObjectRequest")
            .field("bucket", &self.bucket)
            .field("key", &self.key)
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}

/// What S3 says of an object that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutObjectResponse {
    /// When and by which rule the object will expire, as S3's header `x-amz-expiration` says it.
    pub expiration: Option<String>,
    /// The object's entity tag, in quotes as S3 gives it.
    pub etag: Option<String>,
    /// The version that was written, in a bucket with versions.
    pub version_id: Option<String>,
}

impl PutObjectResponse {
    pub(crate) fn from_abi(output: host::PutObjectOutput) -> Self {
        let host::PutObjectOutput {
            expiration,
            etag,
            version_id,
        } = output;
        Self {
            expiration,
            etag,
            version_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_not_in_the_debug_text() {
        let text = format!("{:?}", PutObjectRequest::new("b", "k", "hidden"));
        assert!(text.contains("\"k\"") && !text.contains("hidden"), "{text}");
    }
}
