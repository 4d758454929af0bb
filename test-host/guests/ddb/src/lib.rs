//! Puts its body into the table that its path names, or gets an item, as its query says.

use momento_functions_aws_ddb::{
    Authorization, Condition, ConsumedCapacity, DynamoDBClient, DynamoDBError, GetItemRequest,
    Item, Key, Projection, PutItemRequest, ReturnConsumedCapacity, provider,
};
use momento_functions_guest_web::{Method, QueryMap, WebEnvironment, WebError, WebResult, invoke};
use std::collections::BTreeMap;

invoke!(act);
fn act(Method(method): Method, body: String) -> WebResult<String> {
    let environment = WebEnvironment::load();
    let table = environment.invocation_path().unwrap_or_default().to_owned();
    let query = environment.query_map();
    let authorization = match query.get("role") {
        Some(role) => Authorization::federated(role),
        None => Authorization::hardcoded("id", "secret"),
    };
    let client = DynamoDBClient::new(&provider(&authorization, "us-west-2")?);
    let told = match method {
        "PUT" => put(&client, table, &body, query),
        _ => get(&client, table, query),
    };
    told.map_err(|error| {
        let status = if error.is_condition_failed() {
            409
        } else {
            400
        };
        WebError::new(status, format!("{error:?}"))
    })
}

fn put(
    client: &DynamoDBClient,
    table: String,
    body: &str,
    query: &QueryMap,
) -> Result<String, DynamoDBError> {
    let item: Item = serde_json::from_str(body)?;
    let mut request = PutItemRequest::new(table, item).with_consumed_capacity(cost(query));
    if query.contains("old") {
        request = request.with_old_item();
    }
    if let Some(expression) = query.get("if") {
        let condition = names(query).fold(Condition::new(expression), |condition, (own, name)| {
            condition.with_name(own, name)
        });
        let values: Item = serde_json::from_str(query.get("values").unwrap_or("{}"))?;
        let values = values.attributes.into_iter();
        request = request.with_condition(values.fold(condition, |condition, (own, value)| {
            condition.with_value(own, value)
        }));
    }
    let output = client.put_item_with(request)?;
    Ok(told(output.old_item, output.consumed_capacity))
}

fn get(client: &DynamoDBClient, table: String, query: &QueryMap) -> Result<String, DynamoDBError> {
    let (name, value) = query
        .get("hash")
        .and_then(|key| key.split_once('='))
        .unwrap();
    let mut key = Key::from((name, value));
    if let Some((name, value)) = query.get("range").and_then(|key| key.split_once('=')) {
        key = key.with_range(name, value.parse::<i64>().unwrap());
    }
    let mut request = GetItemRequest::new(table, key).with_consumed_capacity(cost(query));
    if query.contains("consistent") {
        request = request.with_consistent_read();
    }
    if let Some(expression) = query.get("projection") {
        let projection = Projection::new(expression);
        request =
            request.with_projection(names(query).fold(projection, |projection, (own, name)| {
                projection.with_name(own, name)
            }));
    }
    let output = client.get_item_with(request)?;
    Ok(told(output.item, output.consumed_capacity))
}

fn names(query: &QueryMap) -> impl Iterator<Item = (&str, &str)> {
    query
        .get_all("name")
        .filter_map(|name| name.split_once('='))
}

fn cost(query: &QueryMap) -> ReturnConsumedCapacity {
    match query.get("cost") {
        Some("total") => ReturnConsumedCapacity::Total,
        Some("indexes") => ReturnConsumedCapacity::Indexes,
        _ => ReturnConsumedCapacity::None,
    }
}

fn told(item: Option<Item>, cost: Option<ConsumedCapacity>) -> String {
    let item = item.map(|item| {
        let attributes: BTreeMap<_, _> = item.attributes.into_iter().collect();
        serde_json::to_string(&attributes).unwrap()
    });
    let mut told = item.unwrap_or_else(|| "none".to_owned());
    if let Some(cost) = cost {
        told += &format!(
            " {} {:?} {:?}",
            cost.table_name,
            cost.total.units,
            cost.table.map(|table| table.units)
        );
        assert_eq!(
            (cost.total.read_units, cost.total.write_units),
            (None, None)
        );
    }
    told
}
