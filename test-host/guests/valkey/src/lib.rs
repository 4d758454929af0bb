//! Sends a command to the cluster that its path names: the query's values are the words, and the body, if
//! there is one, is the last of them. Answers with the reply as text, to PUT with its bytes as they are; to
//! PATCH it keeps all replies that it can get.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{Method, WebEnvironment, invoke};
use momento_functions_valkey::{Command, Value, get_managed_cluster_client};

invoke!(send);
fn send(Method(method): Method, body: Data) -> Data {
    let environment = WebEnvironment::load();
    let words: Vec<&str> = environment.query_map().get_all("a").collect();
    let (name, arguments) = words.split_first().unwrap();
    if method == "PATCH" {
        return hoard(environment.http_path(), name, &body.into_bytes()).into();
    }
    let mut command = Command::builder(*name);
    for argument in arguments {
        command.argument(*argument);
    }
    if method != "GET" {
        command.argument(body);
    }
    let client = get_managed_cluster_client(environment.http_path());
    match client.command(command) {
        Ok(Value::Data(data)) if method == "PUT" => data,
        Ok(value) => shown(value).into(),
        Err(error) => format!("failed: {error}").into(),
    }
}

/// Keeps the replies to one command as long as it gets any, then drops one and asks again.
fn hoard(cluster: &str, name: &str, key: &[u8]) -> String {
    let client = get_managed_cluster_client(cluster);
    let ask = || client.command(Command::builder(name).with_argument(key));
    let mut held = Vec::new();
    let error = loop {
        match ask() {
            Ok(value) => held.push(value),
            Err(error) => break error,
        }
    };
    let count = held.len();
    held.pop();
    let again = ask().is_ok();
    format!("{count} held, then: {error}; 1 dropped, then: {again}")
}

fn shown(value: Value) -> String {
    match value {
        Value::Nil => "nil".to_owned(),
        Value::Int(number) => format!("int {number}"),
        Value::Data(data) => {
            let kind = if data.is_inline() { "inline" } else { "handle" };
            let bytes = data.into_bytes();
            match String::from_utf8(bytes) {
                Ok(text) if text.len() < 100 => format!("{kind} {text}"),
                Ok(text) => format!("{kind} of {} bytes", text.len()),
                Err(error) => format!("{kind} {:?}", error.into_bytes()),
            }
        }
        Value::Bulk(values) => {
            let values: Vec<String> = values.map(shown).collect();
            match values.len() {
                0..20 => format!("[{}]", values.join(", ")),
                many => format!("[{many} values]"),
            }
        }
        Value::Ok => "ok".to_owned(),
        Value::SimpleString(text) => format!("text {text}"),
        Value::SimpleError(text) => format!("error {text}"),
    }
}
