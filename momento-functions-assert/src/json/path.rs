use std::fmt;

/// The place of a value within another one.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Element(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Member(of, name) if is_word(name) => write!(f, "{of}.{name}"),
            Self::Member(of, name) => write!(f, "{of}[{name:?}]"),
            Self::Element(of, index) => write!(f, "{of}[{index}]"),
        }
    }
}

fn is_word(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !name.is_empty() && name.chars().all(legal)
}
