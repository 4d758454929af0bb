use momento_functions_wit::aws_ddb as host;

use crate::{Condition, ConsumedCapacity, DynamoDBError, Item, ReturnConsumedCapacity};

/// An item to write: the table and the item, and whatever is set.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::{Condition, PutItemRequest};
///
/// let request = PutItemRequest::new("users", [("id", "u1"), ("name", "Ada")])
///     .with_condition(Condition::new("attribute_not_exists(id)"))
///     .with_old_item();
/// # let _ = request;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutItemRequest {
    table: String,
    item: Item,
    condition: Option<Condition>,
    old_item: bool,
    consumed_capacity: ReturnConsumedCapacity,
}

impl PutItemRequest {
    /// Makes a request that puts an item in place of the whole item under its key.
    ///
    /// The table is a name or an ARN, the item has its whole key among its attributes.
    #[must_use]
    pub fn new(table: impl Into<String>, item: impl Into<Item>) -> Self {
        Self {
            table: table.into(),
            item: item.into(),
            condition: None,
            old_item: false,
            consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Sets what must hold for the put.
    ///
    /// When it does not, nothing is written, and the error says so:
    /// [`is_condition_failed`](DynamoDBError::is_condition_failed).
    #[must_use]
    pub fn with_condition(self, condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            ..self
        }
    }

    /// Asks for the item that was there before.
    #[must_use]
    pub fn with_old_item(self) -> Self {
        Self {
            old_item: true,
            ..self
        }
    }

    /// Sets whether the answer tells what the call cost.
    #[must_use]
    pub fn with_consumed_capacity(self, consumed_capacity: ReturnConsumedCapacity) -> Self {
        Self {
            consumed_capacity,
            ..self
        }
    }

    pub(crate) fn try_into_abi(self) -> Result<host::PutItemRequest, DynamoDBError> {
        Ok(host::PutItemRequest {
            table_name: self.table,
            item: self.item.try_into_abi()?,
            return_values: if self.old_item {
                host::ReturnValues::AllOld
            } else {
                host::ReturnValues::None
            },
            return_consumed_capacity: self.consumed_capacity.into_abi(),
            condition: self.condition.map(Condition::try_into_abi).transpose()?,
        })
    }
}

/// The answer to a put.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutItemOutput {
    /// The item that was there before, when it was asked for and there was one.
    pub old_item: Option<Item>,
    /// What the call cost, when it was asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

impl PutItemOutput {
    pub(crate) fn try_from_abi(output: host::PutItemOutput) -> Result<Self, DynamoDBError> {
        Ok(Self {
            old_item: output.attributes.map(Item::try_from_abi).transpose()?,
            consumed_capacity: output.consumed_capacity.map(ConsumedCapacity::from_abi),
        })
    }
}
