use wasmparser::Validator;

use crate::error::ComposeError;
use crate::exports::Interfaces;
use crate::interface::{HANDLER, serves};

/// What the world `wasi:http/proxy@0.2.0` has, in the words of its WIT.
const PROXY: [&str; 11] = [
    "wasi:http/types@0.2.0",
    "wasi:http/outgoing-handler@0.2.0",
    "wasi:io/error@0.2.0",
    "wasi:io/poll@0.2.0",
    "wasi:io/streams@0.2.0",
    "wasi:clocks/monotonic-clock@0.2.0",
    "wasi:clocks/wall-clock@0.2.0",
    "wasi:random/random@0.2.0",
    "wasi:cli/stdin@0.2.0",
    "wasi:cli/stdout@0.2.0",
    "wasi:cli/stderr@0.2.0",
];

/// Tells whether engines of `wasi:http/proxy@0.2.0` offer an import, in a compatible version.
///
/// # Examples
///
/// ```
/// use momento_functions_portable::proxy_offers;
///
/// assert!(proxy_offers("wasi:io/streams@0.2.6"));
/// assert!(!proxy_offers("wasi:cli/environment@0.2.6"));
/// ```
#[must_use]
pub fn proxy_offers(import: &str) -> bool {
    PROXY.iter().any(|have| serves(have, import))
}

/// Tells what keeps a component from running on an engine that offers `wasi:http/proxy@0.2.0` and no more. Versions
/// that are compatible are the same.
///
/// # Errors
/// Each import that the world does not have, and a missing `wasi:http/incoming-handler`; or that it is no component.
///
/// # Examples
///
/// ```
/// use momento_functions_portable::check_proxy;
///
/// let problems = check_proxy(b"\0asm\x0d\0\x01\0").unwrap_err();
/// assert!(problems[0].contains("wasi:http/incoming-handler"), "{problems:?}");
/// ```
pub fn check_proxy(component: &[u8]) -> Result<(), Vec<String>> {
    check(component, &[])
}

/// The same, with more that the engine offers.
pub(crate) fn check(component: &[u8], more: &[&str]) -> Result<(), Vec<String>> {
    let broken = |error: wasmparser::BinaryReaderError| vec![format!("it is broken: {error}")];
    Validator::new().validate_all(component).map_err(broken)?;
    let interfaces = Interfaces::read(component).map_err(broken)?;
    let offered =
        |import: &str| proxy_offers(import) || more.iter().any(|have| serves(have, import));
    let beyond = interfaces.imports.iter().map(|it| it.name.as_str());
    let mut problems: Vec<String> = beyond
        .filter(|import| !offered(import))
        .map(|import| format!("it imports `{import}`, which wasi:http/proxy does not have"))
        .collect();
    let mut exports = interfaces.exports.iter();
    if !exports.any(|export| serves(export, HANDLER)) {
        problems.push(ComposeError::no_handler());
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        check_proxy(&wat::parse_str(text).unwrap())
            .err()
            .unwrap_or_default()
    }

    /// POR.1
    #[test]
    fn a_component_of_the_world_has_its_export_and_no_import_beyond() {
        let component = |version: &str, import: &str| {
            format!(
                "(component (import \"{import}\" (instance)) (instance $i) \
                 (export \"wasi:http/incoming-handler@{version}\" (instance $i)))"
            )
        };
        for (version, import, expected) in [
            ("0.2.0", "wasi:io/streams@0.2.0", 0),
            ("0.2.12", "wasi:io/streams@0.2.6", 0),
            ("0.2.0", "wasi:cli/environment@0.2.0", 1),
            ("0.2.0", "wasi:io/streams@0.3.0", 1),
            ("0.3.0", "wasi:io/streams@0.3.0", 2),
            ("0.3.0", "wasi:io/poll@0.2.0", 1),
        ] {
            let told = problems(&component(version, import));
            assert_eq!(told.len(), expected, "{version} {import}: {told:?}");
        }
        assert!(check_proxy(b"no component").is_err());
        assert!(check_proxy(b"\0asm\x01\0\0\0").is_err());
    }
}
