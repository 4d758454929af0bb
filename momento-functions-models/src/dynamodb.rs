//! DynamoDB tables in memory: two calls, put and get, with the expressions that they take.
//!
//! # Examples
//!
//! ```
//! use momento_functions_models::dynamodb::{Item, KeyAttribute, KeySchema, Table};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let users = Table::new(KeySchema::new(KeyAttribute::string("id")));
//! users.put(Item::from_json(br#"{"id": {"S": "u1"}, "age": {"N": "36.0"}}"#)?)?;
//! let key = Item::from_json(br#"{"id": {"S": "u1"}}"#)?;
//! let user = users.get(&key)?.ok_or("there is a user")?;
//! assert_eq!(user.to_string(), r#"{"age":{"N":"36"},"id":{"S":"u1"}}"#);
//! # Ok(())
//! # }
//! ```

mod arn;
mod call;
mod capacity;
mod display;
mod error;
mod expression;
mod item;
mod key;
mod nesting;
mod number;
mod read;
mod request;
mod set;
mod size;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use arn::table_name;
pub use call::{
    Answer, Capacity, Consumed, ConsumedDetail, GetCall, PutCall, PutCondition, check_table_name,
    named_table,
};
pub use capacity::ConsumedCapacity;
pub use error::DynamoDbError;
pub use item::Item;
pub use key::{KeyAttribute, KeySchema, KeyType};
pub use number::Number;
pub use request::{
    ConditionExpression, GetItem, GetItemOutput, ProjectionExpression, PutItem, PutItemOutput,
};
pub use set::Set;
pub use table::{MAX_TABLE_SIZE, Table};
pub use value::AttributeValue;

/// How many bytes an item may have, as [`Item::size`] counts them: 400 KB.
pub const MAX_ITEM_SIZE: usize = 400 * 1024;

/// How many bytes the JSON of an item may have. 400 KB of item come to at most 3.7 MB of JSON, the
/// smallest attributes taken, blanks left out.
pub const MAX_ITEM_JSON: usize = 4 << 20;
