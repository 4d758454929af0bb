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
    let served = || offered.iter().find(|have| serves(have, want));
    let renamed = || offered.iter().find(|have| serves(have, today(want)));
    let found = same.or_else(served).or_else(renamed);
    found.map(String::as_str)
}

/// Interfaces of the older contract whose types are those of the current one, under other names.
const RENAMED: [(&str, &str); 4] = [
    (
        "momento:functions/web-function-support@1.0.0",
        "momento:web-function/web-function-support@1.0.0",
    ),
    ("momento:functions/token@1.0.0", "momento:token/token@1.0.0"),
    ("momento:host/logging@1.0.0", "momento:log/logging@1.0.0"),
    ("momento:host/spawn@1.0.0", "momento:spawn/spawn@1.0.0"),
];

/// The name that an interface has in the current contract.
fn today(name: &str) -> &str {
    let mut renamed = RENAMED.iter();
    let found = renamed.find(|(older, _)| serves(older, name));
    found.map_or(name, |(_, today)| today)
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
        let offered = ["momento:log/logging@1.0.0".to_owned()];
        for want in ["momento:host/logging@1.0.0", "momento:host/logging@1.0.3"] {
            assert_eq!(
                find(&offered, want),
                Some("momento:log/logging@1.0.0"),
                "{want}"
            );
        }
        assert_eq!(find(&offered, "momento:host/logging@2.0.0"), None);
        assert!(serves("wasi:cli/exit@0.2.0", "wasi:cli/exit@0.2.12"));
        assert!(!serves("wasi:cli/exit@0.2.0", "wasi:cli/exit@0.3.0"));
        assert!(!serves(
            "wasi:cli/exit@0.2.0",
            "wasi:cli/exit@0.2.0-rc-2023-11-10"
        ));
    }
}
