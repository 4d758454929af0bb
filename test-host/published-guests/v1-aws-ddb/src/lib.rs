//! Puts an item into a table and gets it back, as the role that it is sent.

use std::collections::HashMap;

use momento_functions::{WebResult, post};
use momento_functions_host::aws::auth::{AwsCredentialsProvider, Credentials};
use momento_functions_host::aws::ddb::{AttributeValue, DynamoDBClient, Item, Key};

post!(call);
fn call(role_arn: Vec<u8>) -> WebResult<String> {
    let role_arn = String::from_utf8(role_arn)?;
    let role = Credentials::Federated { role_arn };
    let client = DynamoDBClient::new(&AwsCredentialsProvider::new("eu-central-1", role)?);
    client.put_item("table", item())?;
    let found = client.get_item_raw("table", ("id", "one"))?;
    let missing = client.get_item_raw("table", Key::from(("id", "two")))?;
    let refused = client.get_item_raw("table", ("no-such-key", 1));
    Ok(format!(
        "{}\n{}\n{}",
        found.map_or_else(|| "not found".to_owned(), tell),
        missing.is_none(),
        refused.is_err(),
    ))
}

fn item() -> Item {
    let map = HashMap::from([("inner", AttributeValue::Null(true))]);
    let list: [AttributeValue; 2] = [1.into(), "b".into()];
    Item::from([
        ("id", AttributeValue::from("one")),
        ("number", AttributeValue::from(-5)),
        ("yes", AttributeValue::from(true)),
        ("bytes", AttributeValue::from(vec![0, 255])),
        ("words", AttributeValue::StringSet(vec!["a".to_owned()])),
        ("list", AttributeValue::from(Vec::from(list))),
        ("map", AttributeValue::from(map)),
    ])
}

fn tell(item: Item) -> String {
    let mut lines: Vec<String> = item
        .attributes
        .iter()
        .map(|(name, value)| format!("{name} {value:?}"))
        .collect();
    lines.sort();
    lines.join("\n")
}
