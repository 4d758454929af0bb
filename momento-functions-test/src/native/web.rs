use super::data::{bytes, data};
use super::stream::{Sent, Stream, pairs};
use super::{NativeHost, host};
use crate::{Answer, Request};
use momento_functions_guest_web::__private::web::{self, Arguments, Handler};
use momento_functions_guest_web::{IntoWebResponse, Response};
use momento_functions_models::head::Head;
use momento_functions_models::{query, sse};
use momento_functions_wit::bytes::Data;
use momento_functions_wit::web_function_stream as stream;
use std::cell::{Cell, RefCell};

/// What the function asks of its request, and what it sends of its answer.
#[derive(Default)]
pub(super) struct Web {
    request: RefCell<Asked>,
    stream: RefCell<Stream>,
    invocations: Cell<u64>,
}

/// What is left to be asked of a request: what is taken is gone (INV.4).
#[derive(Default)]
struct Asked {
    method: String,
    path: Option<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    token_metadata: Option<String>,
}

impl Web {
    pub(super) fn begin(&self, request: Request) {
        *self.request.borrow_mut() = Asked::new(request);
        *self.stream.borrow_mut() = Stream::default();
        self.invocations.set(self.invocations.get().wrapping_add(1));
    }

    pub(super) fn sent(&self) -> Option<Sent> {
        self.stream.borrow().sent()
    }
}

impl Asked {
    fn new(request: Request) -> Self {
        let request = request.into_raw();
        let (path, query) = match request.target.split_once('?') {
            Some((path, query)) => (path, query),
            None => (request.target.as_str(), ""),
        };
        let lower = |name: String| name.to_ascii_lowercase();
        let headers = request.headers.into_iter();
        Self {
            path: sub_path(path),
            // The caller's token is no business of the function: INV.6.
            query: query::parameters(query)
                .filter(|(name, _)| name != "token")
                .collect(),
            headers: headers
                .map(|header| (lower(header.name), header.value))
                .collect(),
            method: request.method,
            token_metadata: request.token_metadata,
        }
    }
}

/// INV.5: `/foo/bar` is `foo/bar`, `/` is the empty path, and nothing is none.
fn sub_path(path: &str) -> Option<String> {
    let below = path.strip_prefix('/').unwrap_or(path);
    (!path.is_empty()).then(|| below.to_owned())
}

/// Answers one contract, which differs from the other in its module alone.
macro_rules! answer {
    ($($module:ident)::+) => {
        const _: () = {
            use momento_functions_wit::$($module)::+::{Header, Host, QueryParameter};

            impl Host for Web {
                fn headers(&self) -> Vec<Header> {
                    let headers = std::mem::take(&mut self.request.borrow_mut().headers);
                    let headers = headers.into_iter();
                    headers.map(|(name, value)| Header { name, value }).collect()
                }

                fn query_parameters(&self) -> Vec<QueryParameter> {
                    let query = std::mem::take(&mut self.request.borrow_mut().query);
                    let query = query.into_iter();
                    query.map(|(name, value)| QueryParameter { name, value }).collect()
                }

                fn token_metadata(&self) -> Option<String> {
                    self.request.borrow_mut().token_metadata.take()
                }

                fn invocation_id(&self) -> String {
                    // A UUID of version 7, as on the service, and the same in each run.
                    format!("00000000-0000-7000-8000-{:012x}", self.invocations.get())
                }

                fn http_method(&self) -> String {
                    self.request.borrow().method.clone()
                }

                fn invocation_path(&self) -> Option<String> {
                    self.request.borrow_mut().path.take()
                }
            }
        };
    };
}

answer!(web_function_support);
answer!(v1::web_function_support);

impl stream::Host for Web {
    fn send_sse(
        &self,
        event: Option<&str>,
        event_id: Option<&str>,
        data: Option<Data>,
    ) -> Result<(), String> {
        let data = data.map(bytes);
        self.stream.borrow_mut().send_sse(event, event_id, data)
    }

    fn send_response_start(&self, status: u16, headers: &[stream::Header]) -> Result<(), String> {
        let headers = headers.iter();
        let headers = headers.map(|header| (header.name.clone(), header.value.clone()));
        self.stream.borrow_mut().start(status, headers.collect())
    }

    fn send_data(&self, data: Data) -> Result<(), String> {
        self.stream.borrow_mut().send_data(bytes(data))
    }
}

/// Calls a handler with a request, as an invocation does: its arguments are taken from the request, and what
/// it returns, and what it sent before, is the answer.
///
/// # Panics
///
/// As for [`host`] and [`answer_of`].
///
/// # Examples
///
/// ```
/// use momento_functions_guest_web::Path;
/// use momento_functions_test::{Request, invoke};
///
/// fn greet(Path(name): Path<String>, greeting: String) -> String {
///     format!("{greeting}, {name}!")
/// }
///
/// momento_functions_test::run(|_| {
///     let answer = invoke(greet, Request::post("/Ada").body("Hello"));
///     assert_eq!((answer.status(), &*answer.text()), (200, "Hello, Ada!"));
///     let wrong = invoke(greet, Request::post("/Ada").body([0xff]));
///     assert_eq!(wrong.status(), 400);
/// });
/// ```
#[track_caller]
pub fn invoke<F, A>(handler: F, request: Request) -> Answer
where
    F: Handler<A>,
    A: Arguments,
    F::Output: IntoWebResponse,
{
    let host = host();
    let body = request.body_bytes().to_vec();
    host.request(request);
    answer(&host, web::run(handler, data(body)))
}

/// Gives the answer that a caller gets when a handler returns this.
///
/// # Panics
///
/// There is no host, or the caller gets no whole answer: the handler sent pieces of an answer of its own, and
/// returned a status that is not 2xx.
///
/// # Examples
///
/// ```
/// use momento_functions_guest_web::WebError;
/// use momento_functions_test::answer_of;
///
/// momento_functions_test::run(|_| {
///     assert_eq!(answer_of("pong").status(), 200);
///     assert_eq!(answer_of(WebError::new(422, "no")).status(), 422);
/// });
/// ```
#[track_caller]
pub fn answer_of(returned: impl IntoWebResponse) -> Answer {
    answer(&host(), returned.response())
}

/// STR.2, STR.4 and HTTP.9: judges what the function returned, after what it sent.
#[track_caller]
#[expect(clippy::panic, reason = "an answer that is broken off passes for none")]
fn answer(host: &NativeHost, returned: Response) -> Answer {
    let Some(sent) = host.sent() else {
        return whole(host, returned);
    };
    let status = returned.status;
    let mut body = sent.body();
    match (200..300).contains(&status) {
        true => {}
        false if sent.has_events() => {
            body.extend(sse::http_error(status, &bytes(returned.body)).bytes());
        }
        false => panic!(
            "the caller's connection is broken off: the function returned the status {status} after its response had begun"
        ),
    }
    Answer::of(sent.status, sent.headers, body, log(host))
}

fn whole(host: &NativeHost, returned: Response) -> Answer {
    let headers = returned.headers.into_iter();
    let headers = headers.map(|header| (header.name, header.value)).collect();
    match Head::checked(returned.status, headers) {
        Ok(head) => {
            let body = match head.is_bodiless() {
                true => Vec::new(),
                false => bytes(returned.body),
            };
            Answer::of(head.status.as_u16(), pairs(&head), body, log(host))
        }
        Err(error) => {
            let text = format!("the function's answer is invalid: {error}");
            Answer::of(500, Vec::new(), text.into_bytes(), log(host))
        }
    }
}

/// What the function has logged, for assertions that fail.
fn log(host: &NativeHost) -> String {
    let lines = host.logs().into_iter();
    let lines: String = lines
        .map(|line| format!("\n  {:?} {}", line.level, line.message))
        .collect();
    match lines.is_empty() {
        true => lines,
        false => format!("its log:{lines}"),
    }
}
