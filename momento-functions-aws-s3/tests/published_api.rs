//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::convert::Infallible;
use std::string::FromUtf8Error;

use momento_functions_aws_s3::{
    AuthError, Authorization, Credentials, CredentialsProvider, GetObjectResponse, IamRole,
    PutObjectRequest, PutObjectResponse, S3Client, S3Error, S3GetError, S3PutError, provider,
};

#[test]
fn the_clients_calls_are_as_published() {
    fn calls(
        credentials: &CredentialsProvider,
    ) -> Result<Option<GetObjectResponse<String>>, S3GetError<FromUtf8Error>> {
        let client: S3Client = S3Client::new(credentials);
        let request: PutObjectRequest<&str> = PutObjectRequest::new("b", "k".to_owned(), "body")
            .with_metadata([("a", "1")])
            .with_metadata(vec![("b".to_owned(), "2".to_owned())])
            .with_metadata_entry("c", String::new());
        let _: Result<PutObjectResponse, S3PutError<Infallible>> = client.put(request);
        client.get::<String>("b", "k".to_owned())
    }
    let _ = calls;
    let _: fn(&Authorization, &str) -> Result<CredentialsProvider, AuthError> = provider;
    let _ = Authorization::Federated(IamRole {
        role_arn: String::new(),
    });
    let _ = Credentials {
        access_key_id: String::new(),
        secret_access_key: String::new(),
    };
}

#[test]
fn answers_are_their_public_fields() {
    let GetObjectResponse { body, metadata } = GetObjectResponse {
        body: 1,
        metadata: vec![("a".to_owned(), "1".to_owned())],
    };
    assert_eq!((body, metadata.len()), (1, 1));
    let PutObjectResponse {
        etag,
        expiration,
        version_id,
    } = PutObjectResponse {
        etag: Some("e".to_owned()),
        expiration: None,
        version_id: None,
    };
    assert_eq!(
        (etag.as_deref(), expiration, version_id),
        (Some("e"), None, None)
    );
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard() {
    fn text(error: S3Error) -> String {
        match error {
            S3Error::Malformed(why)
            | S3Error::Other(why)
            | S3Error::Throttled(why)
            | S3Error::Unauthorized(why) => why,
        }
    }
    fn got(error: S3GetError<FromUtf8Error>) -> String {
        match error {
            S3GetError::S3Error(error) => text(error),
            S3GetError::ExtractFailed { cause } => cause.to_string(),
        }
    }
    fn put(error: S3PutError<Infallible>) -> String {
        match error {
            S3PutError::S3Error(error) => text(error),
            S3PutError::EncodeFailed { cause } => cause.to_string(),
        }
    }
    assert_eq!(
        got(S3GetError::S3Error(S3Error::Other("a".to_owned()))),
        "a"
    );
    assert_eq!(
        put(S3PutError::S3Error(S3Error::Other("b".to_owned()))),
        "b"
    );
}
