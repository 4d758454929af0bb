use super::AttributeValue;
use std::collections::BTreeMap;
use std::slice::Iter;

/// Attributes by name: a whole item, a key, or a map within an item.
///
/// Its text is DynamoDB's JSON: an object whose members are objects with one field, the type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item(
    /// Sorted by name. A list takes a tenth of the memory of a tree when each map is small.
    Vec<(String, AttributeValue)>,
);

impl Item {
    /// Makes an item; the name that is there twice is the error.
    pub(super) fn new(mut attributes: Vec<(String, AttributeValue)>) -> Result<Self, String> {
        attributes.sort_by(|(one, _), (next, _)| one.cmp(next));
        let names = || attributes.iter().map(|(name, _)| name);
        match names().zip(names().skip(1)).find(|(one, next)| one == next) {
            Some((name, _)) => Err(name.clone()),
            None => Ok(Self(attributes)),
        }
    }

    /// Finds an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        let found = self.0.binary_search_by(|(own, _)| own.as_str().cmp(name));
        let (_, value) = self.0.get(found.ok()?)?;
        Some(value)
    }

    /// Sets an attribute, in place of the one of that name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: AttributeValue) -> Self {
        let name = name.into();
        match self.0.binary_search_by(|(own, _)| own.cmp(&name)) {
            Ok(place) => {
                if let Some((_, own)) = self.0.get_mut(place) {
                    *own = value;
                }
            }
            Err(place) => self.0.insert(place, (name, value)),
        }
        self
    }

    /// Returns how many attributes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there are no attributes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes through the attributes, sorted by name.
    pub fn iter(&self) -> Iter<'_, (String, AttributeValue)> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Item {
    type Item = &'a (String, AttributeValue);
    type IntoIter = Iter<'a, (String, AttributeValue)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Of two attributes with one name the last one stays.
impl FromIterator<(String, AttributeValue)> for Item {
    fn from_iter<T: IntoIterator<Item = (String, AttributeValue)>>(attributes: T) -> Self {
        let by_name: BTreeMap<String, AttributeValue> = attributes.into_iter().collect();
        Self(by_name.into_iter().collect())
    }
}
