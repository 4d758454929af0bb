//! Streams as the lines of its body say: each is a verb and its arguments, with tabs between.
//!
//! `-` is an argument that is not given, and `\n`, `\r`, `\0` and `\x` in one are those characters and an
//! invalid byte. An error of the host is the body of the response, unless it was told before by `errors`.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::web_v2;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

use momento_functions_wit::web_function_stream as stream;
use momento_functions_wit::web_function_support::Header;

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        let script = read(body);
        let mut errors = Vec::new();
        for line in script.lines() {
            let words: Vec<&str> = line.split('\t').collect();
            match words.as_slice() {
                ["return", status, body] => return response(status.parse().unwrap(), bytes(body)),
                ["return-long", status, size] => {
                    return response(status.parse().unwrap(), vec![b'a'; size.parse().unwrap()]);
                }
                ["trap"] => panic!("as the script says"),
                ["spin"] => loop {
                    std::hint::black_box(());
                },
                ["errors"] => {
                    stream::send_sse(None, None, Some(Data::Value(errors.join("|").into())))
                        .unwrap()
                }
                words => errors.extend(send(words).err()),
            }
        }
        response(200, errors.join("|").into())
    }
}

fn send(words: &[&str]) -> Result<(), String> {
    match words {
        ["sse", event, id, data] => {
            let (event, id) = (text(event), text(id));
            let data = (*data != "-").then(|| Data::Value(bytes(data)));
            stream::send_sse(event.as_deref(), id.as_deref(), data)
        }
        ["sse-long", size] => stream::send_sse(
            None,
            None,
            Some(Data::Value(vec![b'a'; size.parse().unwrap()])),
        ),
        ["start", status, name, value] => {
            let header = Header {
                name: name.to_string(),
                value: text(value).unwrap(),
            };
            stream::send_response_start(status.parse().unwrap(), &[header])
        }
        ["data", data] => stream::send_data(Data::Value(bytes(data))),
        other => panic!("no such step: {other:?}"),
    }
}

fn response(status: u16, body: Vec<u8>) -> Response {
    let dropped = Header {
        name: "x-returned".to_owned(),
        value: "yes".to_owned(),
    };
    Response {
        status,
        headers: vec![dropped],
        body: Data::Value(body),
    }
}

fn text(word: &str) -> Option<String> {
    (word != "-").then(|| String::from_utf8(bytes(word)).unwrap())
}

fn bytes(word: &str) -> Vec<u8> {
    let plain = word
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\0", "\0");
    let mut bytes = Vec::new();
    for (index, piece) in plain.split("\\x").enumerate() {
        if index > 0 {
            bytes.push(0xff);
        }
        bytes.extend_from_slice(piece.as_bytes());
    }
    bytes
}

fn read(body: Data) -> String {
    let Data::Buffer(buffer) = body else {
        panic!("the body came inline")
    };
    let mut all = Vec::new();
    while let Some(piece) = momento_functions_wit::bytes::buffer_read(&buffer, u32::MAX) {
        all.extend(piece);
    }
    String::from_utf8(all).unwrap()
}

web_v2::export_web_v2!(Component);
