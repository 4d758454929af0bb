use strsim::damerau_levenshtein;

/// A text is no configuration: says where, and what is wrong, but not what stands there, since it may
/// be a secret.
///
/// A key that is not known is named, with those that are, and with the one that was meant, where one is
/// nearly the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ConfigurationError {
    line: usize,
    column: usize,
    message: String,
}

impl ConfigurationError {
    pub(super) fn new(error: &toml::de::Error, text: &str) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: last.chars().count() + 1,
            message: with_hint(without_value(error.message())),
        }
    }
}

/// Takes the value out of serde's `invalid type: string "…", expected …`.
fn without_value(message: &str) -> String {
    match message.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => {
            let kind = found.split(['"', '`']).next().unwrap_or_default();
            format!("{}, expected {expected}", kind.trim_end())
        }
        _ => message.to_owned(),
    }
}

/// Adds the key that was meant to serde's `` unknown field `…`, expected one of `…`, `…` ``.
fn with_hint(message: String) -> String {
    match meant(&message) {
        Some(key) => format!("{message}: did you mean `{key}`?"),
        None => message,
    }
}

fn meant(message: &str) -> Option<&str> {
    let (found, expected) = message
        .strip_prefix("unknown field `")?
        .split_once("`, expected ")?;
    let allowed = expected.split('`').skip(1).step_by(2);
    let far = |key: &&str| damerau_levenshtein(found, key);
    let nearest = allowed.min_by_key(far)?;
    // Of short keys all are near each other.
    (far(&nearest) <= found.chars().count() / 3).then_some(nearest)
}
