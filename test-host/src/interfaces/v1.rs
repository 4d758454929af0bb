//! The older contract, translated onto the same models.

mod aws_auth;
mod aws_ddb;
mod aws_lambda;
mod aws_s3;
mod aws_secrets;
mod cache_list;
mod cache_scalar;
mod http;
mod logging;
mod redis;
mod spawn;
mod token;
mod topic;
mod web_function_support;
