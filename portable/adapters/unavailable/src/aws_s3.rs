//! Amazon S3, in all of its versions.

use crate::aws::Client;
use crate::bindings::exports::momento::{aws_auth, aws_s31_0_0, aws_s31_1_0, host};
use crate::{AWS, Unavailable};

/// Answers one version; `more` are the methods that the others have not.
macro_rules! version {
    ($of:path, $auth:path $(, $more:ident($request:ident) -> $output:ident)*) => {
        const _: () = {
            use $auth as auth;
            use $of as s3;

            impl s3::Guest for Unavailable {
                type Client = Client;
            }

            impl s3::GuestClient for Client {
                fn new(_: auth::CredentialsProviderBorrow<'_>) -> Self {
                    Self
                }

                fn put(&self, _: s3::PutObjectRequest) -> Result<s3::PutObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized(AWS.to_owned()))
                }

                fn get(&self, _: s3::GetObjectRequest) -> Result<s3::GetObjectOutput, s3::S3Error> {
                    Err(s3::S3Error::Unauthorized(AWS.to_owned()))
                }

                $(
                    fn $more(
                        &self,
                        _: s3::$request,
                        _: s3::ObjectOptions,
                    ) -> Result<s3::$output, s3::S3Error> {
                        Err(s3::S3Error::Unauthorized(AWS.to_owned()))
                    }
                )*
            }
        };
    };
}
version!(aws_s31_0_0::aws_s3, aws_auth::aws_auth);
version!(aws_s31_1_0::aws_s3, aws_auth::aws_auth);
version!(
    host::aws_s3,
    host::aws_auth,
    put_extended(PutObjectRequest) -> PutObjectOutput,
    get_extended(GetObjectRequest) -> GetObjectOutputExtended
);
