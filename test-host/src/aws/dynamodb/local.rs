//! Tables in memory, which stand in for DynamoDB's.

use super::{Answer, Failure, GetItem, LocalTable, PutItem};
use crate::error::HostError;
use momento_functions_models::dynamodb::{
    Table, check_table_name as check_name, named_table, table_name,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The declared tables by name. No table is made later: there is no lock but each table's own.
#[derive(Debug, Default)]
pub(super) struct LocalTables(BTreeMap<String, Arc<Table>>);

impl LocalTables {
    pub(super) fn new(declared: &BTreeMap<String, LocalTable>) -> Result<Self, HostError> {
        let tables = declared.iter().map(|(name, table)| {
            let made = check_name(name).and_then(|()| table.schema());
            let schema = made.map_err(|reason| HostError::Configuration {
                setting: format!("local.dynamodb.{}", quoted(name)),
                reason: reason.to_owned(),
            })?;
            Ok((name.clone(), Arc::new(Table::new(schema))))
        });
        tables.collect::<Result<_, HostError>>().map(Self)
    }

    pub(super) fn find(&self, name: &str) -> Option<&Arc<Table>> {
        self.0.get(name)
    }

    /// Tells whether the table that a request names, by its name or its ARN, is declared.
    pub(super) fn declares(&self, name_or_arn: &str) -> bool {
        self.0.contains_key(table_name(name_or_arn))
    }

    pub(super) fn put_item(&self, request: PutItem) -> Result<Answer, Failure> {
        Ok(self.named(&request.table)?.answer_put(request)?)
    }

    pub(super) fn get_item(&self, request: GetItem) -> Result<Answer, Failure> {
        Ok(self.named(&request.table)?.answer_get(request)?)
    }

    /// DDB.6: finds the table that a request names.
    fn named(&self, name_or_arn: &str) -> Result<&Table, Failure> {
        let name = named_table(name_or_arn)?;
        let table = self.0.get(name).map(|table| &**table);
        table.ok_or_else(|| not_declared(name))
    }
}

fn not_declared(name: &str) -> Failure {
    let line = format!("[local.dynamodb.{}]", quoted(name));
    Failure::Other(format!(
        "ResourceNotFoundException: Requested resource not found: Table: {name} not found; declare it in momento.toml: `{line}`, and below it `partition-key = \"…\"` and, if it has one, `sort-key = \"…\"`"
    ))
}

/// A name as it stands between the dots of a key in TOML.
fn quoted(name: &str) -> String {
    if check_name(name).is_ok() && !name.contains('.') {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::dynamodb::LocalKey;

    fn declared(name: &str, table: LocalTable) -> Result<LocalTables, String> {
        let declared = BTreeMap::from([(name.to_owned(), table)]);
        LocalTables::new(&declared).map_err(|error| error.to_string())
    }

    /// DDB.6
    #[test]
    fn a_table_that_dynamodb_would_not_make_cannot_be_declared() {
        let longest = "t".repeat(255);
        for name in ["abc", "a.b-c_D1", &longest] {
            assert!(declared(name, LocalTable::new("id")).is_ok());
        }
        for name in ["", "ab", "a b c", "tablé", &"t".repeat(256)] {
            let error = declared(name, LocalTable::new("id")).unwrap_err();
            assert!(error.contains("3 to 255 characters"), "{error}");
        }
        let named = |name: &str| LocalTable::new(LocalKey::from(name));
        assert!(declared("users", named(&"é".repeat(255))).is_ok());
        for name in ["", &"é".repeat(256)] {
            let error = declared("users", named(name)).unwrap_err();
            assert!(
                error.starts_with("`local.dynamodb.users` in momento.toml: "),
                "{error}"
            );
            assert!(error.contains("1 to 255"), "{error}");
        }
        let twice = LocalTable::new("id").with_sort_key("id");
        assert!(
            declared("users", twice)
                .unwrap_err()
                .contains("two attributes")
        );
    }

    /// DDB.6
    #[test]
    fn a_table_that_is_not_declared_is_told_the_line_to_add() {
        let tables = LocalTables::default();
        let missing = |name: &str| match tables.named(name) {
            Err(Failure::Other(text)) => text,
            other => panic!("{other:?}"),
        };
        let text = missing("arn:aws:dynamodb:us-west-2:123456789012:table/users");
        assert!(
            text.contains("Table: users not found") && text.contains("`[local.dynamodb.users]`")
        );
        assert!(missing("a.users").contains("`[local.dynamodb.\"a.users\"]`"));
        for name in ["", "ab", "a\"]", &"t".repeat(10_000)] {
            let Err(Failure::Malformed(text)) = tables.named(name) else {
                panic!("{name} is no name");
            };
            assert!(text.len() < 300, "{text}");
        }
    }
}
