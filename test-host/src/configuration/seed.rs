mod written;

use super::ConfigurationError;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The section `[local.seed]`: what is there when a host begins to serve. It never reaches a deployment.
///
/// [`Host::seed_caches`](crate::Host::seed_caches) puts it there.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Host, Seeds};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let seeds = Seeds::from_toml(
///     r#"
///     [cache.default]
///     greeting = "Hello"
///     session = { text = "abc", ttl = "10m" }
///     picture = { base64 = "iVBORw==" }
///     page = { file = "page.html" }
///     names = ["Ada", "Bob"]
///     queue = { list = ["first", { base64 = "AAE=" }], ttl = "1h" }
///     "#,
/// )?;
/// assert_eq!(seeds.cache["default"].len(), 6);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Seeds {
    /// `[local.seed.cache.NAME]`: the items of a cache, by their keys.
    pub cache: BTreeMap<String, BTreeMap<String, SeedItem>>,
}

/// An item that a cache is seeded with. Its debug text leaves the value out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeedItem {
    /// What the item holds.
    pub value: SeedValue,
    /// How long it lives from the host's start on: as long as the cache allows, unless it is set.
    pub ttl: Option<Duration>,
}

/// What an item holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeedValue {
    /// One value.
    Single(SeedBytes),
    /// A list, from its front on. It takes the place of one that is there.
    List(Vec<SeedBytes>),
}

/// The bytes of a value, or where they are.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeedBytes {
    /// These bytes.
    Inline(Vec<u8>),
    /// The content of a file.
    File(PathBuf),
}

impl Seeds {
    /// Reads the content of a file of seeds: what stands below `[local.seed]` in a `momento.toml`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, or has a key or a value that is none of a seed.
    pub fn from_toml(text: &str) -> Result<Self, ConfigurationError> {
        toml::from_str(text).map_err(|error| ConfigurationError::new(&error, text))
    }

    /// Counts the paths of files from `folder`.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        let items = self.cache.values_mut().flat_map(BTreeMap::values_mut);
        for bytes in items.flat_map(SeedItem::parts) {
            if let SeedBytes::File(path) = bytes {
                *path = folder.join(&*path);
            }
        }
        self
    }

    /// Adds the items of `others`, which take the place of those with the same key.
    pub fn extend(&mut self, others: Self) {
        for (cache, items) in others.cache {
            self.cache.entry(cache).or_default().extend(items);
        }
    }

    /// Returns the items that are not the same in `before`.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Self {
        let mut changed = Self::default();
        for (cache, items) in &self.cache {
            let known = before.cache.get(cache);
            let is_new = |key: &String, item: &SeedItem| {
                known.and_then(|known| known.get(key)) != Some(item)
            };
            let new = items.iter().filter(|(key, item)| is_new(key, item));
            let new: BTreeMap<_, _> = new.map(|(key, item)| (key.clone(), item.clone())).collect();
            if !new.is_empty() {
                changed.cache.insert(cache.clone(), new);
            }
        }
        changed
    }
}

impl SeedItem {
    fn parts(&mut self) -> &mut [SeedBytes] {
        match &mut self.value {
            SeedValue::Single(bytes) => std::slice::from_mut(bytes),
            SeedValue::List(values) => values,
        }
    }
}

impl fmt::Debug for SeedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inline(bytes) => f.debug_tuple("Inline").field(&bytes.len()).finish(),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Result<BTreeMap<String, SeedItem>, String> {
        let seeds = Seeds::from_toml(&format!("[cache.default]\n{text}"));
        let mut seeds = seeds.map_err(|error| error.to_string())?;
        Ok(seeds.cache.remove("default").unwrap())
    }

    /// CFG.5
    #[test]
    fn an_item_is_a_text_a_list_or_a_table() {
        let inline = |text: &str| SeedBytes::Inline(text.into());
        let read = items(
            "a = 'x'\nb = ['x', { base64 = 'AAE=' }]\nc = { text = 'x', ttl = '1m' }\n\
             d = { file = 'x' }\ne = { list = ['x'] }",
        )
        .unwrap();
        let value = |key: &str| read[key].value.clone();
        assert_eq!(value("a"), SeedValue::Single(inline("x")));
        assert_eq!(
            value("b"),
            SeedValue::List(vec![inline("x"), inline("\0\x01")])
        );
        assert_eq!(value("c"), value("a"));
        assert_eq!(read["c"].ttl, Some(Duration::from_secs(60)));
        let seeds = Seeds {
            cache: BTreeMap::from([("default".to_owned(), read)]),
        };
        let seeds = seeds.in_folder(Path::new("folder"));
        let file = SeedBytes::File(Path::new("folder").join("x"));
        assert_eq!(seeds.cache["default"]["d"].value, SeedValue::Single(file));
        assert_eq!(
            seeds.cache["default"]["e"].value,
            SeedValue::List(vec![inline("x")])
        );
    }

    /// CFG.5
    #[test]
    fn what_is_no_item_is_told_without_its_value() {
        for (text, right) in [
            ("a = 8731", "expected a text"),
            ("a = ['x', 8731]", "expected a text"),
            ("a = { base64 = 'hunter2!' }", "no standard base64"),
            ("a = { text = 'hunter2', file = 'hunter2' }", "one of them"),
            ("a = { text = 'hunter2', list = [] }", "one of them"),
            ("a = { ttl = '1h' }", "one of them"),
            ("a = { text = 8731 }", "in quotes"),
            ("a = { txt = 'hunter2' }", "did you mean `text`?"),
            ("a = { text = 'hunter2', ttl = 'long' }", "write a duration"),
        ] {
            let told = items(text).unwrap_err();
            assert!(told.contains("line 2") && told.contains(right), "{told}");
            assert!(
                !told.contains("hunter2") && !told.contains("8731"),
                "{told}"
            );
        }
    }

    #[test]
    fn debug_text_shows_no_value() {
        let text = format!("{:?}", items("a = 'hunter2'").unwrap());
        assert!(!text.contains("hunter2"), "{text}");
    }

    #[test]
    fn only_what_is_new_has_changed() {
        let before = Seeds::from_toml("[cache.c]\na = '1'\nb = '2'").unwrap();
        let after = Seeds::from_toml("[cache.c]\na = '1'\nb = '3'\n[cache.d]\na = '1'").unwrap();
        let changed = Seeds::from_toml("[cache.c]\nb = '3'\n[cache.d]\na = '1'").unwrap();
        assert_eq!(after.changed_since(&before), changed);
        assert_eq!(after.changed_since(&after), Seeds::default());
    }
}
