use crate::{answer, heard, host};

/// ABI.1
#[tokio::test]
async fn lines_are_logged_to_a_topic() {
    for guest in ["log", "v1-log"] {
        let host = host();
        let mut logs = host.topic("default", "logs").subscribe().unwrap();
        answer(&host, guest, "logs").await;
        let heard = heard(&mut logs);
        let ends: Vec<_> = heard
            .iter()
            .filter_map(|line| line.split_once("lib.rs:"))
            .collect();
        assert_eq!(heard.len(), 2, "{guest} {heard:?}");
        let [(info, line), (error, failure)] = *ends else {
            panic!("{guest} {heard:?}");
        };
        assert!(
            info.starts_with("INFO") && line.ends_with("a line"),
            "{guest} {heard:?}"
        );
        assert!(
            error.starts_with("ERROR") && failure.ends_with("a failure"),
            "{guest} {heard:?}"
        );
    }
}
