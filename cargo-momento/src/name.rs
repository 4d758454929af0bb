//! What a new function may be called.

use crate::error::Error;

/// Words that cargo refuses as a package's name, and names of what the new crate depends on.
const TAKEN: [&str; 54] = [
    "Self",
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "serde",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
];

/// The longest name, in bytes.
const LONGEST: usize = 64;

/// Checks the name of a new function, which is its crate's, and a part of its URL.
pub(crate) fn check(name: &str) -> Result<(), Error> {
    match problem(name) {
        Some(reason) => Err(Error::Name {
            name: name.to_owned(),
            reason,
        }),
        None => Ok(()),
    }
}

fn problem(name: &str) -> Option<String> {
    let first = name.chars().next();
    let illegal = name
        .chars()
        .find(|character| !matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_'));
    match (first, illegal) {
        (None, _) => Some("it is empty; write letters, digits, `-` and `_`".to_owned()),
        (_, Some(illegal)) => Some(format!(
            "`{illegal}` is not allowed; write letters, digits, `-` and `_`"
        )),
        (Some(first), _) if !first.is_ascii_alphabetic() => {
            Some("it must begin with a letter".to_owned())
        }
        _ if name.len() > LONGEST => Some(format!("it has more than {LONGEST} characters")),
        _ if is_taken(name) => Some(format!(
            "Rust or a dependency has it already; `my-{name}` is free"
        )),
        _ => None,
    }
}

fn is_taken(name: &str) -> bool {
    let library = name.replace('-', "_");
    TAKEN.contains(&library.as_str()) || library.starts_with("momento_functions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_pass() {
        for name in ["hello", "a", "web-ping_2", "Hello"] {
            assert_eq!(problem(name), None, "{name}");
        }
    }

    #[test]
    fn what_cargo_or_a_url_would_trip_over_is_refused() {
        let long = "a".repeat(65);
        for name in [
            "",
            "1st",
            "-a",
            "_a",
            "a b",
            "a/b",
            "..",
            "é",
            "fn",
            "test",
            "proc-macro",
            "momento-functions",
            &long,
        ] {
            assert!(problem(name).is_some(), "{name}");
        }
    }
}
