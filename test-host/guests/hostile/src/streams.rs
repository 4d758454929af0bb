//! Answers that never end, have too much in them, or come in the wrong order.

use momento_functions_wit::bytes::Data;
use momento_functions_wit::web_function_stream::{send_data, send_response_start, send_sse};
use momento_functions_wit::web_function_support::Header;

const GIB_IN_MIB: usize = 1024;

/// What the host refuses is let be: the next step is as bad.
pub fn send(letter: u8, much: usize) {
    let _ = match letter {
        b'o' => send_response_start(200 + much as u16 % 3, &headers(much)),
        b'O' => send_response_start(200, &headers(much * 64)),
        b'w' => send_data(bytes(much << 10)),
        b'W' => flood(),
        b'f' => send_sse(Some("event"), None, Some(bytes(much))),
        _ => events(),
    };
}

fn flood() -> Result<(), String> {
    let _ = send_response_start(200, &[]);
    (0..GIB_IN_MIB).try_for_each(|_| send_data(bytes(1 << 20)))
}

fn events() -> Result<(), String> {
    loop {
        let _ = send_sse(None, None, Some(bytes(100)));
    }
}

fn headers(count: usize) -> Vec<Header> {
    let header = |place| Header {
        name: format!("x-{place}"),
        value: "v".repeat(64),
    };
    (0..count).map(header).collect()
}

fn bytes(size: usize) -> Data {
    Data::Value(vec![b'd'; size])
}
