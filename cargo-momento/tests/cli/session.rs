//! A whole session as a user has it, in two terminals: from a new project to the logs of what was deployed.

use std::fs;
use std::path::Path;

use crate::support::{folder, lock, tool};
use crate::terminal::Terminal;

/// Opens a terminal in a folder. Where there is none, the test is left out, but not in CI.
fn terminal(folder: &Path) -> Option<Terminal> {
    let command = Path::new(env!("CARGO_BIN_EXE_cargo-momento"));
    let mut programs = command.parent().unwrap().as_os_str().to_owned();
    programs.push(":");
    programs.push(std::env::var_os("PATH").unwrap());
    let mut script = tool("script", folder);
    script.env("PATH", programs).env_remove("RUSTUP_TOOLCHAIN");
    for variable in [
        "MOMENTO_ENDPOINT",
        "MOMENTO_CELL_HOSTNAME",
        "MOMENTO_API_KEY",
    ] {
        script.env_remove(variable);
    }
    match Terminal::open(script) {
        Ok(terminal) => Some(terminal),
        Err(error) => {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "`script` of util-linux: {error}"
            );
            eprintln!("left out: there is no `script` of util-linux here: {error}");
            None
        }
    }
}

/// The URL among what was read.
fn url(text: &str) -> String {
    let (_, url) = text.rsplit_once("http://").unwrap();
    format!("http://{}", url.split_whitespace().next().unwrap())
}

/// Puts one text in the place of another in the function's source.
fn edit(project: &Path, old: &str, new: &str) {
    let file = project.join("src/lib.rs");
    let source = fs::read_to_string(&file).unwrap();
    assert!(source.contains(old), "{source}");
    fs::write(&file, source.replace(old, new)).unwrap();
}

/// CLI.70
#[test]
fn a_session_goes_from_a_new_project_to_the_logs_of_what_was_deployed() {
    const ADA: &str = r#"--data '{"name": "Ada"}'"#;
    let parent = folder();
    let Some(mut user) = terminal(parent.path()) else {
        return;
    };

    user.run("cargo momento new hello");
    let project = parent.path().join("hello");
    lock(&project);
    user.run("cd hello");

    let mut other = terminal(&project).unwrap();
    other.types("cargo momento dev --listen 127.0.0.1:0");
    let service = url(&other.sees("(Ctrl-C stops)"));
    other.sees("Watching");
    user.run(&format!("export MOMENTO_ENDPOINT={service}"));
    let call = format!("cargo momento invoke --remote {service} --name hello {ADA}");
    user.shows(&call, "Hello, Ada!");
    // Changed.
    edit(&project, "Hello", "Howdy");
    other.sees("Changed src/lib.rs");
    other.sees("version 2 is served");
    user.shows(&call, "Howdy, Ada!");
    // Broken: the last good build answers.
    edit(&project, "Howdy, {name}!", "Howdy, {nobody}!");
    other.sees("cannot find value `nobody`");
    other.sees("Keeping version 2 of hello");
    user.shows(&call, "Howdy, Ada!");
    // Mended.
    edit(&project, "Howdy, {nobody}!", "Hi, {name}!");
    other.sees("version 3 is served");
    user.shows(&call, "Hi, Ada!");
    other.interrupts();
    other.sees("Stopping");

    let report = user.shows(&format!("cargo momento invoke --report {ADA}"), "Hi, Ada!");
    assert!(report.contains("memory"), "{report}");
    let check = user.shows("cargo momento check", "a web function");
    assert!(check.contains("Permissions"), "{check}");

    other.types("cargo momento serve --listen 127.0.0.1:0");
    let service = url(&other.sees("(Ctrl-C stops)"));
    user.run(&format!("export MOMENTO_ENDPOINT={service}"));
    let call = |name: &str| {
        format!(
            "cargo momento invoke --remote {service} --name hello --data '{{\"name\": \"{name}\"}}'"
        )
    };
    edit(
        &project,
        "name.is_empty()",
        "name == \"Eve\" { panic!(\"not you\") }\n    if name.is_empty()",
    );
    user.shows("cargo momento deploy", "Deployed hello version 2");
    user.shows("cargo momento list", "hello");
    user.exits(3, &call("Eve"));
    user.shows("cargo momento logs", "not you");
    user.shows("cargo momento rollback", "Pinned hello to version 1");
    user.shows(&call("Eve"), "Hi, Eve!");
    user.shows("cargo momento versions", "1 (");
    other.interrupts();
    other.sees("Stopping");
}
