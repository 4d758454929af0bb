//! Amazon's services. There are no credentials, so nobody comes to have a client; one that is there all the same says why
//! it cannot do anything.

use crate::bindings::exports::momento::aws_auth::aws_auth::{
    self, AuthError, Authorization, CredentialsProvider, CredentialsProviderBorrow,
};
use crate::bindings::exports::momento::aws_ddb::aws_ddb::{self, DdbError};
use crate::bindings::exports::momento::aws_lambda::aws_lambda::{self, LambdaError};
use crate::bindings::exports::momento::aws_secrets::aws_secrets::{self, SecretsError};
use crate::{AWS, Unavailable};

/// Credentials, which there never are.
pub(crate) struct Credentials;

/// A client of any service.
pub(crate) struct Client;

impl aws_auth::GuestCredentialsProvider for Credentials {}

impl aws_auth::Guest for Unavailable {
    type CredentialsProvider = Credentials;

    fn provider(_: Authorization, _: String) -> Result<CredentialsProvider, AuthError> {
        Err(AuthError::Unauthorized(AWS.to_owned()))
    }
}

impl aws_ddb::Guest for Unavailable {
    type Client = Client;
}

impl aws_ddb::GuestClient for Client {
    fn new(_: CredentialsProviderBorrow<'_>) -> Self {
        Self
    }

    fn put_item(&self, _: aws_ddb::PutItemRequest) -> Result<aws_ddb::PutItemOutput, DdbError> {
        Err(DdbError::Unauthorized(AWS.to_owned()))
    }

    fn get_item(&self, _: aws_ddb::GetItemRequest) -> Result<aws_ddb::GetItemOutput, DdbError> {
        Err(DdbError::Unauthorized(AWS.to_owned()))
    }
}

impl aws_lambda::Guest for Unavailable {
    type Client = Client;
}

impl aws_lambda::GuestClient for Client {
    fn new(_: CredentialsProviderBorrow<'_>) -> Self {
        Self
    }

    fn invoke(
        &self,
        _: aws_lambda::InvokeRequest,
    ) -> Result<aws_lambda::InvokeOutput, LambdaError> {
        Err(LambdaError::Unauthorized(AWS.to_owned()))
    }
}

impl aws_secrets::Guest for Unavailable {
    type Client = Client;
}

impl aws_secrets::GuestClient for Client {
    fn new(_: CredentialsProviderBorrow<'_>) -> Self {
        Self
    }

    fn get_secret_value(
        &self,
        _: aws_secrets::GetSecretValueRequest,
    ) -> Result<aws_secrets::GetSecretValueResponse, SecretsError> {
        Err(SecretsError::Unauthorized(AWS.to_owned()))
    }
}
