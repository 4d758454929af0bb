use std::slice::Iter;

/// Values without an order of their own, each once: kept sorted, so that two sets with the same
/// values are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    /// Makes a set; none when a value is there twice.
    #[must_use]
    pub fn new(mut values: Vec<T>) -> Option<Self> {
        values.sort_unstable();
        let once = values.is_sorted_by(|one, next| one < next);
        once.then_some(Self(values))
    }

    /// Tells whether a value is in the set.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }
}

impl<T> Set<T> {
    /// Returns how many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there are no values. DynamoDB keeps no such set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes through the values in their order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
