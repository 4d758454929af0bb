use momento_functions_wit::aws_ddb as host;

use crate::{ConsumedCapacity, DynamoDBError, Item, Key, Projection, ReturnConsumedCapacity};

/// An item to read: the table and the key, and whatever is set.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::{GetItemRequest, Projection, ReturnConsumedCapacity};
///
/// let request = GetItemRequest::new("users", ("id", "u1"))
///     .with_consistent_read()
///     .with_projection(Projection::new("#n").with_name("#n", "name"))
///     .with_consumed_capacity(ReturnConsumedCapacity::Total);
/// # let _ = request;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetItemRequest {
    table: String,
    key: Key,
    consistent_read: bool,
    projection: Option<Projection>,
    consumed_capacity: ReturnConsumedCapacity,
}

impl GetItemRequest {
    /// Makes a request for all attributes of an item, eventually consistent.
    ///
    /// The table is a name or an ARN, the key is whole.
    #[must_use]
    pub fn new(table: impl Into<String>, key: impl Into<Key>) -> Self {
        Self {
            table: table.into(),
            key: key.into(),
            consistent_read: false,
            projection: None,
            consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Asks that every write that has succeeded before is seen. It costs twice as much.
    #[must_use]
    pub fn with_consistent_read(self) -> Self {
        Self {
            consistent_read: true,
            ..self
        }
    }

    /// Sets which attributes to give. The cost stays that of the whole item.
    #[must_use]
    pub fn with_projection(self, projection: Projection) -> Self {
        Self {
            projection: Some(projection),
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

    pub(crate) fn into_abi(self) -> host::GetItemRequest {
        let (projection, names) = self.projection.map(Projection::into_abi).unzip();
        host::GetItemRequest {
            table_name: self.table,
            key: self.key.into(),
            consistent_read: self.consistent_read,
            return_consumed_capacity: self.consumed_capacity.into_abi(),
            projection_expression: projection,
            expression_attribute_names: names.flatten(),
        }
    }
}

/// The answer to a get.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetItemOutput {
    /// The item; `None` when there is none under the key.
    pub item: Option<Item>,
    /// What the call cost, when it was asked for.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

impl GetItemOutput {
    pub(crate) fn try_from_abi(output: host::GetItemOutput) -> Result<Self, DynamoDBError> {
        Ok(Self {
            item: output.item.map(Item::try_from_abi).transpose()?,
            consumed_capacity: output.consumed_capacity.map(ConsumedCapacity::from_abi),
        })
    }
}
