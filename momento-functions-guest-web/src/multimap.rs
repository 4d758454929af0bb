use std::fmt;

macro_rules! multimap {
    ($(#[$meta:meta])* $name:ident, same: $same:expr) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq)]
        pub struct $name {
            pairs: Vec<(String, String)>,
        }

        impl $name {
            /// Makes an empty map.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// Gives the first value of a name.
            #[must_use]
            pub fn get(&self, name: &str) -> Option<&str> {
                self.get_all(name).next()
            }

            /// Gives every value of a name, in order.
            pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
                self.iter().filter(move |(other, _)| $same(other, name)).map(|(_, value)| value)
            }

            /// Tells whether a name has a value.
            #[must_use]
            pub fn contains(&self, name: &str) -> bool {
                self.get(name).is_some()
            }

            /// Gives every name with its value, in order, repeats too.
            pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + DoubleEndedIterator + Clone {
                self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
            }

            /// Gives the number of values, repeats counted.
            #[must_use]
            pub fn len(&self) -> usize {
                self.pairs.len()
            }

            /// Tells whether there are no values.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.pairs.is_empty()
            }

            /// Adds a value, after those that the name has.
            pub fn append(&mut self, name: impl Into<String>, value: impl Into<String>) {
                self.pairs.push((name.into(), value.into()));
            }

            /// Sets the only value of a name, dropping those that it has.
            pub fn insert(&mut self, name: impl Into<String>, value: impl Into<String>) {
                let name = name.into();
                self.remove(&name);
                self.append(name, value);
            }

            /// Drops every value of a name.
            pub fn remove(&mut self, name: &str) {
                self.pairs.retain(|(other, _)| !$same(other, name));
            }
        }

        impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for $name {
            fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
                Self { pairs: pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
            }
        }

        impl IntoIterator for $name {
            type Item = (String, String);
            type IntoIter = std::vec::IntoIter<(String, String)>;

            fn into_iter(self) -> Self::IntoIter {
                self.pairs.into_iter()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_map().entries(self.iter()).finish()
            }
        }
    };
}

multimap! {
    /// The headers of a request, in order, repeats kept. Names match whatever their case.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_guest_web::HeaderMap;
    ///
    /// let headers: HeaderMap = [("accept", "text/html"), ("accept", "text/plain")].into_iter().collect();
    /// assert_eq!(headers.get("Accept"), Some("text/html"));
    /// assert_eq!(headers.get_all("ACCEPT").collect::<Vec<_>>(), ["text/html", "text/plain"]);
    /// ```
    HeaderMap, same: str::eq_ignore_ascii_case
}

multimap! {
    /// The query parameters of a request, in order, repeats kept. Names match exactly.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_guest_web::QueryMap;
    ///
    /// let query: QueryMap = [("tag", "a"), ("page", "2"), ("tag", "b")].into_iter().collect();
    /// assert_eq!(query.get("page"), Some("2"));
    /// assert_eq!(query.get_all("tag").collect::<Vec<_>>(), ["a", "b"]);
    /// assert!(!query.contains("Tag"));
    /// ```
    QueryMap, same: str::eq
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers() -> HeaderMap {
        [("a", "1"), ("B", "2"), ("A", "3")].into_iter().collect()
    }

    #[test]
    fn repeats_are_kept_in_order() {
        let pairs: Vec<_> = headers()
            .into_iter()
            .map(|(name, value)| name + &value)
            .collect();
        assert_eq!(pairs, ["a1", "B2", "A3"]);
        assert_eq!(headers().iter().next_back(), Some(("A", "3")));
        assert_eq!((headers().len(), headers().is_empty()), (3, false));
    }

    #[test]
    fn header_names_match_in_any_case() {
        assert_eq!(headers().get("b"), Some("2"));
        assert_eq!(headers().get_all("A").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(headers().get("c"), None);
    }

    #[test]
    fn parameter_names_match_exactly() {
        let query: QueryMap = [("a", "1"), ("A", "3")].into_iter().collect();
        assert_eq!(
            (query.get("a"), query.get("A"), query.get("b")),
            (Some("1"), Some("3"), None)
        );
    }

    #[test]
    fn inserting_replaces_and_appending_adds() {
        let mut headers = headers();
        headers.insert("A", "4");
        assert_eq!(headers.get_all("a").collect::<Vec<_>>(), ["4"]);
        headers.append("a", "5");
        assert_eq!(headers.get_all("a").collect::<Vec<_>>(), ["4", "5"]);
        headers.remove("a");
        assert!(!headers.contains("a"));
    }

    #[test]
    fn debug_text_is_a_map() {
        assert_eq!(
            format!("{:?}", headers()),
            r#"{"a": "1", "B": "2", "A": "3"}"#
        );
    }
}
