//! Makes every call of the older contract's DynamoDB, and answers with what each one gave.

#![cfg(target_arch = "wasm32")]

use aws_auth::{Authorization, Credentials, IamRole};
use aws_ddb::{
    Client, Conditional, GetItemRequest, Item, KeyAttribute, KeyValue, PutItemRequest,
    ReturnConsumedCapacity, ReturnValues,
};
use momento_functions_wit::generated::imports::momento::host::{aws_auth, aws_ddb};
use momento_functions_wit::generated::web_v1;
use std::fmt::Debug;
use web_v1::exports::momento::functions::guest_function_web::{Guest, Response};

struct Component;

impl Guest for Component {
    fn post(payload: Vec<u8>) -> Response {
        let json = String::from_utf8(payload).unwrap();
        let key = Authorization::Hardcoded(Credentials {
            access_key_id: "id".to_owned(),
            secret_access_key: "secret".to_owned(),
        });
        let role = Authorization::Federated(IamRole {
            role_arn: "arn:aws:iam::123456789012:role/users".to_owned(),
        });
        let told: Vec<String> = [key, role]
            .iter()
            .map(|authorization| aws_auth::provider(authorization, "us-west-2").unwrap())
            .flat_map(|provider| calls(&Client::new(&provider), &json))
            .collect();
        Response {
            status: 200,
            headers: Vec::new(),
            body: told.join("\n").into_bytes(),
        }
    }
}

fn calls(client: &Client, json: &str) -> Vec<String> {
    vec![
        line("put", client.put_item(&put(json))),
        line("get", client.get_item(&get("u"))),
        line("none", client.get_item(&get("v"))),
        line("failed", client.put_item(&on_condition(json))),
        line("no json", client.put_item(&put("{"))),
        line(
            "no table",
            client.get_item(&GetItemRequest {
                table_name: "missing".to_owned(),
                ..get("u")
            }),
        ),
    ]
}

fn put(json: &str) -> PutItemRequest {
    PutItemRequest {
        table_name: "users".to_owned(),
        item: Item::Json(json.to_owned()),
        return_values: ReturnValues::AllOld,
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        condition: None,
    }
}

fn on_condition(json: &str) -> PutItemRequest {
    PutItemRequest {
        condition: Some(Conditional {
            expression: "#v < :v".to_owned(),
            expression_attribute_names: Some(vec![("#v".to_owned(), "version".to_owned())]),
            expression_attribute_values: Some(Item::Json(r#"{":v":{"N":"0"}}"#.to_owned())),
        }),
        ..put(json)
    }
}

fn get(id: &str) -> GetItemRequest {
    GetItemRequest {
        table_name: "users".to_owned(),
        key: vec![KeyAttribute {
            name: "id".to_owned(),
            value: KeyValue::S(id.to_owned()),
        }],
        consistent_read: true,
        return_consumed_capacity: ReturnConsumedCapacity::Indexes,
        projection_expression: Some("#v".to_owned()),
        expression_attribute_names: Some(vec![("#v".to_owned(), "version".to_owned())]),
    }
}

fn line(what: &str, result: impl Debug) -> String {
    format!("{what} {result:?}")
}

web_v1::export_web_v1!(Component);
