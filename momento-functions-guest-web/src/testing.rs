//! Native hosts for this crate's tests: one invocation, whose once-only calls answer once, and one
//! answer that is sent piece by piece.
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use momento_functions_bytes::Data;
use momento_functions_wit::web_function_support::{Header, Host, QueryParameter};
use momento_functions_wit::{native, web_function_stream};

use crate::__private::web;

/// What the caller sent.
#[derive(Clone, Copy, Default)]
pub(crate) struct Invocation {
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) query: &'static [(&'static str, &'static str)],
    pub(crate) path: Option<&'static str>,
    pub(crate) token: Option<&'static str>,
}

/// Runs `run` as the handler of a new invocation, by way of the entry point.
pub(crate) fn invocation<R>(invocation: Invocation, run: impl FnOnce() -> R) -> R {
    let mut returned = None;
    native::scope(Support(Cell::new(invocation)), || {
        web::invocation(Data::default(), |_| {
            returned = Some(run());
            Ok(web::output(()))
        })
    });
    returned.expect("the handler runs")
}

/// Runs `run` where a test calls the handler itself.
pub(crate) fn called<R>(invocation: Invocation, run: impl FnOnce() -> R) -> R {
    native::scope(Support(Cell::new(invocation)), run)
}

struct Support(Cell<Invocation>);

impl native::Host for Support {
    fn web_function_support(&self) -> Option<&dyn Host> {
        Some(self)
    }
}

impl Support {
    /// Takes one part of the invocation: the next who asks gets nothing.
    fn take<T>(
        &self,
        part: impl FnOnce(Invocation) -> T,
        without: impl FnOnce(Invocation) -> Invocation,
    ) -> T {
        let invocation = self.0.get();
        self.0.set(without(invocation));
        part(invocation)
    }
}

impl Host for Support {
    fn headers(&self) -> Vec<Header> {
        let headers = self.take(
            |all| all.headers,
            |all| Invocation {
                headers: &[],
                ..all
            },
        );
        headers
            .iter()
            .map(|&(name, value)| Header {
                name: name.into(),
                value: value.into(),
            })
            .collect()
    }

    fn query_parameters(&self) -> Vec<QueryParameter> {
        let query = self.take(|all| all.query, |all| Invocation { query: &[], ..all });
        query
            .iter()
            .map(|&(name, value)| QueryParameter {
                name: name.into(),
                value: value.into(),
            })
            .collect()
    }

    fn token_metadata(&self) -> Option<String> {
        self.take(|all| all.token, |all| Invocation { token: None, ..all })
            .map(str::to_owned)
    }

    fn invocation_id(&self) -> String {
        "id-1".to_owned()
    }

    fn http_method(&self) -> String {
        "POST".to_owned()
    }

    fn invocation_path(&self) -> Option<String> {
        self.take(|all| all.path, |all| Invocation { path: None, ..all })
            .map(str::to_owned)
    }
}

/// Runs `run`, and gives what it sent, a line a call. Sending the text `refused` fails.
pub(crate) fn sent(run: impl FnOnce()) -> Vec<String> {
    let client = Rc::new(Client::default());
    native::scope(Rc::clone(&client), run);
    client.0.take()
}

#[derive(Default)]
struct Client(RefCell<Vec<String>>);

impl Client {
    fn take(&self, call: String) -> Result<(), String> {
        if call.contains("refused") {
            return Err("the client went away".to_owned());
        }
        self.0.borrow_mut().push(call);
        Ok(())
    }
}

impl native::Host for Client {
    fn web_function_stream(&self) -> Option<&dyn web_function_stream::Host> {
        Some(self)
    }
}

fn text(data: web_function_stream::Data) -> String {
    String::from_utf8(Data::__from_abi(data).into_bytes()).expect("text")
}

impl web_function_stream::Host for Client {
    fn send_sse(
        &self,
        event: Option<&str>,
        id: Option<&str>,
        data: Option<web_function_stream::Data>,
    ) -> Result<(), String> {
        self.take(format!("sse {event:?} {id:?} {:?}", data.map(text)))
    }

    fn send_response_start(&self, status: u16, headers: &[Header]) -> Result<(), String> {
        let headers: String = headers
            .iter()
            .map(|header| format!(" {}={}", header.name, header.value))
            .collect();
        self.take(format!("start {status}{headers}"))
    }

    fn send_data(&self, data: web_function_stream::Data) -> Result<(), String> {
        self.take(format!("data {}", text(data)))
    }
}
