/// Translates one contract's types, which differ from the other's in their module, and in whether an
/// item's JSON is a handle or a text.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::aws::{
            self, Consumed, ConsumedDetail, CredentialsProvider, DynamoDbClient, Failure,
            PutCondition, PutItem,
        };
        use crate::bindings::$bindings::{
            Capacity, Conditional, ConsumedCapacity, DdbError, GetItemOutput, GetItemRequest, Host,
            HostClient, Item, KeyAttribute, KeyValue, PutItemOutput, PutItemRequest,
            ReturnConsumedCapacity, ReturnValues,
        };
        use crate::interfaces::aws_ddb_items::{ItemJson, whole};
        use crate::invocation::{HostBuffer, State};
        use bytes::Bytes;
        use momento_functions_models::dynamodb::{
            AttributeValue, DynamoDbError, Item as Attributes,
        };
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;
        use wasmtime::component::Resource;

        impl Host for State {}

        #[observed($bindings)]
        impl HostClient for State {
            #[observed(local)]
            fn new(
                &mut self,
                credentials: Resource<CredentialsProvider>,
            ) -> Result<Resource<DynamoDbClient>> {
                let client = DynamoDbClient(self.table.get(&credentials)?.clone());
                Ok(self.table.push(client)?)
            }

            async fn put_item(
                &mut self,
                client: Resource<DynamoDbClient>,
                request: PutItemRequest,
            ) -> Result<Result<PutItemOutput, DdbError>> {
                let put = Put::take(request, self)?;
                let client = self.table.get(&client)?;
                let request = put.whole().await;
                let settings = self.context.settings();
                let answer = match request {
                    Ok(request) => {
                        let caller = settings.caller();
                        settings.dynamodb.put_item(&caller, client, request).await
                    }
                    Err(failure) => Err(failure),
                };
                match answer {
                    Ok(answer) => Ok(match given(answer.item, self)? {
                        Ok(attributes) => Ok(PutItemOutput {
                            attributes,
                            consumed_capacity: answer.consumed.map(ConsumedCapacity::from),
                        }),
                        Err(failure) => Err(failure.into()),
                    }),
                    Err(failure) => Ok(Err(failure.into())),
                }
            }

            async fn get_item(
                &mut self,
                client: Resource<DynamoDbClient>,
                request: GetItemRequest,
            ) -> Result<Result<GetItemOutput, DdbError>> {
                let client = self.table.get(&client)?;
                let settings = self.context.settings();
                let answer = match get(request) {
                    Ok(request) => {
                        let caller = settings.caller();
                        settings.dynamodb.get_item(&caller, client, request).await
                    }
                    Err(failure) => Err(failure),
                };
                match answer {
                    Ok(answer) => Ok(match given(answer.item, self)? {
                        Ok(item) => Ok(GetItemOutput {
                            item,
                            consumed_capacity: answer.consumed.map(ConsumedCapacity::from),
                        }),
                        Err(failure) => Err(failure.into()),
                    }),
                    Err(failure) => Ok(Err(failure.into())),
                }
            }

            fn drop(&mut self, client: Resource<DynamoDbClient>) -> Result<()> {
                self.table.delete(client)?;
                Ok(())
            }
        }

        /// A put whose items are not read yet. They are taken over from the guest whatever comes of it.
        struct Put {
            item: HostBuffer,
            values: Option<HostBuffer>,
            request: PutItem,
        }

        impl Put {
            fn take(request: PutItemRequest, state: &mut State) -> Result<Self> {
                let Item::Json(item) = request.item;
                let (condition, values) = request.condition.map(condition).unzip();
                let values = values
                    .flatten()
                    .map(|Item::Json(values)| values.take(state));
                Ok(Self {
                    item: item.take(state)?,
                    values: values.transpose()?,
                    request: PutItem {
                        table: request.table_name,
                        item: Bytes::new(),
                        condition,
                        return_old: matches!(request.return_values, ReturnValues::AllOld),
                        consumed: request.return_consumed_capacity.into(),
                    },
                })
            }

            async fn whole(mut self) -> Result<PutItem, Failure> {
                self.request.item = whole(self.item).await?;
                if let (Some(condition), Some(values)) = (&mut self.request.condition, self.values)
                {
                    condition.values = Some(whole(values).await?);
                }
                Ok(self.request)
            }
        }

        fn condition(condition: Conditional) -> (PutCondition, Option<Item>) {
            let values = condition.expression_attribute_values;
            let condition = PutCondition {
                expression: condition.expression,
                names: condition.expression_attribute_names,
                values: None,
            };
            (condition, values)
        }

        fn get(request: GetItemRequest) -> Result<aws::GetItem, Failure> {
            let attributes = request.key.into_iter();
            let attributes = attributes.map(|KeyAttribute { name, value }| (name, read(value)));
            Ok(aws::GetItem {
                key: Attributes::key(attributes.collect())?,
                table: request.table_name,
                consistent: request.consistent_read,
                projection: request.projection_expression,
                names: request.expression_attribute_names,
                consumed: request.return_consumed_capacity.into(),
            })
        }

        fn read(value: KeyValue) -> Result<AttributeValue, DynamoDbError> {
            match value {
                KeyValue::S(text) => Ok(AttributeValue::String(text)),
                KeyValue::N(number) => AttributeValue::number(&number),
                KeyValue::B(base64) => AttributeValue::binary(&base64),
            }
        }

        fn given(item: Option<String>, state: &mut State) -> Result<Result<Option<Item>, Failure>> {
            let given = item.map(|json| ItemJson::give(json, state)).transpose()?;
            Ok(given.transpose().map(|item| item.map(Item::Json)))
        }

        impl From<ReturnConsumedCapacity> for ConsumedDetail {
            fn from(detail: ReturnConsumedCapacity) -> Self {
                match detail {
                    ReturnConsumedCapacity::None => Self::None,
                    ReturnConsumedCapacity::Total => Self::Total,
                    ReturnConsumedCapacity::Indexes => Self::Indexes,
                }
            }
        }

        impl From<Consumed> for ConsumedCapacity {
            fn from(consumed: Consumed) -> Self {
                Self {
                    table_name: consumed.table_name,
                    capacity_units: consumed.total.units,
                    read_capacity_units: consumed.total.read_units,
                    write_capacity_units: consumed.total.write_units,
                    table: consumed.table.map(Capacity::from),
                    local_secondary_indexes: consumed.local_indexes.map(by_name),
                    global_secondary_indexes: consumed.global_indexes.map(by_name),
                }
            }
        }

        fn by_name(shares: Vec<(String, aws::Capacity)>) -> Vec<(String, Capacity)> {
            let shares = shares.into_iter();
            shares.map(|(name, share)| (name, share.into())).collect()
        }

        impl From<aws::Capacity> for Capacity {
            fn from(capacity: aws::Capacity) -> Self {
                Self {
                    capacity_units: capacity.units,
                    read_capacity_units: capacity.read_units,
                    write_capacity_units: capacity.write_units,
                }
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(aws_ddb);
