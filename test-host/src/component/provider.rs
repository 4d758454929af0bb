/// What brings an import into a component, by the beginning of the import's name.
const PROVIDERS: &[(&str, &str)] = &[
    ("momento:bytes/", "`momento-functions-bytes`"),
    ("momento:web-function/", "`momento-functions-guest-web`"),
    ("momento:spawn-function/", "`momento-functions-guest-spawn`"),
    ("momento:http/", "`momento-functions-http`"),
    ("momento:log/", "`momento-functions-host-log`"),
    ("momento:cache-scalar/", "`momento-functions-cache`"),
    ("momento:cache-list/", "`momento-functions-cache-list`"),
    ("momento:topic/", "`momento-functions-topic`"),
    ("momento:token/", "`momento-functions-token`"),
    ("momento:valkey/", "`momento-functions-valkey`"),
    (
        "momento:test/",
        "`momento-functions-test`, which only tests may use: it belongs into [dev-dependencies]",
    ),
    ("momento:spawn/", "`momento-functions-spawn`"),
    ("momento:aws-auth/", "`momento-functions-aws-auth`"),
    ("momento:aws-ddb/", "`momento-functions-aws-ddb`"),
    ("momento:aws-s3/", "`momento-functions-aws-s3`"),
    (
        "momento:aws-secrets/",
        "`momento-functions-aws-secrets-manager`",
    ),
    ("momento:aws-lambda/", "`momento-functions-aws-lambda`"),
    ("momento:host/logging", "`momento-functions-log`"),
    ("momento:host/", "`momento-functions-host`"),
    ("momento:functions/", "`momento-functions-host`"),
    (
        "wasi:sockets/",
        "`std::net`, or a crate that opens sockets; call out with `momento-functions-http`",
    ),
    (
        "wasi:http/",
        "a `wasi:http` client or server; call out with `momento-functions-http`",
    ),
    (
        "wasi:keyvalue/",
        "a `wasi:keyvalue` client; store with `momento-functions-cache`",
    ),
];

/// Says what brings an import into a component, where that is known: most often the name of a crate.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::import_provider;
///
/// let provider = import_provider("momento:topic/topic@1.0.0");
/// assert_eq!(provider, Some("`momento-functions-topic`"));
/// assert_eq!(import_provider("acme:rockets/launch@1.0.0"), None);
/// ```
#[must_use]
pub fn import_provider(import: &str) -> Option<&'static str> {
    PROVIDERS
        .iter()
        .find(|(start, _)| import.starts_with(start))
        .map(|(_, provider)| *provider)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_package_of_the_contract_has_a_provider() {
        let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("wit/deps");
        for folder in fs::read_dir(packages).unwrap() {
            let file = fs::read_dir(folder.unwrap().path())
                .unwrap()
                .next()
                .unwrap()
                .unwrap();
            let wit = fs::read_to_string(file.path()).unwrap();
            let package = wit
                .lines()
                .find_map(|line| line.strip_prefix("package "))
                .unwrap();
            let import = format!("{}/", package.split('@').next().unwrap());
            assert!(import_provider(&import).is_some(), "{import}");
        }
    }

    #[test]
    fn an_unknown_import_has_no_provider() {
        assert_eq!(import_provider("acme:rockets/launch@1.0.0"), None);
    }
}
