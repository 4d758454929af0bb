//! `cargo momento new`

use std::fs;
use std::path::Path;

use crate::support::{folder, lock, momento, momento_with, project, run, tool};

#[test]
fn a_new_project_has_what_it_needs_and_is_never_written_over() {
    let parent = folder();
    let made = momento_with(parent.path(), &["new", "hello", "--json"])
        .exits(0)
        .says(&["Created", "cd hello && cargo momento dev"]);
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

const TEMPLATES: [&str; 6] = ["web", "json", "spawn", "sse", "proxy", "cache"];

/// CLI.46
#[test]
fn the_templates_are_listed_with_a_sentence_each_and_nothing_is_made() {
    let folder = folder();
    let listed = momento_with(folder.path(), &["new", "--list"])
        .exits(0)
        .stdout;
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(names, TEMPLATES);
    assert!(
        listed
            .lines()
            .all(|line| line.split_whitespace().count() > 3),
        "{listed}"
    );
    let listed = momento_with(folder.path(), &["new", "--list", "--json"])
        .exits(0)
        .stdout;
    for (line, name) in listed.lines().zip(TEMPLATES) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["template"], name);
        assert!(line["about"].as_str().unwrap().contains(' '), "{line}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    momento_with(folder.path(), &["new", "hello", "--template", "castle"])
        .exits(2)
        .says(&["castle", "web, json, spawn, sse, proxy, cache"]);
    momento_with(folder.path(), &["new"])
        .exits(2)
        .says(&["<NAME>"]);
    momento_with(folder.path(), &["new", "hello", "--list"])
        .exits(2)
        .says(&["--list"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// CLI.46: the default one is held by the tests above.
#[test]
fn each_template_is_formatted_tested_natively_and_inside_webassembly_and_becomes_a_component() {
    let parent = folder();
    for template in &TEMPLATES[1..] {
        // One name for all, so that cargo compiles into one place.
        let path = parent.path().join(template);
        let line = [
            "new",
            "templated",
            "--template",
            template,
            "--path",
            template,
            "--json",
        ];
        let made = momento_with(parent.path(), &line).exits(0).json();
        assert_eq!(made["template"], *template);
        lock(&path);
        let mut format = tool("cargo", &path);
        format
            .args(["fmt", "--check"])
            .env_remove("RUSTUP_TOOLCHAIN");
        run(format).exits(0);
        let mut native = tool("cargo", &path);
        native
            .args(["test", "--lib"])
            .env_remove("RUSTUP_TOOLCHAIN");
        let native = run(native).exits(0);
        assert!(native.stdout.contains("test tests::"), "{}", native.stdout);
        assert!(!native.stderr.contains("warning"), "{}", native.stderr);
        let wasm = momento_with(&path, &["test", "--lib"]).exits(0);
        assert!(
            wasm.stdout.contains("test tests::it_") || wasm.stdout.contains("test tests::"),
            "{}",
            wasm.stdout
        );
        let checked = momento_with(&path, &["check", "--profile", "dev", "--json"])
            .exits(0)
            .json();
        let kind = if *template == "spawn" {
            "spawn_v2"
        } else {
            "web_v2"
        };
        assert_eq!(
            (&checked["kind"], &checked["ok"]),
            (&kind.into(), &true.into()),
            "{template}"
        );
    }
}

/// CLI.47
#[test]
fn a_project_is_a_repository_unless_it_lies_in_one() {
    let parent = folder();
    let git = |arguments: &[&str], at: &Path| {
        let mut git = std::process::Command::new("git");
        git.current_dir(at).args(arguments);
        run(git)
    };
    momento_with(parent.path(), &["new", "plain", "--no-git"]).exits(0);
    assert!(!parent.path().join("plain/.git").exists());
    momento_with(parent.path(), &["new", "outer"]).exits(0);
    let outer = parent.path().join("outer");
    assert!(outer.join(".git").is_dir());
    let status = git(&["status", "--porcelain"], &outer).exits(0).stdout;
    assert!(
        status.contains("?? src/") && status.contains("?? .gitignore"),
        "{status}"
    );
    momento_with(&outer, &["new", "inner"]).exits(0);
    assert!(outer.join("inner").is_dir() && !outer.join("inner/.git").exists());
    fs::create_dir_all(outer.join("target/debug")).unwrap();
    fs::write(outer.join("target/debug/x"), "").unwrap();
    let status = git(&["status", "--porcelain"], &outer).exits(0).stdout;
    assert!(!status.contains("target"), "{status}");
}

/// CLI.47
#[test]
fn a_machine_without_git_makes_projects_too() {
    let parent = folder();
    let mut command = momento(parent.path());
    command.args(["new", "hello"]).env("PATH", parent.path());
    run(command).exits(0).says(&["Created"]);
    assert!(parent.path().join("hello/src/lib.rs").is_file());
}
