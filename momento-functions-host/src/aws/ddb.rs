//! Items of Amazon DynamoDB tables: reading and writing them one by one.
use momento_functions_wit::v1::aws_ddb::{self as host, DdbError};

use crate::aws::auth::client;
use crate::errors::errors;

pub use momento_functions_aws_ddb::{
    AttributeValue, BinaryConversionError, ConversionError, Item, NumericConversionError,
};

errors! {
    /// Why DynamoDB has not done it, or its answer cannot be understood.
    DynamoDBError [] {
        /// DynamoDB did not do it.
        Dynamo(error: DdbError) = "DynamoDB did not do it: {error}",
        /// An item is not DynamoDB's JSON.
        SerDeJson {
            /// Why.
            cause: serde_json::Error
        } = "the item is not DynamoDB's JSON: {cause}",
    }

    /// Why an item was not read as a value.
    GetItemError [E] {
        /// There is no answer.
        Dynamo {
            /// Why.
            cause: DynamoDBError
        } = "{cause}",
        /// The item is there, and is not what the type expects.
        TryFrom {
            /// Why.
            cause: E
        } = "the item is not what the function expects: {cause}",
    }
}

momento_functions_aws_ddb::__key! {
    /// An item's primary key.
    for host
}

client! {
    /// A client of DynamoDB, for one region and with its credentials.
    DynamoDBClient = host
}

impl DynamoDBClient {
    /// Reads an item as a value; `None` when there is none under the key.
    ///
    /// # Errors
    /// DynamoDB does not give it, or it is not what `V` expects.
    pub fn get_item<V, E>(
        &self,
        table_name: impl Into<String>,
        key: impl Into<Key>,
    ) -> Result<Option<V>, GetItemError<E>>
    where
        V: TryFrom<Item, Error = E>,
    {
        self.get_item_raw(table_name, key)
            .map_err(|cause| GetItemError::Dynamo { cause })?
            .map(V::try_from)
            .transpose()
            .map_err(|cause| GetItemError::TryFrom { cause })
    }

    /// Reads an item; `None` when there is none under the key.
    ///
    /// # Errors
    /// DynamoDB does not give it.
    pub fn get_item_raw(
        &self,
        table_name: impl Into<String>,
        key: impl Into<Key>,
    ) -> Result<Option<Item>, DynamoDBError> {
        let request = host::GetItemRequest {
            table_name: table_name.into(),
            key: key.into().into(),
            consistent_read: false,
            return_consumed_capacity: host::ReturnConsumedCapacity::None,
            projection_expression: None,
            expression_attribute_names: None,
        };
        match host::client_get_item(&self.client, &request)?.item {
            None => Ok(None),
            Some(host::Item::Json(json)) => serde_json::from_str(&json)
                .map(Some)
                .map_err(|cause| DynamoDBError::SerDeJson { cause }),
        }
    }

    /// Writes an item, in place of the whole item under its key.
    ///
    /// # Errors
    /// DynamoDB does not take it.
    pub fn put_item(
        &self,
        table_name: impl Into<String>,
        item: impl Into<Item>,
    ) -> Result<(), DynamoDBError> {
        let item = serde_json::to_string(&item.into())
            .map_err(|cause| DynamoDBError::SerDeJson { cause })?;
        let request = host::PutItemRequest {
            table_name: table_name.into(),
            item: host::Item::Json(item),
            return_values: host::ReturnValues::None,
            return_consumed_capacity: host::ReturnConsumedCapacity::None,
            condition: None,
        };
        host::client_put_item(&self.client, &request)?;
        Ok(())
    }
}
