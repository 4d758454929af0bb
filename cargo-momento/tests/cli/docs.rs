//! What is generated from the command line: its reference, manual pages and completions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{folder, momento, momento_with, run};

fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("docs/cli.md")
}

/// CLI.39: BLESS=1 writes it.
#[test]
fn docs_say_of_the_command_line_what_it_says_of_itself() {
    let folder = folder();
    let mut narrow = momento(folder.path());
    narrow.arg("reference").env("COLUMNS", "20");
    let written = run(narrow).exits(0).stdout;
    if std::env::var_os("BLESS").is_some() {
        fs::write(reference(), &written).unwrap();
    }
    let kept = fs::read_to_string(reference()).unwrap_or_default();
    let differs = kept
        .lines()
        .zip(written.lines())
        .find(|(kept, written)| kept != written);
    assert!(
        kept == written,
        "docs/cli.md is not what the command line says, first at {differs:?}: \
         BLESS=1 cargo test -p cargo-momento --test cli docs"
    );
}

/// CLI.37
#[test]
fn docs_have_a_manual_page_for_each_command() {
    let folder = folder();
    let one = momento_with(folder.path(), &["man"]).exits(0);
    assert!(one.stdout.contains(".TH cargo-momento 1"), "{}", one.stdout);
    momento_with(folder.path(), &["man", "a/man1"])
        .exits(0)
        .says(&["Wrote a/man1/cargo-momento-serve.1"]);
    let help = momento_with(folder.path(), &["--help"]).exits(0).stdout;
    let commands = help.split("Commands:").nth(1).unwrap();
    let commands = commands.split("\n\n").next().unwrap();
    for command in commands
        .lines()
        .filter_map(|line| line.split_whitespace().next())
    {
        let page = folder
            .path()
            .join(format!("a/man1/cargo-momento-{command}.1"));
        assert_eq!(page.is_file(), command != "help", "{}", page.display());
    }
    let serve = fs::read_to_string(folder.path().join("a/man1/cargo-momento-serve.1")).unwrap();
    assert!(
        serve.contains("Examples:") && serve.contains("\\-\\-listen"),
        "{serve}"
    );
    fs::write(folder.path().join("file"), "").unwrap();
    momento_with(folder.path(), &["man", "file"])
        .exits(2)
        .says(&["cannot make the folder file"]);
}

/// CLI.36
#[test]
fn docs_of_each_shell_complete_commands_and_options() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = momento_with(folder.path(), &["completions", shell])
            .exits(0)
            .stdout;
        for word in ["serve", "replay", "listen", "cargo-momento"] {
            assert!(script.contains(word), "{word} in the script for {shell}");
        }
    }
    momento_with(folder.path(), &["completions", "tcsh"])
        .exits(2)
        .says(&["tcsh", "zsh"]);
}

/// CLI.36: bash itself takes the script and completes by it.
#[test]
fn docs_complete_in_bash() {
    let folder = folder();
    let script = momento_with(folder.path(), &["completions", "bash"])
        .exits(0)
        .stdout;
    fs::write(folder.path().join("complete.bash"), script).unwrap();
    let ask = "source complete.bash; COMP_WORDS=(cargo-momento comp); COMP_CWORD=1; \
               _cargo__momento cargo-momento comp cargo-momento; echo ${COMPREPLY[@]}";
    let mut bash = std::process::Command::new("bash");
    bash.current_dir(folder.path()).args(["--norc", "-c", ask]);
    if bash.output().is_err() {
        return;
    }
    assert_eq!(run(bash).exits(0).stdout.trim(), "completions");
}
