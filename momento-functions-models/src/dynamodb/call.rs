//! Calls as functions make them, and as they are answered.

use super::{
    AttributeValue, ConditionExpression, DynamoDbError, GetItem, Item, ProjectionExpression,
    PutItem, Table,
};
use bytes::Bytes;

/// An item to write, as a function gives it.
#[derive(Debug)]
pub struct PutCall {
    /// The table's name or ARN.
    pub table: String,
    /// DynamoDB's JSON.
    pub item: Bytes,
    /// What must hold; none for a put that takes place anyway.
    pub condition: Option<PutCondition>,
    /// Whether the answer has the item that was there before.
    pub return_old: bool,
    /// How much is told of what it cost.
    pub consumed: ConsumedDetail,
}

/// What must hold for a put.
#[derive(Debug)]
pub struct PutCondition {
    /// The condition expression.
    pub expression: String,
    /// What each `#name` stands for.
    pub names: Option<Vec<(String, String)>>,
    /// DynamoDB's JSON.
    pub values: Option<Bytes>,
}

/// An item to read, as a function asks for it.
#[derive(Debug)]
pub struct GetCall {
    /// The table's name or ARN.
    pub table: String,
    /// The primary key.
    pub key: Item,
    /// Whether every write that has succeeded before must be seen.
    pub consistent: bool,
    /// The projection expression; none for all attributes.
    pub projection: Option<String>,
    /// What each `#name` stands for.
    pub names: Option<Vec<(String, String)>>,
    /// How much is told of what it cost.
    pub consumed: ConsumedDetail,
}

/// How much is told of what a call cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsumedDetail {
    /// Nothing.
    None,
    /// The sum.
    Total,
    /// The sum, and the share of the table and of each index.
    Indexes,
}

/// What came of a call.
#[derive(Debug, PartialEq)]
pub struct Answer {
    /// The item that was asked for, as DynamoDB's JSON.
    pub item: Option<String>,
    /// What the call cost, if that was asked for.
    pub consumed: Option<Consumed>,
}

/// What a call cost, in capacity units.
#[derive(Debug, Default, PartialEq)]
pub struct Consumed {
    /// The table, as the call named it.
    pub table_name: String,
    /// The sum.
    pub total: Capacity,
    /// The table's share.
    pub table: Option<Capacity>,
    /// The share of each local secondary index.
    pub local_indexes: Option<Vec<(String, Capacity)>>,
    /// The share of each global secondary index.
    pub global_indexes: Option<Vec<(String, Capacity)>>,
}

/// A share of what a call cost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Capacity {
    /// Reading and writing together.
    pub units: Option<f64>,
    /// Reading.
    pub read_units: Option<f64>,
    /// Writing.
    pub write_units: Option<f64>,
}

impl Consumed {
    /// DDB.5: a table without indexes has the whole share.
    fn of_table(table_name: String, units: f64, detail: ConsumedDetail) -> Option<Self> {
        let share = Capacity {
            units: Some(units),
            ..Capacity::default()
        };
        let table = match detail {
            ConsumedDetail::None => return None,
            ConsumedDetail::Total => None,
            ConsumedDetail::Indexes => Some(share),
        };
        Some(Self {
            table_name,
            total: share,
            table,
            ..Self::default()
        })
    }
}

impl Table {
    /// Answers a put.
    ///
    /// # Errors
    ///
    /// As for [`Table::put_item`]; and what is given is no item.
    pub fn answer_put(&self, call: PutCall) -> Result<Answer, DynamoDbError> {
        let condition = call.condition.map(condition).transpose()?;
        let put = self.put_item(PutItem {
            item: Item::from_json(&call.item)?,
            condition,
        })?;
        let old = put.old.filter(|_| call.return_old);
        let units = put.capacity.units();
        Ok(Answer {
            item: old.map(|old| old.to_string()),
            consumed: Consumed::of_table(call.table, units, call.consumed),
        })
    }

    /// Answers a get.
    ///
    /// # Errors
    ///
    /// As for [`Table::get_item`].
    pub fn answer_get(&self, call: GetCall) -> Result<Answer, DynamoDbError> {
        let got = self.get_item(&GetItem {
            key: call.key,
            consistent: call.consistent,
            projection: ProjectionExpression {
                expression: call.projection,
                names: call.names,
            },
        })?;
        let units = got.capacity.units();
        Ok(Answer {
            item: got.item.map(|item| item.to_string()),
            consumed: Consumed::of_table(call.table, units, call.consumed),
        })
    }
}

fn condition(condition: PutCondition) -> Result<ConditionExpression, DynamoDbError> {
    let values = condition.values.as_deref();
    Ok(ConditionExpression {
        expression: condition.expression,
        names: condition.names,
        values: values.map(Item::from_json).transpose()?,
    })
}

impl Item {
    /// Puts a primary key together.
    ///
    /// # Errors
    ///
    /// A value is none, or an attribute is named twice.
    pub fn key(
        attributes: Vec<(String, Result<AttributeValue, DynamoDbError>)>,
    ) -> Result<Self, DynamoDbError> {
        let count = attributes.len();
        let attributes = attributes.into_iter();
        let key: Result<Self, DynamoDbError> =
            attributes.map(|(name, value)| Ok((name, value?))).collect();
        let key = key?;
        if key.len() == count {
            Ok(key)
        } else {
            let twice = "the key names an attribute twice";
            Err(DynamoDbError::Validation(twice.to_owned()))
        }
    }
}

/// Checks the name of a table. (AWS's quotas)
///
/// # Errors
///
/// It does not have 3 to 255 letters, digits, `-`, `_` and `.`.
pub fn check_table_name(name: &str) -> Result<(), &'static str> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (3..=255).contains(&name.len()) && name.chars().all(legal) {
        Ok(())
    } else {
        Err("the name of a table has 3 to 255 characters: letters, digits, `-`, `_` and `.`")
    }
}

/// Finds the name of the table that a call names, by its name or its ARN.
///
/// # Errors
///
/// The name cannot be a table's.
pub fn named_table(name_or_arn: &str) -> Result<&str, DynamoDbError> {
    let name = super::table_name(name_or_arn);
    check_table_name(name).map_err(|reason| {
        DynamoDbError::Validation(format!("the request names no table: {reason}"))
    })?;
    Ok(name)
}
