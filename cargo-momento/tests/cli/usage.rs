//! The command line itself.

use crate::support::{Run, crate_of, folder, momento, momento_with, run};

#[test]
fn every_verb_has_help_with_examples() {
    let folder = folder();
    for verb in [
        "new",
        "build",
        "check",
        "doctor",
        "serve",
        "invoke",
        "completions",
        "man",
    ] {
        let help = momento_with(folder.path(), &[verb, "--help"])
            .exits(0)
            .stdout;
        assert!(
            help.contains("Examples:\n") && help.contains(&format!("cargo momento {verb}")),
            "{help}"
        );
    }
    let help = momento_with(folder.path(), &["--help"]).exits(0).stdout;
    assert!(help.contains("Exit codes:"), "{help}");
}

#[test]
fn what_the_line_gets_wrong_is_a_usage_error() {
    let folder = folder();
    for (line, says) in [
        (&["nonsense"][..], "nonsense"),
        (&[], "Usage: cargo momento"),
        (&["new"], "<NAME>"),
        (&["serve", "--listen", "here"], "here"),
        (&["serve", "--listen", "8080"], "127.0.0.1:8080"),
        (&["serve", "--key", ""], "the key is empty"),
        (&["serve", "--invoke-key", ""], "the key is empty"),
        (&["serve", "--memory", "16 monkeys"], "16MiB"),
        (&["serve", "--time", "10"], "100ms"),
        (&["build", "--quiet", "--verbose"], "--verbose"),
        (
            &["invoke", "--method", "GE T"],
            "write one like GET or POST",
        ),
        (&["invoke", "--header", "no colon"], "write `name: value`"),
    ] {
        momento_with(folder.path(), line).exits(2).says(&[says]);
    }
}

#[test]
fn nothing_is_colored_for_a_pipe() {
    let folder = folder();
    let refused = momento_with(folder.path(), &["build"]).exits(2);
    assert!(
        refused.stderr.starts_with("error: ") && !refused.stderr.contains('\x1b'),
        "{}",
        refused.stderr
    );
}

/// CLI.38
#[test]
fn colors_are_there_when_they_are_asked_for_and_only_then() {
    let folder = folder();
    let is_colored = |run: Run| format!("{}{}", run.stdout, run.stderr).contains('\x1b');
    for (line, code) in [(&["build"][..], 2), (&["--help"], 0), (&["nonsense"], 2)] {
        for (choice, expected) in [
            ("--color=always", true),
            ("--color=never", false),
            ("--color=auto", false),
        ] {
            let line = [line, &[choice]].concat();
            let mut command = momento(folder.path());
            command.args(&line).env("NO_COLOR", "1");
            assert_eq!(is_colored(run(command).exits(code)), expected, "{line:?}");
        }
    }
    momento_with(folder.path(), &["build", "--color", "mauve"])
        .exits(2)
        .says(&["mauve", "auto, always, never"]);
}

/// CLI.38
#[test]
fn cargo_is_told_of_colors() {
    let broken = crate_of(
        "[package]\nname = \"odd\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[lib]\ncrate-type = [\"cdylib\"]\n",
        "src/lib.rs",
        "fn broken( {}",
    );
    for (choice, colored) in [("always", true), ("never", false)] {
        let said = momento_with(broken.path(), &["build", "--color", choice])
            .exits(2)
            .stderr;
        let of_cargo = said
            .lines()
            .find(|line| line.contains("Compiling"))
            .unwrap();
        let of_rustc = said.lines().find(|line| line.contains("-->")).unwrap();
        assert_eq!(of_cargo.contains('\x1b'), colored, "{said}");
        assert_eq!(of_rustc.contains('\x1b'), colored, "{said}");
    }
}
