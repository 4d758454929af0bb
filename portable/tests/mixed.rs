//! Functions that import interfaces of both contracts, and of later versions of the older one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use momento_functions_portable::{
    Carriage, Carried, Composed, Options, Warning, carried, check_proxy, compose,
};

const ERROR: &str = r#"(variant (case "internal-error") (case "request-cancelled") (case "invalid-argument" string)
    (case "timeout") (case "permission-denied" string) (case "limit-exceeded" string)
    (case "failed-precondition" string) (case "not-found" string))"#;

/// The imports of a function: of the older contract at version 1.0.3, of the current one, and of one nobody knows.
fn imports() -> String {
    let logging = |name: &str| {
        format!(
            r#"(import "{name}" (instance
                 (type $levels (enum "off" "debug" "info" "warn" "error"))
                 (export "log-level" (type $level (eq $levels)))
                 (export "log" (func (param "input" string) (param "level" $level)))))"#
        )
    };
    let topic = |name: &str| {
        format!(
            r#"(import "{name}" (instance
                 (type $errors {ERROR})
                 (export "error" (type $error (eq $errors)))
                 (export "publish" (func (param "topic" string) (param "value" string)
                   (result (result (error $error)))))))"#
        )
    };
    [
        logging("momento:host/logging@1.0.3"),
        logging("momento:log/logging@1.0.0"),
        topic("momento:functions/topic@1.0.3"),
        topic("momento:topic/topic@1.0.0"),
        r#"(import "momento:host/aws-auth@1.0.3" (instance $auth
             (export "credentials-provider" (type (sub resource)))))
           (alias export $auth "credentials-provider" (type $credentials))
           (import "momento:host/aws-lambda@1.0.3" (instance
             (alias outer 1 $credentials (type $of))
             (export "credentials-provider" (type $provider (eq $of)))
             (export "client" (type $client (sub resource)))
             (export "[constructor]client" (func (param "credentials" (borrow $provider)) (result (own $client))))))
           (import "momento:aws-auth/aws-auth@1.0.0" (instance (export "credentials-provider" (type (sub resource)))))
           (import "momento:host/http@2.0.0" (instance (export "get" (func (param "url" string)))))"#
            .to_owned(),
    ]
    .concat()
}

/// A function of the older contract, of a later version, that answers 200.
fn older() -> Vec<u8> {
    let imports = imports();
    let text = format!(
        r#"(component {imports}
          (import "momento:functions/web-function-support@1.0.3" (instance $support
            (type $pair (record (field "name" string) (field "value" string)))
            (export "header" (type (eq $pair)))))
          (alias export $support "header" (type $header))
          (core module $module
            (memory (export "memory") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
            (func (export "post") (param i32 i32) (result i32)
              (i32.store16 (i32.const 16) (i32.const 200)) (i32.const 16)))
          (core instance $core (instantiate $module))
          (type $answer (record (field "status" u16) (field "headers" (list $header)) (field "body" (list u8))))
          (func $post (param "payload" (list u8)) (result $answer)
            (canon lift (core func $core "post") (memory $core "memory") (realloc (func $core "realloc"))))
          (component $named
            (type $pair (record (field "name" string) (field "value" string)))
            (import "header" (type $header (eq $pair)))
            (type $fields (record (field "status" u16) (field "headers" (list $header)) (field "body" (list u8))))
            (import "response" (type $response (eq $fields)))
            (import "post" (func $post (param "payload" (list u8)) (result $response)))
            (export $header' "header" (type $header))
            (type $fields' (record (field "status" u16) (field "headers" (list $header')) (field "body" (list u8))))
            (export $response' "response" (type $fields'))
            (export "post" (func $post) (func (param "payload" (list u8)) (result $response'))))
          (instance $function (instantiate $named
            (with "header" (type $header)) (with "response" (type $answer)) (with "post" (func $post))))
          (export "momento:functions/guest-function-web@1.0.3" (instance $function)))"#
    );
    wat::parse_str(text).unwrap()
}

fn composed() -> Composed {
    let options = Options::default().with_trap_stubs(true);
    compose(&older(), &options).unwrap()
}

/// POR.14
#[test]
fn both_contracts_are_answered_beside_each_other() {
    let composed = composed();
    check_proxy(&composed.bytes).unwrap();
    let adapters = [
        "environment",
        "bottom-http",
        "data",
        "unavailable",
        "v1-data",
        "v1-unavailable",
        "traps",
        "top-v1",
    ];
    let mut found = composed.adapters;
    found.sort_by_key(|name| adapters.iter().position(|it| it == name));
    assert_eq!(found, adapters);
}

/// POR.3, POR.5
#[test]
fn what_is_warned_of_has_the_name_that_the_function_imports() {
    let unavailable = |name: &str| Warning::Unavailable {
        interface: name.to_owned(),
    };
    let warnings = [
        Warning::KeepsRequests,
        unavailable("momento:host/aws-auth@1.0.3"),
        unavailable("momento:host/aws-lambda@1.0.3"),
        unavailable("momento:aws-auth/aws-auth@1.0.0"),
        Warning::Traps {
            import: "momento:host/http@2.0.0".to_owned(),
        },
    ];
    assert_eq!(composed().warnings, warnings);
}

/// POR.10
#[test]
fn each_import_is_told_with_who_answers_it() {
    let all = carried(&older()).unwrap();
    let by = |import: &str| {
        let found = all.iter().find(|it: &&Carried| it.import == import);
        found.unwrap().by
    };
    for (import, carriage) in [
        ("momento:host/logging@1.0.3", Carriage::Adapter),
        ("momento:functions/topic@1.0.3", Carriage::Data),
        ("momento:host/aws-lambda@1.0.3", Carriage::Unavailable),
    ] {
        assert_eq!(by(import), carriage, "{import}");
    }
    let unknown = by("momento:host/http@2.0.0");
    assert!(matches!(unknown, Carriage::Refused { .. }));
}
