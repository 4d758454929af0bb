use super::CredentialsProvider;

/// A function's client of DynamoDB.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct DynamoDbClient(pub(crate) CredentialsProvider);

/// A function's client of S3.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct S3Client(pub(crate) CredentialsProvider);

/// A function's client of Secrets Manager.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct SecretsClient(pub(crate) CredentialsProvider);

/// A function's client of Lambda.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct LambdaClient(pub(crate) CredentialsProvider);
