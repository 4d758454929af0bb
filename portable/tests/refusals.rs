//! What cannot be carried is refused, with what to do.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use momento_functions_portable::{ComposeError, Options, compose};

const WEB: &str = "momento:web-function/guest-function-web@1.0.0";

/// A component with these imports and exports, each an instance of nothing.
fn component(imports: &[&str], exports: &[&str]) -> Vec<u8> {
    let import = |name: &&str| format!("(import \"{name}\" (instance))");
    let export = |name: &&str| format!("(export \"{name}\" (instance $nothing))");
    let imports: String = imports.iter().map(import).collect();
    let exports: String = exports.iter().map(export).collect();
    let text = format!("(component {imports} (instance $nothing) {exports})");
    wat::parse_str(text).unwrap()
}

fn refusal(component: &[u8]) -> ComposeError {
    compose(component, &Options::default()).unwrap_err()
}

#[track_caller]
fn says(error: &ComposeError, texts: &[&str]) {
    let told = error.to_string();
    for text in texts {
        assert!(told.contains(text), "{text:?} in {told:?}");
    }
}

/// POR.4
#[test]
fn what_is_no_component_is_told_what_it_is() {
    for bytes in [&b""[..], b"hello", b"\0as"] {
        let error = refusal(bytes);
        assert!(matches!(error, ComposeError::NotWasm));
        says(&error, &["no WebAssembly", "cargo momento build"]);
    }
    let error = refusal(b"\0asm\x01\0\0\0");
    assert!(matches!(error, ComposeError::NotAComponent));
    says(&error, &["core module", "cargo momento build"]);
}

/// POR.4
#[test]
fn broken_bytes_are_told_with_the_place() {
    let whole = component(&[], &[WEB]);
    for end in [5, 8, 12, whole.len() - 1] {
        if end == 8 {
            continue;
        }
        let error = refusal(whole.get(..end).unwrap());
        assert!(matches!(error, ComposeError::Broken { .. }), "{error}");
        says(&error, &["it is broken", "build it again"]);
    }
}

/// POR.4
#[test]
fn what_an_engine_runs_already_needs_no_adapters() {
    for version in ["0.2.0", "0.2.12", "0.3.0"] {
        let error = refusal(&component(
            &[],
            &[&format!("wasi:http/incoming-handler@{version}")],
        ));
        assert!(matches!(error, ComposeError::AlreadyComposed { .. }));
        says(&error, &["runs it as it is", "wasmtime serve"]);
    }
}

/// POR.4
#[test]
fn what_is_no_function_is_told_what_it_exports() {
    let error = refusal(&component(&[], &["wasi:cli/run@0.2.0"]));
    assert!(matches!(error, ComposeError::NoFunction { .. }));
    says(&error, &["`wasi:cli/run@0.2.0`", WEB]);
    says(&refusal(&component(&[], &[])), &["exports nothing"]);
}

/// POR.4
#[test]
fn other_kinds_of_functions_are_told_why_they_stay() {
    for spawn in [
        "momento:spawn-function/guest-function-spawn@1.0.0",
        "momento:functions/guest-function-spawn@1.0.0",
    ] {
        let error = refusal(&component(&[], &[spawn]));
        assert!(matches!(error, ComposeError::SpawnFunction { .. }));
        says(&error, &[spawn, "no request", "invoke!"]);
    }
    for web in [
        "momento:web-function/guest-function-web@2.0.0",
        "momento:functions/guest-function-web@2.0.0",
    ] {
        let error = refusal(&component(&[], &[web]));
        assert!(matches!(error, ComposeError::OtherVersion { .. }));
        says(&error, &[web, "version 1"]);
    }
}

/// POR.4
#[test]
fn of_two_functions_neither_is_chosen() {
    for other in [
        "momento:spawn-function/guest-function-spawn@1.0.0",
        "momento:functions/guest-function-web@1.0.0",
    ] {
        let error = refusal(&component(&[], &[WEB, other]));
        assert!(matches!(error, ComposeError::SeveralFunctions { .. }));
        says(
            &error,
            &["2 entry points", WEB, other, "a component of each"],
        );
    }
}

/// POR.5
#[test]
fn imports_that_nobody_provides_are_told_at_once_each_with_advice() {
    let imports = [
        "wasi:sockets/tcp@0.2.0",
        "wasi:keyvalue/store@0.2.0",
        "wasi:cli/environment@0.3.0",
        "wasi:io/streams@0.2.0",
        "acme:rockets/launch@1.0.0",
    ];
    let error = refusal(&component(&imports, &[WEB]));
    let ComposeError::NoProvider { imports: missing } = &error else {
        panic!("{error}")
    };
    let names: Vec<&str> = missing.iter().map(|it| it.import.as_str()).collect();
    assert_eq!(names, [imports[0], imports[1], imports[2], imports[4]]);
    says(
        &error,
        &[
            "4 imports of it",
            "`wasi:sockets/tcp@0.2.0`, brought in by `std::net`",
            "momento-functions-cache",
            "another WASI than 0.2",
            "leave out the crate",
            "--trap-stubs",
        ],
    );
}

/// POR.5
#[test]
fn an_import_that_is_no_interface_cannot_be_provided() {
    let text = format!(
        "(component (import \"plugin\" (core module)) (instance $i) (export \"{WEB}\" (instance $i)))"
    );
    let options = Options::default().with_trap_stubs(true);
    let error = compose(&wat::parse_str(text).unwrap(), &options).unwrap_err();
    assert!(matches!(error, ComposeError::NoInterface { .. }));
    says(&error, &["`plugin`", "neither an interface nor a function"]);
}

/// POR.2
#[test]
fn an_interface_of_other_types_is_told_with_what_differs() {
    let text = format!(
        "(component
           (import \"momento:log/logging@1.0.0\" (instance (export \"log\" (func (result (list u64))))))
           (instance $i) (export \"{WEB}\" (instance $i)))"
    );
    let error = refusal(&wat::parse_str(text).unwrap());
    assert!(matches!(error, ComposeError::Mismatch { .. }), "{error}");
    says(
        &error,
        &[
            "momento:log/logging@1.0.0",
            "other types",
            "crates of this release",
        ],
    );
}

/// POR.7
#[test]
fn an_environment_is_baked_in_or_the_engines() {
    let options = Options::default()
        .with_runtime_environment(true)
        .with_environment(vec![("KEY".to_owned(), "hunter2".to_owned())]);
    let error = compose(&component(&[], &[WEB]), &options).unwrap_err();
    assert!(matches!(error, ComposeError::TwoEnvironments));
    says(&error, &["--runtime-env", "--env"]);
}
