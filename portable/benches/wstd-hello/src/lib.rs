//! Answers every request with `pong`, as an author writes it with wstd.

use wstd::http::{Body, Error, Request, Response};

#[wstd::http_server]
async fn main(_: Request<Body>) -> Result<Response<Body>, Error> {
    Ok(Response::new("pong".to_owned().into()))
}
