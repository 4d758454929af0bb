//! Answers the requests of functions as a test says, where else the network would.

mod body;

use super::{Connected, Connection, HttpFailure};
use crate::egress::EgressPolicy;
use crate::invocation::HostBuffer;
use crate::time;
use body::ScriptedBody;
use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, header,
};
use http_body_util::Full;
use momento_functions_models::Clock;
use momento_functions_models::http_script::{self, Answer, Body, Failure, Scripts};
use std::net::IpAddr;
use std::sync::Arc;

/// The scripts of a host, with what stands before them on the way.
pub(crate) struct Scripted {
    pub(crate) scripts: Scripts,
    /// Whether nothing goes to the network, even when there is no script.
    pub(crate) only: bool,
    pub(crate) policy: EgressPolicy,
    pub(crate) clock: Arc<dyn Clock>,
    /// How many bytes of a request's body a script is shown; more are refused.
    pub(crate) limit: u64,
}

impl Scripted {
    /// KIT.14: one script is enough for no request to leave the host.
    pub(super) fn answers(&self) -> bool {
        self.only || !self.scripts.is_empty()
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) async fn answer(
        &self,
        request: Request<HostBuffer>,
        connected: &Connected,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        self.judge(request.uri())?;
        let silent = request.method() == Method::HEAD;
        let request = self.whole(request).await?;
        let (delay, answer) = self.scripts.answer(&request)?.into_parts();
        if is_connected(&answer) {
            connected.get_or_init(|| Connection::Scripted);
        }
        time::sleep(self.clock(), delay).await;
        let answer = answer.map_err(|failure| failed(failure, &request))?;
        self.response(answer, silent)
    }

    /// NET.5: a name's addresses are not looked up, since nobody is called.
    fn judge(&self, uri: &Uri) -> Result<(), HttpFailure> {
        let host = uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let judged = match host.parse::<IpAddr>() {
            Ok(address) => self.policy.address(address),
            Err(_) => self.policy.name(host).map(|_| ()),
        };
        judged.map_err(|refusal| HttpFailure::Request(refusal.to_string()))
    }

    /// Gives the request as it would go out.
    async fn whole(
        &self,
        request: Request<HostBuffer>,
    ) -> Result<http_script::Request, HttpFailure> {
        let (mut parts, mut body) = request.into_parts();
        complete(&mut parts.headers, &parts.uri, &body);
        let limit = self.limit;
        let body = match body.collect(limit).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_)) => {
                let text = format!("a script is shown at most {limit} bytes of a request's body");
                return Err(HttpFailure::Request(text));
            }
            Err(error) => {
                let text = format!("the request's body did not come whole: {error}");
                return Err(HttpFailure::Request(text));
            }
        };
        Ok(http_script::Request {
            method: parts.method.as_str().to_owned(),
            url: parts.uri.to_string(),
            headers: crate::outbound::pairs(&parts.headers),
            body,
        })
    }

    fn response(&self, answer: Answer, silent: bool) -> Result<Response<HostBuffer>, HttpFailure> {
        let status = StatusCode::from_u16(answer.status).map_err(malformed)?;
        let mut headers = headers(answer.headers)?;
        if let Body::Whole(bytes) = &answer.body
            && !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        {
            headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        }
        let body = match answer.body {
            _ if silent => HostBuffer::default(),
            Body::Whole(bytes) => HostBuffer::stream(Full::new(bytes)),
            Body::Steps(steps) => HostBuffer::stream(ScriptedBody::new(steps, &self.clock)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// Adds what the client adds to each request of HTTP/1.1.
fn complete(headers: &mut HeaderMap, uri: &Uri, body: &HostBuffer) {
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    if let Ok(host) = HeaderValue::from_str(authority) {
        headers.entry(header::HOST).or_insert(host);
    }
    match body.exact_size() {
        Some(0) => None,
        Some(size) => headers.insert(header::CONTENT_LENGTH, size.into()),
        None => headers.insert(
            header::TRANSFER_ENCODING,
            HeaderValue::from_static("chunked"),
        ),
    };
}

fn headers(given: Vec<(String, String)>) -> Result<HeaderMap, HttpFailure> {
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let name = HeaderName::try_from(name).map_err(malformed)?;
        let value = HeaderValue::from_maybe_shared(Bytes::from(value)).map_err(malformed)?;
        headers.append(name, value);
    }
    Ok(headers)
}

fn malformed(error: impl std::error::Error) -> HttpFailure {
    HttpFailure::MalformedResponse(error.to_string())
}

/// Tells whether a failure comes of a connection that there is.
fn is_connected(answer: &Result<Answer, Failure>) -> bool {
    !matches!(
        answer,
        Err(Failure::ConnectTimeout | Failure::ConnectionFailed | Failure::Tls)
    )
}

fn failed(failure: Failure, request: &http_script::Request) -> HttpFailure {
    let text = format!("the script of {} has it so", request.line());
    match failure {
        Failure::Timeout => HttpFailure::Timeout(text),
        Failure::ConnectTimeout => HttpFailure::ConnectTimeout(text),
        Failure::ConnectionFailed => HttpFailure::ConnectionFailed(text),
        Failure::ConnectionInterrupted => HttpFailure::ConnectionInterrupted(text),
        Failure::Tls => HttpFailure::Tls(text),
        Failure::TooManyRedirects => HttpFailure::TooManyRedirects(text),
        Failure::MalformedResponse => HttpFailure::MalformedResponse(text),
        _ => HttpFailure::Request(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use momento_functions_models::ManualClock;
    use momento_functions_models::http_script::Reply;

    fn response(reply: Reply, silent: bool) -> Response<HostBuffer> {
        let scripted = Scripted {
            scripts: Scripts::default(),
            only: false,
            policy: EgressPolicy::default(),
            clock: Arc::new(ManualClock::default()),
            limit: 0,
        };
        let (_, answer) = reply.into_parts();
        scripted.response(answer.unwrap(), silent).unwrap()
    }

    /// KIT.14
    #[test]
    fn an_answer_tells_its_length_where_a_server_does() {
        let ok = || Reply::status(200);
        for (reply, silent, told, size) in [
            (ok().body("five!"), false, Some("5"), Some(5)),
            (ok(), false, Some("0"), Some(0)),
            (ok().body("five!"), true, Some("5"), Some(0)),
            (ok().chunk("five!"), false, None, None),
            (Reply::status(204), false, None, Some(0)),
            (Reply::status(304), false, None, Some(0)),
        ] {
            let response = response(reply, silent);
            let length = response.headers().get("content-length");
            let length = length.map(|length| length.to_str().unwrap().to_owned());
            assert_eq!(length.as_deref(), told);
            assert_eq!(response.body().exact_size(), size);
        }
    }
}
