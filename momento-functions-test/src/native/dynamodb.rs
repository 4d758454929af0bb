use super::aws::{Failure, told};
use super::data::{bytes, data};
use momento_functions_models::dynamodb::{
    Answer, AttributeValue, Capacity, Consumed, ConsumedDetail, DynamoDbError, GetCall, Item,
    KeySchema, PutCall, PutCondition, Table, check_table_name, named_table,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The tables that the test has made.
#[derive(Default)]
pub(super) struct Tables(RefCell<BTreeMap<String, Arc<Table>>>);

impl Tables {
    #[track_caller]
    #[expect(clippy::panic, reason = "a test that is written wrong has to fail")]
    pub(super) fn create(&self, name: &str, schema: KeySchema) -> Arc<Table> {
        if let Err(reason) = check_table_name(name) {
            panic!("`{name}` is no table: {reason}");
        }
        let table = Arc::new(Table::new(schema));
        let mut tables = self.0.borrow_mut();
        tables.insert(name.to_owned(), Arc::clone(&table));
        table
    }

    pub(super) fn find(&self, name: &str) -> Option<Arc<Table>> {
        self.0.borrow().get(name).cloned()
    }

    fn named(&self, name_or_arn: &str) -> Result<Arc<Table>, Failure> {
        let name = named_table(name_or_arn)?;
        self.find(name).ok_or_else(|| not_made(name))
    }

    fn put(&self, call: PutCall) -> Result<Answer, Failure> {
        Ok(self.named(&call.table)?.answer_put(call)?)
    }

    fn get(&self, call: Result<GetCall, DynamoDbError>) -> Result<Answer, Failure> {
        let call = call?;
        Ok(self.named(&call.table)?.answer_get(call)?)
    }
}

fn not_made(name: &str) -> Failure {
    Failure::Other(format!(
        "ResourceNotFoundException: Requested resource not found: Table: {name} not found; make it in the test: `host.create_table({name:?}, KeySchema::new(KeyAttribute::string(\"…\")))`"
    ))
}

/// Answers one contract, whose requests `$own` takes over, and whose items `$read` and `$give` turn into
/// bytes and back.
macro_rules! answer {
    ($($module:ident)::+, $put:ty, $own:expr, $read:expr, $give:expr) => {
        use momento_functions_wit::$($module)::+ as wit;

        impl wit::Host for Tables {
            fn client(&self, _: &CredentialsProvider) -> wit::Client {
                // Credentials are not looked at for a local table.
                wit::Client::from_native(())
            }

            fn client_put_item(
                &self,
                _: &wit::Client,
                request: $put,
            ) -> Result<wit::PutItemOutput, wit::DdbError> {
                let answer = self.put(put_call(request)).map_err(told)?;
                Ok(wit::PutItemOutput {
                    attributes: answer.item.map($give).map(wit::Item::Json),
                    consumed_capacity: answer.consumed.map(consumed),
                })
            }

            fn client_get_item(
                &self,
                _: &wit::Client,
                request: &wit::GetItemRequest,
            ) -> Result<wit::GetItemOutput, wit::DdbError> {
                let answer = self.get(get_call(request)).map_err(told)?;
                Ok(wit::GetItemOutput {
                    item: answer.item.map($give).map(wit::Item::Json),
                    consumed_capacity: answer.consumed.map(consumed),
                })
            }
        }

        fn put_call(request: $put) -> PutCall {
            let wit::PutItemRequest {
                table_name,
                item: wit::Item::Json(item),
                return_values,
                return_consumed_capacity,
                condition,
            } = $own(request);
            PutCall {
                table: table_name,
                item: $read(item).into(),
                condition: condition.map(|condition| PutCondition {
                    expression: condition.expression,
                    names: condition.expression_attribute_names,
                    values: condition
                        .expression_attribute_values
                        .map(|wit::Item::Json(values)| $read(values).into()),
                }),
                return_old: matches!(return_values, wit::ReturnValues::AllOld),
                consumed: detail(return_consumed_capacity),
            }
        }

        fn get_call(request: &wit::GetItemRequest) -> Result<GetCall, DynamoDbError> {
            let attributes = request.key.iter();
            let attributes = attributes.map(|key| (key.name.clone(), read(&key.value)));
            Ok(GetCall {
                key: Item::key(attributes.collect())?,
                table: request.table_name.clone(),
                consistent: request.consistent_read,
                projection: request.projection_expression.clone(),
                names: request.expression_attribute_names.clone(),
                consumed: detail(request.return_consumed_capacity),
            })
        }

        fn read(value: &wit::KeyValue) -> Result<AttributeValue, DynamoDbError> {
            match value {
                wit::KeyValue::S(text) => Ok(AttributeValue::String(text.clone())),
                wit::KeyValue::N(number) => AttributeValue::number(number),
                wit::KeyValue::B(base64) => AttributeValue::binary(base64),
            }
        }

        fn detail(detail: wit::ReturnConsumedCapacity) -> ConsumedDetail {
            match detail {
                wit::ReturnConsumedCapacity::None => ConsumedDetail::None,
                wit::ReturnConsumedCapacity::Total => ConsumedDetail::Total,
                wit::ReturnConsumedCapacity::Indexes => ConsumedDetail::Indexes,
            }
        }

        /// A table has no indexes here.
        fn consumed(consumed: Consumed) -> wit::ConsumedCapacity {
            wit::ConsumedCapacity {
                table_name: consumed.table_name,
                capacity_units: consumed.total.units,
                read_capacity_units: consumed.total.read_units,
                write_capacity_units: consumed.total.write_units,
                table: consumed.table.map(capacity),
                local_secondary_indexes: None,
                global_secondary_indexes: None,
            }
        }

        fn capacity(capacity: Capacity) -> wit::Capacity {
            wit::Capacity {
                capacity_units: capacity.units,
                read_capacity_units: capacity.read_units,
                write_capacity_units: capacity.write_units,
            }
        }
    };
}

mod v2 {
    use super::*;
    use momento_functions_wit::aws_auth::CredentialsProvider;
    use std::convert::identity;
    answer!(aws_ddb, wit::PutItemRequest, identity, bytes, data);
}

mod v1 {
    use super::*;
    use momento_functions_wit::v1::aws_auth::CredentialsProvider;
    answer!(
        v1::aws_ddb,
        &wit::PutItemRequest,
        Clone::clone,
        String::into_bytes,
        String::from
    );
}
