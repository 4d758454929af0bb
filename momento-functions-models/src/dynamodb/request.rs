use super::{ConsumedCapacity, Item};
use std::sync::Arc;

/// A condition that must hold for a put.
#[derive(Debug, Clone, Default)]
pub struct ConditionExpression {
    /// The expression.
    pub expression: String,
    /// What each `#name` stands for. DynamoDB refuses a list without one.
    pub names: Option<Vec<(String, String)>>,
    /// What each `:value` stands for. DynamoDB refuses a list without one.
    pub values: Option<Item>,
}

/// Which attributes a get gives.
#[derive(Debug, Clone, Default)]
pub struct ProjectionExpression {
    /// The expression; none for all attributes.
    pub expression: Option<String>,
    /// What each `#name` stands for. DynamoDB refuses a list without one.
    pub names: Option<Vec<(String, String)>>,
}

/// An item to write.
#[derive(Debug, Clone, Default)]
pub struct PutItem {
    /// The item, with its primary key. It replaces the whole item under that key.
    pub item: Item,
    /// What must hold; none for a put that takes place anyway.
    pub condition: Option<ConditionExpression>,
}

/// What came of a put.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PutItemOutput {
    /// The item that was there before.
    pub old: Option<Arc<Item>>,
    /// What the put cost.
    pub capacity: ConsumedCapacity,
}

/// An item to read.
#[derive(Debug, Clone, Default)]
pub struct GetItem {
    /// The attributes of the primary key.
    pub key: Item,
    /// Whether every write that has succeeded before must be seen. It always is here; it costs.
    pub consistent: bool,
    /// Which attributes to give.
    pub projection: ProjectionExpression,
}

/// What came of a get.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetItemOutput {
    /// The item, or the part that was asked for; none when there is no item under the key.
    pub item: Option<Arc<Item>>,
    /// What the get cost.
    pub capacity: ConsumedCapacity,
}
