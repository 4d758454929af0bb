//! Which headers HTTP allows.

/// RFC 9110, section 5.6.2: a token.
pub(super) fn is_token(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(legal)
}

/// Refuses a header that is in no message, and says why.
pub(super) fn check(name: &str, value: &str) -> Result<(), String> {
    if !is_token(name) {
        return Err(format!(
            "{name:?} is no header's name: it has letters, digits and `-`, and no space, colon or line break"
        ));
    }
    match value.chars().any(|c| c.is_control() && c != '\t') {
        true => Err(format!(
            "the value of `{name}` has a line break or another control character"
        )),
        false => Ok(()),
    }
}
