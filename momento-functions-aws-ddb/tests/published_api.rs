//! What compiles against the published crate compiles against this one: each published item is used
//! here with its published signature.
use std::collections::HashMap;
use std::convert::Infallible;

use momento_functions_aws_ddb::{
    AttributeValue, AuthError, Authorization, BinaryConversionError, ConversionError, Credentials,
    CredentialsProvider, DynamoDBClient, DynamoDBError, GetItemError, IamRole, Item, Key, KeyValue,
    NumericConversionError, provider,
};

#[test]
fn the_clients_calls_are_as_published() {
    fn calls(credentials: &CredentialsProvider) -> Result<Option<Item>, DynamoDBError> {
        let client: DynamoDBClient = DynamoDBClient::new(credentials);
        let item: HashMap<String, AttributeValue> = HashMap::new();
        let _: Result<(), DynamoDBError> = client.put_item("t", item);
        client.put_item("t".to_owned(), [("id", "u1")])?;
        let _: Result<Option<Item>, GetItemError<Infallible>> =
            client.get_item::<Item, Infallible>("t", ("id", "u1"));
        client.get_item_raw("t", ("id".to_owned(), 1))
    }
    let _ = calls;
    let _: fn(&Authorization, &str) -> Result<CredentialsProvider, AuthError> = provider;
    let _ = Authorization::Federated(IamRole {
        role_arn: String::new(),
    });
    let _ = Credentials {
        access_key_id: String::new(),
        secret_access_key: String::new(),
    };
}

#[test]
fn attribute_values_are_matched_case_by_case_without_a_wildcard() {
    fn len(value: AttributeValue) -> usize {
        match value {
            AttributeValue::Binary(text)
            | AttributeValue::Number(text)
            | AttributeValue::String(text) => text.len(),
            AttributeValue::BinarySet(set)
            | AttributeValue::NumberSet(set)
            | AttributeValue::StringSet(set) => set.len(),
            AttributeValue::Boolean(_) | AttributeValue::Null(_) => 0,
            AttributeValue::List(values) => values.len(),
            AttributeValue::Map(values) => values.len(),
        }
    }
    let map: HashMap<&str, AttributeValue> = HashMap::from([("a", AttributeValue::from(1))]);
    let owned: HashMap<String, AttributeValue> = HashMap::new();
    let values = [
        "abc".into(),
        "abc".to_owned().into(),
        true.into(),
        12.into(),
        vec![0_u8].into(),
        vec![AttributeValue::Null(true)].into(),
        map.into(),
        owned.into(),
    ];
    assert_eq!(values.map(len), [3, 3, 0, 2, 4, 1, 1, 0]);
}

#[test]
fn values_come_out_as_published() {
    fn conversion(error: ConversionError) -> (String, String) {
        let ConversionError::WrongType { expected, actual } = error;
        (expected, actual)
    }
    let text: Result<String, ConversionError> = AttributeValue::from("a").try_into();
    let truth: Result<bool, ConversionError> = AttributeValue::from("a").try_into();
    let number: Result<i64, NumericConversionError> = AttributeValue::from(1).try_into();
    let bytes: Result<Vec<u8>, BinaryConversionError> = AttributeValue::from(vec![1]).try_into();
    assert_eq!(
        (text.as_deref(), number, bytes),
        (Ok("a"), Ok(1), Ok(vec![1]))
    );
    let wrong = ("Boolean".to_owned(), "String".to_owned());
    assert_eq!(truth.map_err(conversion), Err(wrong));
    fn numeric(error: NumericConversionError) -> String {
        match error {
            NumericConversionError::ParseInt { cause } => cause.to_string(),
            NumericConversionError::WrongType {
                expected,
                actual: _,
            } => expected,
        }
    }
    fn binary(error: BinaryConversionError) -> String {
        match error {
            BinaryConversionError::Decode { cause } => cause.to_string(),
            BinaryConversionError::WrongType {
                expected,
                actual: _,
            } => expected,
        }
    }
    let number = i64::try_from(AttributeValue::from("a")).map_err(numeric);
    assert_eq!(number, Err("Number".to_owned()));
    let bytes = Vec::<u8>::try_from(AttributeValue::from("a")).map_err(binary);
    assert_eq!(bytes, Err("Binary".to_owned()));
}

#[test]
fn keys_are_built_and_matched_as_published() {
    let values = [
        KeyValue::from("a"),
        KeyValue::from("a".to_owned()),
        KeyValue::from(1),
        KeyValue::from(vec![1]),
        KeyValue::from(&[1][..]),
    ]
    .map(|value| match value {
        KeyValue::Binary(bytes) => bytes.len(),
        KeyValue::Number(_) => 0,
        KeyValue::String(text) => text.len(),
    });
    assert_eq!(values, [1, 1, 0, 1, 1]);
    let both = Key::HashRange {
        hash_key: "h".to_owned(),
        hash_value: KeyValue::Number(1),
        range_key: "r".to_owned(),
        range_value: KeyValue::Number(2),
    };
    let names = [Key::from(("k", 1)), both].map(|key| match key {
        Key::Hash { key, value: _ } => key,
        Key::HashRange {
            hash_key,
            range_key,
            ..
        } => hash_key + &range_key,
    });
    assert_eq!(names, ["k", "hr"]);
    let attributes: Vec<_> = Key::from(("k", 1)).into();
    assert_eq!(attributes.len(), 1);
}

#[test]
fn errors_are_matched_case_by_case_without_a_wildcard() {
    fn text(error: DynamoDBError) -> String {
        match error {
            DynamoDBError::Dynamo(error) => error.to_string(),
            DynamoDBError::Json { cause } => cause.to_string(),
        }
    }
    let error = GetItemError::TryFrom { cause: 1 };
    match error {
        GetItemError::Dynamo { cause } => panic!("{}", text(cause)),
        GetItemError::TryFrom { cause } => assert_eq!(cause, 1),
    }
    let Item { attributes } = Item {
        attributes: HashMap::new(),
    };
    assert!(attributes.is_empty());
}

#[test]
fn the_published_types_have_the_published_traits() {
    type I = Vec<(String, String)>;
    type K = String;
    type S = String;
    type V = String;
    fn implementations()
    where
        AttributeValue: From<&'static str>,
        AttributeValue: From<String>,
        AttributeValue: From<Vec<AttributeValue>>,
        AttributeValue: From<Vec<u8>>,
        AttributeValue: From<bool>,
        AttributeValue: From<i64>,
        String: TryFrom<AttributeValue, Error = ConversionError>,
        Vec<u8>: TryFrom<AttributeValue, Error = BinaryConversionError>,
        bool: TryFrom<AttributeValue, Error = ConversionError>,
        i64: TryFrom<AttributeValue, Error = NumericConversionError>,
        AttributeValue: From<HashMap<S, AttributeValue>>,
        Vec<momento_functions_wit::aws_ddb::KeyAttribute>: From<Key>,
        Key: From<(K, V)>,
        KeyValue: From<&'static [u8]>,
        KeyValue: From<&'static str>,
        KeyValue: From<String>,
        KeyValue: From<Vec<u8>>,
        KeyValue: From<i64>,
        Item: From<I>,
    {
    }
    implementations();
}
