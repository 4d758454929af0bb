mod conditions;
mod items;
mod model;
mod projections;
mod refused_conditions;
mod tables;
mod threads;

use super::{ConditionExpression, DynamoDbError, Item, KeyAttribute, KeySchema, PutItem, Table};

/// Reads an item, written with single quotes.
fn item(json: &str) -> Item {
    Item::from_json(json.replace('\'', "\"").as_bytes()).unwrap()
}

fn users() -> Table {
    Table::new(KeySchema::new(KeyAttribute::string("id")))
}

fn condition(expression: &str, names: &[(&str, &str)], values: &str) -> ConditionExpression {
    let names = names
        .iter()
        .map(|(own, name)| ((*own).to_owned(), (*name).to_owned()));
    let names: Vec<(String, String)> = names.collect();
    ConditionExpression {
        expression: expression.to_owned(),
        names: (!names.is_empty()).then_some(names),
        values: (!values.is_empty()).then(|| item(values)),
    }
}

/// Puts over an item on a condition, and tells whether the condition held.
fn put_over(old: &str, condition: ConditionExpression) -> Result<bool, DynamoDbError> {
    let users = users();
    users.put(item(old)).unwrap();
    let put = PutItem {
        item: item("{'id': {'S': 'u'}}"),
        condition: Some(condition),
    };
    match users.put_item(put) {
        Ok(_) => Ok(true),
        Err(DynamoDbError::ConditionalCheckFailed) => Ok(false),
        Err(error) => Err(error),
    }
}
