mod configuration;
mod local;
mod remote;
mod wire;

pub use configuration::{LocalKey, LocalTable};
pub(crate) use remote::Caller;

use super::{AwsEndpoint, DynamoDbClient, Failure};
use crate::error::HostError;
use local::LocalTables;
pub(crate) use momento_functions_models::dynamodb::{
    Answer, Capacity, Consumed, ConsumedDetail, GetCall as GetItem, PutCall as PutItem,
    PutCondition,
};
use momento_functions_models::dynamodb::{DynamoDbError, Table};
use remote::Remote;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who keeps the items of functions: the declared tables, and for all others the configured endpoint.
#[derive(Debug, Default)]
pub(crate) struct DynamoDb {
    local: LocalTables,
    remote: Option<Remote>,
}

impl DynamoDb {
    pub(crate) fn new(
        local: &BTreeMap<String, LocalTable>,
        remote: Option<&AwsEndpoint>,
    ) -> Result<Self, HostError> {
        Ok(Self {
            local: LocalTables::new(local)?,
            remote: remote.map(Remote::new).transpose()?,
        })
    }

    /// Finds the local stand-in of a table.
    pub(crate) fn table(&self, name: &str) -> Option<Arc<Table>> {
        self.local.find(name).cloned()
    }

    pub(crate) async fn put_item(
        &self,
        caller: &Caller<'_>,
        client: &DynamoDbClient,
        request: PutItem,
    ) -> Result<Answer, Failure> {
        match self.elsewhere(&request.table) {
            Some(remote) => remote.put_item(caller, &client.0, &request).await,
            None => self.local.put_item(request),
        }
    }

    pub(crate) async fn get_item(
        &self,
        caller: &Caller<'_>,
        client: &DynamoDbClient,
        request: GetItem,
    ) -> Result<Answer, Failure> {
        match self.elsewhere(&request.table) {
            Some(remote) => remote.get_item(caller, &client.0, &request).await,
            None => self.local.get_item(request),
        }
    }

    /// DDB.7: gives the endpoint, if there is one and the table is not declared.
    fn elsewhere(&self, table: &str) -> Option<&Remote> {
        let remote = self.remote.as_ref()?;
        (!self.local.declares(table)).then_some(remote)
    }
}

/// DDB.6: what DynamoDB calls a validation or a serialization exception is malformed.
impl From<DynamoDbError> for Failure {
    fn from(error: DynamoDbError) -> Self {
        let text = error.to_string();
        match error {
            DynamoDbError::Validation(_) | DynamoDbError::Serialization(_) => Self::Malformed(text),
            _ => Self::Other(text),
        }
    }
}
