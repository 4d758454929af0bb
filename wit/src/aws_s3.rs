//! Host calls of `momento:aws-s3/aws-s3@1.1.0`: objects of S3 buckets.
use crate::aws_auth::CredentialsProvider;
use crate::generated::imports::momento::aws_s31_1_0::aws_s3 as binding;
use crate::seam::{resource, seam};

pub use binding::{
    Data, GetObjectOutput, GetObjectRequest, PutObjectOutput, PutObjectRequest, S3Error,
};

resource! {
    /// A client, as the native host keeps it.
    Client = binding::Client
}

seam! { aws_s3 {
    fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
    fn client_put(client: &Client, request: PutObjectRequest) -> Result<PutObjectOutput, S3Error> = binding::Client::put;
    fn client_get(client: &Client, request: &GetObjectRequest) -> Result<GetObjectOutput, S3Error> = binding::Client::get;
}}
