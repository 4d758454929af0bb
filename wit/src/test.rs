//! Host calls of `momento:test/test@0.1.0`: what a test inside WebAssembly asks of its runner.
use crate::generated::imports::momento::test::test as binding;
use crate::seam::seam;

pub use binding::{Failure, Header, Request, Response};

seam! { test {
    fn expect_panic(message: Option<&str>) = binding::expect_panic;
    fn call(request: &Request) -> Result<Response, Failure> = binding::call;
    fn advance_clock(nanoseconds: u64) = binding::advance_clock;
    fn spawn(payload: &[u8]) -> Result<(), Failure> = binding::spawn;
}}
