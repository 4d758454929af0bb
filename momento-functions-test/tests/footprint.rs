//! What a native test takes to build.

use std::process::Command;

/// KIT.38
#[test]
fn no_engine_and_no_runtime_is_built() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let mut names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.contains(&"momento-functions-models"), "{names:?}");
    for heavy in [
        "wasmtime",
        "tokio",
        "hyper",
        "rustls",
        "momento-functions-test-host",
    ] {
        assert!(!names.contains(&heavy), "{heavy} is among {names:#?}");
    }
    assert!(names.len() <= 60, "{} crates: {names:#?}", names.len());
}
