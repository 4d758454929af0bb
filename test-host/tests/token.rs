//! Disposable tokens, as functions ask for them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use http::Method;
use momento_functions_models::{Clock, ManualClock};
use momento_functions_test_host::{Host, Request};
use std::sync::Arc;

const NOTHING: &str = r#"{"explicit":{"permissions":[]}}"#;

/// When a manual clock starts, in seconds since 1970.
const START: u64 = 1_767_225_600;

fn host() -> Host {
    let clock = Arc::new(ManualClock::default()) as Arc<dyn Clock>;
    let host = Host::builder().clock(clock).build().unwrap();
    host.deploy("token", support::guest("token")).unwrap();
    host
}

/// Asks for a token by the current contract, or by the older one with PUT.
async fn vend(host: &Host, method: Method, query: &str, permissions: &str) -> String {
    let function = host.function("default", "token").unwrap();
    let request = Request::new(method, &format!("/?{query}")).body(permissions.to_owned());
    let outcome = function.invoke(request).await;
    assert_eq!(outcome.response.status, 200, "{outcome:?}");
    outcome.response.text().into_owned()
}

const BOTH: [Method; 2] = [Method::POST, Method::PUT];

/// SVC.2
#[tokio::test]
async fn a_function_gets_a_token_its_end_and_where_it_is_accepted() {
    let host = host();
    for method in BOTH {
        let answer = vend(&host, method, "seconds=60&id=ada", NOTHING).await;
        let told: Vec<&str> = answer.split(' ').collect();
        let [until, endpoint, token] = told.as_slice() else {
            panic!("{answer}")
        };
        assert_eq!(*until, (START + 60).to_string());
        assert_eq!(*endpoint, "localhost");
        assert_eq!(token.split('.').count(), 3, "{token}");
    }
}

/// SVC.2
#[tokio::test]
async fn a_token_lives_from_one_second_to_twenty_five_hours() {
    let host = host();
    for method in BOTH {
        for seconds in [1, 90_000] {
            let query = format!("seconds={seconds}");
            let answer = vend(&host, method.clone(), &query, NOTHING).await;
            assert!(
                answer.starts_with(&(START + seconds).to_string()),
                "{answer}"
            );
        }
        for seconds in [0, 90_001, u32::MAX] {
            let query = format!("seconds={seconds}");
            let refused = vend(&host, method.clone(), &query, NOTHING).await;
            assert!(
                refused.contains("InvalidArgument(\"a token is valid for 1 to 90000 seconds"),
                "{refused}"
            );
        }
    }
}

/// SVC.2
#[tokio::test]
async fn a_token_with_21_statements_is_refused_and_the_next_is_made() {
    let host = host();
    let statements = |count| {
        let one = r#"{"function_permissions":{"role":"FunctionInvoke","all_caches":null,"all_functions":null}}"#;
        format!(
            r#"{{"explicit":{{"permissions":[{}]}}}}"#,
            vec![one; count].join(",")
        )
    };
    for method in BOTH {
        let refused = vend(&host, method.clone(), "seconds=60", &statements(21)).await;
        assert!(
            refused
                .contains("LimitExceeded(\"a token has at most 20 statements; this one has 21\")"),
            "{refused}"
        );
        let made = vend(&host, method, "seconds=60", &statements(20)).await;
        assert!(made.starts_with(&(START + 60).to_string()), "{made}");
    }
}

/// SVC.2
#[tokio::test]
async fn permissions_that_are_none_are_invalid() {
    let host = host();
    for method in BOTH {
        for text in ["", "{", "[]", r#"{"explicit":{"permissions":[{}]}}"#] {
            let refused = vend(&host, method.clone(), "seconds=60", text).await;
            assert!(refused.contains("InvalidArgument("), "{text}: {refused}");
        }
        let long = format!("{NOTHING}{}", " ".repeat(16 << 10));
        let refused = vend(&host, method.clone(), "seconds=60", &long).await;
        assert!(
            refused.contains("LimitExceeded(\"a token's permissions have at most 16384 bytes"),
            "{refused}"
        );
        let id = format!("seconds=60&id={}", "i".repeat(1025));
        let refused = vend(&host, method, &id, NOTHING).await;
        assert!(
            refused.contains("LimitExceeded(\"a token's id has at most 1024 bytes"),
            "{refused}"
        );
    }
}
