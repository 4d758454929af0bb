//! Values of AWS Secrets Manager, kept by the host for as long as the function allows.
//!
//! # Examples
//! ```
//! use std::time::Duration;
//! use momento_functions_aws_secrets_manager::{
//!     Authorization, GetSecretValueRequest, SecretsManagerClient, provider,
//! };
//!
//! # let run = || -> Result<(), Box<dyn std::error::Error>> {
//! let role = Authorization::federated("arn:aws:iam::123456789012:role/reports");
//! let secrets = SecretsManagerClient::new(&provider(&role, "us-west-2")?);
//!
//! let request = GetSecretValueRequest::new("reports/password");
//! let password: String = secrets.get_secret_value(request, Duration::from_secs(300))?;
//! assert_eq!(password, "open sesame");
//! # Ok(())
//! # };
//! # use momento_functions_wit::{aws_auth, aws_secrets, native};
//! # use aws_secrets::{Client, GetSecretValueResponse, SecretValue, SecretsError};
//! # struct Aws;
//! # impl native::Host for Aws {
//! #     fn aws_auth(&self) -> Option<&dyn aws_auth::Host> { Some(self) }
//! #     fn aws_secrets(&self) -> Option<&dyn aws_secrets::Host> { Some(self) }
//! # }
//! # impl aws_auth::Host for Aws {
//! #     fn provider(&self, _: &aws_auth::Authorization, _: &str) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
//! #         Ok(aws_auth::CredentialsProvider::from_native(()))
//! #     }
//! # }
//! # impl aws_secrets::Host for Aws {
//! #     fn client(&self, _: &aws_auth::CredentialsProvider) -> Client { Client::from_native(()) }
//! #     fn client_get_secret_value(&self, _: &Client, request: &aws_secrets::GetSecretValueRequest) -> Result<GetSecretValueResponse, SecretsError> {
//! #         Ok(GetSecretValueResponse {
//! #             arn: "arn".to_string(),
//! #             created_date_epoch_seconds: 0,
//! #             name: request.secret_id.clone(),
//! #             secret: SecretValue::SecretString("open sesame".to_string()),
//! #             version_id: "1".to_string(),
//! #             version_stages: vec![],
//! #         })
//! #     }
//! # }
//! # native::scope(Aws, run)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod client;
mod error;
mod request;
mod secret;

pub use client::SecretsManagerClient;
pub use error::SecretsManagerGetSecretValueError;
pub use momento_functions_aws_auth::{
    AuthError, Authorization, Credentials, CredentialsProvider, IamRole, provider,
};
pub use momento_functions_wit::aws_secrets::SecretsError;
pub use request::GetSecretValueRequest;
pub use secret::Secret;
