//! Host calls of `momento:http/http@1.1.0`: the HTTP client.
use crate::generated::imports::momento::http1_1_0::http as binding;
use crate::seam::seam;

pub use binding::{
    Authorization, AwsSigv4Secret, Data, Error, IamRole, InvalidHeaderName, InvalidHeaderValue,
    InvalidUrl, Request, Response,
};

seam! { http {
    fn invoke(request: Request) -> Result<Response, Error> = binding::invoke;
    fn invoke_with_timeout(request: Request, timeout_milliseconds: u64) -> Result<Response, Error> = binding::invoke_with_timeout;
}}
