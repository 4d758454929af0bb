use momento_functions_wit::aws_ddb as host;

use crate::{
    CredentialsProvider, DynamoDBError, GetItemError, GetItemOutput, GetItemRequest, Item, Key,
    PutItemOutput, PutItemRequest,
};

/// A client of DynamoDB, for one region and with its credentials.
///
/// Its calls panic off wasm32, on a thread that has no native host
/// (`momento_functions_wit::native::scope`).
///
/// # Limits
/// DynamoDB holds items of at most 400 KB.
///
/// # Examples
/// See the [crate](crate).
#[derive(Debug)]
pub struct DynamoDBClient {
    client: host::Client,
}

impl DynamoDBClient {
    /// Makes a client that uses these credentials and their region. It asks nothing of AWS yet.
    #[must_use]
    pub fn new(credentials: &CredentialsProvider) -> Self {
        Self {
            client: host::client(credentials),
        }
    }

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
        self.get_item_raw(table_name, key)?
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
        let output = self.get_item_with(GetItemRequest::new(table_name, key))?;
        Ok(output.item)
    }

    /// Reads an item as a request says: consistently, in part, with its cost.
    ///
    /// # Errors
    /// DynamoDB does not give it.
    pub fn get_item_with(&self, request: GetItemRequest) -> Result<GetItemOutput, DynamoDBError> {
        let output = host::client_get_item(&self.client, &request.into_abi())?;
        GetItemOutput::try_from_abi(output)
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
        self.put_item_with(PutItemRequest::new(table_name, item))
            .map(drop)
    }

    /// Writes an item as a request says: on a condition, for the old item, with its cost.
    ///
    /// # Errors
    /// DynamoDB does not take it, or the condition does not hold.
    pub fn put_item_with(&self, request: PutItemRequest) -> Result<PutItemOutput, DynamoDBError> {
        let output = host::client_put_item(&self.client, request.try_into_abi()?)?;
        PutItemOutput::try_from_abi(output)
    }
}

#[cfg(test)]
mod tests;
