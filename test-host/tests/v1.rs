//! Functions of the older contract.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use momento_functions_test_host::{Host, Request};
use support::stores::Store;

/// INV.2
#[tokio::test]
async fn a_web_function_of_the_older_contract_answers_from_the_same_models() {
    let host = Host::builder().build().unwrap();
    let echo = host.deploy("v1-echo", support::guest("v1-echo")).unwrap();
    let request = Request::put("/foo/bar?x-q=1&token=secret&x-q=2")
        .header("X-A", "1")
        .token_metadata("{}")
        .body("hello");
    let outcome = echo.invoke(request).await;
    assert_eq!(
        (outcome.response.status, &*outcome.response.text()),
        (201, "hello"),
        "{outcome:?}"
    );
    let header = |name| outcome.response.header(name).unwrap();
    assert_eq!(
        ["x-a", "x-method", "x-path", "x-token"].map(header),
        ["1", "PUT", "foo/bar", "{}"]
    );
    assert_eq!(header("x-id"), outcome.invocation_id);
    let query: Vec<_> = outcome.response.headers.get_all("x-q").iter().collect();
    assert_eq!(query, ["1", "2"]);
    assert_eq!(header("x-left"), "0");
}

/// CACHE.1, CACHE.3, CACHE.4, CACHE.5
#[tokio::test]
async fn the_cache_of_the_older_contract_is_the_same_cache() {
    for store in Store::all() {
        let host = store.host().build().unwrap();
        let cache = host.cache_store("default");
        cache.set(b"seeded", b"seed", 3_600_000).await.unwrap();
        let function = host.deploy("v1-cache", support::guest("v1-cache")).unwrap();
        let outcome = function.invoke(Request::post("/").body("body")).await;
        assert!(outcome.error.is_none(), "{outcome:?}");
        let told = outcome.response.text().into_owned();
        let expected = [
            "get Ok(Some(\"seed\"))",
            "set Ok(())",
            "get Ok(Some(\"body\"))",
            "set-if SetIfResult::Stored",
            "set-if SetIfResult::NotStored",
            "set-if SetIfResult::NotStored",
            "set-if SetIfResult::Stored",
            "set-if SetIfResult::Stored",
            "set-if SetIfResult::NotStored",
            "not stored",
            "same hash true",
            "not stored",
            "not stored",
            "same hash true",
            "delete Ok(())",
            "gone true",
            "push Ok(1)",
            "push Ok(2)",
            "more Ok(5)",
            "more Ok(9)",
            "length Ok(LengthResponse::Found(9))",
            "remove Ok(RemoveResponse::Found(7))",
            "erase Ok(EraseResponse::Found(6))",
            "fetch Ok(FetchResponse::Found([[97], [100], [120], [97], [99], [100]]))",
            "pop [97] 5",
            "pop [100] 4",
            "retain Ok(RetainResponse::Found(2))",
            "erase Ok(EraseResponse::Found(0))",
            "length Ok(LengthResponse::Missing)",
            "pop missing",
        ];
        let told: Vec<&str> = told.lines().collect();
        assert_eq!(told[..expected.len()], expected);
        let refused = [
            "ttl Err(Error::InvalidArgument",
            "ttl Err(Error::InvalidArgument",
            "kind Err(Error::FailedPrecondition",
        ];
        for (told, kind) in told[expected.len()..].iter().zip(refused) {
            assert!(told.starts_with(kind), "{told}");
        }
        assert_eq!(told.len(), expected.len() + refused.len());
    }
}
