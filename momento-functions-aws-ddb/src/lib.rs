//! Items of Amazon DynamoDB tables: reading and writing them one by one.
//!
//! # Examples
//! ```
//! use momento_functions_aws_ddb::{
//!     AttributeValue, Authorization, Condition, ConversionError, DynamoDBClient, Item, PutItemRequest, provider,
//! };
//!
//! #[derive(Debug, PartialEq)]
//! struct User { name: String }
//!
//! impl From<User> for Item {
//!     fn from(user: User) -> Self {
//!         Item::from([("id", "u1"), ("name", user.name.as_str())])
//!     }
//! }
//! # impl From<&str> for User { fn from(name: &str) -> Self { User { name: name.to_string() } } }
//!
//! impl TryFrom<Item> for User {
//!     type Error = ConversionError;
//!
//!     fn try_from(mut item: Item) -> Result<Self, Self::Error> {
//!         let name = item.remove("name").unwrap_or(AttributeValue::Null(true));
//!         Ok(User { name: name.try_into()? })
//!     }
//! }
//!
//! # let run = || -> Result<(), Box<dyn std::error::Error>> {
//! let role = Authorization::federated("arn:aws:iam::123456789012:role/users");
//! let ddb = DynamoDBClient::new(&provider(&role, "us-west-2")?);
//!
//! ddb.put_item("users", User::from("Ada"))?;
//! let user: Option<User> = ddb.get_item("users", ("id", "u1"))?;
//! assert_eq!(user, Some(User::from("Ada")));
//!
//! let only_new = Condition::new("attribute_not_exists(#id)").with_name("#id", "id");
//! ddb.put_item_with(PutItemRequest::new("users", User::from("Bob")).with_condition(only_new))?;
//! # Ok(())
//! # };
//! # use momento_functions_wit::{aws_auth, aws_ddb, native};
//! # use aws_ddb::{Client, Data, DdbError, GetItemOutput, GetItemRequest, PutItemOutput};
//! # #[derive(Default)]
//! # struct Aws(std::cell::RefCell<Vec<u8>>);
//! # impl native::Host for Aws {
//! #     fn aws_auth(&self) -> Option<&dyn aws_auth::Host> { Some(self) }
//! #     fn aws_ddb(&self) -> Option<&dyn aws_ddb::Host> { Some(self) }
//! # }
//! # impl aws_auth::Host for Aws {
//! #     fn provider(&self, _: &aws_auth::Authorization, _: &str) -> Result<aws_auth::CredentialsProvider, aws_auth::AuthError> {
//! #         Ok(aws_auth::CredentialsProvider::from_native(()))
//! #     }
//! # }
//! # impl aws_ddb::Host for Aws {
//! #     fn client(&self, _: &aws_auth::CredentialsProvider) -> Client { Client::from_native(()) }
//! #     fn client_put_item(&self, _: &Client, request: aws_ddb::PutItemRequest) -> Result<PutItemOutput, DdbError> {
//! #         let aws_ddb::Item::Json(data) = request.item;
//! #         if let Data::Value(json) = data { self.0.replace(json); }
//! #         Ok(PutItemOutput { attributes: None, consumed_capacity: None })
//! #     }
//! #     fn client_get_item(&self, _: &Client, _: &GetItemRequest) -> Result<GetItemOutput, DdbError> {
//! #         let item = Some(aws_ddb::Item::Json(Data::Value(self.0.borrow().clone())));
//! #         Ok(GetItemOutput { item, consumed_capacity: None })
//! #     }
//! # }
//! # native::scope(Aws::default(), run)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod capacity;
mod client;
mod convert;
mod error;
mod expression;
mod get_item;
mod item;
mod key;
mod put_item;
mod value;

/// What the macros' output calls. Not for direct use: it changes without notice.
#[doc(hidden)]
pub mod __private {
    use base64::{Engine, prelude::BASE64_STANDARD};

    /// Bytes as DynamoDB's JSON writes them.
    #[must_use]
    pub fn base64(bytes: &[u8]) -> String {
        BASE64_STANDARD.encode(bytes)
    }
}

pub use capacity::{Capacity, ConsumedCapacity, ReturnConsumedCapacity};
pub use client::DynamoDBClient;
pub use convert::{BinaryConversionError, ConversionError, NumericConversionError};
pub use error::{DynamoDBError, GetItemError};
pub use expression::{Condition, Projection};
pub use get_item::{GetItemOutput, GetItemRequest};
pub use item::Item;
pub use key::{Key, KeyValue};
pub use momento_functions_aws_auth::{
    AuthError, Authorization, Credentials, CredentialsProvider, IamRole, provider,
};
pub use momento_functions_wit::aws_ddb::{DdbError, KeyAttribute};
pub use put_item::{PutItemOutput, PutItemRequest};
pub use value::AttributeValue;
