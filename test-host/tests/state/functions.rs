//! Functions in the folder of state, and what becomes of a folder that is not as it should be.

use momento_functions_models::ManualClock;
use momento_functions_test_host::{
    Deployment, Function, FunctionLimits, Host, HostError, Limits, Request, StateError,
};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::{folder, host, support};

fn refused(state: &Path) -> StateError {
    match Host::builder().state(state).build() {
        Err(HostError::State(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn colored(color: &str) -> Deployment {
    Deployment::from_wasm(support::guest("context")).with_variable("COLOR", color)
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

/// The files of components, by their names.
fn components(state: &Path) -> Vec<String> {
    let entries = fs::read_dir(state.join("components")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// STA.1
#[tokio::test]
async fn a_host_finds_all_that_the_one_before_it_was_told() {
    let (_folder, state) = folder();
    let clock = Arc::new(ManualClock::default());
    let before = Host::builder().clock(Arc::clone(&clock) as _).state(&state);
    let before = before.build().unwrap();
    before.deploy("f", colored("red")).unwrap();
    let limits = FunctionLimits::default()
        .with_memory(8 << 20)
        .with_time(Duration::from_millis(1500));
    let second = colored("green")
        .with_description("tells")
        .with_limits(limits);
    let second = before.deploy("f", second).unwrap();
    before
        .deploy_to("other", "g", support::guest("count"))
        .unwrap();
    before.deploy("gone", support::guest("count")).unwrap();
    before.pin("default", "f", 1).unwrap();
    before.delete("default", "gone").unwrap();
    let blue = [("COLOR".to_owned(), Some("blue".to_owned()))];
    before.change_environment("default", "f", blue).unwrap();
    drop(before);

    let after = host(&state);
    assert_eq!(after.caches(), ["default", "other"]);
    assert_eq!(after.functions("default").len(), 1);
    assert_eq!(numbers(&after), [3, 2, 1]);
    assert_eq!(after.pinned_version("default", "f"), Some(1));
    assert_eq!(color(&after.function("default", "f").unwrap()).await, "red");
    let again = after.function_version("default", "f", 2).unwrap();
    assert_eq!(color(&again).await, "green");
    assert_eq!(again.description(), Some("tells"));
    assert_eq!(again.limits(), second.limits());
    assert_eq!(again.created_at(), second.created_at());
    assert_eq!(again.sha256(), second.sha256());
    assert_eq!(after.unloaded(), []);
    after.unpin("default", "f").unwrap();
    assert_eq!(
        color(&after.function("default", "f").unwrap()).await,
        "blue"
    );
    drop(after);

    let last = host(&state);
    assert_eq!(last.pinned_version("default", "f"), None);
    assert_eq!(last.deploy("f", colored("black")).unwrap().version(), 4);
}

/// STA.1
#[test]
fn a_component_is_kept_once_and_as_long_as_a_version_has_it() {
    let (_folder, state) = folder();
    let keep_one = || {
        Host::builder()
            .keep_versions(0)
            .state(&state)
            .build()
            .unwrap()
    };
    let host = keep_one();
    host.deploy("f", colored("red")).unwrap();
    host.deploy_to("other", "f", colored("red")).unwrap();
    assert_eq!(components(&state).len(), 1);
    host.deploy("f", support::guest("count")).unwrap();
    assert_eq!(components(&state).len(), 2);
    host.delete("other", "f").unwrap();
    assert_eq!(components(&state).len(), 1);
    drop(host);
    fs::write(
        state.join("components/.tmpabc"),
        "left by one that was killed",
    )
    .unwrap();
    fs::write(
        state.join("components/0000.wasm"),
        "of a deploy that was not done",
    )
    .unwrap();
    let host = keep_one();
    assert_eq!(numbers(&host), [2]);
    assert_eq!(components(&state).len(), 1);
    host.delete("default", "f").unwrap();
    assert_eq!(components(&state), Vec::<String>::new());
}

/// STA.4
#[test]
fn what_a_process_that_was_killed_left_unfinished_is_removed() {
    let (_folder, state) = folder();
    fs::create_dir(&state).unwrap();
    fs::write(state.join(".tmpfirst"), "half of a format file").unwrap();
    drop(host(&state));
    assert!(!state.join(".tmpfirst").exists());
    let running = host(&state);
    let of_another = state.join(".tmplater");
    fs::write(&of_another, "half of an index").unwrap();
    assert_eq!(refused(&state).code(), "state_locked");
    assert!(of_another.exists());
    drop(running);
    fs::write(state.join("format"), "2\n").unwrap();
    assert_eq!(refused(&state).code(), "state_newer");
    assert!(of_another.exists());
    fs::write(state.join("format"), "1\n").unwrap();
    drop(host(&state));
    assert!(!of_another.exists());
}

/// STA.3
#[test]
fn a_folder_is_one_hosts_and_another_one_is_told_whose() {
    let (_folder, state) = folder();
    let first = host(&state);
    let error = refused(&state);
    assert_eq!(error.code(), "state_locked");
    let told = error.to_string();
    assert!(told.contains(&format!("{}", state.display())), "{told}");
    assert!(
        told.contains(&format!("({})", std::process::id())),
        "{told}"
    );
    drop(first);
    drop(host(&state));
}

/// STA.4
#[test]
fn a_folder_of_a_newer_version_is_refused_and_left_as_it_is() {
    let (_folder, state) = folder();
    host(&state).deploy("f", colored("red")).unwrap();
    fs::write(state.join("format"), "2\n").unwrap();
    let error = refused(&state);
    assert_eq!(error.code(), "state_newer");
    let told = error.to_string();
    assert!(
        told.contains("of format 2") && told.contains("1 at most"),
        "{told}"
    );
    fs::write(state.join("format"), "1\n").unwrap();
    assert_eq!(numbers(&host(&state)), [1]);
}

/// STA.4
#[test]
fn a_folder_with_other_files_is_not_taken() {
    let (folder, _) = folder();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let error = refused(folder.path());
    assert_eq!(error.code(), "state_not_empty");
    let kept = fs::read_to_string(folder.path().join("letter.txt")).unwrap();
    assert_eq!(kept, "dear");
}

/// STA.4
#[test]
fn a_damaged_file_is_named_and_nothing_is_deleted() {
    let (_folder, state) = folder();
    {
        let host = host(&state);
        host.deploy("f", colored("red")).unwrap();
        host.deploy("f", support::guest("count")).unwrap();
    }
    let index = state.join("functions.redb");
    let whole = fs::read(&index).unwrap();
    let kept = components(&state);
    let mut zeros = whole.clone();
    zeros[4096..].fill(0);
    let damages: [(&str, Vec<u8>); 4] = [
        ("empty", Vec::new()),
        ("half of it", whole[..whole.len() / 2].to_vec()),
        ("no index", b"something else".repeat(1000)),
        ("zeros", zeros),
    ];
    for (what, bytes) in damages {
        fs::write(&index, &bytes).unwrap();
        let error = refused(&state);
        assert_eq!(error.code(), "state_damaged", "{what}: {error}");
        assert!(
            error.to_string().contains("functions.redb"),
            "{what}: {error}"
        );
        assert_eq!(components(&state), kept, "{what}");
    }
    fs::remove_file(&index).unwrap();
    let error = refused(&state);
    assert_eq!(error.code(), "state_damaged");
    assert!(error.to_string().contains("gone"), "{error}");
    fs::write(state.join("format"), "one").unwrap();
    assert!(refused(&state).to_string().contains("format is damaged"));
    fs::write(state.join("format"), "1").unwrap();
    fs::write(&index, whole).unwrap();
    assert_eq!(numbers(&host(&state)), [2, 1]);
}

/// STA.6
#[tokio::test]
async fn a_damaged_component_is_told_and_the_rest_is_served() {
    let (_folder, state) = folder();
    let (path, wasm) = {
        let host = host(&state);
        host.deploy("g", support::guest("count")).unwrap();
        host.deploy("f", colored("red")).unwrap();
        let bad = host.deploy("f", support::guest("echo")).unwrap();
        let path = state.join(format!("components/{}.wasm", bad.sha256()));
        let wasm = fs::read(&path).unwrap();
        let mut broken = wasm.clone();
        broken[100] ^= 1;
        fs::write(&path, broken).unwrap();
        (path, wasm)
    };
    let after = host(&state);
    assert!(after.function("default", "g").is_some());
    assert!(after.function("default", "f").is_none());
    assert_eq!(numbers(&after), [1]);
    let [told] = after.unloaded() else {
        panic!("{:?}", after.unloaded());
    };
    assert_eq!(
        (&*told.function, told.version, told.current),
        ("f", 2, true)
    );
    assert!(told.reason.contains(".wasm is damaged"), "{}", told.reason);
    let none = after.change_environment("default", "f", []).unwrap_err();
    assert_eq!(none.code(), "not_loaded");
    assert!(none.to_string().contains("another one of 1"), "{none}");
    after.pin("default", "f", 1).unwrap();
    assert_eq!(color(&after.function("default", "f").unwrap()).await, "red");
    assert_eq!(after.deploy("f", colored("blue")).unwrap().version(), 3);
    drop(after);
    fs::write(path, wasm).unwrap();
    assert_eq!(numbers(&host(&state)), [3, 2, 1]);
}

/// STA.6
#[test]
fn a_version_that_is_over_the_hosts_limits_is_told_and_the_rest_is_served() {
    let (_folder, state) = folder();
    {
        let host = host(&state);
        let own = FunctionLimits::default().with_memory(32 << 20);
        host.deploy("f", colored("red").with_limits(own)).unwrap();
        host.deploy("g", colored("red")).unwrap();
    }
    let limits = Limits::default().with_memory(16 << 20);
    let small = Host::builder()
        .limits(limits)
        .state(&state)
        .build()
        .unwrap();
    assert!(small.function("default", "g").is_some());
    assert!(small.function("default", "f").is_none());
    assert_eq!(small.unloaded().len(), 1);
    assert!(small.unloaded()[0].reason.contains("the memory limit"));
    drop(small);
    assert!(host(&state).function("default", "f").is_some());
}

/// STA.5
#[tokio::test]
async fn a_deploy_that_cannot_be_kept_replaces_nothing() {
    let (_folder, state) = folder();
    let host = host(&state);
    host.deploy("f", colored("red")).unwrap();
    let components = state.join("components");
    let aside = state.join("aside");
    fs::rename(&components, &aside).unwrap();
    fs::write(&components, "no folder").unwrap();
    let refused = host.deploy("f", support::guest("echo")).unwrap_err();
    assert_eq!(refused.code(), "state_failed");
    assert!(refused.to_string().contains("components"), "{refused}");
    assert_eq!(numbers(&host), [1]);
    assert_eq!(color(&host.function("default", "f").unwrap()).await, "red");
    fs::remove_file(&components).unwrap();
    fs::rename(&aside, &components).unwrap();
    assert_eq!(
        host.deploy("f", support::guest("echo")).unwrap().version(),
        2
    );
}

/// STA.7
#[cfg(unix)]
#[test]
fn what_may_be_a_secret_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, state) = folder();
    let host = host(&state);
    host.deploy("f", colored("secret")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&state), 0o700);
    assert_eq!(mode(&state.join("components")), 0o700);
    for file in ["lock", "format", "functions.redb"] {
        assert_eq!(mode(&state.join(file)), 0o600, "{file}");
    }
    for file in components(&state) {
        assert_eq!(mode(&state.join("components").join(&file)), 0o600, "{file}");
    }
}

/// STA.8
#[test]
fn what_is_as_the_latest_version_makes_no_new_one() {
    let (_folder, state) = folder();
    let deploy = |deployment: Deployment| {
        let host = host(&state);
        let made = host.deploy_changed("default", "f", deployment).unwrap();
        made.version()
    };
    let own = FunctionLimits::default().with_time(Duration::from_secs(1));
    let versions = [
        colored("red"),
        colored("red"),
        colored("green"),
        colored("green").with_limits(own),
        colored("green").with_description("tells"),
        colored("green").with_description("tells"),
        Deployment::from_wasm(support::guest("echo")).with_variable("COLOR", "green"),
        colored("red"),
    ];
    assert_eq!(versions.map(deploy), [1, 1, 2, 3, 4, 4, 5, 6]);
    host(&state).pin("default", "f", 2).unwrap();
    assert_eq!(deploy(colored("red")), 6);
}
