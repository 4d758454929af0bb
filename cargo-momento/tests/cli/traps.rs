//! What is told of a function that traps, by its own source.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{crate_of, lock, momento_with};

const CODE: &str = "momento_functions::invoke!(go);
fn go(text: String) -> String {
    always_inlined(&text)
}

#[inline(always)]
fn always_inlined(text: &str) -> String {
    panic!(\"no {text} here\");
}
";

fn function() -> TempDir {
    let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("momento-functions");
    let manifest = format!(
        "[package]\nname = \"lined\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\n\
         [dependencies.momento-functions]\npath = '{}'\ndefault-features = false\n",
        sdk.display()
    );
    let folder = crate_of(&manifest, "src/lib.rs", CODE);
    lock(folder.path());
    folder
}

/// OBS.10, OBS.13
#[test]
fn a_backtrace_has_lines_and_inlined_functions() {
    let function = function();
    for lean in ["--lean=false", "--lean"] {
        let invoked = ["invoke", lean, "--data", "otter"];
        let run = momento_with(function.path(), &invoked).exits(3).says(&[
            "panicked at src/lib.rs:8:5:",
            "0: always_inlined (inlined)",
            "src/lib.rs:8:5\n",
            "src/lib.rs:3:5\n",
        ]);
        assert!(!run.stderr.contains("panicking"), "{}", run.stderr);
    }
}

/// OBS.13
#[test]
fn what_is_built_to_be_shipped_has_no_lines() {
    let function = function();
    let built = || {
        momento_with(function.path(), &["build", "--json"])
            .exits(0)
            .json()
    };
    let before = built();
    momento_with(function.path(), &["invoke", "--data", "otter"]).exits(3);
    let shipped = std::fs::read(before["path"].as_str().unwrap()).unwrap();
    assert_eq!(before["bytes"], shipped.len());
    assert!(!shipped.windows(11).any(|bytes| bytes == b".debug_line"));
}
