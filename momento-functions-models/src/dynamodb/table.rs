use super::expression::{Condition, Placeholders, Projection, check_scalar_keys};
use super::key::Key;
use super::{
    ConditionExpression, ConsumedCapacity, DynamoDbError, GetItem, GetItemOutput, Item, KeySchema,
    MAX_ITEM_SIZE, ProjectionExpression, PutItem, PutItemOutput, nesting,
};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How many bytes of this machine's memory all items of a table may take, about: 256 MiB. DynamoDB has
/// no such limit.
pub const MAX_TABLE_SIZE: usize = 256 << 20;

/// A table: items by their primary key.
#[derive(Debug)]
pub struct Table {
    schema: KeySchema,
    room: usize,
    items: RwLock<Items>,
}

#[derive(Debug, Default)]
struct Items {
    by_key: BTreeMap<Key, Stored>,
    memory: usize,
}

#[derive(Debug, Clone)]
struct Stored {
    item: Arc<Item>,
    /// As DynamoDB counts it.
    size: usize,
    memory: usize,
}

impl Table {
    /// Makes a table without items.
    #[must_use]
    pub fn new(schema: KeySchema) -> Self {
        Self {
            schema,
            room: MAX_TABLE_SIZE,
            items: RwLock::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn with_room(schema: KeySchema, room: usize) -> Self {
        Self {
            room,
            ..Self::new(schema)
        }
    }

    /// Returns the table's primary key.
    #[must_use]
    pub fn schema(&self) -> &KeySchema {
        &self.schema
    }

    /// Writes an item, and returns the one that was under its key.
    ///
    /// # Errors
    ///
    /// See [`put_item`](Self::put_item).
    pub fn put(&self, item: Item) -> Result<Option<Arc<Item>>, DynamoDbError> {
        let put = PutItem {
            item,
            condition: None,
        };
        Ok(self.put_item(put)?.old)
    }

    /// Reads the item under a primary key.
    ///
    /// # Errors
    ///
    /// The key's attributes are not those of the table.
    pub fn get(&self, key: &Item) -> Result<Option<Arc<Item>>, DynamoDbError> {
        let key = self.schema.of_key(key)?;
        Ok(self
            .read()
            .by_key
            .get(&key)
            .map(|stored| Arc::clone(&stored.item)))
    }

    /// Gives all items, in the order of their keys.
    #[must_use]
    pub fn items(&self) -> Vec<Arc<Item>> {
        let items = self.read();
        let items = items.by_key.values();
        items.map(|stored| Arc::clone(&stored.item)).collect()
    }

    /// Writes an item as a request says. Between what a condition sees and the write nothing comes.
    ///
    /// # Errors
    ///
    /// The request breaks one of DynamoDB's rules, or its condition does not hold. Nothing is written.
    ///
    /// # Limits
    ///
    /// An item has at most 400 KB, its partition key 2048 bytes, its sort key 1024 bytes.
    pub fn put_item(&self, request: PutItem) -> Result<PutItemOutput, DynamoDbError> {
        let PutItem { item, condition } = request;
        let placeholders;
        let condition = match &condition {
            Some(condition) => {
                placeholders = condition.placeholders()?;
                Some(self.condition(&condition.expression, &placeholders)?)
            }
            None => None,
        };
        nesting::check(&item)?;
        let key = self.schema.of_item(&item)?;
        let size = item.size();
        if size > MAX_ITEM_SIZE {
            return Err(invalid_size());
        }
        let holds = |old: Option<&Item>| condition.as_ref().is_none_or(|all| all.holds(old));
        let new = Stored {
            memory: item.memory(),
            item: Arc::new(item),
            size,
        };
        self.replace(key, new, holds)
    }

    /// Reads an item as a request says.
    ///
    /// # Errors
    ///
    /// The request breaks one of DynamoDB's rules. That there is no item is no error.
    pub fn get_item(&self, request: &GetItem) -> Result<GetItemOutput, DynamoDbError> {
        let placeholders = request.projection.placeholders()?;
        let projection = match &request.projection.expression {
            Some(expression) => Some(self.projection(expression, &placeholders)?),
            None => None,
        };
        let key = self.schema.of_key(&request.key)?;
        let found = self.read().by_key.get(&key).cloned();
        let size = found.as_ref().map(|stored| stored.size);
        let item = found.map(|Stored { item, .. }| match &projection {
            Some(projection) => Arc::new(projection.of(&item)),
            None => item,
        });
        Ok(GetItemOutput {
            item,
            capacity: ConsumedCapacity::of_read(size, request.consistent),
        })
    }

    fn condition<'a>(
        &self,
        expression: &'a str,
        placeholders: &'a Placeholders<'a>,
    ) -> Result<Condition<'a>, DynamoDbError> {
        let (condition, paths) = Condition::parse(expression, placeholders)?;
        placeholders.all_used()?;
        check_scalar_keys(&paths, &self.schema)?;
        Ok(condition)
    }

    fn projection<'a>(
        &self,
        expression: &'a str,
        placeholders: &'a Placeholders<'a>,
    ) -> Result<Projection<'a>, DynamoDbError> {
        let (projection, paths) = Projection::parse(expression, placeholders)?;
        placeholders.all_used()?;
        check_scalar_keys(&paths, &self.schema)?;
        Ok(projection)
    }

    fn replace(
        &self,
        key: Key,
        new: Stored,
        holds: impl Fn(Option<&Item>) -> bool,
    ) -> Result<PutItemOutput, DynamoDbError> {
        let mut items = self.write();
        let old = items.by_key.get(&key).cloned();
        if !holds(old.as_ref().map(|old| &*old.item)) {
            return Err(DynamoDbError::ConditionalCheckFailed);
        }
        let old_size = old.as_ref().map(|old| old.size);
        let old_memory = old.as_ref().map_or(0, |old| old.memory);
        let memory = items.memory - old_memory + new.memory;
        if memory > self.room {
            return Err(full(self.room));
        }
        let capacity = ConsumedCapacity::of_write(old_size, new.size);
        items.memory = memory;
        items.by_key.insert(key, new);
        Ok(PutItemOutput {
            old: old.map(|old| old.item),
            capacity,
        })
    }

    fn read(&self) -> RwLockReadGuard<'_, Items> {
        self.items.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Items> {
        self.items.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConditionExpression {
    fn placeholders(&self) -> Result<Placeholders<'_>, DynamoDbError> {
        if let Some(values) = &self.values {
            nesting::check(values)?;
        }
        Placeholders::new(self.names.as_deref(), self.values.as_ref())
    }
}

impl ProjectionExpression {
    fn placeholders(&self) -> Result<Placeholders<'_>, DynamoDbError> {
        if self.expression.is_none() && self.names.is_some() {
            return Err(DynamoDbError::Validation(
                "ExpressionAttributeNames can only be specified when using expressions".to_owned(),
            ));
        }
        Placeholders::new(self.names.as_deref(), None)
    }
}

fn invalid_size() -> DynamoDbError {
    DynamoDbError::Validation("Item size has exceeded the maximum allowed size".to_owned())
}

fn full(room: usize) -> DynamoDbError {
    DynamoDbError::LimitExceeded(format!(
        "the local stand-in keeps at most {room} bytes of items in a table"
    ))
}
