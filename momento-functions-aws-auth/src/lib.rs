//! AWS credentials for functions: what every client of the `momento-functions-aws-…` crates is made with.
//!
//! A role is the better way: the service takes it on, and the function holds no secret.
//!
//! # Examples
//! ```
//! use momento_functions_aws_auth::{AuthError, Authorization, CredentialsProvider, provider};
//!
//! fn credentials() -> Result<CredentialsProvider, AuthError> {
//!     provider(&Authorization::federated("arn:aws:iam::123456789012:role/orders"), "us-west-2")
//! }
//! # use momento_functions_wit::{aws_auth, native};
//! # struct Aws;
//! # impl native::Host for Aws {
//! #     fn aws_auth(&self) -> Option<&dyn aws_auth::Host> { Some(self) }
//! # }
//! # impl aws_auth::Host for Aws {
//! #     fn provider(&self, _: &aws_auth::Authorization, _: &str) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
//! #         Ok(aws_auth::CredentialsProvider::from_native(()))
//! #     }
//! # }
//! # native::scope(Aws, credentials)?;
//! # Ok::<(), AuthError>(())
//! ```

mod authorization;
mod error;
mod provider;

pub use authorization::{Authorization, Credentials, IamRole};
pub use error::AuthError;
pub use momento_functions_wit::aws_auth::CredentialsProvider;
pub use provider::provider;
