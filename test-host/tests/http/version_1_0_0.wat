;; A web function built for version 1.0.0 of the HTTP client alone. It asks for URL, and hands the response
;; on; an error is the status 500 and its case's number, and its first text the body.
(component
  (import "momento:bytes/bytes@1.0.0" (instance $bytes
    (export "buffer" (type $buffer (sub resource)))
    (type $variant (variant (case "buffer" (own $buffer)) (case "value" (list u8))))
    (export "data" (type (eq $variant)))))
  (alias export $bytes "data" (type $data))
  (import "momento:http/http@1.0.0" (instance $http
    (alias outer 1 $data (type $outer))
    (export "data" (type $data (eq $outer)))
    (type $pair (tuple string string))
    (type $response-of (record (field "status" u16) (field "headers" (list $pair)) (field "body" $data)))
    (export "response" (type $response (eq $response-of)))
    (type $invalid-url-of (record (field "url" string) (field "error" string)))
    (export "invalid-url" (type $invalid-url (eq $invalid-url-of)))
    (type $invalid-header-name-of (record (field "header" string) (field "error" string)))
    (export "invalid-header-name" (type $invalid-header-name (eq $invalid-header-name-of)))
    (type $invalid-header-value-of (record (field "value" string) (field "error" string)))
    (export "invalid-header-value" (type $invalid-header-value (eq $invalid-header-value-of)))
    (type $error-of (variant
      (case "internal-error")
      (case "request-error" string)
      (case "invalid-url" $invalid-url)
      (case "invalid-header-name" $invalid-header-name)
      (case "invalid-header-value" $invalid-header-value)))
    (export "error" (type $error (eq $error-of)))
    (type $secret-of (record
      (field "access-key-id" string) (field "secret-access-key" string)
      (field "region" string) (field "service" string)))
    (export "aws-sigv4-secret" (type $secret (eq $secret-of)))
    (type $role-of (record (field "role-arn" string) (field "service" string)))
    (export "iam-role" (type $role (eq $role-of)))
    (type $authorization-of (variant
      (case "none") (case "aws-sigv4-secret" $secret) (case "federated" $role)))
    (export "authorization" (type $authorization (eq $authorization-of)))
    (type $request-of (record
      (field "url" string) (field "verb" string) (field "headers" (list $pair))
      (field "body" $data) (field "authorization" $authorization)))
    (export "request" (type $request (eq $request-of)))
    (type $answer (result $response (error $error)))
    (export "invoke" (func (param "request" $request) (result $answer)))))

  (core module $memory
    (memory (export "memory") 4)
    (global $free (mut i32) (i32.const 8192))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      ;; Aligned to 8, and never freed.
      (local.set $at (global.get $free))
      (global.set $free
        (i32.and (i32.add (i32.add (global.get $free) (local.get 3)) (i32.const 7)) (i32.const -8)))
      (local.get $at)))
  (core instance $memory (instantiate $memory))
  (core func $invoke (canon lower (func $http "invoke")
    (memory $memory "memory") (realloc (func $memory "realloc"))))

  (core module $main
    (import "http" "invoke" (func $invoke (param i32 i32)))
    (import "memory" "memory" (memory 1))
    ;; The request: URL, verb, one header, a body of bytes, no authorization.
    (data (i32.const 1024)
      "\00\08\00\00LENGTH" "\00\06\00\00\03\00\00\00" "\20\06\00\00\01\00\00\00"
      "\01\00\00\00\10\06\00\00\05\00\00\00" "\00\00\00\00")
    (data (i32.const 0x600) "GET")
    (data (i32.const 0x610) "asked")
    (data (i32.const 0x620) "\30\06\00\00\03\00\00\00\34\06\00\00\01\00\00\00")
    (data (i32.const 0x630) "x-a")
    (data (i32.const 0x634) "1")
    (data (i32.const 0x800) "URL")
    (func (export "invoke") (param i32 i32 i32) (result i32)
      (call $invoke (i32.const 1024) (i32.const 4096))
      ;; A response is laid out as the function's own is.
      (if (i32.eqz (i32.load8_u (i32.const 4096))) (then (return (i32.const 4100))))
      (i32.store16 (i32.const 5120) (i32.add (i32.const 500) (i32.load8_u (i32.const 4100))))
      (i32.store (i32.const 5132) (i32.const 1))
      (i32.store (i32.const 5136) (i32.load (i32.const 4104)))
      (i32.store (i32.const 5140) (i32.load (i32.const 4108)))
      (i32.const 5120)))
  (core instance $main (instantiate $main
    (with "http" (instance (export "invoke" (func $invoke))))
    (with "memory" (instance $memory))))

  (type $pair (record (field "name" string) (field "value" string)))
  (export $header "header" (type $pair))
  (type $answer
    (record (field "status" u16) (field "headers" (list $header)) (field "body" $data)))
  (export $response "response" (type $answer))
  (func $web-invoke (param "request" $data) (result $response) (canon lift (core func $main "invoke")
    (memory $memory "memory") (realloc (func $memory "realloc"))))
  (instance $web (export "invoke" (func $web-invoke)))
  (export "momento:web-function/guest-function-web@1.0.0" (instance $web)))
