//! Host calls of `momento:web-function/web-function-stream@1.0.0`: a web function's answer, sent piece by piece.
use crate::generated::imports::momento::web_function::web_function_stream as binding;
use crate::seam::seam;

pub use binding::{Data, Header};

seam! { web_function_stream {
    fn send_sse(event: Option<&str>, event_id: Option<&str>, data: Option<Data>) -> Result<(), String> = binding::send_sse;
    fn send_response_start(status: u16, headers: &[Header]) -> Result<(), String> = binding::send_response_start;
    fn send_data(data: Data) -> Result<(), String> = binding::send_data;
}}
