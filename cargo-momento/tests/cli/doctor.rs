//! `cargo momento doctor`, and what a missing target is told.

use std::ffi::OsString;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use crate::support::{Run, folder, momento, project, run};

/// The doctor in a folder, with a port that is free and compiled code in that folder.
fn doctor(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = momento(folder);
    command.args(["doctor", "--json", "--code-cache"]);
    command.arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("doctor-code"));
    if !arguments.contains(&"--listen") {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command.args(arguments).env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// What was found of one thing: the state, the message and the command.
fn found(run: &Run, check: &str) -> (String, String, String) {
    let lines = run.stdout.lines();
    let mut findings = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let finding = findings
        .find(|it| it["check"] == check)
        .unwrap_or_else(|| panic!("{check} in {}", run.stdout));
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    (text("state"), text("message"), text("command"))
}

/// A PATH with programs of our own before the machine's.
#[cfg(unix)]
fn path_with(folder: &Path, programs: &[(&str, &str)]) -> OsString {
    for (name, script) in programs {
        // Another process writes it: what this one has open for writing, a child that another test starts may have
        // open, too, for a moment, and then it could not be run.
        let mut install = Command::new("sh");
        install.args([
            "-c",
            "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$0\" && chmod 755 \"$0\"",
        ]);
        install.arg(folder.join(name)).arg(script);
        assert!(install.status().unwrap().success());
    }
    let machine = std::env::var_os("PATH").unwrap_or_default();
    let folders = [folder.to_owned()].into_iter();
    std::env::join_paths(folders.chain(std::env::split_paths(&machine))).unwrap()
}

/// CLI.40, CLI.41, CLI.42
#[test]
fn a_machine_that_builds_and_serves_has_no_problem() {
    let run = run(doctor(project(), &[])).exits(0);
    for check in [
        "rustc",
        "cargo",
        "target wasm32-wasip2",
        "memory pool",
        "compiled code",
        "port",
        "momento.toml",
        "crate",
        "target folder",
    ] {
        assert_eq!(found(&run, check).0, "ok", "{check}: {}", run.stdout);
    }
    assert!(found(&run, "rustc").1.starts_with("rustc 1."));
    assert!(found(&run, "memory pool").1.contains("instances of up to"));
    assert!(found(&run, "crate").1.contains("`shared-greeter`"));
}

/// CLI.40
#[test]
fn each_line_is_for_people_and_a_quiet_doctor_tells_what_is_wrong_alone() {
    let folder = folder();
    fs::write(folder.path().join("momento.toml"), "color = 1\n").unwrap();
    let line = ["doctor", "--no-code-cache", "--listen", "127.0.0.1:0"];
    let mut command = momento(folder.path());
    command.args(line);
    let loud = run(command).exits(2).stdout;
    assert!(loud.contains("      ok  rustc: rustc 1."), "{loud}");
    assert!(loud.contains(" problem  momento.toml: "), "{loud}");
    assert!(
        loud.contains("mend it with: cargo momento new NAME"),
        "{loud}"
    );
    let mut command = momento(folder.path());
    command.args(line).arg("--quiet");
    let quiet = run(command).exits(2).stdout;
    assert!(
        quiet.contains("momento.toml") && !quiet.contains("rustc: "),
        "{quiet}"
    );
}

/// CLI.41
#[test]
fn a_port_in_use_is_a_warning_that_names_who_has_it() {
    let folder = folder();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let run = run(doctor(folder.path(), &["--listen", &address])).exits(0);
    let (state, message, command) = found(&run, "port");
    assert_eq!(
        (&*state, &*command),
        ("warning", "cargo momento serve --find-free-port")
    );
    assert!(
        message.starts_with(&format!("{address} is in use")),
        "{message}"
    );
    if cfg!(target_os = "linux") {
        assert!(
            message.ends_with(&format!("process {}", std::process::id())),
            "{message}"
        );
    }
}

/// CLI.42
#[test]
fn what_is_wrong_with_a_project_is_a_problem() {
    let folder = folder();
    let manifest =
        "[package]\nname = \"odd\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    fs::write(folder.path().join("momento.toml"), "color = 1\n").unwrap();
    let mut command = doctor(folder.path(), &[]);
    command.env("CARGO_TARGET_DIR", "/proc/nowhere");
    let run = run(command).exits(2);
    let (state, message, _) = found(&run, "momento.toml");
    assert!(state == "problem" && message.contains("color"), "{message}");
    let (state, message, _) = found(&run, "crate");
    assert!(
        state == "problem" && message.contains("cdylib"),
        "{message}"
    );
    if cfg!(target_os = "linux") {
        let (state, message, _) = found(&run, "target folder");
        assert!(
            state == "problem" && message.contains("/proc/nowhere"),
            "{message}"
        );
    }
}

/// CLI.42
#[test]
fn a_folder_that_is_none_cannot_be_looked_at() {
    let folder = folder();
    run(doctor(folder.path(), &["gone"]))
        .exits(2)
        .says(&["cannot look at gone"]);
}

/// CLI.41: the pool is really made.
#[cfg(target_os = "linux")]
#[test]
fn too_little_address_space_for_the_pool_is_a_problem() {
    let folder = folder();
    let mut limited = Command::new("sh");
    limited.current_dir(folder.path()).args([
        "-c",
        "ulimit -v 8000000; exec \"$0\" doctor --json --no-code-cache --listen 127.0.0.1:0",
        env!("CARGO_BIN_EXE_cargo-momento"),
    ]);
    let run = run(limited).exits(2);
    let (state, message, command) = found(&run, "memory pool");
    assert_eq!(
        (&*state, &*command),
        ("problem", "ulimit -v unlimited"),
        "{message}"
    );
    let (state, message, command) = found(&run, "address space");
    assert_eq!((&*state, &*command), ("warning", "ulimit -v unlimited"));
    assert!(message.contains("8192000000 bytes"), "{message}");
}

/// CLI.41
#[cfg(unix)]
#[test]
fn a_folder_for_compiled_code_that_others_may_write_to_is_a_problem() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let shared = folder.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = momento(folder.path());
    command.args([
        "doctor",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--code-cache",
        "shared",
    ]);
    let run = run(command).exits(2);
    let (state, message, _) = found(&run, "compiled code");
    assert!(
        state == "problem" && message.contains("chmod go-w"),
        "{message}"
    );
}

/// CLI.40
#[cfg(unix)]
#[test]
fn an_old_or_missing_toolchain_is_a_problem_with_the_command_that_mends_it() {
    let folder = folder();
    let old = "case \"$*\" in *version*) echo 'rustc 1.60.0 (old)';; *) echo /nowhere;; esac";
    let mut command = doctor(folder.path(), &[]);
    command.env("PATH", path_with(folder.path(), &[("rustc", old)]));
    let run = run(command).exits(2);
    let (state, message, command) = found(&run, "rustc");
    assert_eq!((&*state, &*command), ("problem", "rustup update stable"));
    assert!(
        message.contains("1.60.0 (old) is older than 1.85"),
        "{message}"
    );
    let (state, _, command) = found(&run, "target wasm32-wasip2");
    assert_eq!(
        (&*state, &*command),
        ("problem", "rustup target add wasm32-wasip2")
    );
    let (state, _, command) = found(&run, "target wasm32-unknown-unknown");
    assert_eq!(
        (&*state, &*command),
        ("warning", "rustup target add wasm32-unknown-unknown")
    );
    let mut command = doctor(folder.path(), &[]);
    command.env("PATH", folder.path()).env_remove("CARGO");
    fs::remove_file(folder.path().join("rustc")).unwrap();
    let run = self::run(command).exits(2);
    for check in ["rustc", "cargo"] {
        let (state, _, command) = found(&run, check);
        assert!(
            state == "problem" && command.contains("sh.rustup.rs"),
            "{check}: {command}"
        );
    }
    let (state, _, command) = found(&run, "runner");
    assert!(
        state == "warning" && command.contains("cargo install"),
        "{command}"
    );
}

/// CLI.43
#[cfg(unix)]
#[test]
fn a_build_without_its_target_says_how_to_add_it_and_adds_nothing_by_itself() {
    let folder = folder();
    let path = path_with(
        folder.path(),
        &[
            ("rustc", "echo /nowhere"),
            ("rustup", "echo \"$*\" >> \"$(dirname \"$0\")/called\""),
        ],
    );
    for command in ["build", "check", "test"] {
        let mut momento = momento(project());
        momento.arg(command).env("PATH", &path);
        run(momento).exits(2).says(&[
            "the target wasm32-wasip2 is not installed",
            "`rustup target add wasm32-wasip2`",
        ]);
    }
    assert!(!folder.path().join("called").exists());
}

/// CLI.43
#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_a_missing_target_is_added_where_the_answer_is_yes() {
    let folder = folder();
    let path = path_with(
        folder.path(),
        &[
            ("rustc", "echo /nowhere"),
            (
                "rustup",
                "echo \"$*\" >> \"$(dirname \"$0\")/called\"; exit 1",
            ),
        ],
    );
    for (answer, called) in [("n\n", false), ("y\n", true)] {
        let mut terminal = Command::new("script");
        terminal.args(["--quiet", "--return", "--echo", "never", "--command"]);
        terminal.arg(format!(
            "{} build {}",
            env!("CARGO_BIN_EXE_cargo-momento"),
            project().display()
        ));
        terminal
            .arg("/dev/null")
            .env("PATH", &path)
            .stdin(std::process::Stdio::piped());
        terminal.stdout(std::process::Stdio::piped());
        let Ok(mut terminal) = terminal.spawn() else {
            return;
        };
        std::io::Write::write_all(&mut terminal.stdin.take().unwrap(), answer.as_bytes()).unwrap();
        let output = terminal.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            said.contains("`rustup target add wasm32-wasip2`? [y/N]"),
            "{said}"
        );
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert_eq!(folder.path().join("called").exists(), called, "{said}");
    }
    let called = fs::read_to_string(folder.path().join("called")).unwrap();
    assert_eq!(called, "target add wasm32-wasip2\n");
}
