//! YAML as far as manifests need it (YAML 1.2): maps and lists by their indentation, all else as JSON.

use serde_json::Value;

pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text
}

fn write(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(map) => {
            for (at, (key, value)) in map.iter().enumerate() {
                // The first key of a map in a list stands behind the hyphen.
                if at > 0 || !text.ends_with("- ") {
                    indent(text, depth);
                }
                text.push_str(key);
                text.push(':');
                nested(text, value, depth + 1);
            }
        }
        Value::Array(items) => {
            for item in items {
                indent(text, depth);
                text.push_str("- ");
                match item {
                    Value::Object(_) => write(text, item, depth + 1),
                    scalar => {
                        text.push_str(&scalar.to_string());
                        text.push('\n');
                    }
                }
            }
        }
        scalar => {
            text.push_str(&scalar.to_string());
            text.push('\n');
        }
    }
}

fn nested(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(_) | Value::Array(_) => {
            text.push('\n');
            write(text, value, depth);
        }
        scalar => {
            text.push(' ');
            write(text, scalar, depth);
        }
    }
}

fn indent(text: &mut String, depth: usize) {
    text.push_str(&"  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    /// POR.12
    #[test]
    fn maps_and_lists_are_told_by_their_indentation() {
        let value = json!({
            "a": { "b": [{ "c": "x: # y", "d": { "e": 1 } }, { "f": ["-"] }], "g": true }
        });
        let expected = "a:\n  b:\n    - c: \"x: # y\"\n      d:\n        e: 1\n    - f:\n        - \"-\"\n  g: true\n";
        assert_eq!(super::text(&value), expected);
    }
}
