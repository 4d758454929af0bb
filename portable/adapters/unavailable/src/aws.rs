//! Amazon's services, in whichever contract. There are no credentials, so nobody comes to have a client; one that is there
//! all the same says why it cannot do anything.

/// Whoever asks for one of Amazon's services.
pub(crate) const AWS: &str = "this engine takes on no AWS role and holds no AWS credentials for a function: call the \
                              service's HTTP API by momento:http, signed with an access key (`aws-sigv4-secret`), or \
                              run the function on Momento's service or by `cargo momento serve`";

/// Credentials, which there never are.
pub(crate) struct Credentials;

/// A client of any service.
pub(crate) struct Client;

/// Answers one contract's interfaces, which differ from the other's in their modules alone.
macro_rules! contract {
    ($auth:path, $ddb:path, $lambda:path, $secrets:path) => {
        const _: () = {
            use $auth as auth;
            use $ddb as ddb;
            use $lambda as lambda;
            use $secrets as secrets;

            impl auth::GuestCredentialsProvider for $crate::aws::Credentials {}

            impl auth::Guest for $crate::Unavailable {
                type CredentialsProvider = $crate::aws::Credentials;

                fn provider(
                    _: auth::Authorization,
                    _: String,
                ) -> Result<auth::CredentialsProvider, auth::AuthError> {
                    Err(auth::AuthError::Unauthorized($crate::aws::AWS.to_owned()))
                }
            }

            impl ddb::Guest for $crate::Unavailable {
                type Client = $crate::aws::Client;
            }

            impl ddb::GuestClient for $crate::aws::Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn put_item(
                    &self,
                    _: ddb::PutItemRequest,
                ) -> Result<ddb::PutItemOutput, ddb::DdbError> {
                    Err(ddb::DdbError::Unauthorized($crate::aws::AWS.to_owned()))
                }

                fn get_item(
                    &self,
                    _: ddb::GetItemRequest,
                ) -> Result<ddb::GetItemOutput, ddb::DdbError> {
                    Err(ddb::DdbError::Unauthorized($crate::aws::AWS.to_owned()))
                }
            }

            impl lambda::Guest for $crate::Unavailable {
                type Client = $crate::aws::Client;
            }

            impl lambda::GuestClient for $crate::aws::Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn invoke(
                    &self,
                    _: lambda::InvokeRequest,
                ) -> Result<lambda::InvokeOutput, lambda::LambdaError> {
                    Err(lambda::LambdaError::Unauthorized(
                        $crate::aws::AWS.to_owned(),
                    ))
                }
            }

            impl secrets::Guest for $crate::Unavailable {
                type Client = $crate::aws::Client;
            }

            impl secrets::GuestClient for $crate::aws::Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn get_secret_value(
                    &self,
                    _: secrets::GetSecretValueRequest,
                ) -> Result<secrets::GetSecretValueResponse, secrets::SecretsError> {
                    Err(secrets::SecretsError::Unauthorized(
                        $crate::aws::AWS.to_owned(),
                    ))
                }
            }
        };
    };
}
pub(crate) use contract;

/// Answers one version of S3; `more` are the methods that the others have not.
macro_rules! s3 {
    ($of:path, $auth:path $(, $more:ident($request:ident) -> $output:ident)*) => {
        const _: () = {
            use $auth as auth;
            use $of as s3;

            impl s3::Guest for $crate::Unavailable {
                type Client = $crate::aws::Client;
            }

            impl s3::GuestClient for $crate::aws::Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn put(&self, _: s3::PutObjectRequest) -> Result<s3::PutObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized($crate::aws::AWS.to_owned()))
                }

                fn get(&self, _: s3::GetObjectRequest) -> Result<s3::GetObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized($crate::aws::AWS.to_owned()))
                }

                $(
                    fn $more(
                        &self,
                        _: s3::$request,
                        _: s3::ObjectOptions,
                    ) -> Result<s3::$output, s3::S3Error> {
                        Err(s3::S3Error::Unauthorized($crate::aws::AWS.to_owned()))
                    }
                )*
            }
        };
    };
}
pub(crate) use s3;
