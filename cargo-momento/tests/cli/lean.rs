//! Lean functions, by every command that builds.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{crate_of, lock, momento, momento_with, project, run};

/// A function with `code` for its handler `fn go(text: String) -> String`, and these lines in its manifest.
fn function(name: &str, dependencies: &str, code: &str) -> TempDir {
    let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("momento-functions");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\n[dependencies]\n{dependencies}\n\
         [dependencies.momento-functions]\npath = '{}'\ndefault-features = false\nfeatures = [\"system\"]\n",
        sdk.display()
    );
    let source = format!("momento_functions::invoke!(go);\n{code}\n");
    let folder = crate_of(&manifest, "src/lib.rs", &source);
    lock(folder.path());
    folder
}

/// Adds a crate to depend on by its path.
fn dependency(function: &TempDir, name: &str, manifest: &str, source: &str) {
    let folder = function.path().join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
    fs::write(folder.join("Cargo.toml"), head + manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), source).unwrap();
}

/// The file that a build has made.
fn built(folder: &Path, options: &[&str]) -> PathBuf {
    let run = momento_with(folder, &[&["build", "--json"], options].concat()).exits(0);
    run.json()["path"].as_str().unwrap().into()
}

fn is_lean(component: &Path) -> bool {
    component
        .iter()
        .any(|part| part == "wasm32-unknown-unknown")
}

/// Whether a component names WASI anywhere.
fn names_wasi(component: &Path) -> bool {
    let component = fs::read(component).unwrap();
    component.windows(5).any(|bytes| bytes == b"wasi:")
}

#[test]
fn the_option_the_file_and_the_option_against_the_file_say_what_is_lean() {
    let invoked = ["invoke", "--data", "{\"name\": \"Ada\"}", "--lean"];
    assert_eq!(
        momento_with(project(), &invoked).exits(0).stdout,
        "{\"message\":\"Hello, Ada!\"}"
    );
    let function = function("chosen", "", "fn go(text: String) -> String { text }");
    let folder = function.path();
    assert!(!is_lean(&built(folder, &[])));
    fs::write(folder.join("momento.toml"), "lean = true\n").unwrap();
    assert!(is_lean(&built(folder, &[])));
    assert!(!is_lean(&built(folder, &["--lean=false"])));
    assert!(is_lean(&built(folder, &["--lean"])));
    fs::write(folder.join("other.toml"), "lean = false\n").unwrap();
    let invoked = ["invoke", "--data", "x", "--config", "other.toml"];
    let said = momento_with(folder, &invoked).exits(0).stderr;
    assert!(said.contains("wasm32-wasip2"), "{said}");
}

#[test]
fn a_momento_toml_that_cannot_be_read_keeps_a_function_from_being_built() {
    let function = function("misspelt", "", "fn go(text: String) -> String { text }");
    fs::write(function.path().join("momento.toml"), "leen = true\n").unwrap();
    momento_with(function.path(), &["build"])
        .exits(2)
        .says(&["momento.toml", "leen", "`lean`"]);
}

#[test]
fn a_panic_tells_its_message_and_its_place_in_development_and_costs_nothing_else() {
    let code = "fn go(text: String) -> String {\n    panic!(\"no {text} here\");\n}";
    let function = function("panics", "", code);
    momento_with(function.path(), &["invoke", "--lean", "--data", "otter"])
        .exits(3)
        .says(&["panicked at src/lib.rs:3:5:", "no otter here"]);
    let shipped = built(function.path(), &["--lean"]);
    assert!(!names_wasi(&shipped));
    let shipped = shipped.to_str().unwrap();
    let said = momento_with(function.path(), &["invoke", shipped, "--data", "otter"]).exits(3);
    assert!(!said.stderr.contains("no otter here"), "{}", said.stderr);
}

#[test]
fn what_build_has_made_stays_as_it_is_when_the_function_is_invoked() {
    let code = "fn go(text: String) -> String {\n    panic!(\"no {text} here\");\n}";
    let function = function("ships", "", code);
    let path = built(function.path(), &["--lean"]);
    let shipped = fs::read(&path).unwrap();
    momento_with(function.path(), &["invoke", "--lean", "--data", "otter"])
        .exits(3)
        .says(&["no otter here"]);
    assert!(fs::read(&path).unwrap() == shipped);
}

#[test]
fn time_the_environment_and_random_numbers_come_from_the_host() {
    let code = "use momento_functions::system::*;
        fn go(text: String) -> String {
            let timer = Timer::start();
            let since = now().duration_since(std::time::SystemTime::UNIX_EPOCH);
            let name = variable(\"__FUNCTION_NAME\").unwrap_or_default();
            assert_ne!(random::<300>()[256..], random::<300>()[256..]);
            assert!(timer.elapsed().as_secs() < 60 && variable(&text).is_none());
            format!(\"{name} {}\", since.unwrap().as_secs() > 1_700_000_000)
        }";
    let function = function("asks", "", code);
    for lean in ["--lean", "--lean=false"] {
        let said = momento_with(function.path(), &["invoke", lean, "--data", "NOT_SET"]).exits(0);
        assert_eq!(said.stdout, "asks true", "{lean}");
    }
    assert!(names_wasi(&built(function.path(), &["--lean"])));
}

#[test]
fn stds_clock_is_refused_with_the_crate_that_reaches_it() {
    let code = "fn go(text: String) -> String { slow::stamp(&text) }";
    let function = function("timed", "slow = { path = \"slow\" }", code);
    let source = "pub fn stamp(text: &str) -> String {
        match text.len() {
            1 => format!(\"{text} {:?}\", std::time::Instant::now()),
            _ => format!(\"{text} {:?}\", std::time::SystemTime::now()),
        }
    }";
    dependency(&function, "slow", "", source);
    momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&[
            "`Instant::now` and `SystemTime::now` would panic",
            "reached from `slow`.",
            "momento_functions::system",
            "wasm32-wasip2 (`--lean=false`)",
        ]);
    for (data, answer) in [("x", "x Instant"), ("xy", "xy SystemTime")] {
        let said = momento_with(function.path(), &["invoke", "--data", data]).exits(0);
        assert!(said.stdout.starts_with(answer), "{}", said.stdout);
    }
}

#[test]
fn the_wall_clock_alone_is_refused_too() {
    let code = "fn go(_: String) -> String { format!(\"{:?}\", std::time::SystemTime::now()) }";
    let function = function("dated", "", code);
    momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&[
            "std's: `SystemTime::now` would panic",
            "reached from `dated`.",
        ]);
}

#[test]
fn a_module_without_names_is_refused_as_nothing_can_be_said_of_its_clock() {
    let function = function("nameless", "", "fn go(text: String) -> String { text }");
    let mut command = momento(function.path());
    command.args(["build", "--lean"]);
    command.env("RUSTFLAGS", "-Cstrip=symbols");
    run(command).exits(2).says(&[
        "cannot become a component",
        "no names of functions",
        "RUSTFLAGS",
    ]);
}

#[test]
fn a_crate_that_needs_a_system_is_named_with_who_brings_it_in() {
    let code = "fn go(_: String) -> String { format!(\"{}\", dice::roll()) }";
    let function = function("chance", "dice = { path = \"dice\" }", code);
    let source = "pub fn roll() -> u32 { getrandom::u32().unwrap() }";
    dependency(
        &function,
        "dice",
        "[dependencies]\ngetrandom = \"0.4\"\n",
        source,
    );
    momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&[
            "`getrandom`",
            "chance → dice → getrandom",
            "momento_functions::system",
            "custom-backend",
            "wasm32-wasip2 (`--lean=false`)",
        ]);
}

#[test]
fn a_crate_that_does_not_compile_for_the_target_is_named_with_who_brings_it_in() {
    let code = "fn go(_: String) -> String { net::name() }";
    let function = function("wired", "net = { path = \"net\" }", code);
    let source = "pub fn name() -> String { format!(\"{:?}\", socket2::Domain::IPV4) }";
    dependency(
        &function,
        "net",
        "[dependencies]\nsocket2 = \"0.6\"\n",
        source,
    );
    let said = momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&[
            "`socket2` does not compile for wasm32-unknown-unknown",
            "wired → net → socket2",
            "wasm32-wasip2 (`--lean=false`)",
        ])
        .stderr;
    assert!(!said.contains("random numbers"), "{said}");
}

#[test]
fn a_mistake_in_a_crate_of_the_users_own_is_rustcs_to_explain() {
    let code = "fn go(text: String) -> String { inner::same(text) }";
    let function = function("outer", "inner = { path = \"inner\" }", code);
    let source = "pub fn same(text: String) -> String { missing }";
    dependency(&function, "inner", "", source);
    let said = momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&["inner/src/lib.rs:1", "E0425", "error: `cargo rustc"])
        .stderr;
    for words in [
        "part of a lean function",
        "does not compile",
        "outer → inner",
    ] {
        assert!(!said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_mistake_in_a_lean_function_itself_is_rustcs_to_explain() {
    let function = function("wrong", "", "fn go(text: String) -> String { missing }");
    let said = momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&["src/lib.rs:2", "E0425", "error: `cargo rustc"])
        .stderr;
    assert!(!said.contains("part of a lean function"), "{said}");
}

#[test]
fn a_function_may_bring_its_own_allocator() {
    let code = "#[global_allocator]
        static OWN: std::alloc::System = std::alloc::System;
        fn go(text: String) -> String { text.repeat(100_000) }";
    let function = function("allocates", "", code);
    momento_with(function.path(), &["build", "--lean"])
        .exits(2)
        .says(&["global allocator"]);
    let manifest = function.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        text.replace("\"system\"", "\"system\", \"own-allocator\""),
    )
    .unwrap();
    let said = momento_with(function.path(), &["invoke", "--lean", "--data", "ab"]).exits(0);
    assert_eq!(said.stdout.len(), 200_000);
}

#[test]
fn memory_grows_past_the_arena_as_far_as_the_limit() {
    let code = "fn go(text: String) -> String {
            let size: usize = text.trim().parse().unwrap();
            let mut all: Vec<Vec<u8>> = Vec::new();
            // Pieces of all sizes, of which every second one is given back.
            for piece in 1..size {
                all.push(vec![1; piece]);
                if piece % 2 == 0 { all.swap_remove(piece / 4); }
            }
            all.iter().flatten().map(|byte| usize::from(*byte)).sum::<usize>().to_string()
        }";
    let function = function("grows", "", code);
    let invoke = |size| {
        let options = ["invoke", "--lean", "--memory", "4MiB", "--data", size];
        momento_with(function.path(), &options)
    };
    for size in ["10", "200", "2000"] {
        let sum: usize = invoke(size).exits(0).stdout.parse().unwrap();
        assert!(sum > 0);
    }
    invoke("6000")
        .exits(4)
        .says(&["bytes of memory, which is the limit"]);
}
