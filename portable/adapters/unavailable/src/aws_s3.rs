//! Amazon S3, in both of its versions.

use crate::aws::Client;
use crate::bindings::exports::momento::aws_auth::aws_auth::CredentialsProviderBorrow;
use crate::bindings::exports::momento::{aws_s31_0_0, aws_s31_1_0};
use crate::{AWS, Unavailable};

macro_rules! version {
    ($of:path) => {
        const _: () = {
            use $of as s3;

            impl s3::Guest for Unavailable {
                type Client = Client;
            }

            impl s3::GuestClient for Client {
                fn new(_: CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn put(&self, _: s3::PutObjectRequest) -> Result<s3::PutObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized(AWS.to_owned()))
                }

                fn get(&self, _: s3::GetObjectRequest) -> Result<s3::GetObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized(AWS.to_owned()))
                }
            }
        };
    };
}
version!(aws_s31_0_0::aws_s3);
version!(aws_s31_1_0::aws_s3);
