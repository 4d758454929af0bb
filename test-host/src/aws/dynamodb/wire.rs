//! DynamoDB's messages as they go over the wire (Amazon DynamoDB API Reference).

use super::Failure;
use super::{Answer, Capacity, Consumed, ConsumedDetail, GetItem, PutCondition, PutItem};
use bytes::Bytes;
use http::StatusCode;
use momento_functions_models::dynamodb::DynamoDbError;
use serde::de::IgnoredAny;
use serde_json::Value;

/// Members of a JSON object, as text: an item goes out as the function has written it.
#[derive(Default)]
struct Members(String);

impl Members {
    fn add(&mut self, name: &str, json: impl AsRef<str>) {
        let comma = if self.0.is_empty() { "" } else { "," };
        self.0 += &format!("{comma}\"{name}\":{}", json.as_ref());
    }

    fn add_text(&mut self, name: &str, text: &str) {
        self.add(name, Value::from(text).to_string());
    }

    /// Adds what placeholders stand for. The last of two of one name wins, as in an SDK's map.
    fn add_names(&mut self, names: Option<&Vec<(String, String)>>) {
        if let Some(names) = names {
            let pairs = names.iter();
            let object = pairs.map(|(own, name)| (own.clone(), Value::from(name.as_str())));
            self.add(
                "ExpressionAttributeNames",
                Value::Object(object.collect()).to_string(),
            );
        }
    }

    fn add_consumed(&mut self, detail: ConsumedDetail) {
        let detail = match detail {
            ConsumedDetail::None => "NONE",
            ConsumedDetail::Total => "TOTAL",
            ConsumedDetail::Indexes => "INDEXES",
        };
        self.add_text("ReturnConsumedCapacity", detail);
    }

    fn object(self) -> String {
        format!("{{{}}}", self.0)
    }
}

pub(super) fn put_item(request: &PutItem) -> Result<String, Failure> {
    let mut members = Members::default();
    members.add_text("TableName", &request.table);
    members.add("Item", json(&request.item)?);
    members.add_consumed(request.consumed);
    let returned = if request.return_old {
        "ALL_OLD"
    } else {
        "NONE"
    };
    members.add_text("ReturnValues", returned);
    if let Some(condition) = &request.condition {
        add_condition(&mut members, condition)?;
    }
    Ok(members.object())
}

fn add_condition(members: &mut Members, condition: &PutCondition) -> Result<(), Failure> {
    members.add_text("ConditionExpression", &condition.expression);
    members.add_names(condition.names.as_ref());
    if let Some(values) = &condition.values {
        members.add("ExpressionAttributeValues", json(values)?);
    }
    Ok(())
}

pub(super) fn get_item(request: &GetItem) -> String {
    let mut members = Members::default();
    members.add_text("TableName", &request.table);
    members.add("Key", request.key.to_string());
    members.add("ConsistentRead", request.consistent.to_string());
    members.add_consumed(request.consumed);
    if let Some(expression) = &request.projection {
        members.add_text("ProjectionExpression", expression);
    }
    members.add_names(request.names.as_ref());
    members.object()
}

/// Makes sure that an item is one JSON value, which adds no member to the request.
fn json(item: &Bytes) -> Result<&str, Failure> {
    let checked = serde_json::from_slice::<IgnoredAny>(item).map_err(|error| error.to_string());
    let text = checked.and_then(|_| str::from_utf8(item).map_err(|error| error.to_string()));
    text.map_err(|error| DynamoDbError::Serialization(error).into())
}

/// What DynamoDB has answered.
pub(super) struct Answered(Value);

impl Answered {
    pub(super) fn read(body: &[u8]) -> Result<Self, Failure> {
        let answer = serde_json::from_slice(body);
        answer
            .map(Self)
            .map_err(|error| Failure::Other(format!("DynamoDB's answer is no JSON: {error}")))
    }

    /// Gives the item under `member`, and the cost.
    pub(super) fn answer(&self, member: &str) -> Answer {
        Answer {
            item: given(&self.0, member).map(Value::to_string),
            consumed: given(&self.0, "ConsumedCapacity").map(consumed),
        }
    }
}

/// Some servers write what is not there as null.
fn given<'a>(answer: &'a Value, name: &str) -> Option<&'a Value> {
    answer.get(name).filter(|value| !value.is_null())
}

fn consumed(answer: &Value) -> Consumed {
    let name = answer.get("TableName").and_then(Value::as_str);
    Consumed {
        table_name: name.unwrap_or_default().to_owned(),
        total: capacity(answer),
        table: given(answer, "Table").map(capacity),
        local_indexes: indexes(given(answer, "LocalSecondaryIndexes")),
        global_indexes: indexes(given(answer, "GlobalSecondaryIndexes")),
    }
}

fn capacity(answer: &Value) -> Capacity {
    let units = |name| answer.get(name).and_then(Value::as_f64);
    Capacity {
        units: units("CapacityUnits"),
        read_units: units("ReadCapacityUnits"),
        write_units: units("WriteCapacityUnits"),
    }
}

fn indexes(answer: Option<&Value>) -> Option<Vec<(String, Capacity)>> {
    let indexes = answer?.as_object()?.iter();
    Some(
        indexes
            .map(|(name, share)| (name.clone(), capacity(share)))
            .collect(),
    )
}

/// DDB.7: an error, by its type: `{"__type": "NAMESPACE#NAME", "message": "…"}`.
pub(super) fn refusal(status: StatusCode, body: &[u8]) -> Failure {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name| answer.get(name).and_then(Value::as_str);
    let Some(kind) = text("__type").and_then(|kind| kind.rsplit('#').next()) else {
        return Failure::Other(format!("DynamoDB answered with the status {status}"));
    };
    let message = text("message")
        .or_else(|| text("Message"))
        .unwrap_or_default();
    let told = format!("{kind}: {message}");
    match kind {
        "ValidationException" | "SerializationException" => Failure::Malformed(told),
        "AccessDeniedException"
        | "ExpiredTokenException"
        | "IncompleteSignatureException"
        | "InvalidSignatureException"
        | "MissingAuthenticationTokenException"
        | "NotAuthorized"
        | "UnrecognizedClientException" => Failure::Unauthorized(told),
        "ProvisionedThroughputExceededException"
        | "RequestLimitExceeded"
        | "ThrottlingException" => Failure::Throttled(told),
        _ => Failure::Other(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> Failure {
        refusal(StatusCode::BAD_REQUEST, body.as_bytes())
    }

    /// DDB.7
    #[test]
    fn an_error_is_told_by_its_type() {
        let error = |kind: &str| {
            let namespace = "com.amazonaws.dynamodb.v20120810#";
            told(&format!(
                r#"{{"__type":"{namespace}{kind}","message":"why"}}"#
            ))
        };
        for kind in ["ValidationException", "SerializationException"] {
            let text = format!("{kind}: why");
            assert_eq!(error(kind), Failure::Malformed(text));
        }
        for kind in ["AccessDeniedException", "UnrecognizedClientException"] {
            let text = format!("{kind}: why");
            assert_eq!(error(kind), Failure::Unauthorized(text));
        }
        for kind in ["RequestLimitExceeded", "ThrottlingException"] {
            let text = format!("{kind}: why");
            assert_eq!(error(kind), Failure::Throttled(text));
        }
        for kind in ["ConditionalCheckFailedException", "InternalServerError"] {
            let text = format!("{kind}: why");
            assert_eq!(error(kind), Failure::Other(text));
        }
        let capital = told(r#"{"__type":"ValidationException","Message":"why"}"#);
        assert_eq!(
            capital,
            Failure::Malformed("ValidationException: why".to_owned())
        );
    }

    /// DDB.7
    #[test]
    fn an_error_that_is_none_of_dynamodbs_is_told_by_its_status() {
        for body in ["", "<html>", "{}", r#"{"__type":1}"#, "[]"] {
            let text = "DynamoDB answered with the status 400 Bad Request";
            assert_eq!(told(body), Failure::Other(text.to_owned()), "{body}");
        }
    }

    /// DDB.7
    #[test]
    fn an_item_adds_no_member_to_its_request() {
        let request = |item: &'static str| PutItem {
            table: "users".to_owned(),
            item: Bytes::from_static(item.as_bytes()),
            condition: None,
            return_old: false,
            consumed: ConsumedDetail::None,
        };
        assert!(put_item(&request("{}")).is_ok());
        for item in ["{},\"a\":1", "", "{", "{}}"] {
            let refused = put_item(&request(item));
            assert!(matches!(refused, Err(Failure::Malformed(_))), "{item}");
        }
    }
}
