//! Host calls, too many of them and too large.

use momento_functions_wit::bytes::Data;
use momento_functions_wit::cache_list::list_push_back;
use momento_functions_wit::cache_scalar::{get, set};
use momento_functions_wit::http::{Authorization, Request, invoke};
use momento_functions_wit::log::{
    ConfigureLoggingInput, Destination, LogLevel, TopicDestination, configure_logging, log,
};
use momento_functions_wit::spawn::spawn_function;
use momento_functions_wit::topic::publish_bytes;
use momento_functions_wit::web_function_support::{
    headers, http_method, invocation_path, query_parameters,
};

const MINUTE: u64 = 60_000;

/// What the host refuses is let be: the next step is as bad.
pub fn make(letter: u8, much: usize) {
    match letter {
        b'l' => (0..much * 100).for_each(|_| log("a line", LogLevel::Info)),
        b'k' => (0..1_000_000).for_each(|_| log("one of a million", LogLevel::Info)),
        b'K' => log(&"l".repeat(much << 16), LogLevel::Info),
        b'c' => drop(configure_logging(&destinations(much, 1000))),
        b'd' => drop(configure_logging(&destinations(1, much))),
        b'y' => (0..much).for_each(|turn| spawn(turn << 10)),
        b'Y' => loop {
            spawn(0);
        },
        b'C' => drop(set(key(much), bytes(much << 15), MINUTE)),
        b'q' => std::mem::forget(get(key(much))),
        b'j' => (0..much).for_each(|_| push(much)),
        b'b' => drop(publish_bytes("news", bytes(much * 64))),
        b'n' => drop(fetch("http://127.0.0.1:1/")),
        b'N' => drop(fetch(&std::env::var("TARPIT").unwrap())),
        _ => {
            let _ = (
                headers(),
                query_parameters(),
                invocation_path(),
                http_method(),
            );
        }
    }
}

/// The payload has a function that never ends spin, as long as it is let.
fn spawn(size: usize) {
    let mut payload = b"spin\n".to_vec();
    payload.resize(5 + size, b' ');
    let _ = spawn_function("spawned", &payload);
}

fn push(much: usize) {
    let list = Data::Value(b"list".to_vec());
    let _ = list_push_back(list, bytes(much << 10), MINUTE, true, 100);
}

fn fetch(url: &str) -> bool {
    let request = Request {
        url: url.to_owned(),
        verb: "GET".to_owned(),
        headers: Vec::new(),
        body: Data::Value(Vec::new()),
        authorization: Authorization::None,
    };
    invoke(request).is_ok()
}

fn destinations(count: usize, length: usize) -> Vec<ConfigureLoggingInput> {
    let destination = |_| ConfigureLoggingInput {
        log_level: LogLevel::Debug,
        system_logs_level: LogLevel::Debug,
        destination: Destination::Topic(TopicDestination {
            topic_name: "t".repeat(length),
        }),
    };
    (0..count).map(destination).collect()
}

fn key(much: usize) -> Data {
    Data::Value(vec![b'0' + much as u8 % 8])
}

fn bytes(size: usize) -> Data {
    Data::Value(vec![b'd'; size])
}
