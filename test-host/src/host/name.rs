//! What functions and caches may be called.

use crate::error::DeployError;

pub(super) fn check_cache(name: &str) -> Result<(), DeployError> {
    if name == "manage" {
        return Err(invalid(name, "the path of this cache manages functions"));
    }
    check(name)
}

/// A name stands in a URL as it is.
pub(super) fn check(name: &str) -> Result<(), DeployError> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    match name {
        "" => Err(invalid(name, "it is empty")),
        "." | ".." => Err(invalid(name, "it means a folder in a URL")),
        _ if name.len() > 255 => Err(invalid(name, "it has more than 255 bytes")),
        _ if !name.chars().all(legal) => Err(invalid(
            name,
            "only letters, digits, `-`, `_`, `.` and `~` are allowed",
        )),
        _ => Ok(()),
    }
}

fn invalid(name: &str, reason: &'static str) -> DeployError {
    DeployError::InvalidName {
        name: name.to_owned(),
        reason,
    }
}
