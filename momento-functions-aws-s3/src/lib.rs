//! Objects of Amazon S3: reading and writing them whole.
//!
//! # Examples
//! ```
//! use momento_functions_aws_s3::{Authorization, PutObjectRequest, S3Client, provider};
//!
//! # let run = || -> Result<(), Box<dyn std::error::Error>> {
//! let role = Authorization::federated("arn:aws:iam::123456789012:role/reports");
//! let s3 = S3Client::new(&provider(&role, "us-west-2")?);
//!
//! s3.put(PutObjectRequest::new("reports", "today.txt", "all is well").with_metadata_entry("by", "me"))?;
//! let report = s3.get::<String>("reports", "today.txt")?.ok_or("no report yet")?;
//! assert_eq!(report.body, "all is well");
//! # Ok(())
//! # };
//! # use momento_functions_wit::{aws_auth, aws_s3, native};
//! # use aws_s3::{Client, Data, GetObjectOutput, GetObjectRequest, PutObjectOutput, S3Error};
//! # #[derive(Default)]
//! # struct Aws(std::cell::RefCell<Vec<u8>>);
//! # impl native::Host for Aws {
//! #     fn aws_auth(&self) -> Option<&dyn aws_auth::Host> { Some(self) }
//! #     fn aws_s3(&self) -> Option<&dyn aws_s3::Host> { Some(self) }
//! # }
//! # impl aws_auth::Host for Aws {
//! #     fn provider(&self, _: &aws_auth::Authorization, _: &str) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
//! #         Ok(aws_auth::CredentialsProvider::from_native(()))
//! #     }
//! # }
//! # impl aws_s3::Host for Aws {
//! #     fn client(&self, _: &aws_auth::CredentialsProvider) -> Client { Client::from_native(()) }
//! #     fn client_put(&self, _: &Client, request: aws_s3::PutObjectRequest) -> Result<PutObjectOutput, S3Error> {
//! #         if let Data::Value(bytes) = request.body { self.0.replace(bytes); }
//! #         Ok(PutObjectOutput { expiration: None, etag: None, version_id: None })
//! #     }
//! #     fn client_get(&self, _: &Client, _: &GetObjectRequest) -> Result<GetObjectOutput, S3Error> {
//! #         let body = Some(Data::Value(self.0.borrow().clone()));
//! #         Ok(GetObjectOutput { body, etag: None, version_id: None, expiration: None, metadata: vec![] })
//! #     }
//! # }
//! # native::scope(Aws::default(), run)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod client;
mod error;
mod get;
mod put;

pub use client::S3Client;
pub use error::{S3Error, S3GetError, S3PutError};
pub use get::{GetObjectResponse, S3Object};
pub use momento_functions_aws_auth::{
    AuthError, Authorization, Credentials, CredentialsProvider, IamRole, provider,
};
pub use put::{PutObjectRequest, PutObjectResponse};
