//! What there is no counterpart for outside of Momento's service: see `unavailable` in wit/portable/worlds.wit.
//!
//! Each call answers with an error of its interface that says why, and what to do.

use lean as _;

mod aws;
mod bindings;
mod server;
mod spawn;
mod token;
mod valkey;

use bindings::exports::momento::{
    aws_auth, aws_ddb, aws_lambda, aws_s31_0_0, aws_s31_1_0, aws_secrets,
};

struct Unavailable;

aws::contract!(
    aws_auth::aws_auth,
    aws_ddb::aws_ddb,
    aws_lambda::aws_lambda,
    aws_secrets::aws_secrets
);
aws::s3!(aws_s31_0_0::aws_s3, aws_auth::aws_auth);
aws::s3!(aws_s31_1_0::aws_s3, aws_auth::aws_auth);
