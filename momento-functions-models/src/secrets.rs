//! Secrets with versions and stages, as AWS Secrets Manager keeps them, and a cache of their values.

mod arn;
mod error;
mod kept;
mod request;
mod store;
mod value;
mod version;

pub use error::SecretsError;
pub use kept::Kept;
pub use request::SecretRequest;
pub use store::{FoundSecret, Secrets};
pub use value::SecretValue;
pub use version::{SecretVersion, VersionDefinition};
