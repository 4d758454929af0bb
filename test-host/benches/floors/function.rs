//! One function on the library, and the same on bare wasmtime.

use crate::Result;
use crate::bare::{Bare, BareFunction, Settings};
use crate::guests::Component;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use momento_functions_test_host::{Deployment, Function, Host, Request};

pub struct Library {
    pub host: Host,
    pub function: Function,
}

impl Library {
    /// With everything that a host has by default.
    pub fn new(component: &Component) -> Result<Self> {
        let host = Host::builder().build()?;
        let function = host.deploy("function", Deployment::from_wasm(component.wasm.clone()))?;
        Ok(Self { host, function })
    }

    /// Invokes the function with all that an author gets: the response and the outcome.
    pub async fn invoke(&self, body: Bytes) -> Result<Bytes> {
        let outcome = self.function.invoke(Request::post("").body(body)).await;
        match outcome.error {
            None => Ok(outcome.response.body),
            Some(error) => Err(error.to_string().into()),
        }
    }

    /// Invokes the function and takes its answer piece by piece, as a server does; how long it was.
    pub async fn stream(&self, body: Bytes) -> Result<usize> {
        let answer = self.function.start(Request::post("").body(body)).await;
        let mut body = answer.into_body();
        let mut size = 0;
        while let Some(frame) = body.frame().await {
            size += frame?.data_ref().map_or(0, Bytes::len);
        }
        Ok(size)
    }
}

pub fn bare(component: &Component) -> Result<BareFunction> {
    Bare::new(&Settings::library()?)?.function(&component.wasm)
}
