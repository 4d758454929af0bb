//! Requests of the function to any server: NET.

mod authorization;
mod exchange;
mod failure;
mod patience;
mod redirect;
mod request;
mod sign;
mod upload;
mod url;

pub(crate) use authorization::Authorization;
pub(crate) use failure::HttpFailure;
pub(crate) use upload::Upload;

use crate::bindings::wasi::http::types::IncomingResponse;
use crate::body::Body;
use crate::head::{Headers, MAX_HEADER_BYTES, MAX_HEADERS};
use crate::place::Place;
use crate::request::text;
use exchange::{Exchange, exchange};
use patience::Patience;
use redirect::{Head, Turn};

/// How many redirects are followed; one more is an error.
const REDIRECTS: u32 = 10;

/// A request as a function asks for it, by whichever contract.
pub(crate) struct Outbound {
    pub(crate) url: String,
    pub(crate) verb: String,
    pub(crate) headers: Headers,
    pub(crate) body: Body,
    pub(crate) authorization: Authorization,
    /// In milliseconds.
    pub(crate) timeout: Option<u64>,
}

/// A response, whose body may still be on its way.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Body,
}

impl Outbound {
    /// Sends the request, and gives the response when its head has come.
    pub(crate) fn send(mut self) -> Result<Response, HttpFailure> {
        let place = Place::take().map_err(|full| HttpFailure::Request(full.text()))?;
        let head = request::head(&self.url, &self.verb, self.headers)?;
        patience::check(self.timeout)?;
        // What a host of functions has before a function starts takes nothing of the call's time.
        self.body.settle();
        let patience = Patience::new(self.timeout);
        let mut response = match self.authorization {
            Authorization::None => follow(head, self.body, &patience)?,
            authorization => signed(head, self.body, authorization, &patience)?,
        };
        response.body.hold(place);
        Ok(response)
    }
}

/// A signature is for one URL: what it redirects to is the function's to ask for.
fn signed(
    head: Head,
    body: Body,
    authorization: Authorization,
    patience: &Patience,
) -> Result<Response, HttpFailure> {
    let (head, body) = authorization.apply(head, body, patience)?;
    let exchange = exchange(&head, body, patience)?;
    Response::of(&head, exchange)
}

fn follow(mut head: Head, mut body: Body, patience: &Patience) -> Result<Response, HttpFailure> {
    for followed in 0..=REDIRECTS {
        // What has no length may have come to its end already.
        let _ = body.known_length();
        let whole = body.whole();
        let exchange = exchange(&head, body, patience)?;
        let turn = head.turn(exchange.response.status());
        // A body that was streamed is gone: where it would be needed again the redirect is the response.
        let again = turn == Turn::Get || (turn == Turn::Same && whole.is_some());
        let Some(location) = again.then(|| location(&exchange.response)).flatten() else {
            return Response::of(&head, exchange);
        };
        if followed == REDIRECTS {
            break;
        }
        body = match turn {
            Turn::Get => Body::default(),
            _ => exchange.again(whole),
        };
        head = head
            .redirected(turn, &location)
            .map_err(HttpFailure::MalformedResponse)?;
    }
    let text = format!("more than {REDIRECTS} redirects, which is the limit");
    Err(HttpFailure::TooManyRedirects(text))
}

fn location(response: &IncomingResponse) -> Option<String> {
    let values = response.headers().get("location");
    values.into_iter().next().map(text)
}

impl Exchange {
    /// Gives up the response, and takes the body back, which is whole from there on.
    fn again(self, whole: Option<usize>) -> Body {
        let mut body = self.upload.into_body();
        body.rewind(whole.unwrap_or_default());
        body
    }
}

impl Response {
    fn of(head: &Head, exchange: Exchange) -> Result<Self, HttpFailure> {
        let Exchange { response, upload } = exchange;
        let status = response.status();
        let entries = response.headers().entries();
        let headers: Headers = entries
            .into_iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), text(value)))
            .collect();
        check(&headers)?;
        let bodiless = head.method == "HEAD" || matches!(status, 100..=199 | 204 | 304);
        let body = match bodiless {
            true => Body::default(),
            false => Body::of_response(response, length(&headers), upload),
        };
        Ok(Self {
            status,
            headers,
            body,
        })
    }
}

/// Refuses a head that is too large.
fn check(headers: &Headers) -> Result<(), HttpFailure> {
    let sizes = headers.iter().map(|(name, value)| name.len() + value.len());
    let limit = match (
        headers.len() > MAX_HEADERS,
        sizes.sum::<usize>() > MAX_HEADER_BYTES,
    ) {
        (true, _) => format!("{MAX_HEADERS} headers"),
        (_, true) => format!("{MAX_HEADER_BYTES} bytes of headers"),
        _ => return Ok(()),
    };
    Err(HttpFailure::MalformedResponse(format!(
        "it has more than {limit}, which is the limit"
    )))
}

fn length(headers: &Headers) -> Option<u64> {
    let (_, value) = headers.iter().find(|(name, _)| name == "content-length")?;
    value.trim().parse().ok()
}
