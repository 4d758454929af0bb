//! Host calls of `momento:aws-auth/aws-auth@1.0.0`: credentials for the AWS interfaces.
use crate::generated::imports::momento::aws_auth::aws_auth as binding;
use crate::seam::{resource, seam};

pub use binding::{AuthError, Authorization, Credentials, IamRole};

resource! {
    /// Credentials for one region, as the native host keeps them.
    CredentialsProvider = binding::CredentialsProvider
}

seam! { aws_auth {
    fn provider(authorization: &Authorization, region: &str) -> Result<CredentialsProvider, AuthError> = binding::provider;
}}
