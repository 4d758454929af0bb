//! Hands its body to DynamoDB as it comes, and what it gets from there to its caller.
#![cfg(target_arch = "wasm32")]

use momento_functions_wit::aws_auth::{self, Authorization, Credentials};
use momento_functions_wit::aws_ddb::{
    self, Conditional, Data, DdbError, GetItemRequest, Item, KeyAttribute, KeyValue,
    PutItemRequest, ReturnConsumedCapacity, ReturnValues,
};
use momento_functions_wit::generated::web_v2;
use momento_functions_wit::web_function_support;
use web_v2::exports::momento::web_function::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn invoke(body: Data) -> Response {
        let answer = match web_function_support::http_method().as_str() {
            "PUT" => put(Item::Json(body), None),
            "POST" => put(fixed(r#"{"id":{"S":"u"}}"#), Some(Item::Json(body))),
            _ => get(),
        };
        let (status, body) = match answer {
            Ok(Some(Item::Json(json))) => (200, json),
            Ok(None) => (204, Data::Value(Vec::new())),
            Err(error) => (400, Data::Value(format!("{error:?}").into_bytes())),
        };
        Response {
            status,
            headers: Vec::new(),
            body,
        }
    }
}

fn client() -> aws_ddb::Client {
    let key = Authorization::Hardcoded(Credentials {
        access_key_id: "id".to_owned(),
        secret_access_key: "secret".to_owned(),
    });
    // The client outlives what it was made with.
    aws_ddb::client(&aws_auth::provider(&key, "us-west-2").unwrap())
}

fn put(item: Item, values: Option<Item>) -> Result<Option<Item>, DdbError> {
    let condition = values.map(|values| Conditional {
        expression: "attribute_not_exists(id) OR id = :id".to_owned(),
        expression_attribute_names: None,
        expression_attribute_values: Some(values),
    });
    let request = PutItemRequest {
        table_name: "users".to_owned(),
        item,
        return_values: ReturnValues::AllOld,
        return_consumed_capacity: ReturnConsumedCapacity::None,
        condition,
    };
    let client = client();
    let answer = aws_ddb::client_put_item(&client, request);
    // The same client goes on after a refusal.
    let again = aws_ddb::client_put_item(&client, good());
    assert!(again.is_ok(), "{again:?}");
    Ok(answer?.attributes)
}

fn good() -> PutItemRequest {
    PutItemRequest {
        table_name: "others".to_owned(),
        item: fixed(r#"{"id":{"N":"1"}}"#),
        return_values: ReturnValues::None,
        return_consumed_capacity: ReturnConsumedCapacity::None,
        condition: None,
    }
}

fn fixed(json: &str) -> Item {
    Item::Json(Data::Value(json.as_bytes().to_vec()))
}

/// The key is the query: `id=s:u`, `id=n:1.0` or `id=b:YQ==`.
fn get() -> Result<Option<Item>, DdbError> {
    let query = web_function_support::query_parameters();
    let key = query.into_iter().map(|parameter| KeyAttribute {
        name: parameter.name,
        value: match parameter.value.split_once(':').unwrap() {
            ("n", number) => KeyValue::N(number.to_owned()),
            ("b", base64) => KeyValue::B(base64.to_owned()),
            (_, text) => KeyValue::S(text.to_owned()),
        },
    });
    let request = GetItemRequest {
        table_name: web_function_support::invocation_path().unwrap_or_default(),
        key: key.collect(),
        consistent_read: true,
        return_consumed_capacity: ReturnConsumedCapacity::None,
        projection_expression: None,
        expression_attribute_names: None,
    };
    Ok(aws_ddb::client_get_item(&client(), &request)?.item)
}

web_v2::export_web_v2!(Component);
