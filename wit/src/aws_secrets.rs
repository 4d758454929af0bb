//! Host calls of `momento:aws-secrets/aws-secrets@1.0.0`: values of AWS Secrets Manager.
use crate::aws_auth::CredentialsProvider;
use crate::generated::imports::momento::aws_secrets::aws_secrets as binding;
use crate::seam::{resource, seam};

pub use binding::{GetSecretValueRequest, GetSecretValueResponse, SecretValue, SecretsError};

resource! {
    /// A client, as the native host keeps it.
    Client = binding::Client
}

seam! { aws_secrets {
    fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
    fn client_get_secret_value(client: &Client, request: &GetSecretValueRequest) -> Result<GetSecretValueResponse, SecretsError> = binding::Client::get_secret_value;
}}
