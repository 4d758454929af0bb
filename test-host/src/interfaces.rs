//! One file an interface: translation between the bindings and a model, nothing else.

mod bytes;
mod v1;
pub(crate) mod wasi;
mod web_function_stream;
mod web_function_support;
