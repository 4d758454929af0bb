//! What a guest is told of a failure of AWS, in each interface's own type.

use crate::aws::Failure;
use crate::bindings::{aws_ddb, v1_aws_ddb};
use crate::bindings::{aws_lambda, aws_s3, aws_s3_1_0, aws_secrets};
use crate::bindings::{v1_aws_lambda, v1_aws_s3, v1_aws_secrets};

/// `$has` are the cases that an interface has beyond the three of all; what it has not is `other`.
macro_rules! told {
    ($($error:ty: { $($failure:pat => $told:expr),* };)+) => {$(
        impl From<Failure> for $error {
            fn from(failure: Failure) -> Self {
                match failure {
                    $($failure => $told,)*
                    Failure::Unauthorized(text) => Self::Unauthorized(text),
                    Failure::Malformed(text) => Self::Malformed(text),
                    #[allow(unreachable_patterns, reason = "some interfaces have a case of their own")]
                    Failure::NotFound(text) | Failure::Throttled(text) | Failure::Other(text) => {
                        Self::Other(text)
                    }
                }
            }
        }
    )+};
}

told! {
    aws_s3::S3Error: { Failure::Throttled(text) => Self::Throttled(text) };
    aws_s3_1_0::S3Error: {};
    v1_aws_s3::S3Error: {};
    aws_secrets::SecretsError: { Failure::NotFound(_) => Self::NotFound };
    v1_aws_secrets::SecretsError: { Failure::NotFound(_) => Self::NotFound };
    aws_ddb::DdbError: {};
    v1_aws_ddb::DdbError: {};
    aws_lambda::LambdaError: {};
    v1_aws_lambda::LambdaError: {};
}
