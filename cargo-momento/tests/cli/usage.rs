//! The command line itself.

use crate::support::{folder, momento_with};

#[test]
fn every_verb_has_help_with_examples() {
    let folder = folder();
    for verb in ["new", "build", "serve", "invoke"] {
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
