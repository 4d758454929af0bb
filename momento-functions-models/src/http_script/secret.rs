//! What carries credentials, and is told by nobody.

pub(super) use momento_functions_assert::{is_secret_header, is_secret_parameter};

/// What stands for a value that is not told.
pub(super) const REDACTED: &str = "(redacted)";

/// Gives a URL without the values of those parameters of its query that carry credentials.
pub(super) fn without_secrets(url: &str) -> String {
    let Some((place, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_secret_parameter(name) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    format!("{place}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// Gives the first characters of a text.
pub(super) fn start(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
