//! One file an interface: translation between the bindings and a model, nothing else.

mod aws_auth;
mod aws_ddb;
mod aws_ddb_items;
mod aws_error;
mod aws_lambda;
mod aws_s3;
mod aws_s3_1_0;
mod aws_secrets;
mod bytes;
mod cache_arguments;
mod cache_list;
mod cache_list_types;
mod cache_scalar;
mod call_error;
mod http;
mod http_1_0;
mod http_types;
mod logging;
mod spawn;
mod test;
mod token;
mod topic;
mod v1;
mod valkey;
pub(crate) mod wasi;
mod web_function_stream;
mod web_function_support;

pub(crate) use cache_arguments::HANDLES;
pub(crate) use call_error::CallError;
