//! What a component may do to the world outside.

use std::collections::BTreeSet;

use super::interfaces::Interface;

const READ: &str = "cache read";
const WRITE: &str = "cache write";
const TOPIC: &str = "topic publish";
const HTTP: &str = "outbound HTTP";
const SPAWN: &str = "spawn functions";
const TOKEN: &str = "disposable tokens";
const VALKEY: &str = "Valkey commands";
const LOG: &str = "log destinations";
const CREDENTIALS: &str = "AWS credentials";

/// Which functions of an interface take which permission; the last word of a function's name, `*` for any.
const NEEDED: &[(&str, &str, &[&str])] = &[
    ("cache-scalar", "get", &[READ]),
    ("cache-scalar", "get-with-hash", &[READ]),
    ("cache-scalar", "*", &[WRITE]),
    ("cache-list", "list-fetch", &[READ]),
    ("cache-list", "list-length", &[READ]),
    ("cache-list", "list-pop-front", &[READ, WRITE]),
    ("cache-list", "list-pop-back", &[READ, WRITE]),
    ("cache-list", "*", &[WRITE]),
    ("topic", "*", &[TOPIC]),
    ("http", "*", &[HTTP]),
    ("spawn", "*", &[SPAWN]),
    ("token", "*", &[TOKEN]),
    ("valkey", "*", &[VALKEY]),
    ("redis", "*", &[VALKEY]),
    ("logging", "configure-logging", &[LOG]),
    ("aws-auth", "*", &[CREDENTIALS]),
    ("aws-ddb", "get-item", &["dynamodb:GetItem"]),
    ("aws-ddb", "put-item", &["dynamodb:PutItem"]),
    ("aws-s3", "get", &["s3:GetObject"]),
    ("aws-s3", "get-extended", &["s3:GetObject"]),
    ("aws-s3", "put", &["s3:PutObject"]),
    ("aws-s3", "put-extended", &["s3:PutObject"]),
    (
        "aws-secrets",
        "get-secret-value",
        &["secretsmanager:GetSecretValue"],
    ),
    ("aws-lambda", "invoke", &["lambda:InvokeFunction"]),
];

/// The permissions that imports imply, in order, each once.
pub(super) fn permissions(imports: &[Interface]) -> Vec<&'static str> {
    let all: BTreeSet<&'static str> = imports
        .iter()
        .filter(|import| import.name.starts_with("momento:"))
        .flat_map(|import| {
            let functions = import.functions.iter();
            functions.flat_map(|function| of(import, function)).copied()
        })
        .collect();
    all.into_iter().collect()
}

fn of(import: &Interface, function: &str) -> &'static [&'static str] {
    let interface = import.path().rsplit('/').next().unwrap_or_default();
    // `[method]client.get`, and `[constructor]client` or `[resource-drop]client`, which do nothing outside.
    let name = match function.rsplit_once('.') {
        Some((_, method)) => method,
        None if function.starts_with('[') => return &[],
        None => function,
    };
    let mut needed = NEEDED.iter();
    let found = needed.find(|(of, what, _)| *of == interface && (*what == name || *what == "*"));
    found.map_or(&[], |(_, _, permissions)| *permissions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_imports(imports: &[(&str, &[&str])]) -> Vec<&'static str> {
        let interface = |(name, functions): &(&str, &[&str])| Interface {
            name: (*name).to_owned(),
            functions: functions.iter().map(ToString::to_string).collect(),
        };
        permissions(&imports.iter().map(interface).collect::<Vec<_>>())
    }

    /// CLI.33
    #[test]
    fn a_permission_follows_from_the_functions_that_are_imported() {
        for (interface, functions, expected) in [
            (
                "momento:cache-scalar/cache-scalar@1.0.0",
                &["get"][..],
                &[READ][..],
            ),
            (
                "momento:functions/cache-scalar@1.0.0",
                &["set-if"],
                &[WRITE],
            ),
            (
                "momento:cache-list/cache-list@1.0.0",
                &["list-pop-back"],
                &[READ, WRITE],
            ),
            (
                "momento:cache-list/cache-list@1.0.0",
                &["list-length"],
                &[READ],
            ),
            ("momento:topic/topic@1.0.0", &["publish-bytes"], &[TOPIC]),
            ("momento:http/http@1.1.0", &["invoke"], &[HTTP]),
            ("momento:host/http@1.0.0", &["post"], &[HTTP]),
            ("momento:log/logging@1.0.0", &["log"], &[]),
            (
                "momento:host/redis@1.0.0",
                &["[method]client.pipe"],
                &[VALKEY],
            ),
            (
                "momento:aws-s3/aws-s3@1.1.0",
                &["[constructor]client", "[method]client.get"],
                &["s3:GetObject"],
            ),
            (
                "momento:aws-lambda/aws-lambda@1.0.0",
                &["[resource-drop]client"],
                &[],
            ),
            (
                "momento:bytes/bytes@1.0.0",
                &["[method]buffer.try-read"],
                &[],
            ),
            ("momento:cache-scalar/cache-scalar@1.0.0", &[], &[]),
            ("acme:http/http@1.0.0", &["invoke"], &[]),
        ] {
            assert_eq!(
                of_imports(&[(interface, functions)]),
                expected,
                "{interface} {functions:?}"
            );
        }
    }

    /// CLI.33
    #[test]
    fn a_permission_is_told_once() {
        let cache = (
            "momento:cache-scalar/cache-scalar@1.0.0",
            &["get", "set", "delete"][..],
        );
        assert_eq!(of_imports(&[cache, cache]), [READ, WRITE]);
    }
}
