//! What brings in an import that nothing here provides, and what to take instead.

/// By the beginning of the import's name.
const ADVICE: &[(&str, &str)] = &[
    (
        "momento:test/",
        "brought in by `momento-functions-test`, which belongs into [dev-dependencies]",
    ),
    (
        "momento:",
        "of a version of Momento's contract that is not known here; take the version of the crate that this release has",
    ),
    (
        "wasi:sockets/",
        "brought in by `std::net` or a crate that opens sockets; call out with `momento-functions-http`",
    ),
    (
        "wasi:keyvalue/",
        "brought in by a `wasi:keyvalue` client; store with `momento-functions-cache`",
    ),
    (
        "wasi:config/",
        "brought in by a `wasi:config` client; read `std::env::var`, or the SDK's environment",
    ),
    (
        "wasi:clocks/timezone",
        "not stable in WASI 0.2; carry time zones in the function, by a crate such as `chrono-tz`",
    ),
];

/// The same for what is there in another version.
const OTHER_WASI: &str = "of another WASI than 0.2; build the function for `wasm32-wasip2`, with a toolchain whose std is of WASI 0.2, \
     or with `cargo momento build`";

const UNKNOWN: &str =
    "not known here; leave out the crate that brings it in, which `cargo momento check` tells";

/// Says in a few words where an import comes from, and what would do instead.
pub(crate) fn advice(import: &str) -> &'static str {
    if import.starts_with("wasi:") && !is_wasi_0_2(import) {
        return OTHER_WASI;
    }
    let known = ADVICE.iter().find(|(start, _)| import.starts_with(start));
    known.map_or(UNKNOWN, |(_, advice)| advice)
}

fn is_wasi_0_2(import: &str) -> bool {
    let version = import.split('@').nth(1).unwrap_or_default();
    version.starts_with("0.2.") && !version.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.5
    #[test]
    fn every_import_has_advice() {
        for (import, says) in [
            ("wasi:sockets/tcp@0.2.0", "momento-functions-http"),
            ("wasi:keyvalue/store@0.2.0-draft", "wasm32-wasip2"),
            ("wasi:cli/environment@0.3.0", "wasm32-wasip2"),
            ("wasi:http/types@0.2.0-rc-2023-11-10", "wasm32-wasip2"),
            ("momento:host/redis@2.0.0", "version"),
            ("momento:cache-scalar/cache-scalar@9.0.0", "version"),
            ("acme:rockets/launch@1.0.0", "leave out"),
            ("launch", "leave out"),
        ] {
            assert!(advice(import).contains(says), "{import}");
        }
    }
}
