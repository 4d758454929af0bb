use crate::{heard, host, invoke, lines, support};
use momento_functions_test_host::{Request, SpawnResult};

/// ABI.1
#[tokio::test]
async fn a_function_spawns_others_of_both_contracts() {
    let host = host();
    let mut news = host.topic("default", "news").subscribe().unwrap();
    for spawned in ["spawned", "v1-spawned"] {
        host.deploy(spawned, support::published(spawned)).unwrap();
        let task = format!(r#"{{"topic": "news", "message": "by {spawned}"}}"#);
        let request = Request::post(&format!("/{spawned}")).body(task);
        let outcome = invoke(&host, "v1-spawn", request).await;
        let refused = lines(&outcome).join("\n");
        assert!(refused.contains("FunctionNotFound"), "{refused}");
        host.spawned().await;
        assert_eq!(heard(&mut news), [format!("by {spawned}")]);
    }
}

/// ABI.1
#[tokio::test]
async fn a_spawned_function_tells_what_came_of_it() {
    let host = host();
    let spawned = support::published("spawned");
    let function = host.deploy("spawned", spawned).unwrap();
    for (task, result) in [
        (r#"{"topic": "news", "message": "done"}"#, SpawnResult::Ok),
        (
            r#"{"topic": "news", "message": "fail"}"#,
            failed("as it was told"),
        ),
    ] {
        let outcome = function.spawn(task).unwrap().outcome().await;
        assert_eq!(outcome.result.unwrap(), result);
    }
    let outcome = function.spawn("{}").unwrap().outcome().await;
    let Ok(SpawnResult::FailedNote(note)) = outcome.result else {
        panic!("{outcome:?}");
    };
    assert!(note.contains("missing field `topic`"), "{note}");
}

fn failed(note: &str) -> SpawnResult {
    SpawnResult::FailedNote(note.to_owned())
}
