//! The JSON schema of `momento.toml`, by which editors complete and check it.

use super::Configuration;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

/// Where the repository has it.
const ID: &str =
    "https://raw.githubusercontent.com/momentohq/functions/main/docs/momento.schema.json";

impl Configuration {
    /// Returns the JSON schema of `momento.toml`, as the text of a file.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::Configuration;
    ///
    /// assert!(Configuration::json_schema_text().contains("\"environment\""));
    /// ```
    #[must_use]
    pub fn json_schema_text() -> String {
        let mut schema = SchemaGenerator::default().into_root_schema_for::<Self>();
        RecursiveTransform(without_rustdoc).transform(&mut schema);
        schema.insert("$id".to_owned(), ID.into());
        schema.insert("title".to_owned(), "momento.toml".into());
        format!("{:#}\n", schema.as_value())
    }
}

/// Leaves of a description what is meant for an editor: no sections, no links between items.
fn without_rustdoc(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let paragraphs = text
            .split("\n\n")
            .take_while(|text| !text.starts_with("# "));
        let paragraphs = paragraphs.filter(|text| !text.contains("](crate::"));
        let paragraphs = paragraphs.map(|text| text.replace('\n', " "));
        *text = paragraphs.collect::<Vec<_>>().join("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// CFG.2
    #[test]
    fn the_published_schema_is_that_of_the_configuration() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/momento.schema.json");
        let schema = Configuration::json_schema_text();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap();
        assert!(
            published == schema,
            "write it anew: BLESS=1 cargo test -p momento-functions-test-host --lib schema"
        );
    }

    /// CFG.2
    #[test]
    fn the_sample_is_read_and_has_every_key() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/momento.sample.toml");
        let sample = std::fs::read_to_string(path).unwrap();
        Configuration::from_toml(&sample).unwrap();
        let schema: Value = serde_json::from_str(&Configuration::json_schema_text()).unwrap();
        let mut keys = BTreeSet::new();
        keys_of(&schema, &mut keys);
        assert!(keys.len() > 40, "{keys:?}");
        for key in keys {
            let written = [format!("{key} ="), format!("[{key}"), format!(".{key}")];
            assert!(written.iter().any(|text| sample.contains(text)), "{key}");
        }
    }

    /// The keys of all tables below.
    fn keys_of(schema: &Value, keys: &mut BTreeSet<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            keys.extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(all) => all.values().for_each(|below| keys_of(below, keys)),
            Value::Array(all) => all.iter().for_each(|below| keys_of(below, keys)),
            _ => {}
        }
    }

    /// CFG.2
    #[test]
    fn the_schema_refuses_unknown_keys_and_describes_the_known_ones() {
        let text = Configuration::json_schema_text();
        assert!(!text.contains("crate::") && !text.contains("# Examples"));
        let schema: Value = serde_json::from_str(&text).unwrap();
        let tables = schema["$defs"].as_object().unwrap().values();
        for table in tables.chain([&schema]) {
            let Some(properties) = table.get("properties") else {
                continue;
            };
            assert_eq!(table["additionalProperties"], false, "{table:#}");
            for (key, property) in properties.as_object().unwrap() {
                assert!(property["description"].is_string(), "{key}: {property:#}");
            }
        }
        for key in ["name", "environment", "limits", "local", "functions"] {
            assert!(schema["properties"][key].is_object(), "{key}");
        }
    }
}
