//! What engines of `wasi:http` servers offer, by what they publish.

use momento_functions_portable::proxy_offers;

use super::targets::Target;

/// The world `wasi:cli/imports` 0.2, which both platforms have.
const CLI: [&str; 6] = [
    "wasi:cli/",
    "wasi:clocks/",
    "wasi:filesystem/",
    "wasi:io/",
    "wasi:random/",
    "wasi:sockets/",
];

/// What Spin's world `spin:up/platform@3.6.0` has beyond.
const SPIN: [&str; 4] = [
    "fermyon:spin/",
    "spin:",
    "wasi:config/store@0.2.0-draft-2024-09-27",
    "wasi:keyvalue/",
];

/// What the plugins of wasmCloud's runtime have beyond.
const WASMCLOUD: [&str; 5] = [
    "wasi:blobstore/",
    "wasi:config/",
    "wasi:keyvalue/",
    "wasi:logging/",
    "wasmcloud:messaging/",
];

/// Whether a platform offers an import.
pub(super) fn offers(target: Target, import: &str) -> bool {
    let starts = |names: &[&str]| names.iter().any(|start| import.starts_with(start));
    let is_stable = is_0_2(import);
    let is_proxy = proxy_offers(import);
    match target {
        Target::Spin => is_proxy || is_stable && starts(&CLI) || starts(&SPIN),
        Target::Wasmcloud => is_proxy || is_stable && starts(&CLI) || starts(&WASMCLOUD),
        Target::Momento | Target::TestHost | Target::WasiHttp => is_proxy,
    }
}

/// Whether a version is a release of WASI 0.2.
fn is_0_2(import: &str) -> bool {
    let version = import.split('@').nth(1).unwrap_or_default();
    version.starts_with("0.2.") && !version.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.10
    #[test]
    fn each_platform_offers_what_it_publishes() {
        for (import, [http, spin, wasmcloud]) in [
            ("wasi:io/poll@0.2.6", [true, true, true]),
            ("wasi:io/poll@0.3.0", [false, false, false]),
            ("wasi:cli/environment@0.2.0", [false, true, true]),
            ("wasi:sockets/tcp@0.2.0", [false, true, true]),
            ("wasi:clocks/timezone@0.2.1", [false, true, true]),
            ("wasi:keyvalue/store@0.2.0-draft2", [false, true, true]),
            ("wasi:logging/logging@0.1.0-draft", [false, false, true]),
            ("fermyon:spin/redis@2.0.0", [false, true, false]),
            ("momento:log/logging@1.0.0", [false, false, false]),
        ] {
            let targets = [Target::WasiHttp, Target::Spin, Target::Wasmcloud];
            let offered = targets.map(|target| offers(target, import));
            assert_eq!(offered, [http, spin, wasmcloud], "{import}");
        }
    }
}
