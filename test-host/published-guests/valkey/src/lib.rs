//! Sends commands to the cluster that it is sent the name of, and tells the replies.

use momento_functions_guest_web::{WebResult, invoke};
use momento_functions_valkey::{Command, Value, get_managed_cluster_client};

invoke!(call);
fn call(cluster: String) -> WebResult<String> {
    let client = get_managed_cluster_client(cluster);
    let mut push = Command::builder("RPUSH");
    push.argument("list").argument("a").argument("b");
    let mut range = Command::builder("LRANGE");
    range.argument("list").argument("0").argument("-1");
    let commands: [Command; 8] = [
        Command::set("key", "value"),
        Command::get("key"),
        Command::del("key"),
        Command::get("key"),
        "PING".into(),
        push.into(),
        range.into(),
        "NO-SUCH-COMMAND".into(),
    ];
    let mut told = Vec::new();
    for command in commands {
        told.push(tell(client.command(command)?));
    }
    Ok(told.join("\n"))
}

fn tell(value: Value) -> String {
    match value {
        Value::Nil => "nil".to_owned(),
        Value::Int(number) => format!("int {number}"),
        Value::Data(data) => format!("data {}", String::from_utf8_lossy(&data.into_bytes())),
        Value::Bulk(values) => {
            format!("bulk [{}]", values.map(tell).collect::<Vec<_>>().join(", "))
        }
        Value::Ok => "ok".to_owned(),
        Value::SimpleString(text) => format!("text {text}"),
        Value::SimpleError(_) => "error".to_owned(),
    }
}
