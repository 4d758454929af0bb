//! Uses its body by the calls of the bytes interface, as its path says.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use momento_functions_wit::bytes::{
    Buffer, buffer_advance, buffer_read, buffer_remaining, buffer_try_read,
};
use momento_functions_wit::{web_function_stream, web_function_support};

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        let path = web_function_support::invocation_path().unwrap_or_default();
        let (verb, number) = path.split_once('/').unwrap_or((&path, "0"));
        let Data::Buffer(buffer) = body else {
            return answer("the body came inline");
        };
        act(verb, number.parse().unwrap(), buffer)
    }
}

fn act(verb: &str, number: u32, buffer: Buffer) -> Response {
    match verb {
        "remaining" => answer(&buffer_remaining(&buffer).to_string()),
        "sizes" => answer(&sizes(&buffer, number)),
        "attempts" => answer(&attempts(&buffer, number)),
        "advance" => {
            buffer_advance(&buffer, number);
            answer(&text(&buffer))
        }
        "give-back-after" => {
            buffer_read(&buffer, number);
            respond(Data::Buffer(buffer))
        }
        "give-twice" => give_twice(&buffer),
        "stream-back" => {
            web_function_stream::send_response_start(200, &[]).unwrap();
            web_function_stream::send_data(Data::Buffer(buffer)).unwrap();
            answer("")
        }
        "lift" => lift(number),
        other => answer(&format!("there is no {other}")),
    }
}

/// The size of each piece that `read` gives, and what it gives twice at the end.
fn sizes(buffer: &Buffer, max: u32) -> String {
    let mut sizes = Vec::new();
    while let Some(piece) = buffer_read(buffer, max) {
        sizes.push(piece.len().to_string());
    }
    format!("{} then {:?}", sizes.join(" "), buffer_read(buffer, max))
}

/// What `try-read` gives, up to the end or failure, and once more.
fn attempts(buffer: &Buffer, max: u32) -> String {
    let mut attempts = Vec::new();
    loop {
        let attempt = buffer_try_read(buffer, max);
        let more = matches!(attempt, Ok(Some(_)));
        attempts.push(format!(
            "{:?}",
            attempt.map(|piece| piece.map(|bytes| bytes.len()))
        ));
        if !more {
            attempts.push(format!("{:?}", buffer_try_read(buffer, max)));
            return attempts.join("\n");
        }
    }
}

fn text(buffer: &Buffer) -> String {
    let mut all = Vec::new();
    while let Some(piece) = buffer_read(buffer, u32::MAX) {
        all.extend(piece);
    }
    String::from_utf8(all).unwrap()
}

fn give_twice(buffer: &Buffer) -> Response {
    web_function_stream::send_response_start(200, &[]).unwrap();
    let again = || Data::Buffer(unsafe { Buffer::from_handle(buffer.handle()) });
    web_function_stream::send_data(again()).unwrap();
    web_function_stream::send_data(again()).unwrap();
    answer("the host let it pass")
}

/// Gives as many bytes inline as the number says.
fn lift(bytes: u32) -> Response {
    web_function_stream::send_response_start(200, &[]).unwrap();
    web_function_stream::send_data(Data::Value(vec![b'a'; bytes as usize])).unwrap();
    answer("")
}

fn answer(text: &str) -> Response {
    respond(Data::Value(text.into()))
}

fn respond(body: Data) -> Response {
    Response {
        status: 200,
        headers: Vec::new(),
        body,
    }
}

web_v2::export_web_v2!(Component);
