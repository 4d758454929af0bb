//! `cargo momento new`

use std::fs;
use std::path::Path;

use crate::support::{folder, momento, momento_with, project, run, tool};

#[test]
fn a_new_project_has_what_it_needs_and_is_never_written_over() {
    let parent = folder();
    let made = momento_with(parent.path(), &["new", "hello", "--json"])
        .exits(0)
        .says(&["Created", "cd hello && cargo momento serve"]);
    assert_eq!(
        (&made.json()["name"], &made.json()["path"]),
        (&"hello".into(), &"hello".into())
    );
    let project = parent.path().join("hello");
    for file in [
        "Cargo.toml",
        "momento.toml",
        "README.md",
        ".gitignore",
        "rust-toolchain.toml",
        "src/lib.rs",
        "host-tests/Cargo.toml",
        "host-tests/tests.rs",
    ] {
        assert!(project.join(file).is_file(), "{file}");
    }
    fs::write(project.join("src/lib.rs"), "mine").unwrap();
    momento_with(parent.path(), &["new", "hello"])
        .exits(2)
        .says(&["hello exists already", "--path"]);
    assert_eq!(
        fs::read_to_string(project.join("src/lib.rs")).unwrap(),
        "mine"
    );
}

#[test]
fn a_project_goes_where_it_is_told() {
    let parent = folder();
    momento_with(parent.path(), &["new", "hello", "--path", "a/b"]).exits(0);
    let manifest = fs::read_to_string(parent.path().join("a/b/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"hello\""), "{manifest}");
}

#[test]
fn a_name_that_cargo_or_a_url_would_refuse_is_refused_and_leaves_nothing() {
    let parent = folder();
    for (name, reason) in [
        ("1st", "begin with a letter"),
        ("a b", "not allowed"),
        ("fn", "`my-fn` is free"),
        ("", "is empty"),
    ] {
        momento_with(parent.path(), &["new", name])
            .exits(2)
            .says(&[reason]);
    }
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
}

#[test]
fn both_ways_to_call_the_command_work() {
    let parent = folder();
    let mut direct = tool(env!("CARGO_BIN_EXE_cargo-momento"), parent.path());
    direct.args(["new", "direct"]);
    run(direct).exits(0);
    let mut by_cargo = momento(parent.path());
    by_cargo.args(["new", "momento"]);
    run(by_cargo).exits(0);
    assert!(parent.path().join("direct").is_dir() && parent.path().join("momento").is_dir());
}

#[test]
fn a_new_project_tests_and_builds_natively_and_is_formatted() {
    for arguments in [&["test"][..], &["build"], &["fmt", "--check"]] {
        let mut cargo = tool("cargo", project());
        cargo.args(arguments).env_remove("RUSTUP_TOOLCHAIN");
        run(cargo).exits(0);
    }
}

#[test]
fn a_new_project_is_a_workspace_of_its_own_even_inside_another() {
    let outer = folder();
    fs::write(
        outer.path().join("Cargo.toml"),
        "[workspace]\nmembers = []\n",
    )
    .unwrap();
    momento_with(outer.path(), &["new", "inner"]).exits(0);
    crate::support::lock(&outer.path().join("inner"));
    let mut cargo = tool("cargo", &outer.path().join("inner"));
    cargo
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .env_remove("RUSTUP_TOOLCHAIN");
    run(cargo).exits(0);
}

#[test]
fn a_project_depends_on_the_checkout_that_the_command_was_built_in() {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).unwrap();
    let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("momento-functions");
    let line = format!(
        "momento-functions = {{ path = {:?} }}",
        sdk.to_str().unwrap()
    );
    assert!(manifest.contains(&line), "{manifest}");
}
