//! Versions of a function: which is invoked, what belongs to each, and which are kept.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use http_body_util::BodyExt as _;
use momento_functions_models::ManualClock;
use momento_functions_test_host::{
    Deployment, Function, FunctionLimits, Host, InvocationErrorKind, Limits, Request, SpawnResult,
    VersionError,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn host(limits: Limits) -> Host {
    Host::builder().limits(limits).build().unwrap()
}

/// Deploys the guest `context` with one variable, whose value the version is known by.
fn put(host: &Host, color: &str) -> Function {
    let deployment = Deployment::from_wasm(support::guest("context")).with_variable("COLOR", color);
    host.deploy("f", deployment).unwrap()
}

async fn color(function: &Function) -> String {
    let told = function.invoke(Request::get("/")).await;
    let told = told.response.text().into_owned();
    let color = told
        .lines()
        .find_map(|line| line.strip_prefix("env COLOR="));
    color.unwrap_or("none").to_owned()
}

fn numbers(host: &Host) -> Vec<u64> {
    let versions = host.versions("default", "f");
    versions.iter().map(Function::version).collect()
}

fn current(host: &Host) -> Function {
    host.function("default", "f").unwrap()
}

/// VER.1
#[tokio::test]
async fn each_version_keeps_its_own_of_all_that_was_deployed() {
    let clock = Arc::new(ManualClock::default());
    let host = Host::builder().clock(Arc::clone(&clock) as _);
    let host = host.build().unwrap();
    let wasm = support::guest("context");
    let first = put(&host, "red");
    clock.advance(Duration::from_secs(60));
    let limits = FunctionLimits::default().with_time(Duration::from_secs(1));
    let second = Deployment::from_wasm(support::guest("echo"))
        .with_description("says it again")
        .with_limits(limits);
    host.deploy("f", second).unwrap();
    assert_eq!(numbers(&host), [2, 1]);

    let [second, again] = host.versions("default", "f").try_into().unwrap();
    assert_eq!(color(&again).await, "red");
    assert_eq!(again.description(), None);
    assert_eq!(again.environment_names().collect::<Vec<_>>(), ["COLOR"]);
    assert_eq!(again.size(), wasm.len() as u64);
    assert_eq!(again.sha256(), first.sha256());
    assert_eq!(again.sha256().len(), 64);
    assert_eq!(again.limits().time(), Some(Duration::from_secs(30)));
    assert_eq!(again.limits().memory(), Some(64 << 20));
    assert_eq!(again.limits().fuel(), None);

    assert_eq!(second.description(), Some("says it again"));
    assert_eq!(second.environment_names().count(), 0);
    assert_ne!(second.sha256(), first.sha256());
    assert_eq!(second.limits().time(), Some(Duration::from_secs(1)));
    let later = second.created_at().duration_since(first.created_at());
    assert_eq!(later.unwrap(), Duration::from_secs(60));
}

/// VER.2
#[tokio::test]
async fn the_latest_is_invoked_unless_another_one_is_pinned() {
    let host = host(Limits::default());
    put(&host, "red");
    put(&host, "green");
    assert_eq!(color(&current(&host)).await, "green");
    host.pin("default", "f", 1).unwrap();
    assert_eq!(color(&current(&host)).await, "red");
    let newest = put(&host, "blue");
    assert_eq!((newest.version(), color(&newest).await), (3, "blue".into()));
    assert_eq!(color(&current(&host)).await, "red");
    assert_eq!(host.pinned_version("default", "f"), Some(1));
    host.unpin("default", "f").unwrap();
    assert_eq!(color(&current(&host)).await, "blue");
    assert_eq!(host.pinned_version("default", "f"), None);
}

/// VER.2
#[test]
fn what_is_not_there_cannot_be_pinned() {
    let host = host(Limits::default());
    put(&host, "red");
    put(&host, "green");
    for version in [0, 3, u64::MAX] {
        let refused = host.pin("default", "f", version).unwrap_err();
        assert_eq!(refused.code(), "no_such_version");
        assert!(
            refused.to_string().ends_with("there are: 2, 1"),
            "{refused}"
        );
    }
    assert_eq!(current(&host).version(), 2);
    for refused in [
        host.pin("default", "g", 1),
        host.unpin("default", "g"),
        host.pin("other", "f", 1),
    ] {
        assert!(matches!(refused, Err(VersionError::NoSuchFunction { .. })));
    }
}

/// VER.2
#[tokio::test]
async fn an_invocation_goes_on_with_the_version_it_began_with() {
    let host = host(Limits::default());
    let first = host.deploy("f", support::guest("echo")).unwrap();
    let answer = first.start(Request::post("/").body("hello")).await;
    put(&host, "green");
    let rest = answer.into_body().collect().await.unwrap();
    assert_eq!(rest.to_bytes(), "hello");
}

/// VER.2
#[tokio::test]
async fn a_spawn_by_name_starts_the_version_that_is_pinned() {
    let host = host(Limits::default());
    let spawner = host.deploy("spawner", support::guest("spawner")).unwrap();
    for _ in 0..2 {
        host.deploy("task", support::guest("task")).unwrap();
    }
    let told = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&told);
    host.on_spawned(move |outcome| {
        assert!(matches!(outcome.result, Ok(SpawnResult::Ok)));
        record.lock().unwrap().push(outcome.version);
    });
    for pinned in [None, Some(1), None] {
        match pinned {
            Some(version) => host.pin("default", "task", version).unwrap(),
            None => host.unpin("default", "task").unwrap(),
        }
        spawner.invoke(Request::post("/task")).await;
        host.spawned().await;
    }
    assert_eq!(*told.lock().unwrap(), [2, 1, 2]);
}

/// VER.2, LIM.5
#[tokio::test]
async fn the_versions_of_a_function_share_its_places() {
    let host = host(Limits::default().with_concurrency(1));
    let first = host.deploy("f", support::guest("echo")).unwrap();
    let answer = first.start(Request::post("/").body("hello")).await;
    let second = put(&host, "red");
    let refused = second.invoke(Request::get("/")).await.error.unwrap();
    assert_eq!(refused.kind(), InvocationErrorKind::TooManyInvocations);
    drop(answer);
    assert_eq!(color(&second).await, "red");
}

/// Deploys the guest `trouble` as two versions: one that is held to limits of its own, and one that is not.
fn troubled(host: &Host, own: FunctionLimits) -> [Function; 2] {
    let wasm = support::guest("trouble");
    let held = Deployment::from_wasm(wasm.clone()).with_limits(own);
    let held = host.deploy("f", held).unwrap();
    [held, host.deploy("f", wasm).unwrap()]
}

async fn failure(function: &Function, target: &str) -> Option<InvocationErrorKind> {
    let outcome = function.invoke(Request::get(target)).await;
    outcome.error.map(|error| error.kind())
}

/// VER.3
#[tokio::test]
async fn a_version_is_held_to_its_own_memory() {
    let host = host(Limits::default());
    let own = FunctionLimits::default().with_memory(2 << 20);
    let [held, free] = troubled(&host, own);
    for (function, is_refused) in [(&held, true), (&free, false)] {
        let outcome = function.invoke(Request::get("/grow/40")).await;
        let told = outcome.response.text().into_owned();
        assert_eq!(told == "refused", is_refused, "{told}");
    }
}

/// VER.3
#[tokio::test]
async fn a_version_is_held_to_its_own_time() {
    let host = host(Limits::default());
    let own = FunctionLimits::default().with_time(Duration::from_millis(50));
    let [held, _] = troubled(&host, own);
    let outcome = held.invoke(Request::get("/spin")).await;
    let error = outcome.error.unwrap();
    assert_eq!(error.kind(), InvocationErrorKind::TimeLimit);
    assert!(error.explanation().contains("50ms"), "{error}");
}

/// VER.3
#[tokio::test]
async fn a_version_is_held_to_its_own_fuel() {
    let host = host(Limits::default().with_fuel(1_000_000_000));
    let own = FunctionLimits::default().with_fuel(1000);
    let [held, free] = troubled(&host, own);
    let over = Some(InvocationErrorKind::FuelLimit);
    assert_eq!(failure(&held, "/").await, over);
    assert_eq!(failure(&free, "/").await, None);
}

/// VER.3
#[test]
fn limits_above_the_hosts_are_refused_and_replace_nothing() {
    let host = host(Limits::default());
    put(&host, "red");
    for (own, code) in [
        (
            FunctionLimits::default().with_memory((64 << 20) + 1),
            "limit_out_of_range",
        ),
        (
            FunctionLimits::default().with_time(Duration::from_secs(31)),
            "limit_out_of_range",
        ),
        (FunctionLimits::default().with_fuel(1), "fuel_not_counted"),
        (
            FunctionLimits::default().with_memory(1 << 16),
            "minimum_memory",
        ),
    ] {
        let deployment = Deployment::from_wasm(support::guest("context")).with_limits(own);
        assert_eq!(host.deploy("f", deployment).unwrap_err().code(), code);
    }
    assert_eq!(numbers(&host), [1]);
}

/// VER.5
#[tokio::test]
async fn changed_variables_are_a_new_version_of_what_is_invoked() {
    let host = host(Limits::default());
    let limits = FunctionLimits::default().with_time(Duration::from_secs(2));
    let deployment = Deployment::from_wasm(support::guest("context"))
        .with_variable("COLOR", "red")
        .with_variable("SIZE", "9")
        .with_description("tells")
        .with_limits(limits);
    host.deploy("f", deployment).unwrap();
    put(&host, "green");
    host.pin("default", "f", 1).unwrap();
    let changes = [("COLOR", Some("blue")), ("SIZE", None), ("ABSENT", None)];
    let changes = changes.map(|(name, value)| (name.to_owned(), value.map(str::to_owned)));
    let made = host.change_environment("default", "f", changes).unwrap();
    assert_eq!((made.version(), color(&made).await), (3, "blue".into()));
    assert_eq!(made.environment_names().collect::<Vec<_>>(), ["COLOR"]);
    assert_eq!(made.description(), Some("tells"));
    assert_eq!(made.limits().time(), Some(Duration::from_secs(2)));
    assert_eq!(color(&current(&host)).await, "red");
    let missing = host.change_environment("default", "g", []).unwrap_err();
    assert_eq!(missing.code(), "no_such_function");
}

/// VER.5
#[test]
fn an_environment_cannot_grow_without_end() {
    let host = host(Limits::default());
    put(&host, "red");
    let more = |name: &str| [(name.to_owned(), Some("x".repeat(600 << 10)))];
    host.change_environment("default", "f", more("A")).unwrap();
    let refused = host.change_environment("default", "f", more("B"));
    assert_eq!(refused.unwrap_err().code(), "environment_too_large");
    assert_eq!(numbers(&host), [2, 1]);
    let deployment = Deployment::from_wasm(support::guest("context"))
        .with_variable("A", "x".repeat((1 << 20) - 1));
    host.deploy("f", deployment.clone()).unwrap();
    let refused = host.deploy("f", deployment.with_variable("B", ""));
    assert_eq!(refused.unwrap_err().code(), "environment_too_large");
}

/// VER.6
#[test]
fn old_versions_are_dropped_and_neither_the_latest_nor_the_pinned_one() {
    let host = Host::builder().keep_versions(2).build().unwrap();
    for _ in 0..4 {
        put(&host, "red");
    }
    assert_eq!(numbers(&host), [4, 3, 2]);
    host.pin("default", "f", 2).unwrap();
    for _ in 0..3 {
        put(&host, "red");
    }
    assert_eq!(numbers(&host), [7, 6, 5, 2]);
    host.unpin("default", "f").unwrap();
    assert_eq!(numbers(&host), [7, 6, 5]);
    assert!(host.function_version("default", "f", 2).is_none());
    assert!(host.function_version("default", "f", 5).is_some());
}
