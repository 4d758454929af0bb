use momento_functions_bytes::encoding::{Encode, Extract};
use momento_functions_wit::aws_s3 as host;

use crate::{
    CredentialsProvider, GetObjectResponse, PutObjectRequest, PutObjectResponse, S3Error,
    S3GetError, S3Object, S3PutError, get::get,
};

/// A client of S3, for one region and with its credentials.
///
/// Its calls panic off wasm32, on a thread that has no native host
/// (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See the [crate](crate).
#[derive(Debug)]
pub struct S3Client {
    client: host::Client,
}

impl S3Client {
    /// Makes a client that uses these credentials and their region. It asks nothing of AWS yet.
    #[must_use]
    pub fn new(credentials: &CredentialsProvider) -> Self {
        Self {
            client: host::client(credentials),
        }
    }

    /// Reads the object under a key: its body and its metadata; `None` when there is none.
    ///
    /// As [`Data`](momento_functions_bytes::Data) the body stays on the host until it is read.
    ///
    /// # Errors
    /// S3 does not give it, or its body is not what `T` expects.
    pub fn get<T: Extract>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<Option<GetObjectResponse<T>>, S3GetError<T::Error>> {
        let object = self.get_object(bucket, key)?;
        Ok(object.map(GetObjectResponse::from))
    }

    /// Reads the object under a key, with its entity tag, version and expiry; `None` when there is none.
    ///
    /// # Errors
    /// As for [`get`](Self::get).
    pub fn get_object<T: Extract>(
        &self,
        bucket: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<Option<S3Object<T>>, S3GetError<T::Error>> {
        get(&self.client, bucket.into(), key.into())?
            .map(S3Object::extract)
            .transpose()
    }

    /// Writes an object, in place of what is under its key.
    ///
    /// # Errors
    /// S3 does not take it, or its body cannot be encoded; then nothing was sent.
    pub fn put<E: Encode>(
        &self,
        request: PutObjectRequest<E>,
    ) -> Result<PutObjectResponse, S3PutError<E::Error>> {
        let request = request
            .try_into_abi()
            .map_err(|cause| S3PutError::EncodeFailed { cause })?;
        let output = host::client_put(&self.client, request).map_err(S3Error::from_abi)?;
        Ok(PutObjectResponse::from_abi(output))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use momento_functions_bytes::Data;
    use momento_functions_wit::native;

    use super::*;

    /// One bucket, `open`; the object keeps what was put, metadata and all.
    #[derive(Default)]
    struct Bucket(RefCell<Option<host::PutObjectRequest>>);

    impl native::Host for Bucket {
        fn aws_s3(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    fn allowed(bucket: &str) -> Result<(), host::S3Error> {
        match bucket {
            "open" => Ok(()),
            "busy" => Err(host::S3Error::Throttled("slow down".to_owned())),
            other => Err(host::S3Error::Unauthorized(other.to_owned())),
        }
    }

    impl host::Host for Bucket {
        fn client(&self, credentials: &CredentialsProvider) -> host::Client {
            host::Client::from_native(*credentials.native::<u8>().unwrap())
        }

        fn client_put(
            &self,
            client: &host::Client,
            request: host::PutObjectRequest,
        ) -> Result<host::PutObjectOutput, host::S3Error> {
            assert_eq!(client.native(), Some(&7_u8));
            allowed(&request.bucket)?;
            self.0.replace(Some(request));
            Ok(host::PutObjectOutput {
                expiration: Some("x".to_owned()),
                etag: Some("e".to_owned()),
                version_id: Some("v".to_owned()),
            })
        }

        fn client_get(
            &self,
            client: &host::Client,
            request: &host::GetObjectRequest,
        ) -> Result<host::GetObjectOutput, host::S3Error> {
            assert_eq!(client.native(), Some(&7_u8));
            allowed(&request.bucket)?;
            let kept = self.0.take().filter(|kept| kept.key == request.key);
            let (body, metadata) = kept.map(|kept| (kept.body, kept.metadata)).unzip();
            Ok(host::GetObjectOutput {
                body,
                etag: Some("e".to_owned()),
                version_id: Some("v".to_owned()),
                expiration: Some("x".to_owned()),
                metadata: metadata.unwrap_or_default(),
            })
        }
    }

    fn with_client<R>(run: impl FnOnce(S3Client) -> R) -> R {
        native::scope(Bucket::default(), || {
            run(S3Client::new(&CredentialsProvider::from_native(7_u8)))
        })
    }

    fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }

    #[test]
    fn what_is_put_is_what_is_got() {
        let request = PutObjectRequest::new("open", "k", "body")
            .with_metadata([("a", "1"), ("b", "2")])
            .with_metadata_entry("c", "3");
        let (put, got) = with_client(|s3| (s3.put(request), s3.get::<String>("open", "k")));
        assert_eq!(
            put.unwrap(),
            PutObjectResponse {
                expiration: Some("x".to_owned()),
                etag: Some("e".to_owned()),
                version_id: Some("v".to_owned()),
            }
        );
        assert_eq!(
            got.unwrap(),
            Some(GetObjectResponse {
                body: "body".to_owned(),
                metadata: pairs([("a", "1"), ("b", "2"), ("c", "3")]),
            })
        );
    }

    #[test]
    fn an_object_comes_with_what_s3_says_of_it() {
        let request = PutObjectRequest::new("open", "k", "body").with_metadata_entry("c", "3");
        let object = with_client(|s3| {
            s3.put(request).unwrap();
            s3.get_object::<Vec<u8>>("open", "k")
        });
        let object = object.unwrap().unwrap();
        assert_eq!(
            (object.metadata("C"), object.metadata("d")),
            (Some("3"), None)
        );
        assert_eq!(
            object,
            S3Object {
                body: b"body".to_vec(),
                metadata: pairs([("c", "3")]),
                etag: Some("e".to_owned()),
                version_id: Some("v".to_owned()),
                expiration: Some("x".to_owned()),
            }
        );
    }

    #[test]
    fn no_object_is_no_error() {
        let none = with_client(|s3| s3.get::<Data>("open", "missing")).unwrap();
        assert!(none.is_none());
    }

    #[test]
    fn an_object_of_another_shape_is_an_error() {
        let error = with_client(|s3| {
            s3.put(PutObjectRequest::new("open", "k", vec![0xff]))
                .unwrap();
            s3.get::<String>("open", "k").unwrap_err()
        });
        assert!(matches!(error, S3GetError::ExtractFailed { .. }));
    }

    #[test]
    fn what_s3_says_is_the_error() {
        let error = with_client(|s3| s3.get::<String>("shut", "k")).unwrap_err();
        let said = S3Error::Unauthorized("shut".to_owned());
        assert_eq!(error, S3GetError::S3Error(said));

        let error = with_client(|s3| s3.put(PutObjectRequest::new("busy", "k", ""))).unwrap_err();
        let said = S3Error::Throttled("slow down".to_owned());
        assert_eq!(error, S3PutError::S3Error(said));
    }

    /// What cannot be encoded.
    struct Never;

    #[derive(Debug)]
    struct NeverEncoded;

    impl std::fmt::Display for NeverEncoded {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("never")
        }
    }

    impl std::error::Error for NeverEncoded {}

    impl momento_functions_bytes::EncodeError for NeverEncoded {}

    impl Encode for Never {
        type Error = NeverEncoded;

        fn try_serialize(self) -> Result<Data, NeverEncoded> {
            Err(NeverEncoded)
        }
    }

    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        let (error, got) = with_client(|s3| {
            let error = s3
                .put(PutObjectRequest::new("open", "k", Never))
                .unwrap_err();
            (error, s3.get::<String>("open", "k").unwrap())
        });
        assert_eq!(
            error.to_string(),
            "the value cannot be made into an object, and nothing was sent: never"
        );
        assert_eq!(got, None);
    }
}
