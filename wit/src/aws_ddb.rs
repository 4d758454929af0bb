//! Host calls of `momento:aws-ddb/aws-ddb@1.0.0`: items of DynamoDB tables.
use crate::aws_auth::CredentialsProvider;
use crate::generated::imports::momento::aws_ddb::aws_ddb as binding;
use crate::seam::{resource, seam};

pub use binding::{
    Capacity, Conditional, ConsumedCapacity, Data, DdbError, GetItemOutput, GetItemRequest, Item,
    KeyAttribute, KeyValue, PutItemOutput, PutItemRequest, ReturnConsumedCapacity, ReturnValues,
};

resource! {
    /// A client, as the native host keeps it.
    Client = binding::Client
}

seam! { aws_ddb {
    fn client(credentials: &CredentialsProvider) -> Client = binding::Client::new;
    fn client_put_item(client: &Client, request: PutItemRequest) -> Result<PutItemOutput, DdbError> = binding::Client::put_item;
    fn client_get_item(client: &Client, request: &GetItemRequest) -> Result<GetItemOutput, DdbError> = binding::Client::get_item;
}}
