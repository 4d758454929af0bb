/// What a statement is about, of one kind of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing was said, which covers nothing.
    Unsaid,
    /// All there are.
    All,
    /// The one of this name.
    Only(Vec<u8>),
    /// Those whose name begins so.
    Prefix(Vec<u8>),
}

impl Scope {
    pub(super) fn covers(&self, name: &[u8]) -> bool {
        match self {
            Self::Unsaid => false,
            Self::All => true,
            Self::Only(only) => name == only,
            Self::Prefix(prefix) => name.starts_with(prefix),
        }
    }
}
