//! Real functions, composed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(
    dead_code,
    unreachable_pub,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "shared with the host's tests"
)]
#[path = "../../test-host/tests/support/guests.rs"]
mod guests;

use std::fs;
use std::path::Path;

use momento_functions_portable::{ComposeError, Composed, Options, Warning, check_proxy, compose};

fn composed(function: &[u8]) -> Composed {
    compose(function, &Options::default()).unwrap()
}

fn crates_in(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(folder);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let crates = entries.filter(|entry| entry.path().join("Cargo.toml").is_file());
    let mut names: Vec<String> = crates
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// POR.1
#[test]
fn every_example_that_is_a_web_function_becomes_a_server_of_the_proxy_world() {
    let mut carried = 0;
    for name in crates_in("examples") {
        for function in [guests::example(&name), guests::lean_example(&name)] {
            match compose(&function, &Options::default()) {
                Ok(composed) => {
                    check_proxy(&composed.bytes).unwrap_or_else(|told| panic!("{name}: {told:?}"));
                    assert!(composed.bytes.len() > function.len(), "{name}");
                    carried += 1;
                }
                Err(ComposeError::SpawnFunction { .. }) => assert_eq!(name, "spawn-work"),
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
    assert!(carried >= 42, "{carried}");
}

/// POR.1, POR.9
#[test]
fn every_web_function_of_the_published_crates_is_carried() {
    let mut carried = 0;
    for name in crates_in("test-host/published-guests") {
        match compose(&guests::published(&name), &Options::default()) {
            Ok(composed) => {
                check_proxy(&composed.bytes).unwrap_or_else(|told| panic!("{name}: {told:?}"));
                assert!(
                    composed.warnings.contains(&Warning::KeepsRequests),
                    "{name}"
                );
                carried += 1;
            }
            Err(ComposeError::SpawnFunction { .. }) => assert!(name.ends_with("spawned"), "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(carried >= 25, "{carried}");
}

/// POR.2
#[test]
fn only_the_adapters_that_a_function_needs_are_in_it() {
    for (function, adapters) in [
        (
            guests::lean_example("web-ping"),
            &["environment", "bottom", "top"][..],
        ),
        (
            guests::example("web-ping"),
            &["environment", "bottom-std", "top"],
        ),
        (
            guests::lean_example("cache-scalar"),
            &["environment", "bottom-http", "data", "top"],
        ),
        (
            guests::lean_example("topic-publish"),
            &["environment", "bottom-http", "data", "top"],
        ),
        (
            guests::lean_example("valkey-counter"),
            &["environment", "bottom", "unavailable", "top"],
        ),
        (
            guests::lean_example("post-ping"),
            &["environment", "bottom", "top-v1"],
        ),
        (
            guests::guest("v1-echo"),
            &["environment", "bottom-std", "top-v1"],
        ),
        (
            guests::guest("v1-http"),
            &["environment", "bottom-http-std", "v1-http", "top-v1"],
        ),
        (
            guests::guest("v1-cache"),
            &[
                "environment",
                "bottom-http-std",
                "data",
                "v1-data",
                "top-v1",
            ],
        ),
        (
            guests::guest("v1-redis"),
            &["environment", "bottom-std", "v1-unavailable", "top-v1"],
        ),
    ] {
        assert_eq!(composed(&function).adapters, adapters);
    }
}

/// POR.2
#[test]
fn the_function_is_in_it_as_it_was() {
    let function = guests::example("web-json-greeter");
    let bytes = composed(&function).bytes;
    let mut windows = bytes.windows(function.len());
    assert!(windows.any(|window| window == function));
}

/// POR.4
#[test]
fn what_was_composed_is_not_composed_again() {
    let once = composed(&guests::lean_example("web-ping"));
    let error = compose(&once.bytes, &Options::default()).unwrap_err();
    assert!(
        matches!(error, ComposeError::AlreadyComposed { .. }),
        "{error}"
    );
}

/// POR.5
#[test]
fn imports_that_nobody_provides_can_be_left_to_trap() {
    let function = guests::guest("sockets");
    let error = compose(&function, &Options::default()).unwrap_err();
    let ComposeError::NoProvider { imports } = error else {
        panic!("{error}")
    };
    let options = Options::default().with_trap_stubs(true);
    let composed = compose(&function, &options).unwrap();
    check_proxy(&composed.bytes).unwrap();
    assert!(composed.adapters.contains(&"traps"));
    for missing in imports {
        let import = missing.import;
        assert!(composed.warnings.contains(&Warning::Traps { import }));
    }
}

/// POR.6
#[test]
fn variables_are_in_the_component_and_no_others_are() {
    let function = guests::lean_example("web-ping");
    let variables = vec![("GREETING".to_owned(), "Good day".to_owned())];
    let with = compose(&function, &Options::default().with_environment(variables)).unwrap();
    let has = |bytes: &[u8]| bytes.windows(8).any(|window| window == b"Good day");
    assert!(has(&with.bytes));
    assert!(!has(&composed(&function).bytes));
}

/// POR.7
#[test]
fn an_environment_that_is_left_to_the_engine_is_the_one_import_beyond() {
    let options = Options::default().with_runtime_environment(true);
    for function in [
        guests::example("web-ping"),
        guests::lean_example("web-ping"),
    ] {
        let composed = compose(&function, &options).unwrap();
        assert!(!composed.adapters.contains(&"environment"));
        let problems = check_proxy(&composed.bytes).unwrap_err();
        let [only] = problems.as_slice() else {
            panic!("{problems:?}")
        };
        assert!(only.contains("wasi:cli/environment"), "{only}");
    }
}

/// POR.9
#[test]
fn a_function_that_keeps_requests_is_warned_of_and_ours_are_not() {
    let published = composed(&guests::published("bytes"));
    assert!(published.warnings.contains(&Warning::KeepsRequests));
    let told = Warning::KeepsRequests.to_string();
    assert!(told.contains("--max-instance-reuse-count"), "{told}");
    for ours in [
        guests::example("web-ping"),
        guests::lean_example("web-ping"),
        guests::example("post-ping"),
        guests::lean_example("post-ping"),
    ] {
        assert_eq!(composed(&ours).warnings, []);
    }
}

/// POR.3
#[test]
fn what_answers_with_errors_alone_is_warned_of() {
    let warnings = composed(&guests::example("token-vending")).warnings;
    let interface = "momento:token/token@1.0.0".to_owned();
    assert_eq!(warnings, [Warning::Unavailable { interface }]);
}

/// POR.8
#[test]
fn a_function_with_more_parts_needs_more_of_a_pool() {
    let lean = composed(&guests::lean_example("web-ping")).pool;
    let cache = composed(&guests::example("cache-scalar")).pool;
    assert!(lean.core_instances >= 4 && lean.memories >= 3, "{lean:?}");
    assert!(cache.core_instances > lean.core_instances, "{cache:?}");
    assert!(cache.memories > lean.memories, "{cache:?}");
    assert_eq!(
        (lean.component_instances, cache.component_instances),
        (1, 1)
    );
}
