//! Invoking AWS Lambda functions: waited for, queued, or only tried.
//!
//! # Examples
//! ```
//! use momento_functions_aws_lambda::{Authorization, LambdaClient, provider};
//!
//! # let run = || -> Result<(), Box<dyn std::error::Error>> {
//! let role = Authorization::federated("arn:aws:iam::123456789012:role/caller");
//! let lambda = LambdaClient::new(&provider(&role, "us-west-2")?);
//!
//! let mut response = lambda.invoke("shout", "hello")?;
//! assert_eq!(response.extract::<String>()?, "HELLO");
//!
//! // A version or an alias goes with the name; this one is not waited for.
//! lambda.invoke_event(("shout", "live"), "hello")?;
//! # Ok(())
//! # };
//! # use momento_functions_wit::{aws_auth, aws_lambda, native};
//! # use aws_lambda::{Client, Data, InvokeOutput, InvokeRequest, LambdaError};
//! # struct Aws;
//! # impl native::Host for Aws {
//! #     fn aws_auth(&self) -> Option<&dyn aws_auth::Host> { Some(self) }
//! #     fn aws_lambda(&self) -> Option<&dyn aws_lambda::Host> { Some(self) }
//! # }
//! # impl aws_auth::Host for Aws {
//! #     fn provider(&self, _: &aws_auth::Authorization, _: &str) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
//! #         Ok(aws_auth::CredentialsProvider::from_native(()))
//! #     }
//! # }
//! # impl aws_lambda::Host for Aws {
//! #     fn client(&self, _: &aws_auth::CredentialsProvider) -> Client { Client::from_native(()) }
//! #     fn client_invoke(&self, _: &Client, request: InvokeRequest) -> Result<InvokeOutput, LambdaError> {
//! #         let payload = match request.payload {
//! #             Some(Data::Value(bytes)) => Some(Data::Value(bytes.to_ascii_uppercase())),
//! #             _ => None,
//! #         };
//! #         Ok(InvokeOutput { status_code: 200, payload, log_result: None, executed_version: None })
//! #     }
//! # }
//! # native::scope(Aws, run)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//! - `json` (default): `Outcome` and `FunctionError`, which bring in serde.

mod client;
mod error;
mod name;
#[cfg(feature = "json")]
mod outcome;
mod request;
mod response;

pub use client::LambdaClient;
pub use error::{InvokeError, LambdaError, ResponseExtractError};
pub use momento_functions_aws_auth::{
    AuthError, Authorization, Credentials, CredentialsProvider, IamRole, provider,
};
pub use name::LambdaName;
#[cfg(feature = "json")]
pub use outcome::{FunctionError, Outcome, OutcomeError};
pub use request::InvokeRequest;
pub use response::InvokeResponse;
