//! Objects of the stand-in for S3, in the folder of state.

use momento_functions_test_host::{Configuration, Function, Host, HostError, Request};
use std::path::Path;

use super::{folder, support};

fn host(state: &Path) -> Host {
    let host = Host::builder().state(state).persist_objects();
    host.build().unwrap()
}

async fn invoke(function: &Function, request: Request) -> String {
    let outcome = function.invoke(request).await;
    assert_eq!(outcome.error.map(|error| error.to_string()), None);
    assert_eq!(outcome.response.status, 200);
    outcome.response.text().into_owned()
}

/// STA.10
#[tokio::test]
async fn an_object_that_a_function_has_put_is_there_for_the_next_host() {
    let (_folder, state) = folder();
    let before = host(&state);
    let objects = before
        .deploy("objects", support::example("s3-put-get"))
        .unwrap();
    invoke(&objects, Request::put("/note.txt").body("kept")).await;
    drop((before, objects));
    let after = host(&state);
    let objects = after.function("default", "objects").unwrap();
    assert!(
        invoke(&objects, Request::get("/note.txt"))
            .await
            .contains("kept")
    );
}

/// STA.10
#[test]
fn objects_that_are_kept_elsewhere_are_told_to_be() {
    let (folder, state) = folder();
    let mut configuration = Configuration::default();
    configuration.local.s3.folder = Some(folder.path().join("elsewhere"));
    let host = Host::builder().configuration(configuration).state(&state);
    match host.persist_objects().build() {
        Err(HostError::State(error)) => {
            assert_eq!(error.code(), "state_unsuitable");
            assert!(error.to_string().contains("`[local.s3]`"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}
