//! What cannot be deployed, and what is said of it.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed helper fails its test"
)]

mod support;

use momento_functions_test_host::{
    DeployError, FunctionKind, Host, Limits, MissingImport, Request,
};

/// Exports the entry point of a web function, which is never called.
const ENTRY: &str = r#"
    (import "momento:bytes/bytes@1.0.0" (instance $bytes
        (export "buffer" (type $buffer (sub resource)))
        (type $variant (variant (case "buffer" (own $buffer)) (case "value" (list u8))))
        (export "data" (type (eq $variant)))
    ))
    (alias export $bytes "data" (type $data))
    (type $pair (record (field "name" string) (field "value" string)))
    (export $header "header" (type $pair))
    (type $answer (record (field "status" u16) (field "headers" (list $header)) (field "body" $data)))
    (export $response "response" (type $answer))
    (core module $code
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "invoke") (param i32 i32 i32) (result i32) unreachable)
        (func (export "f"))
    )
    (core instance $code (instantiate $code))
    (func $invoke (param "payload" $data) (result $response) (canon lift (core func $code "invoke")
        (memory $code "memory") (realloc (func $code "realloc"))))
    (func $f (canon lift (core func $code "f")))
    (instance $web (export "invoke" (func $invoke)))
    (export "momento:web-function/guest-function-web@1.0.0" (instance $web))
"#;

fn component(text: &str) -> Vec<u8> {
    wat::parse_str(format!("(component {text})")).unwrap()
}

fn host() -> Host {
    Host::builder().build().unwrap()
}

fn refusal(wasm: impl AsRef<[u8]>) -> DeployError {
    host().deploy("refused", wasm.as_ref()).unwrap_err()
}

/// Checks what is said of `wasm`, and under which code.
fn assert_refused(wasm: impl AsRef<[u8]>, code: &str, says: &str) {
    let error = refusal(wasm);
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains(says), "{error}");
}

fn missing(wasm: impl AsRef<[u8]>) -> Vec<MissingImport> {
    match refusal(wasm) {
        DeployError::MissingImports(missing) => missing,
        error => panic!("{error}"),
    }
}

fn names(missing: &[MissingImport]) -> Vec<&str> {
    missing
        .iter()
        .map(|import| import.interface.as_str())
        .collect()
}

/// HTTP.5
#[test]
fn what_is_no_webassembly_is_told_by_its_first_bytes() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "there are no bytes"),
        (b"\x7fELF\x02\x01", "an ELF file"),
        (b"\n (module)", "WebAssembly text"),
        (b"(component)", "WebAssembly text"),
        (b"AGFzbQ0AAQA=", "WebAssembly in base64"),
        (b"\x1f\x8b\x08", "compressed with gzip"),
        (b"hello", "it begins with `hello`"),
        (b"\0as", "it begins with `\\x00as`"),
    ];
    for (bytes, says) in cases {
        assert_refused(bytes, "not_a_component", says);
    }
}

/// HTTP.5
#[test]
fn a_broken_component_is_told_from_one_that_does_not_compile() {
    let whole = support::guest("bare");
    for length in [9, 100, whole.len() / 2, whole.len() - 1] {
        assert_refused(&whole[..length], "not_a_component", "it is broken");
    }
    assert_refused(
        &whole[..6],
        "not_a_component",
        "it ends within its first 8 bytes",
    );
    assert_refused(b"\0asm\x63\0\0\0", "not_a_component", "unknown version");
}

/// HTTP.5
#[test]
fn a_core_module_is_told_how_to_become_a_component() {
    assert_refused(
        wat::parse_str("(module)").unwrap(),
        "core_module",
        "build it for wasm32-wasip2",
    );
}

/// HTTP.5
#[test]
fn a_component_without_an_entry_point_is_told_what_it_exports_and_needs_to() {
    assert_refused(component(""), "wrong_world", "it exports nothing");
    let other = r#"(instance $i) (export "acme:rockets/launch@1.0.0" (instance $i))"#;
    assert_refused(
        component(other),
        "wrong_world",
        "it exports `acme:rockets/launch@1.0.0` and needs to",
    );
    assert_refused(
        component(other),
        "wrong_world",
        "`momento:web-function/guest-function-web@1.0.0#invoke`",
    );
    let program = r#"(instance $i) (export "wasi:cli/run@0.2.6" (instance $i))"#;
    assert_refused(component(program), "wrong_world", "a program with a `main`");
    let empty =
        r#"(instance $i) (export "momento:web-function/guest-function-web@1.0.0" (instance $i))"#;
    assert_refused(component(empty), "wrong_world", "needs to export one of");
}

/// INV.2
#[test]
fn an_entry_point_of_another_type_is_told_the_right_one() {
    let entries = [
        ("momento:web-function/guest-function-web@1.0.0", "invoke"),
        (
            "momento:spawn-function/guest-function-spawn@1.0.0",
            "spawned",
        ),
        ("momento:functions/guest-function-web@1.0.0", "post"),
        ("momento:functions/guest-function-spawn@1.0.0", "spawned"),
    ];
    for (interface, function) in entries {
        let wrong = format!(
            r#"
            (core module $code (func (export "f")))
            (core instance $code (instantiate $code))
            (func $f (canon lift (core func $code "f")))
            (instance $entry (export "{function}" (func $f)))
            (export "{interface}" (instance $entry))
            "#
        );
        let says = format!("its `{function}` is `func()` and needs to be `func(");
        assert_refused(component(&wrong), "wrong_world", &says);
    }
}

/// INV.2
#[test]
fn an_entry_point_with_a_buffer_of_its_own_is_refused() {
    // Another resource of the host's, in the buffer's place.
    let own = ENTRY
        .replace("momento:bytes/bytes@1.0.0", "wasi:io/poll@0.2.0")
        .replace(r#"(export "buffer""#, r#"(export "pollable""#);
    assert_refused(
        component(&own),
        "wrong_world",
        "is `func(variant{buffer(another type), value(list<u8>)})",
    );
}

/// INV.2
#[test]
fn a_component_with_two_entry_points_is_told_both() {
    let spawn = r#"
        (instance $spawn (export "spawned" (func $f)))
        (export "momento:spawn-function/guest-function-spawn@1.0.0" (instance $spawn))
    "#;
    let both = component(&format!("{ENTRY} {spawn}"));
    assert_refused(&both, "wrong_world", "more than one entry point");
    assert_refused(
        &both,
        "wrong_world",
        "`momento:web-function/guest-function-web@1.0.0#invoke`, `momento:spawn",
    );
}

/// HTTP.5
#[test]
fn all_missing_imports_are_named_each_with_what_brings_it_in() {
    let imports = r#"
        (import "acme:rockets/launch@1.0.0" (instance (export "launch" (func))))
        (import "momento:web-function/web-function-support@1.0.0" (instance (export "invocation-id" (func (result string)))))
        (import "momento:aws-lambda/aws-lambda@9.0.0" (instance (export "invoke" (func))))
        (import "wasi:sockets/tcp@0.2.6" (instance (export "tcp-socket" (type (sub resource)))))
        (import "lonely" (func))
    "#;
    let missing = missing(component(&format!("{imports} {ENTRY}")));
    assert_eq!(
        names(&missing),
        [
            "acme:rockets/launch@1.0.0",
            "momento:aws-lambda/aws-lambda@9.0.0",
            "wasi:sockets/tcp@0.2.6",
            "lonely"
        ]
    );
    let hints: Vec<_> = missing
        .iter()
        .map(|import| import.crate_hint.unwrap_or("nothing known"))
        .collect();
    assert_eq!(hints[0], "nothing known");
    assert_eq!(hints[1], "`momento-functions-aws-lambda`");
    assert!(hints[2].contains("`std::net`"));
}

/// HTTP.5
#[test]
fn a_missing_resource_is_named_once_however_often_it_is_used() {
    let imports = r#"
        (import "acme:a/a@1.0.0" (instance $a (export "thing" (type (sub resource)))))
        (alias export $a "thing" (type $thing))
        (import "acme:b/b@1.0.0" (instance $b
            (alias outer 1 $thing (type $outer))
            (export "thing" (type $thing (eq $outer)))
            (export "make" (func (result (own $thing))))
        ))
        (import "wasi:random/random@0.2.0" (instance (export "get-random-u64" (func (result u64)))))
    "#;
    assert_eq!(
        names(&missing(component(&format!("{imports} {ENTRY}")))),
        ["acme:a/a@1.0.0", "acme:b/b@1.0.0"]
    );
}

/// HTTP.5
#[test]
fn of_an_interface_that_is_there_only_what_it_lacks_is_named() {
    let imports = r#"
        (import "momento:web-function/web-function-support@1.0.0" (instance
            (export "invocation-id" (func (result string)))
            (export "moon-phase" (func (result string)))
        ))
    "#;
    let missing = missing(component(&format!("{imports} {ENTRY}")));
    assert_eq!(
        names(&missing),
        ["momento:web-function/web-function-support@1.0.0#moon-phase"]
    );
}

/// HTTP.5
#[test]
fn an_import_of_other_types_is_told_apart_from_a_missing_one() {
    let imports = r#"
        (import "momento:web-function/web-function-support@1.0.0" (instance
            (export "invocation-id" (func (result u32)))
        ))
        (import "acme:rockets/launch@1.0.0" (instance (export "launch" (func))))
    "#;
    let missing = missing(component(&format!("{imports} {ENTRY}")));
    assert_eq!(
        names(&missing),
        [
            "momento:web-function/web-function-support@1.0.0",
            "acme:rockets/launch@1.0.0"
        ]
    );
    assert!(
        missing[0]
            .to_string()
            .contains("the host has it with other types"),
        "{}",
        missing[0]
    );
    assert_eq!(missing[1].mismatch, None);
}

/// WASI.1
#[test]
fn every_patch_of_wasi_0_2_links() {
    for version in ["0.2.0", "0.2.6", "0.2.12", "0.2.99"] {
        let import = format!(
            r#"(import "wasi:random/random@{version}" (instance (export "get-random-u64" (func (result u64)))))"#
        );
        let function = host()
            .deploy("f", component(&format!("{import} {ENTRY}")))
            .unwrap();
        assert_eq!(function.kind(), FunctionKind::WebV2);
    }
}

/// WASI.5
#[test]
fn sockets_do_not_deploy() {
    let missing = missing(support::guest("sockets"));
    assert!(!missing.is_empty());
    for import in missing {
        assert!(import.interface.starts_with("wasi:sockets/"), "{import}");
        assert!(
            import
                .crate_hint
                .is_some_and(|hint| hint.contains("`momento-functions-http`")),
            "{import}"
        );
    }
}

/// WASI.5
#[test]
fn wasi_http_does_not_deploy() {
    let import =
        r#"(import "wasi:http/types@0.2.3" (instance (export "fields" (type (sub resource)))))"#;
    assert_eq!(
        names(&missing(component(&format!("{import} {ENTRY}")))),
        ["wasi:http/types@0.2.3"]
    );
}

/// HTTP.11
#[test]
fn a_component_that_starts_with_too_much_memory_is_refused() {
    let one = "(core module $m (memory 1025)) (core instance (instantiate $m))";
    let inner = "(component (core module $m (memory 1 1024)) (core module $n (memory 1025)))";
    for memory in [one, inner] {
        assert_refused(
            component(&format!("{memory} {ENTRY}")),
            "minimum_memory",
            "67174400 bytes of memory; the limit is 67108864",
        );
    }
}

/// HTTP.11
#[test]
fn a_component_that_starts_with_just_the_memory_allowed_deploys() {
    let memory = "(core module $m (memory 1024)) (core instance (instantiate $m))";
    host()
        .deploy("f", component(&format!("{memory} {ENTRY}")))
        .unwrap();
}

/// LIM.1
#[tokio::test]
async fn all_memories_of_a_component_count_together() {
    // 600 pages are 37.5 MiB: one such memory fits into 64 MiB, and two do not.
    let module = r#"
        (core module $m (memory 1)
            (func $grow (if (i32.eq (memory.grow (i32.const 600)) (i32.const -1)) (then unreachable)))
            (start $grow))
    "#;
    for (instances, status) in [(1, 500), (2, 502)] {
        let memories = "(core instance (instantiate $m))".repeat(instances);
        let wasm = component(&format!("{module} {memories} {ENTRY}"));
        let outcome = host()
            .deploy("f", wasm)
            .unwrap()
            .invoke(Request::get(""))
            .await;
        assert_eq!(outcome.response.status, status, "{outcome:?}");
    }
}

/// LIM.5
#[test]
fn a_component_that_takes_more_places_than_the_pool_has_is_refused() {
    let instances = |of: &str, count| {
        let instances = "(core instance (instantiate $m))".repeat(count);
        format!("(core module $m ({of})) {instances}")
    };
    let deployed = |modules: &str, places| {
        let limits = Limits::default().with_instances(places);
        let host = Host::builder().limits(limits).build().unwrap();
        host.deploy("f", component(&format!("{modules} {ENTRY}")))
    };
    // The entry point's own module has the one memory of the first place.
    let second_memory = instances("memory 1", 1);
    let four_tables = instances("table 1 funcref", 4);
    let five_tables = instances("table 1 funcref", 5);
    for modules in [&second_memory, &five_tables] {
        let error = deployed(modules, 1).unwrap_err();
        assert_eq!(error.code(), "too_many_places", "{error}");
        assert!(deployed(modules, 2).is_ok());
    }
    assert!(deployed(&four_tables, 1).is_ok());
}

/// LIM.7
#[test]
fn a_component_over_the_size_limit_is_refused() {
    let wasm = component(ENTRY);
    let size = wasm.len() as u64;
    let limited = |bytes| {
        Host::builder()
            .limits(Limits::default().with_component(bytes))
            .build()
            .unwrap()
    };
    assert!(limited(size).deploy("f", wasm.clone()).is_ok());
    let error = limited(size - 1).deploy("f", wasm).unwrap_err();
    assert_eq!(error.code(), "too_large", "{error}");
}

/// HTTP.5
#[tokio::test]
async fn a_refused_deployment_replaces_nothing() {
    let host = host();
    host.deploy("bare", support::guest("bare")).unwrap();
    host.deploy("bare", support::guest("sockets")).unwrap_err();
    host.deploy("bare", b"hello".as_slice()).unwrap_err();
    let function = host.function("default", "bare").unwrap();
    assert_eq!(function.version(), 1);
    assert_eq!(
        function.invoke(Request::get("")).await.response.text(),
        "pong"
    );
}
