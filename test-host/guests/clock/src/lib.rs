//! Waits and looks at the time as its path says, draws random numbers, and answers what it saw.
#![cfg(target_arch = "wasm32")]

mod wasi;

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use momento_functions_wit::{web_function_stream, web_function_support};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        // One that stands in for a Lambda function has no path, and a payload that is JSON.
        let told = match web_function_support::invocation_path() {
            Some(path) if !path.is_empty() => act(&path, body),
            _ => act(text(body).trim_matches('"'), Data::Value(Vec::new())),
        };
        Response {
            status: 200,
            headers: Vec::new(),
            body: Data::Value(told.into_bytes()),
        }
    }
}

fn act(path: &str, body: Data) -> String {
    let start = Instant::now();
    let words: Vec<&str> = path.split('/').collect();
    match words.as_slice() {
        ["time"] => return since_1970().as_nanos().to_string(),
        ["read"] => return text(body).len().to_string(),
        ["sleep", time] => std::thread::sleep(seconds(time)),
        ["loop", time] => while start.elapsed() < seconds(time) {},
        ["poll", times @ ..] => return poll(times),
        ["count", times, time] => {
            for number in 0..times.parse().unwrap() {
                let number: u32 = number;
                let text = Data::Value(number.to_string().into_bytes());
                web_function_stream::send_sse(None, None, Some(text)).unwrap();
                std::thread::sleep(seconds(time));
            }
        }
        ["random"] => return wasi::random(),
        ["id"] => return web_function_support::invocation_id(),
        other => panic!("there is no {other:?}"),
    }
    start.elapsed().as_nanos().to_string()
}

/// Reads a body to its end.
fn text(body: Data) -> String {
    let bytes = match body {
        Data::Value(bytes) => bytes,
        Data::Buffer(buffer) => std::iter::from_fn(|| buffer.read(1 << 16))
            .flatten()
            .collect(),
    };
    String::from_utf8(bytes).unwrap()
}

/// Polls timers together until all are over, and tells which were over when.
fn poll(times: &[&str]) -> String {
    let start = Instant::now();
    let mut timers: Vec<(&str, u32)> = Vec::new();
    timers.extend(times.iter().map(|time| (*time, wasi::timer(seconds(time)))));
    let mut told = Vec::new();
    while !timers.is_empty() {
        let handles: Vec<u32> = timers.iter().map(|(_, timer)| *timer).collect();
        let ready = wasi::poll(&handles);
        let now = start.elapsed().as_secs();
        for at in ready.into_iter().rev() {
            let (time, timer) = timers.remove(at as usize);
            wasi::drop(timer);
            told.push(format!("{time} at {now}"));
        }
    }
    told.join(", ")
}

fn seconds(text: &str) -> Duration {
    Duration::from_secs_f64(text.parse().unwrap())
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap()
}

web_v2::export_web_v2!(Component);
