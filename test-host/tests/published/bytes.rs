use crate::{host, invoke};
use momento_functions_test_host::Request;

/// ABI.1
#[tokio::test]
async fn a_body_is_read_in_each_way_and_handed_back_unread() {
    let host = host();
    let long = "a".repeat(2500);
    for (path, body, answer) in [
        ("/", &*long, "2500"),
        ("/unread", &long, &long),
        ("/read", &long, "1000 1000 500 0"),
        ("/read", "", "0"),
        ("/json", "[1, 2, 3]", "3"),
        ("/text", "text", "TEXT"),
    ] {
        let request = Request::post(path).body(body.to_owned());
        let outcome = invoke(&host, "bytes", request).await;
        assert_eq!(outcome.response.text(), answer, "{path} {outcome:?}");
    }
}
