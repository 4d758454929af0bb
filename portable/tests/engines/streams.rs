//! Answers that come piece by piece.

use super::both::Both;
use super::guests::{example, guest};

/// Scripts of the guest `stream`, whose answers are whole.
const WHOLE: &[&str] = &[
    "sse\ttick\t1\tone\nsse\t-\t-\ttwo\\nlines\nsse\tonly\t-\t-\nreturn\t200\tdropped",
    "sse\t-\t-\tone\nreturn\t404\tthe reason",
    "sse\t-\t-\tone\nreturn\t500\t\\xinvalid",
    "sse\t-\t-\tone\nsse-long\t1048576\nreturn\t204\t-",
    "sse\t-\t-\t-\nsse\tbad\\nname\t-\tx\nsse\tx\tbad\\0id\tx\nsse\tx\t-\t\\x\nreturn\t200\tno event",
    "sse\t-\t-\t-\nsse\t-\t-\tx\nerrors",
    "start\t201\tx-kind\traw\ndata\tone\ndata\t\\x\\0\nreturn\t200\tdropped",
    "start\t202\tcontent-type\ttext/event-stream\nsse\ta\tb\tc\nreturn\t200\t-",
    "start\t200\tx-a\t1\nstart\t200\tx-a\t1\ndata\ttwice\nerrors\nreturn\t200\t-",
    "data\tbefore the start",
    "start\t200\tx-a\t1\nreturn\t200\tno data",
    "return\t418\tno stream at all",
];

/// A script whose answer breaks off.
const CUT: &str = "start\t200\tx-a\t1\ndata\tone\nreturn\t500\tit failed";

/// POR.20
#[tokio::test]
async fn events_and_raw_streams_are_the_same() {
    let Some(both) = Both::serve(&guest("stream")).await else {
        return;
    };
    for script in WHOLE {
        let answer = both
            .answer(|place| place.call("POST", "").body(*script))
            .await;
        assert!(answer.complete, "{script:?}: {answer:?}");
    }
}

/// POR.20
#[tokio::test]
async fn a_stream_that_fails_is_cut_and_is_no_whole_one() {
    let Some(both) = Both::serve(&guest("stream")).await else {
        return;
    };
    for place in both.places() {
        let mut exchange = place.begin(&place.call("POST", "").body(CUT)).await;
        let mut all = Vec::new();
        // What was on its way may be lost with the connection, and the head, too.
        while let Some(piece) = exchange.read().await.ok().filter(|piece| !piece.is_empty()) {
            all.extend(piece);
        }
        assert!(
            !all.ends_with(b"0\r\n\r\n"),
            "a cut stream looks whole: {all:?}"
        );
    }
}

/// POR.21: The answer's first bytes come before the request has ended. A small body the test host reads at once.
#[tokio::test]
async fn an_echo_answers_while_its_request_is_still_on_its_way() {
    const REST: usize = 100_000;
    let Some(both) = Both::serve(&guest("echo")).await else {
        return;
    };
    for place in both.places() {
        let length = (REST + 12).to_string();
        let call = place.call("POST", "").header("content-length", &length);
        let mut exchange = place.begin(&call).await;
        for piece in ["one", "two", "tri", "for"] {
            exchange.write(piece.as_bytes()).await;
            exchange.until(piece).await;
        }
        exchange.write(&[b'a'; REST]).await;
        let answer = exchange.rest().await;
        assert!(answer.complete && answer.text().starts_with("onetwotrifora"));
    }
}

/// POR.21
#[tokio::test]
async fn a_chunked_echo_answers_while_its_request_is_still_on_its_way() {
    let Some(both) = Both::serve(&guest("echo")).await else {
        return;
    };
    for place in both.places() {
        let call = place
            .call("POST", "")
            .header("transfer-encoding", "chunked");
        let mut exchange = place.begin(&call).await;
        for piece in ["one", "two", "tri", "for"] {
            exchange.write(format!("3\r\n{piece}\r\n").as_bytes()).await;
            exchange.until(piece).await;
        }
        exchange.write(b"0\r\n\r\n").await;
        let answer = exchange.rest().await;
        assert_eq!((answer.text(), answer.complete), ("onetwotrifor", true));
    }
}

/// POR.20
#[tokio::test]
async fn a_raw_stream_of_an_example_comes_in_chunks() {
    let Some(both) = Both::serve(&example("web-raw-stream")).await else {
        return;
    };
    let answer = both.answer(|place| place.call("GET", "")).await;
    assert_eq!(answer.header("transfer-encoding"), Some("chunked"));
}
