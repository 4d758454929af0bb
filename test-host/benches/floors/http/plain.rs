//! The floor of HTTP: hyper alone, set up as the library's service sets it up.

use super::runtime::{runtime, until_left};
use crate::Result;
use bytes::Bytes;
use http_body::Body;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// Serves `pong`, and echoes.
pub fn serve(workers: usize) -> Result<()> {
    serve_by(workers, answer)
}

/// Serves by an `answer` of any kind.
pub fn serve_by<F, B>(
    workers: usize,
    answer: impl Fn(Request<Incoming>) -> F + Clone + Send + Sync + 'static,
) -> Result<()>
where
    F: Future<Output = Result<Response<B>>> + Send + 'static,
    B: Body<Data = Bytes, Error: Into<crate::Error>> + Send + 'static,
{
    runtime(workers)?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let accept = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, answer.clone()));
            }
        });
        until_left(address, async {
            let _ = accept.await;
        })
        .await
    })
}

async fn connection<F, B>(stream: TcpStream, answer: impl Fn(Request<Incoming>) -> F)
where
    F: Future<Output = Result<Response<B>>>,
    B: Body<Data = Bytes, Error: Into<crate::Error>> + 'static,
{
    let _ = stream.set_nodelay(true);
    // An error of a connection is its client's doing, who reports it.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service_fn(answer))
        .await;
}

/// Answers `pong` to a request without a body, and with the body to one that has one.
async fn answer(request: Request<Incoming>) -> Result<Response<Either<Full<Bytes>, Incoming>>> {
    let body = if request.body().is_end_stream() {
        Either::Left(Full::new(Bytes::from_static(b"pong")))
    } else {
        Either::Right(request.into_body())
    };
    Ok(Response::new(body))
}
