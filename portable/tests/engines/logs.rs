//! Where a function's lines of log go: an engine has one place for all.

use super::both::Both;
use super::guests::{guest, published};

/// POR.20
#[tokio::test]
async fn a_line_is_an_object_of_json_on_the_engines_stderr() {
    let Some(both) = Both::serve(&guest("logging")).await else {
        return;
    };
    let place = both.on_engine();
    let script =
        "configure topic:news:info:off\nlog info a-line\nlog debug too-low\nlog error \"quoted\"";
    let answer = place.ask(&place.call("POST", "").body(script)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let line = both.engine.line(|line| line.contains("a-line")).await;
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(json["message"], "a-line", "{line}");
    assert_eq!(json["level"], "info", "{line}");
    let line = both.engine.line(|line| line.contains("quoted")).await;
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(
        (&json["message"], &json["level"]),
        (&"\"quoted\"".into(), &"error".into())
    );
    assert!(
        !both
            .engine
            .lines()
            .iter()
            .any(|line| line.contains("too-low"))
    );
}

/// POR.20
#[tokio::test]
async fn what_a_function_is_told_of_its_log_is_the_same() {
    let Some(both) = Both::serve(&guest("logging")).await else {
        return;
    };
    for script in [
        "configure topic:a:info:off cloudwatch:b:debug:info",
        "configure",
        "library-configure news\nlibrary-log info hello",
        "log info before",
    ] {
        both.answer(|place| place.call("POST", "").body(script))
            .await;
    }
    // An error, whose words are each place's own.
    let nowhere = "configure topic::info:off";
    for answer in both
        .answers(|place| place.call("POST", "").body(nowhere))
        .await
    {
        assert!(answer.text().contains("a topic has a name"), "{answer:?}");
    }
}

/// POR.20
#[tokio::test]
async fn lines_of_the_published_crates_go_there_too() {
    let Some(both) = Both::serve(&published("log")).await else {
        return;
    };
    let place = both.on_engine();
    let answer = place.ask(&place.call("POST", "").body("news")).await;
    assert!(answer.status < 300, "{answer:?}");
    let line = both.engine.line(|line| line.contains("a failure")).await;
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(json["level"], "error", "{line}");
    let lines = both.engine.lines();
    assert!(
        lines.iter().any(|line| line.contains("a line")),
        "{lines:?}"
    );
    assert!(
        !lines.iter().any(|line| line.contains("a detail")),
        "{lines:?}"
    );
}
