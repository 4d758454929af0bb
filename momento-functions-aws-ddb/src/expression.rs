use std::collections::HashMap;

use momento_functions_wit::aws_ddb as host;

use crate::{AttributeValue, Item};

/// What must hold for a put: a condition expression, and what its placeholders stand for.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::Condition;
///
/// let newer = Condition::new("attribute_not_exists(#v) OR #v < :v")
///     .with_name("#v", "version")
///     .with_value(":v", 7);
/// # let _ = newer;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    expression: String,
    names: Vec<(String, String)>,
    values: HashMap<String, AttributeValue>,
}

impl Condition {
    /// Makes a condition from an expression without placeholders yet.
    #[must_use]
    pub fn new(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            names: Vec::new(),
            values: HashMap::new(),
        }
    }

    /// Says which attribute a `#name` stands for.
    #[must_use]
    pub fn with_name(mut self, placeholder: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.push((placeholder.into(), name.into()));
        self
    }

    /// Says which value a `:value` stands for.
    #[must_use]
    pub fn with_value(
        mut self,
        placeholder: impl Into<String>,
        value: impl Into<AttributeValue>,
    ) -> Self {
        self.values.insert(placeholder.into(), value.into());
        self
    }

    pub(crate) fn try_into_abi(self) -> Result<host::Conditional, serde_json::Error> {
        let values = (!self.values.is_empty()).then(|| Item::from(self.values).try_into_abi());
        Ok(host::Conditional {
            expression: self.expression,
            expression_attribute_names: some(self.names),
            expression_attribute_values: values.transpose()?,
        })
    }
}

/// Which attributes to read: a projection expression, and what its placeholders stand for.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::Projection;
///
/// let projection = Projection::new("#n, address.city").with_name("#n", "name");
/// # let _ = projection;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    expression: String,
    names: Vec<(String, String)>,
}

impl Projection {
    /// Makes a projection from an expression without placeholders yet.
    #[must_use]
    pub fn new(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            names: Vec::new(),
        }
    }

    /// Says which attribute a `#name` stands for.
    #[must_use]
    pub fn with_name(mut self, placeholder: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.push((placeholder.into(), name.into()));
        self
    }

    /// The expression and the names as the host takes them.
    pub(crate) fn into_abi(self) -> (String, Option<Vec<(String, String)>>) {
        (self.expression, some(self.names))
    }
}

/// DynamoDB refuses empty names and values: none are none.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
