//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use momento_functions_valkey::{
    Bulk, ClusterClient, Command, CommandBuilder, Data, ValkeyError, Value,
    get_managed_cluster_client,
};

#[test]
fn commands_are_built_as_published() {
    let _: [Command; 6] = [
        Command::get("key"),
        Command::set(vec![1], Data::from("value")),
        Command::del(String::from("key")),
        "PING".into(),
        String::from("PING").into(),
        Command::builder(String::from("INFO")).into(),
    ];
    let mut builder: CommandBuilder = Command::builder("SET");
    let same: &mut CommandBuilder = builder.argument("key").argument("value".to_owned());
    same.argument(&[1][..]);
    let _ = Command::from(builder);
}

#[test]
fn a_client_is_made_and_asked_as_published() {
    let _: fn(&'static str) -> ClusterClient = get_managed_cluster_client;
    let _: fn(String) -> ClusterClient = get_managed_cluster_client;
    let _: fn(&ClusterClient, CommandBuilder) -> Result<Value, ValkeyError> =
        ClusterClient::command;
    let _: fn(&ClusterClient, &'static str) -> Result<Value, ValkeyError> = ClusterClient::command;
}

#[test]
fn values_are_matched_without_a_wildcard() {
    fn kind(value: Value) -> &'static str {
        fn each(_: impl Iterator<Item = Value>) -> &'static str {
            "bulk"
        }
        match value {
            Value::Nil => "nil",
            Value::Int(number) => {
                let _: i64 = number;
                "int"
            }
            Value::Data(_) => "data",
            Value::Bulk(bulk) => {
                let bulk: Bulk = bulk;
                each(bulk)
            }
            Value::Ok => "ok",
            Value::SimpleString(_) => "text",
            Value::SimpleError(_) => "error",
        }
    }
    assert_eq!(kind(Value::Int(1)), "int");
    let ValkeyError::Other(why) = ValkeyError::Other("why".to_owned());
    let _: Box<dyn std::error::Error> = Box::new(ValkeyError::Other(why));
}

#[test]
fn the_published_types_have_the_published_traits() {
    fn implementations()
    where
        Bulk: Iterator<Item = Value>,
        Command: From<&'static str>,
        Command: From<String>,
        Command: From<CommandBuilder>,
    {
    }
    implementations();
}
