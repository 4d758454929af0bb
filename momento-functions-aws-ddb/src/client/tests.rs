use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use momento_functions_wit::native;

use super::*;
use crate::{
    AttributeValue, Condition, ConsumedCapacity, ConversionError, DdbError, Projection,
    ReturnConsumedCapacity,
};

/// Keeps one item a host, and every request; refuses the table `none`.
#[derive(Default)]
struct Table {
    item: RefCell<Option<Vec<u8>>>,
    asked: RefCell<Vec<String>>,
}

impl native::Host for Table {
    fn aws_ddb(&self) -> Option<&dyn host::Host> {
        Some(self)
    }
}

fn json(bytes: Vec<u8>) -> host::Item {
    host::Item::Json(host::Data::Value(bytes))
}

fn bytes(item: host::Item) -> Vec<u8> {
    match item {
        host::Item::Json(host::Data::Value(bytes)) => bytes,
        host::Item::Json(host::Data::Buffer(_)) => panic!("natively a body is inline"),
    }
}

fn cost(table: &str) -> host::ConsumedCapacity {
    host::ConsumedCapacity {
        table_name: table.to_owned(),
        capacity_units: Some(1.0),
        read_capacity_units: None,
        write_capacity_units: None,
        table: None,
        local_secondary_indexes: None,
        global_secondary_indexes: None,
    }
}

impl Table {
    fn ask(&self, table: &str, what: String) -> Result<(), DdbError> {
        self.asked.borrow_mut().push(what);
        match table {
            "none" => Err(DdbError::Other("no such table".to_owned())),
            _ => Ok(()),
        }
    }
}

impl host::Host for Table {
    fn client(&self, credentials: &CredentialsProvider) -> host::Client {
        host::Client::from_native(*credentials.native::<u8>().unwrap())
    }

    fn client_put_item(
        &self,
        client: &host::Client,
        request: host::PutItemRequest,
    ) -> Result<host::PutItemOutput, DdbError> {
        assert_eq!(client.native(), Some(&7_u8));
        let condition = request.condition.map(|condition| {
            let values = condition.expression_attribute_values.map(bytes);
            let values = values.map(|json| String::from_utf8(json).unwrap());
            (
                condition.expression,
                condition.expression_attribute_names,
                values,
            )
        });
        let (values, capacity) = (request.return_values, request.return_consumed_capacity);
        self.ask(
            &request.table_name,
            format!("{condition:?} {values:?} {capacity:?}"),
        )?;
        let old = self.item.replace(Some(bytes(request.item)));
        let wanted = matches!(values, host::ReturnValues::AllOld);
        Ok(host::PutItemOutput {
            attributes: old.filter(|_| wanted).map(json),
            consumed_capacity: Some(cost(&request.table_name)),
        })
    }

    fn client_get_item(
        &self,
        client: &host::Client,
        request: &host::GetItemRequest,
    ) -> Result<host::GetItemOutput, DdbError> {
        assert_eq!(client.native(), Some(&7_u8));
        let asked = (
            &request.key[0].name,
            request.consistent_read,
            request.return_consumed_capacity,
            &request.projection_expression,
            &request.expression_attribute_names,
        );
        self.ask(&request.table_name, format!("{asked:?}"))?;
        Ok(host::GetItemOutput {
            item: self.item.borrow().clone().map(json),
            consumed_capacity: Some(cost(&request.table_name)),
        })
    }
}

fn with_client<R>(run: impl FnOnce(DynamoDBClient) -> R) -> (R, Vec<String>) {
    with_item(None, run)
}

fn with_item<R>(item: Option<&str>, run: impl FnOnce(DynamoDBClient) -> R) -> (R, Vec<String>) {
    let host = Rc::new(Table {
        item: RefCell::new(item.map(|json| json.as_bytes().to_vec())),
        asked: RefCell::default(),
    });
    let result = native::scope(Rc::clone(&host), || {
        run(DynamoDBClient::new(&CredentialsProvider::from_native(7_u8)))
    });
    (result, host.asked.take())
}

#[derive(Debug, PartialEq)]
struct Id(String);

impl TryFrom<Item> for Id {
    type Error = ConversionError;

    fn try_from(mut item: Item) -> Result<Self, ConversionError> {
        let id = item.remove("id").unwrap_or(AttributeValue::Null(true));
        id.try_into().map(Self)
    }
}

#[test]
fn what_is_put_is_what_is_got() {
    let item = Item::from([("id", AttributeValue::from("u1")), ("n", 1.into())]);
    let put = item.clone();
    let ((), asked) = with_client(|ddb| {
        ddb.put_item("t", put).unwrap();
        assert_eq!(ddb.get_item_raw("t", ("id", "u1")).unwrap(), Some(item));
        let id: Result<Option<Id>, GetItemError<ConversionError>> = ddb.get_item("t", ("id", "u1"));
        assert_eq!(id.unwrap(), Some(Id("u1".to_owned())));
    });
    assert_eq!(
        asked,
        [
            "None ReturnValues::None ReturnConsumedCapacity::None",
            "(\"id\", false, ReturnConsumedCapacity::None, None, None)",
            "(\"id\", false, ReturnConsumedCapacity::None, None, None)",
        ]
    );
}

#[test]
fn no_item_is_no_error() {
    let (none, _) = with_client(|ddb| ddb.get_item::<Id, _>("t", ("id", 1)));
    assert_eq!(none.unwrap(), None);
}

#[test]
fn an_item_as_it_is_cannot_be_of_another_shape() {
    let (item, _) = with_item(Some("{}"), |ddb| {
        ddb.get_item::<Item, Infallible>("t", ("id", 1))
    });
    assert_eq!(item.unwrap(), Some(Item::default()));
}

#[test]
fn an_item_of_another_shape_is_an_error() {
    let (error, _) = with_item(Some(r#"{"id":{"N":"1"}}"#), |ddb| {
        ddb.get_item::<Id, _>("t", ("id", 1)).unwrap_err()
    });
    assert!(matches!(
        error,
        GetItemError::TryFrom { cause: ConversionError::WrongType { actual, .. } } if actual == "Number"
    ));
}

#[test]
fn an_answer_that_is_no_item_is_an_error() {
    let (errors, _) = with_item(Some("[]"), |ddb| {
        let put = PutItemRequest::new("t", [("id", 1)]).with_old_item();
        (
            ddb.get_item::<Id, _>("t", ("id", 1)).unwrap_err(),
            ddb.put_item_with(put).unwrap_err(),
        )
    });
    assert!(matches!(
        errors,
        (
            GetItemError::Dynamo {
                cause: DynamoDBError::Json { .. }
            },
            DynamoDBError::Json { .. }
        )
    ));
}

#[test]
fn what_dynamodb_says_is_the_error() {
    let ((get, put), _) = with_client(|ddb| {
        (
            ddb.get_item::<Id, _>("none", ("id", 1)).unwrap_err(),
            ddb.put_item("none", [("id", 1)]).unwrap_err(),
        )
    });
    assert_eq!(get.to_string(), "DynamoDB failed: no such table");
    assert!(matches!(put, DynamoDBError::Dynamo(DdbError::Other(why)) if why == "no such table"));
}

#[test]
fn everything_asked_of_a_get_reaches_the_host() {
    let request = GetItemRequest::new("t", ("id", 1))
        .with_consistent_read()
        .with_projection(Projection::new("#a, b").with_name("#a", "name"))
        .with_consumed_capacity(ReturnConsumedCapacity::Indexes);
    let (output, asked) = with_client(|ddb| ddb.get_item_with(request).unwrap());
    assert_eq!(
        asked,
        [
            "(\"id\", true, ReturnConsumedCapacity::Indexes, Some(\"#a, b\"), Some([(\"#a\", \"name\")]))"
        ]
    );
    assert_eq!(output.item, None);
    let cost = output.consumed_capacity.as_ref();
    assert_eq!(cost, Some(&ConsumedCapacity::from_abi(cost_of_t())));

    let plain = GetItemRequest::new("t", ("id", 1)).with_projection(Projection::new("b"));
    let (_, asked) = with_client(|ddb| ddb.get_item_with(plain).unwrap());
    assert!(asked[0].ends_with("Some(\"b\"), None)"), "{asked:?}");
}

fn cost_of_t() -> host::ConsumedCapacity {
    cost("t")
}

#[test]
fn everything_asked_of_a_put_reaches_the_host() {
    let request = PutItemRequest::new("t", [("id", "u2")])
        .with_condition(
            Condition::new("#v < :v")
                .with_name("#v", "version")
                .with_value(":v", 7),
        )
        .with_old_item()
        .with_consumed_capacity(ReturnConsumedCapacity::Total);
    let (output, asked) = with_item(Some(r#"{"id":{"S":"u1"}}"#), |ddb| {
        ddb.put_item_with(request).unwrap()
    });
    assert_eq!(
        asked,
        [
            "Some((\"#v < :v\", Some([(\"#v\", \"version\")]), Some(\"{\\\":v\\\":{\\\"N\\\":\\\"7\\\"}}\"))) \
             ReturnValues::AllOld ReturnConsumedCapacity::Total"
        ]
    );
    assert_eq!(output.old_item, Some(Item::from([("id", "u1")])));
    assert_eq!(output.consumed_capacity.unwrap().total.units, Some(1.0));

    let plain = PutItemRequest::new("t", [("id", 1)])
        .with_condition(Condition::new("attribute_not_exists(id)"));
    let (_, asked) = with_client(|ddb| ddb.put_item_with(plain).unwrap());
    assert!(
        asked[0].starts_with("Some((\"attribute_not_exists(id)\", None, None))"),
        "{asked:?}"
    );
}
