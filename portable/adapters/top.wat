;; Answers the engine by the function: `top` in wit/portable/worlds.wit.
;;
;; By hand, as it only hands on: what a function answers lies in the memory as `finish` takes it. The memory is an
;; instance of its own, which is there before the calls that need it: an engine makes two core instances of this, and
;; three and a table of what a compiler gives.
(component
  (import "wasi:http/types@0.2.0" (instance $http
    (export "incoming-request" (type (sub resource)))
    (export "response-outparam" (type (sub resource)))))
  (alias export $http "incoming-request" (type $incoming-request))
  (alias export $http "response-outparam" (type $response-outparam))

  (import "momento:bytes/bytes@1.0.0" (instance $bytes
    (export "buffer" (type $buffer (sub resource)))
    (type $own (own $buffer))
    (type $variant (variant (case "buffer" $own) (case "value" (list u8))))
    (export "data" (type (eq $variant)))))
  (alias export $bytes "data" (type $data))

  (import "momento:web-function/web-function-support@1.0.0" (instance $support
    (type $record (record (field "name" string) (field "value" string)))
    (export "header" (type (eq $record)))))
  (alias export $support "header" (type $header))

  (import "momento-functions:portable/context@0.1.0" (instance $context
    (export "incoming-request" (type $request (eq $incoming-request)))
    (export "response-outparam" (type $outparam (eq $response-outparam)))
    (export "data" (type $body (eq $data)))
    (export "header" (type $pair (eq $header)))
    (export "begin" (func (param "request" (own $request)) (param "response" (own $outparam)) (result $body)))
    (export "finish" (func (param "status" u16) (param "headers" (list $pair)) (param "body" $body)))))

  (import "momento:web-function/guest-function-web@1.0.0" (instance $function
    (export "data" (type $body (eq $data)))
    (export "header" (type $pair (eq $header)))
    (type $record (record (field "status" u16) (field "headers" (list $pair)) (field "body" $body)))
    (export "response" (type $response (eq $record)))
    (export "invoke" (func (param "request" $body) (result $response)))))

  (core module $memory
    (memory (export "memory") 1)
    ;; The body that `begin` gives is at 0, and the function's answer at 16. What they point to begins here.
    (global $end (export "end") (mut i32) (i32.const 64))
    ;; Nothing is freed before the next request: each text is handed on once.
    (func (export "allocate") (param $old i32) (param $had i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32) (local $end i32) (local $pages i32)
      ;; A text that became shorter on its way stays where it is.
      (if (i32.and (i32.ne (local.get $had) (i32.const 0)) (i32.le_u (local.get $size) (local.get $had)))
        (then (return (local.get $old))))
      (local.set $at (i32.and (i32.add (global.get $end) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
      (local.set $end (i32.add (local.get $at) (local.get $size)))
      (if (i32.lt_u (local.get $end) (global.get $end)) (then unreachable))
      (local.set $pages (i32.sub
        (i32.add (i32.shr_u (local.get $end) (i32.const 16)) (i32.const 1)) (memory.size)))
      (if (i32.gt_s (local.get $pages) (i32.const 0)) (then
        (if (i32.eq (memory.grow (local.get $pages)) (i32.const -1)) (then unreachable))))
      (global.set $end (local.get $end))
      (memory.copy (local.get $at) (local.get $old) (local.get $had))
      (local.get $at)))
  (core instance $memory (instantiate $memory))
  (alias core export $memory "memory" (core memory $memory))
  (alias core export $memory "allocate" (core func $allocate))

  (core func $begin (canon lower (func $context "begin") (memory $memory) (realloc $allocate)))
  (core func $invoke (canon lower (func $function "invoke") (memory $memory) (realloc $allocate)))
  (core func $finish (canon lower (func $context "finish") (memory $memory) (realloc $allocate)))
  (core module $handler
    (import "memory" "memory" (memory 1))
    (import "memory" "end" (global $end (mut i32)))
    (import "parts" "begin" (func $begin (param $request i32) (param $response i32) (param $body i32)))
    (import "parts" "invoke" (func $invoke (param $kind i32) (param $at i32) (param $length i32) (param $answer i32)))
    (import "parts" "finish" (func $finish
      (param $status i32) (param $headers i32) (param $count i32) (param $kind i32) (param $at i32) (param $length i32)))
    (func (export "handle") (param $request i32) (param $response i32)
      (global.set $end (i32.const 64))
      (call $begin (local.get $request) (local.get $response) (i32.const 0))
      (call $invoke (i32.load8_u (i32.const 0)) (i32.load (i32.const 4)) (i32.load (i32.const 8)) (i32.const 16))
      (call $finish
        (i32.load16_u (i32.const 16)) (i32.load (i32.const 20)) (i32.load (i32.const 24))
        (i32.load8_u (i32.const 28)) (i32.load (i32.const 32)) (i32.load (i32.const 36)))))
  (core instance $handler (instantiate $handler
    (with "memory" (instance $memory))
    (with "parts" (instance
      (export "begin" (func $begin)) (export "invoke" (func $invoke)) (export "finish" (func $finish))))))

  (func $handle (param "request" (own $incoming-request)) (param "response-out" (own $response-outparam))
    (canon lift (core func $handler "handle")))
  (component $server
    (import "incoming-request" (type $request (sub resource)))
    (import "response-outparam" (type $outparam (sub resource)))
    (import "handle" (func $handle (param "request" (own $request)) (param "response-out" (own $outparam))))
    (export $request' "incoming-request" (type $request))
    (export $outparam' "response-outparam" (type $outparam))
    (export "handle" (func $handle)
      (func (param "request" (own $request')) (param "response-out" (own $outparam')))))
  (instance $server (instantiate $server
    (with "incoming-request" (type $incoming-request))
    (with "response-outparam" (type $response-outparam))
    (with "handle" (func $handle))))
  (export "wasi:http/incoming-handler@0.2.0" (instance $server)))
