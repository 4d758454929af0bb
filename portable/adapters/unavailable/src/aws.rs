//! Amazon's services, in both contracts. There are no credentials, so nobody comes to have a client; one that is there
//! all the same says why it cannot do anything.

use crate::bindings::exports::momento::{aws_auth, aws_ddb, aws_lambda, aws_secrets, host};
use crate::{AWS, Unavailable};

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

            impl auth::GuestCredentialsProvider for Credentials {}

            impl auth::Guest for Unavailable {
                type CredentialsProvider = Credentials;

                fn provider(
                    _: auth::Authorization,
                    _: String,
                ) -> Result<auth::CredentialsProvider, auth::AuthError> {
                    Err(auth::AuthError::Unauthorized(AWS.to_owned()))
                }
            }

            impl ddb::Guest for Unavailable {
                type Client = Client;
            }

            impl ddb::GuestClient for Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn put_item(
                    &self,
                    _: ddb::PutItemRequest,
                ) -> Result<ddb::PutItemOutput, ddb::DdbError> {
                    Err(ddb::DdbError::Unauthorized(AWS.to_owned()))
                }

                fn get_item(
                    &self,
                    _: ddb::GetItemRequest,
                ) -> Result<ddb::GetItemOutput, ddb::DdbError> {
                    Err(ddb::DdbError::Unauthorized(AWS.to_owned()))
                }
            }

            impl lambda::Guest for Unavailable {
                type Client = Client;
            }

            impl lambda::GuestClient for Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn invoke(
                    &self,
                    _: lambda::InvokeRequest,
                ) -> Result<lambda::InvokeOutput, lambda::LambdaError> {
                    Err(lambda::LambdaError::Unauthorized(AWS.to_owned()))
                }
            }

            impl secrets::Guest for Unavailable {
                type Client = Client;
            }

            impl secrets::GuestClient for Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn get_secret_value(
                    &self,
                    _: secrets::GetSecretValueRequest,
                ) -> Result<secrets::GetSecretValueResponse, secrets::SecretsError> {
                    Err(secrets::SecretsError::Unauthorized(AWS.to_owned()))
                }
            }
        };
    };
}
contract!(
    aws_auth::aws_auth,
    aws_ddb::aws_ddb,
    aws_lambda::aws_lambda,
    aws_secrets::aws_secrets
);
contract!(
    host::aws_auth,
    host::aws_ddb,
    host::aws_lambda,
    host::aws_secrets
);
