//! The same as `unavailable`, for functions of the older contract: see `v1-unavailable` in wit/portable/worlds.wit.

use lean as _;

#[path = "../../unavailable/src/aws.rs"]
mod aws;
mod bindings;
mod redis;
#[path = "../../unavailable/src/server.rs"]
mod server;

use bindings::exports::momento::host::{aws_auth, aws_ddb, aws_lambda, aws_s3, aws_secrets};

struct Unavailable;

aws::contract!(aws_auth, aws_ddb, aws_lambda, aws_secrets);
aws::s3!(
    aws_s3,
    aws_auth,
    put_extended(PutObjectRequest) -> PutObjectOutput,
    get_extended(GetObjectRequest) -> GetObjectOutputExtended
);
