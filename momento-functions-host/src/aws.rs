//! Services of AWS. Each has a client, which is made with [credentials](auth::AwsCredentialsProvider).

pub mod auth;
pub mod ddb;
pub mod lambda;
pub mod s3;
pub mod secrets_manager;
