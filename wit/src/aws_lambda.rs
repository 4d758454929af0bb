//! Host calls of `momento:aws-lambda/aws-lambda@1.0.0`: invoking AWS Lambda functions.
use crate::aws_auth::CredentialsProvider;
use crate::generated::imports::momento::aws_lambda::aws_lambda as binding;
use crate::seam::{resource, seam};

pub use binding::{
    Data, InvocationType, InvokeOutput, InvokeRequest, InvokeSynchronousParameters, LambdaError,
    LogType,
};

resource! {
    /// A client, as the native host keeps it.
    Client = binding::Client
}

seam! { aws_lambda {
    fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
    fn client_invoke(client: &Client, request: InvokeRequest) -> Result<InvokeOutput, LambdaError> = binding::Client::invoke;
}}
