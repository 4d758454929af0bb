use momento_functions_models::aws::{MalformedCredentials, RoleArn, check_key, check_region};
use momento_functions_models::dynamodb::DynamoDbError;
use momento_functions_models::lambda::{MalformedCall, MalformedName};
use momento_functions_models::s3::ObjectError;
use momento_functions_models::secrets::SecretsError;
use momento_functions_wit::{aws_ddb, aws_lambda, aws_s3, aws_secrets, v1};

/// Answers for the credentials of functions, which nobody looks at locally beyond their form.
pub(super) struct Credentials;

/// Whose credentials a function's calls are made with, and in which region.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) identity: Identity,
    pub(super) region: String,
}

/// Who calls: the same for the same role or key.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    Key { id: String, secret: String },
    Role(RoleArn),
}

impl Provider {
    fn new(identity: Identity, region: &str) -> Result<Self, MalformedCredentials> {
        check_region(region)?;
        Ok(Self {
            identity,
            region: region.to_owned(),
        })
    }
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+ as wit;

            impl wit::Host for Credentials {
                fn provider(
                    &self,
                    authorization: &wit::Authorization,
                    region: &str,
                ) -> Result<wit::CredentialsProvider, wit::AuthError> {
                    let provider = identity(authorization)
                        .and_then(|identity| Provider::new(identity, region));
                    provider
                        .map(wit::CredentialsProvider::from_native)
                        .map_err(|malformed| wit::AuthError::Unauthorized(malformed.to_string()))
                }
            }

            fn identity(given: &wit::Authorization) -> Result<Identity, MalformedCredentials> {
                match given {
                    wit::Authorization::Hardcoded(key) => {
                        let (id, secret) = (&key.access_key_id, &key.secret_access_key);
                        check_key(id, secret)?;
                        let (id, secret) = (id.clone(), secret.clone());
                        Ok(Identity::Key { id, secret })
                    }
                    wit::Authorization::Federated(role) => {
                        RoleArn::new(role.role_arn.clone()).map(Identity::Role)
                    }
                }
            }
        };
    };
}

answer!(aws_auth);
answer!(v1::aws_auth);

/// Why a service of AWS did not do it, as far as the contract tells cases apart.
pub(super) enum Failure {
    NotFound(String),
    Unauthorized(String),
    Malformed(String),
    Other(String),
}

impl Failure {
    pub(super) fn not_ours() -> Self {
        Self::Unauthorized("the credentials were made by another host".to_owned())
    }
}

impl From<DynamoDbError> for Failure {
    fn from(error: DynamoDbError) -> Self {
        let text = error.to_string();
        match error {
            DynamoDbError::Validation(_) | DynamoDbError::Serialization(_) => Self::Malformed(text),
            _ => Self::Other(text),
        }
    }
}

impl From<ObjectError> for Failure {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::Malformed(text) => Self::Malformed(text),
            full @ ObjectError::Full(_) => Self::Other(full.to_string()),
        }
    }
}

impl From<SecretsError> for Failure {
    fn from(error: SecretsError) -> Self {
        match error {
            not_found @ SecretsError::NotFound => Self::NotFound(not_found.to_string()),
            SecretsError::Malformed(text) => Self::Malformed(text),
        }
    }
}

impl From<MalformedName> for Failure {
    fn from(error: MalformedName) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<MalformedCall> for Failure {
    fn from(error: MalformedCall) -> Self {
        Self::Malformed(error.to_string())
    }
}

/// Turns a failure into an interface's own error.
pub(super) trait FromFailure {
    fn from_failure(failure: Failure) -> Self;
}

/// Gives the failure in the type of the interface that was called.
pub(super) fn told<E: FromFailure>(failure: Failure) -> E {
    E::from_failure(failure)
}

macro_rules! from_failure {
    ($($error:ty: $not_found:expr;)+) => {$(
        impl FromFailure for $error {
            fn from_failure(failure: Failure) -> Self {
                match failure {
                    Failure::NotFound(text) => $not_found(text),
                    Failure::Unauthorized(text) => Self::Unauthorized(text),
                    Failure::Malformed(text) => Self::Malformed(text),
                    Failure::Other(text) => Self::Other(text),
                }
            }
        }
    )+};
}

from_failure! {
    aws_ddb::DdbError: Self::Other;
    aws_s3::S3Error: Self::Other;
    aws_lambda::LambdaError: Self::Other;
    aws_secrets::SecretsError: |_| Self::NotFound;
    v1::aws_ddb::DdbError: Self::Other;
    v1::aws_s3::S3Error: Self::Other;
    v1::aws_lambda::LambdaError: Self::Other;
    v1::aws_secrets::SecretsError: |_| Self::NotFound;
}
