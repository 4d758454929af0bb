//! Host calls of `momento:web-function/web-function-support@1.0.0`: what a web function may ask about its request.
use crate::generated::imports::momento::web_function::web_function_support as binding;
use crate::seam::seam;

pub use binding::{Header, QueryParameter};

seam! { web_function_support {
    fn headers() -> Vec<Header> = binding::headers;
    fn query_parameters() -> Vec<QueryParameter> = binding::query_parameters;
    fn token_metadata() -> Option<String> = binding::token_metadata;
    fn invocation_id() -> String = binding::invocation_id;
    fn http_method() -> String = binding::http_method;
    fn invocation_path() -> Option<String> = binding::invocation_path;
}}
