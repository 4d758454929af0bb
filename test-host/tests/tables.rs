//! How large the tables of a function may become.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    DeployError, Function, Host, InvocationErrorKind, Limits, Request,
};

/// Wants GROWTH elements beside the one it starts with. Answers 200 when it gets them, and does what REFUSED
/// says when it does not.
const GROWS: &str = r#"
    (core module $code
        (table $functions 1 funcref)
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
        (func (export "invoke") (param i32 i32 i32) (result i32)
            (local $status i32)
            (local.set $status (i32.const 200))
            (if (i32.eq (table.grow $functions (ref.null func) (i32.const GROWTH)) (i32.const -1))
                (then REFUSED))
            (i32.store16 (i32.const 64) (local.get $status))
            (i32.store8 (i32.const 76) (i32.const 1))
            (i32.const 64))
    )
    (core instance $code (instantiate $code))
"#;

const LIVE_WITH_IT: &str = "(local.set $status (i32.const 299))";

fn host(limit: u32) -> Host {
    let limits = Limits::default().with_table_elements(limit);
    Host::builder().limits(limits).build().unwrap()
}

fn grows(host: &Host, by: u32, refused: &str) -> Function {
    let code = GROWS
        .replace("GROWTH", &by.to_string())
        .replace("REFUSED", refused);
    host.deploy("grows", support::web_component(&code)).unwrap()
}

async fn status(function: &Function) -> u16 {
    function.invoke(Request::get("/")).await.response.status
}

/// LIM.10
#[tokio::test]
async fn tables_grow_to_their_limit_and_no_further() {
    let host = host(10);
    for by in [8, 9] {
        assert_eq!(status(&grows(&host, by, "unreachable")).await, 200, "{by}");
    }
    let outcome = grows(&host, 10, "unreachable")
        .invoke(Request::get("/"))
        .await;
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::TableLimit, "{error:?}");
    assert_eq!(outcome.response.status, 502);
    assert_eq!(outcome.response.body, "Function table limit exceeded");
    let told = error.explanation();
    assert!(
        told.contains("more than 10 elements in its tables"),
        "{told}"
    );
    assert_eq!(status(&grows(&host, 9, "unreachable")).await, 200);
}

/// LIM.10
#[tokio::test]
async fn a_function_may_live_with_the_refusal_of_a_larger_table() {
    let host = host(10);
    assert_eq!(status(&grows(&host, 9, LIVE_WITH_IT)).await, 200);
    assert_eq!(status(&grows(&host, 10, LIVE_WITH_IT)).await, 299);
}

/// LIM.10
#[tokio::test]
async fn no_limit_is_beyond_what_the_pool_has() {
    let host = host(u32::MAX);
    let limit = Limits::MAX_TABLE_ELEMENTS;
    assert_eq!(host.limits().table_elements(), limit);
    assert_eq!(status(&grows(&host, limit - 1, "unreachable")).await, 200);
    assert_eq!(status(&grows(&host, limit, LIVE_WITH_IT)).await, 299);
}

/// LIM.10
#[test]
fn a_component_that_starts_with_too_large_a_table_is_refused() {
    let starts = |elements: u32| {
        let code = GROWS.replace("GROWTH", "0").replace("REFUSED", "");
        let code = code.replace("$functions 1 ", &format!("$functions {elements} "));
        host(10).deploy("grows", support::web_component(&code))
    };
    for elements in [9, 10] {
        assert!(starts(elements).is_ok(), "{elements}");
    }
    let error = starts(11).unwrap_err();
    let (required, limit) = (11, 10);
    assert!(
        matches!(error, DeployError::MinimumTable { required: r, limit: l } if (r, l) == (required, limit)),
        "{error:?}"
    );
    assert_eq!(error.code(), "minimum_table");
}
