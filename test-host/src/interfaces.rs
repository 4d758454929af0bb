//! One file an interface: translation between the bindings and a model, nothing else.

mod bytes;
mod cache_arguments;
mod cache_list;
mod cache_list_types;
mod cache_scalar;
mod call_error;
mod logging;
mod token;
mod topic;
mod v1;
pub(crate) mod wasi;
mod web_function_stream;
mod web_function_support;

pub(crate) use call_error::CallError;
