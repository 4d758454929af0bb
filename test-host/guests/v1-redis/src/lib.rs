//! Sends commands by the older contract. The payload's first line is a connection string, or the name of a
//! cluster; each of the others is a command, its words parted by spaces.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::host::redis::{
    Client, Command, RedisConnectionType, Value, get_managed_cluster_client,
};
use momento_functions_wit::generated::web_v1;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let text = String::from_utf8(payload).unwrap();
        let mut lines = text.lines();
        let server = lines.next().unwrap();
        let commands: Vec<Command> = lines.map(command).collect();
        let replies = match server.contains(':') {
            true => piped(server, &commands),
            false => one_by_one(server, &commands),
        };
        Response {
            status: 200,
            headers: Vec::new(),
            body: replies.join("\n").into_bytes(),
        }
    }
}

fn command(line: &str) -> Command {
    let mut words = line.split(' ');
    Command {
        command: words.next().unwrap().to_owned(),
        arguments: words.map(|word| word.as_bytes().to_vec()).collect(),
    }
}

fn piped(connection: &str, commands: &[Command]) -> Vec<String> {
    let connection = RedisConnectionType::BasicConnection(connection.to_owned());
    match Client::new(&connection).pipe(commands) {
        Ok(replies) => std::iter::from_fn(|| replies.next()).map(shown).collect(),
        Err(error) => vec![format!("{error:?}")],
    }
}

fn one_by_one(cluster: &str, commands: &[Command]) -> Vec<String> {
    let client = get_managed_cluster_client(cluster);
    let replies = commands.iter().map(|command| client.command(command));
    let shown = |reply: Result<_, _>| reply.map_or_else(|error| format!("{error:?}"), shown);
    replies.map(shown).collect()
}

fn shown(value: Value) -> String {
    match value {
        Value::Nil => "nil".to_owned(),
        Value::Int(number) => format!("int {number}"),
        Value::Data(bytes) => format!("data {}", String::from_utf8(bytes).unwrap()),
        Value::Bulk(values) => {
            let values = std::iter::from_fn(|| values.next());
            let values: Vec<String> = values.map(shown).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Okay => "okay".to_owned(),
        Value::SimpleString(text) => format!("text {text}"),
        Value::SimpleError(text) => format!("error {text}"),
    }
}

web_v1::export_web_v1!(Component);
