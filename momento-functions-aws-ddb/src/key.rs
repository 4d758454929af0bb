use momento_functions_wit::aws_ddb as host;

/// States the types of an item's key, for the host of one contract.
///
/// Each contract has its own, since `Into<Vec<_>>` of a key must name one type.
#[doc(hidden)]
#[macro_export]
macro_rules! __key {
    ($(#[$meta:meta])* for $host:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Key {
            /// A partition key alone.
            Hash {
                /// The attribute's name.
                key: String,
                /// The attribute's value.
                value: KeyValue,
            },
            /// A partition key and a sort key.
            HashRange {
                /// The partition key's name.
                hash_key: String,
                /// The partition key's value.
                hash_value: KeyValue,
                /// The sort key's name.
                range_key: String,
                /// The sort key's value.
                range_value: KeyValue,
            },
        }

        /// The value of a key attribute, by its DynamoDB type.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum KeyValue {
            /// Bytes.
            Binary(Vec<u8>),
            /// A whole number.
            Number(i64),
            /// A text.
            String(String),
        }

        impl Key {
            /// Sets the sort key, in place of the one that is there.
            #[must_use]
            pub fn with_range(self, name: impl Into<String>, value: impl Into<KeyValue>) -> Self {
                let (hash_key, hash_value) = match self {
                    Self::Hash { key, value } => (key, value),
                    Self::HashRange {
                        hash_key,
                        hash_value,
                        ..
                    } => (hash_key, hash_value),
                };
                Self::HashRange {
                    hash_key,
                    hash_value,
                    range_key: name.into(),
                    range_value: value.into(),
                }
            }
        }

        /// A partition key alone.
        impl<K: Into<String>, V: Into<KeyValue>> From<(K, V)> for Key {
            fn from((key, value): (K, V)) -> Self {
                Self::Hash {
                    key: key.into(),
                    value: value.into(),
                }
            }
        }

        /// The key as the host takes it.
        impl From<Key> for Vec<$host::KeyAttribute> {
            fn from(key: Key) -> Self {
                let attribute = |name, value: KeyValue| $host::KeyAttribute {
                    name,
                    value: value.into(),
                };
                match key {
                    Key::Hash { key, value } => vec![attribute(key, value)],
                    Key::HashRange {
                        hash_key,
                        hash_value,
                        range_key,
                        range_value,
                    } => vec![
                        attribute(hash_key, hash_value),
                        attribute(range_key, range_value),
                    ],
                }
            }
        }

        /// The value as the host takes it.
        impl From<KeyValue> for $host::KeyValue {
            fn from(value: KeyValue) -> Self {
                match value {
                    KeyValue::Binary(bytes) => Self::B($crate::__private::base64(&bytes)),
                    KeyValue::Number(number) => Self::N(number.to_string()),
                    KeyValue::String(text) => Self::S(text),
                }
            }
        }

        impl From<&[u8]> for KeyValue {
            fn from(bytes: &[u8]) -> Self {
                Self::Binary(bytes.to_vec())
            }
        }

        impl From<Vec<u8>> for KeyValue {
            fn from(bytes: Vec<u8>) -> Self {
                Self::Binary(bytes)
            }
        }

        impl From<&str> for KeyValue {
            fn from(text: &str) -> Self {
                Self::String(text.to_owned())
            }
        }

        impl From<String> for KeyValue {
            fn from(text: String) -> Self {
                Self::String(text)
            }
        }

        impl From<i64> for KeyValue {
            fn from(number: i64) -> Self {
                Self::Number(number)
            }
        }
    };
}

__key! {
    /// An item's primary key.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_aws_ddb::Key;
    ///
    /// let hash = Key::from(("id", "u1"));
    /// assert!(matches!(hash, Key::Hash { .. }));
    /// let both = Key::from(("id", "u1")).with_range("at", 1_700_000_000);
    /// assert!(matches!(both, Key::HashRange { .. }));
    /// ```
    for host
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyAttribute;

    fn sent(key: Key) -> Vec<String> {
        Vec::<KeyAttribute>::from(key)
            .into_iter()
            .map(|attribute| match attribute.value {
                host::KeyValue::B(base64) => format!("{} B {base64}", attribute.name),
                host::KeyValue::N(number) => format!("{} N {number}", attribute.name),
                host::KeyValue::S(text) => format!("{} S {text}", attribute.name),
            })
            .collect()
    }

    #[test]
    fn every_type_of_key_reaches_the_host() {
        assert_eq!(sent(Key::from(("a", "x"))), ["a S x"]);
        assert_eq!(sent(Key::from(("a", "x".to_owned()))), ["a S x"]);
        assert_eq!(sent(Key::from(("a", -1))), ["a N -1"]);
        assert_eq!(sent(Key::from(("a", vec![0, 255]))), ["a B AP8="]);
        assert_eq!(sent(Key::from(("a", &[255, 0][..]))), ["a B /wA="]);
    }

    #[test]
    fn the_partition_key_comes_first_and_the_last_sort_key_counts() {
        let key = Key::from(("h", 1))
            .with_range("r", "x")
            .with_range("s", "y");
        assert_eq!(sent(key), ["h N 1", "s S y"]);
    }
}
