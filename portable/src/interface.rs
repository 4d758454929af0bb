//! Names of interfaces, with and without their versions.

use wac_graph::types::are_semver_compatible;

/// The export that makes a component an HTTP server.
pub(crate) const HANDLER: &str = "wasi:http/incoming-handler@0.2.0";

/// What holds an engine's variables.
pub(crate) const ENVIRONMENT: &str = "wasi:cli/environment@0.2.0";

/// A name without its version: `wasi:cli/exit`.
pub(crate) fn path(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

/// Whether what is offered as `have` serves who asks for `want`.
pub(crate) fn serves(have: &str, want: &str) -> bool {
    are_semver_compatible(have, want)
}

/// The one of `offered` that serves `want`: the very same if it is there.
pub(crate) fn find<'a>(offered: &'a [String], want: &str) -> Option<&'a str> {
    let same = offered.iter().find(|have| *have == want);
    let found = same.or_else(|| offered.iter().find(|have| serves(have, want)));
    found.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.2
    #[test]
    fn the_same_version_goes_before_one_that_is_compatible() {
        let offered = ["momento:http/http@1.0.0", "momento:http/http@1.1.0"].map(str::to_owned);
        for (want, have) in [
            ("momento:http/http@1.0.0", Some("momento:http/http@1.0.0")),
            ("momento:http/http@1.1.0", Some("momento:http/http@1.1.0")),
            ("momento:http/http@1.7.0", Some("momento:http/http@1.0.0")),
            ("momento:http/http@2.0.0", None),
            ("momento:http/client@1.0.0", None),
        ] {
            assert_eq!(find(&offered, want), have, "{want}");
        }
        assert!(serves("wasi:cli/exit@0.2.0", "wasi:cli/exit@0.2.12"));
        assert!(!serves("wasi:cli/exit@0.2.0", "wasi:cli/exit@0.3.0"));
        assert!(!serves(
            "wasi:cli/exit@0.2.0",
            "wasi:cli/exit@0.2.0-rc-2023-11-10"
        ));
    }
}
