use crate::client::{Call, Server};
use crate::{answer, host, support};
use momento_functions_test_host::service::Key;

/// ABI.1
#[tokio::test]
async fn a_token_opens_the_function_that_it_is_made_for_and_no_other() {
    let host = host();
    for guest in ["token", "v1-token"] {
        let told = answer(&host, guest, "v1-environment").await.join("\n");
        let (token, endpoint, until): (String, String, u64) = serde_json::from_str(&told).unwrap();
        assert!(!endpoint.is_empty() && until > 0, "{told}");
        host.deploy("v1-environment", support::published("v1-environment"))
            .unwrap();
        let server = Server::with(&host, |service| service.key(Key::full("all"))).await;
        let call = |function: &str| {
            let target = format!("/functions/default/{function}");
            Call::post(&target, "x-a").header("authorization", &token)
        };
        let opened = server.send(call("v1-environment")).await;
        assert_eq!(opened.status, 200, "{guest}");
        // The token's id is told to the function.
        assert_eq!(opened.text().lines().nth(5), Some("ada"), "{guest}");
        assert_eq!(server.send(call(guest)).await.status, 403, "{guest}");
    }
}
