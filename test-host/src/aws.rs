//! AWS: whose credentials a call is made with, how it is signed, and who answers it.

mod assumed;
mod client;
mod configuration;
mod credentials;
mod dynamodb;
mod endpoint;
mod failure;
mod lambda;
mod provider;
mod s3;
mod secrets;
mod service;
mod shared_client;
pub(crate) mod signing;

#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use client::{DynamoDbClient, LambdaClient, S3Client, SecretsClient};
pub use configuration::{AwsConfiguration, AwsRole};
pub(crate) use credentials::{NoRole, Roles};
pub(crate) use dynamodb::{Caller, DynamoDb, GetItem, PutCondition, PutItem};
pub(crate) use dynamodb::{Capacity, Consumed, ConsumedDetail};
pub use dynamodb::{LocalKey, LocalTable};
pub use endpoint::AwsEndpoint;
pub(crate) use failure::Failure;
pub use lambda::LambdaConfiguration;
pub(crate) use lambda::{InvocationType, InvokeLambda, InvokedLambda, Lambda};
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use provider::CredentialsProvider;
pub(crate) use provider::{Authorization, Identity, Malformed};
pub(crate) use s3::{GotObject, PutObject, S3, StoredObject};
pub use s3::{LocalBucket, LocalS3};
pub use secrets::{LocalSecret, SecretConfiguration};
pub(crate) use secrets::{SecretAnswer, SecretsManager};
pub(crate) use service::{Call, Service};
