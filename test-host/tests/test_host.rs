//! A host for ordinary tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::{
    BuildError, Configuration, FunctionKind, Request, TestHost, build_crate,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What a test that fails says.
fn failure(test: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(test)).unwrap_err();
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => (*panic.downcast::<&str>().unwrap()).to_owned(),
    }
}

/// KIT.48
#[test]
fn a_function_is_built_and_invoked_without_async() {
    let host = TestHost::new();
    let function = host.deploy_crate(root().join("examples/web-ping"));
    assert_eq!(function.name(), "web-ping");
    let outcome = function.invoke(Request::get("/"));
    assert_eq!(outcome.response.status, 200);
    assert_eq!(outcome.response.text(), "pong");
}

/// KIT.48
#[test]
fn a_crate_is_built_once_in_a_process() {
    let folder = root().join("examples/web-ping");
    let [first, second] = [&folder, &folder].map(|folder| build_crate(folder).unwrap());
    assert_eq!(first.wasm.as_ptr(), second.wasm.as_ptr());
}

/// KIT.48
#[test]
fn a_day_passes_at_once() {
    let host = TestHost::new();
    let function = host.deploy("cache", support::guest("cache"));
    let day = Duration::from_secs(24 * 3600);
    let set = format!("/set/a/{}", day.as_millis());
    let text = |target: &str| {
        let outcome = function.invoke(Request::post(target).body("1"));
        outcome.response.text().into_owned()
    };
    text(&set);
    host.clock().advance(day - Duration::from_millis(1));
    assert_eq!(text("/get/a"), "1");
    host.clock().advance(Duration::from_millis(1));
    assert_eq!(text("/get/a"), "missing");
}

/// KIT.48
#[test]
fn spawned_work_is_run_to_its_end() {
    let host = TestHost::new();
    let start = host.deploy("spawner", support::guest("spawner"));
    let work = host.deploy("spawned", support::guest("spawned"));
    start.invoke(Request::post("/spawned").body("ok"));
    host.run_spawned();
    assert_eq!(host.metrics().invocations[&FunctionKind::SpawnV2], 1);
    assert!(work.spawn("ok").is_ok());
}

/// KIT.48
#[test]
fn a_request_without_a_script_fails_the_test_when_the_host_goes() {
    let text = failure(|| {
        let host = TestHost::new();
        let function = host.deploy("http", support::guest("http"));
        let outcome = function.invoke(Request::post("/?url=http://api.test/x"));
        assert!(outcome.error.is_some());
    });
    assert!(text.contains("http://api.test/x"), "{text}");
}

/// KIT.48
#[tokio::test]
async fn inside_async_a_test_host_says_what_to_do() {
    let text = failure(|| drop(TestHost::new()));
    assert!(text.contains("Host::builder().for_tests()"), "{text}");
}

/// KIT.48
#[test]
fn two_hosts_on_one_thread_know_nothing_of_each_other() {
    let hosts = [TestHost::new(), TestHost::new()];
    let functions = hosts
        .each_ref()
        .map(|host| host.deploy("cache", support::guest("cache")));
    functions[0].invoke(Request::post("/set/a/5000").body("1"));
    let texts = functions.map(|function| {
        let outcome = function.invoke(Request::get("/get/a"));
        outcome.response.text().into_owned()
    });
    assert_eq!(texts, ["1", "missing"]);
}

/// KIT.48
#[test]
fn a_crate_that_cannot_be_built_is_told() {
    let nowhere = build_crate(Path::new("nowhere")).unwrap_err();
    assert!(matches!(nowhere, BuildError::NoCrate(_)), "{nowhere}");
    let folder = tempfile::tempdir().unwrap();
    let manifest = "[package]\nname = \"broken\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    std::fs::write(folder.path().join("src/lib.rs"), "fn broken( {}").unwrap();
    let text = failure(|| drop(TestHost::new().deploy_crate(folder.path())));
    assert!(text.contains("the function is not built"), "{text}");
    assert!(text.contains("src/lib.rs:1"), "{text}");
}

/// KIT.48
#[test]
fn objects_are_seeded_and_looked_into() {
    let host = TestHost::new();
    let store = host.deploy("s3", support::example("s3-put-get"));
    let reports = host.bucket("reports");
    reports.put("old.txt", "seeded").unwrap();
    let outcome = store.invoke(Request::get("/old.txt"));
    assert_eq!(outcome.response.text(), "seeded");
    store.invoke(Request::put("/new.txt").body("written"));
    let kept = reports.get("new.txt").unwrap();
    assert_eq!(kept.as_deref(), Some(&b"written"[..]));
    let entry = ("by".to_owned(), "an example".to_owned());
    assert_eq!(reports.metadata("new.txt").unwrap(), Some(vec![entry]));
    assert_eq!(reports.get("none.txt").unwrap(), None);
    assert!(host.bucket("No").get("a").is_err());
}

/// KIT.48
#[test]
fn objects_that_are_not_in_memory_are_none_to_look_into() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[local.s3]\nfolder = {:?}\n",
        folder.path().to_str().unwrap()
    );
    let configuration = Configuration::from_toml(&text).unwrap();
    let host = TestHost::with(|builder| builder.configuration(configuration));
    let text = failure(|| drop(host.bucket("reports")));
    assert!(text.contains("in a folder or on a server"), "{text}");
}
