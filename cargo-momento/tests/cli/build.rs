//! `cargo momento build`

use std::fs;

use crate::support::{crate_of, folder, momento_with, project};

const HEAD: &str =
    "[package]\nname = \"odd\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n";

#[test]
fn a_crate_becomes_a_component_whose_path_and_size_are_told() {
    let built = momento_with(project(), &["build", "--json"])
        .exits(0)
        .says(&["Built shared-greeter", " bytes)"]);
    let built = built.json();
    let component = fs::read(built["path"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&built["event"], &built["name"]),
        (&"built".into(), &"shared-greeter".into())
    );
    assert_eq!(built["bytes"], component.len());
    // The header of a component, not of a core module.
    assert_eq!(component[..8], *b"\0asm\x0d\0\x01\0");
}

#[test]
fn a_function_has_a_small_stack_and_so_a_small_memory_unless_it_is_told_otherwise() {
    let invoked = [
        "invoke",
        "--data",
        "{\"name\": \"Ada\"}",
        "--memory",
        "512KiB",
    ];
    assert_eq!(
        momento_with(project(), &invoked).exits(0).stdout,
        "{\"message\":\"Hello, Ada!\"}"
    );
    let large = [&invoked[..], &["--stack-size", "1MiB"]].concat();
    momento_with(project(), &large)
        .exits(2)
        .says(&["starts with", "bytes of memory"]);
}

#[test]
fn quiet_says_nothing() {
    let built = momento_with(project(), &["build", "--quiet"]).exits(0);
    assert_eq!((built.stdout.as_str(), built.stderr.as_str()), ("", ""));
}

#[test]
fn a_workspace_without_settings_for_release_gets_small_components() {
    let lib = "[lib]\ncrate-type = [\"cdylib\"]\n";
    let plain = crate_of(&format!("{HEAD}{lib}"), "src/lib.rs", "");
    let own = crate_of(
        &format!("{HEAD}{lib}[profile.release]\nopt-level = 1\n"),
        "src/lib.rs",
        "",
    );
    let said = momento_with(plain.path(), &["build", "--verbose"])
        .exits(0)
        .stderr;
    assert!(
        said.contains("--config profile.release.opt-level=\"s\""),
        "{said}"
    );
    let said = momento_with(own.path(), &["build", "--verbose"])
        .exits(0)
        .stderr;
    assert!(!said.contains("--config"), "{said}");
}

#[test]
fn a_missing_cdylib_is_explained_with_the_lines_to_add() {
    let lines = [
        "crate type `cdylib`",
        "[lib]\ncrate-type = [\"cdylib\", \"rlib\"]",
    ];
    let library = crate_of(HEAD, "src/lib.rs", "");
    momento_with(library.path(), &["build"])
        .exits(2)
        .says(&lines);
    let program = crate_of(HEAD, "src/main.rs", "fn main() {}");
    momento_with(program.path(), &["build"])
        .exits(2)
        .says(&["has no library", lines[1]]);
}

#[test]
fn what_is_no_crate_is_refused() {
    let empty = folder();
    momento_with(empty.path(), &["build"])
        .exits(2)
        .says(&["there is no crate in .", "cargo momento new NAME"]);
    momento_with(empty.path(), &["build", "missing"])
        .exits(2)
        .says(&["there is no crate in missing"]);
    fs::write(empty.path().join("notes.txt"), "").unwrap();
    momento_with(empty.path(), &["build", "notes.txt"])
        .exits(2)
        .says(&["there is no crate in notes.txt"]);
}

#[test]
fn a_workspace_without_a_crate_of_its_own_names_its_functions() {
    let root = crate_of(
        "[workspace]\nmembers = [\"inner\"]\nresolver = \"3\"\n",
        "inner/src/lib.rs",
        "",
    );
    let manifest = format!(
        "{}[lib]\ncrate-type = [\"cdylib\"]\n",
        HEAD.replace("[workspace]\n\n", "")
    );
    fs::write(root.path().join("inner/Cargo.toml"), manifest).unwrap();
    momento_with(root.path(), &["build"])
        .exits(2)
        .says(&["is a workspace without a crate of its own", "/inner"]);
}

#[test]
fn a_broken_manifest_and_a_broken_source_are_cargos_to_explain() {
    let manifest = crate_of("[package]\nname = 1\n", "src/lib.rs", "");
    momento_with(manifest.path(), &["build"])
        .exits(2)
        .says(&["cargo metadata", "Cargo.toml"]);
    let source = crate_of(
        &format!("{HEAD}[lib]\ncrate-type = [\"cdylib\"]\n"),
        "src/lib.rs",
        "fn broken( {}",
    );
    momento_with(source.path(), &["build"])
        .exits(2)
        .says(&["src/lib.rs:1", "error: `cargo rustc"]);
}
