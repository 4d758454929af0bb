//! Web functions of WebAssembly text.

/// What the entry point's type is made of.
const TYPES: &str = r#"
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
"#;

const EXPORT: &str = r#"
    (func $invoke (param "payload" $data) (result $response) (canon lift (core func $code "invoke")
        (memory $code "memory") (realloc (func $code "realloc"))))
    (instance $web (export "invoke" (func $invoke)))
    (export "momento:web-function/guest-function-web@1.0.0" (instance $web))
"#;

/// Makes a web function around `code`, which has a core instance `$code` with `invoke`, `memory` and
/// `realloc`.
pub fn web_component(code: &str) -> Vec<u8> {
    wat::parse_str(format!("(component {TYPES} {code} {EXPORT})")).unwrap()
}
