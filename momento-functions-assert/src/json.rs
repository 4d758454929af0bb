//! How JSON values differ, and where.

mod path;

use path::Path;
use serde_json::{Map, Number, Value};
use std::fmt;

/// How many differences are told of two values.
const MAX_DIFFERENCES: usize = 20;

/// How many characters are told of one value.
const MAX_SHOWN: usize = 200;

/// One place where a value is not as it was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    path: String,
    text: String,
}

/// What a value may have beside what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Others {
    Forbidden,
    Allowed,
}

impl Difference {
    /// Returns the place, `$.items[2].name` for example.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.text)
    }
}

/// Tells where a value is not equal to the expected one.
///
/// Numbers are equal by their value: `1` and `1.0` are.
///
/// # Limits
///
/// The first 20 differences are told.
///
/// # Examples
///
/// ```
/// use momento_functions_assert::json::differences;
/// use serde_json::json;
///
/// let found = json!({"items": [{"name": "otter"}], "page": 1});
/// let [items] = &differences(&json!({"items": [{"name": "seal"}], "page": 1}), &found)[..] else {
///     panic!("they differ in one place");
/// };
/// assert_eq!(items.to_string(), r#"$.items[0].name: expected "seal", got "otter""#);
/// ```
#[must_use]
pub fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    compared(expected, found, Others::Forbidden)
}

/// Tells where a value does not include the expected one.
///
/// An object may have more members than are expected. An array has as many elements as are expected, each
/// of which may have more members. All else is equal.
///
/// # Limits
///
/// The first 20 differences are told.
#[must_use]
pub fn missing(expected: &Value, found: &Value) -> Vec<Difference> {
    compared(expected, found, Others::Allowed)
}

fn compared(expected: &Value, found: &Value, others: Others) -> Vec<Difference> {
    let mut comparison = Comparison {
        others,
        found: Vec::new(),
    };
    comparison.values(Path::Root, expected, found);
    comparison.found
}

struct Comparison {
    others: Others,
    found: Vec<Difference>,
}

impl Comparison {
    fn values(&mut self, path: Path<'_>, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(expected), Value::Object(found)) => self.objects(path, expected, found),
            (Value::Array(expected), Value::Array(found)) => self.arrays(path, expected, found),
            _ if equal(expected, found) => {}
            _ => self.tell(
                path,
                format!("expected {}, got {}", shown(expected), shown(found)),
            ),
        }
    }

    fn objects(
        &mut self,
        path: Path<'_>,
        expected: &Map<String, Value>,
        found: &Map<String, Value>,
    ) {
        for (name, value) in expected {
            let place = Path::Member(&path, name);
            match found.get(name) {
                Some(found) => self.values(place, value, found),
                None => self.tell(place, format!("expected {}, got none", shown(value))),
            }
        }
        if self.others == Others::Allowed {
            return;
        }
        for (name, value) in found {
            if !expected.contains_key(name) {
                let text = format!("expected none, got {}", shown(value));
                self.tell(Path::Member(&path, name), text);
            }
        }
    }

    fn arrays(&mut self, path: Path<'_>, expected: &[Value], found: &[Value]) {
        for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
            self.values(Path::Element(&path, index), expected, found);
        }
        let (wanted, got) = (expected.len(), found.len());
        if wanted != got {
            self.tell(path, format!("expected {}, got {got}", elements(wanted)));
        }
    }

    fn tell(&mut self, path: Path<'_>, text: String) {
        if self.found.len() < MAX_DIFFERENCES {
            let path = path.to_string();
            self.found.push(Difference { path, text });
        }
    }
}

fn elements(count: usize) -> String {
    match count {
        1 => "1 element".to_owned(),
        _ => format!("{count} elements"),
    }
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(one, other),
        _ => one == other,
    }
}

/// Whole numbers are compared as such: beyond 2^53 a float does not tell them apart.
fn same_number(one: &Number, other: &Number) -> bool {
    let fraction = one.is_f64() || other.is_f64();
    one == other || (fraction && one.as_f64() == other.as_f64())
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
