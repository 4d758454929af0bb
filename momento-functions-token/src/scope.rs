use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Which caches a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheSelector {
    /// The one cache of this name.
    CacheName(String),
}

impl Serialize for CacheSelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self::CacheName(name) = self;
        serializer.serialize_newtype_variant("CacheSelector", 0, "cacheName", name)
    }
}

/// What a statement is about, of one kind: the last thing that was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope<S> {
    /// Nothing was said.
    #[default]
    Unsaid,
    /// All there are.
    All,
    /// Those that are selected.
    Only(S),
}

/// The names of a scope's two fields, of which at most one is written.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) all: &'static str,
    pub(crate) selector: &'static str,
}

const CACHES: Fields = Fields {
    all: "all_caches",
    selector: "cache_selector",
};

/// Writes a statement: its role, which caches it is about, and which things in them.
pub(crate) fn statement<S: Serializer>(
    serializer: S,
    role: &impl Serialize,
    caches: &Scope<CacheSelector>,
    (fields, things): (Fields, &Scope<impl Serialize>),
) -> Result<S::Ok, S::Error> {
    let size = 1 + caches.size() + things.size();
    let mut statement = serializer.serialize_struct("Permissions", size)?;
    statement.serialize_field("role", role)?;
    caches.write(CACHES, &mut statement)?;
    things.write(fields, &mut statement)?;
    statement.end()
}

impl<S> Scope<S> {
    /// How many fields it is written as.
    fn size(&self) -> usize {
        match self {
            Self::Unsaid => 0,
            Self::All | Self::Only(_) => 1,
        }
    }
}

impl<S: Serialize> Scope<S> {
    fn write<W: SerializeStruct>(&self, fields: Fields, to: &mut W) -> Result<(), W::Error> {
        match self {
            Self::Unsaid => Ok(()),
            Self::All => to.serialize_field(fields.all, &()),
            Self::Only(selector) => to.serialize_field(fields.selector, selector),
        }
    }
}
