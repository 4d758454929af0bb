//! `cargo momento check`

use std::fs;
use std::path::Path;

use crate::support::{Run, component, crate_of, folder, lock, momento_with, project};

/// Checks a file, and gives what is told of it.
fn check(folder: &Path, file: &str, arguments: &[&str], code: i32) -> serde_json::Value {
    let line = [&["check", file, "--json"][..], arguments].concat();
    momento_with(folder, &line).exits(code).json()
}

fn told(run: &Run, texts: &[&str]) {
    for text in texts {
        assert!(run.stdout.contains(text), "{text:?} in: {}", run.stdout);
    }
}

fn problems(told: &serde_json::Value, target: &str) -> String {
    let targets = told["targets"].as_array().unwrap();
    let verdict = targets.iter().find(|it| it["target"] == target).unwrap();
    verdict["problems"].to_string()
}

/// A component of the text format, in a file.
fn written(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), wat::parse_str(text).unwrap()).unwrap();
}

/// A component that exports a function of this name in an interface, with a module and imports.
fn exporting(interface: &str, function: &str, module: &str, imports: &str) -> String {
    format!(
        "(component {imports}
            (core module $m {module} (func (export \"f\")))
            (core instance $i (instantiate $m))
            (func $f (canon lift (core func $i \"f\")))
            (instance $e (export \"{function}\" (func $f)))
            (export \"{interface}\" (instance $e)))"
    )
}

const WEB: &str = "momento:web-function/guest-function-web@1.0.0";

/// CLI.30
#[test]
fn each_kind_of_function_is_told_by_its_contract() {
    let folder = folder();
    for (guest, kind, says) in [
        (
            "bare",
            "web_v2",
            "a web function (v2, momento:web-function)",
        ),
        ("v1-echo", "web_v1", "a web function of the older contract"),
        (
            "task",
            "spawn_v2",
            "a spawn function (v2, momento:spawn-function)",
        ),
        (
            "v1-task",
            "spawn_v1",
            "a spawn function of the older contract",
        ),
    ] {
        let file = component(folder.path(), guest);
        let told = check(folder.path(), &file, &[], 0);
        assert_eq!(
            (&told["event"], &told["kind"], &told["ok"]),
            (&"checked".into(), &kind.into(), &true.into())
        );
        let run = momento_with(folder.path(), &["check", &file]).exits(0);
        assert!(run.stdout.contains(says), "{}", run.stdout);
    }
}

/// CLI.31
#[test]
fn each_import_is_told_with_its_functions_and_what_brings_it_in() {
    let folder = folder();
    let file = component(folder.path(), "wasi");
    let told = check(folder.path(), &file, &[], 0);
    let import = |interface: &str| {
        let imports = told["imports"].as_array().unwrap();
        let found = imports
            .iter()
            .find(|it| it["interface"].as_str().unwrap().starts_with(interface));
        found
            .unwrap_or_else(|| panic!("{interface} in {told}"))
            .clone()
    };
    let bytes = import("momento:bytes/bytes@");
    assert_eq!(bytes["brought_in_by"], "`momento-functions-bytes`");
    assert_eq!(bytes["functions"][0], "[method]buffer.remaining");
    let clock = import("wasi:clocks/wall-clock@");
    assert_eq!(clock["callers"][0]["crate"], "wasi", "{clock}");
    let seed = import("wasi:random/insecure-seed@");
    let by = seed["callers"][0]["functions"][0].as_str().unwrap();
    assert!(by.contains("insecure_seed"), "{seed}");
    // Panics alone reach it.
    assert_eq!(import("wasi:cli/stdout@")["callers"], serde_json::json!([]));
    let run = momento_with(folder.path(), &["check", &file]).exits(0);
    self::told(
        &run,
        &[
            "wasi:clocks/wall-clock@0.2",
            "of `std::time`\n    called from `wasi`",
            "guest-function-web@1.0.0 {invoke}",
        ],
    );
}

/// CLI.32
#[test]
fn what_traps_on_the_service_is_told_with_whom_it_is_called_from() {
    let folder = folder();
    let file = component(folder.path(), "wasi-unsupported");
    let told = check(folder.path(), &file, &[], 1);
    let traps = told["traps"].as_array().unwrap();
    let what: Vec<&str> = traps
        .iter()
        .map(|trap| trap["what"].as_str().unwrap())
        .collect();
    let all = [
        "standard output",
        "standard error",
        "standard input",
        "the filesystem",
        "`exit`, the end of the process",
    ];
    assert_eq!(what, all);
    for trap in traps {
        assert_eq!(trap["callers"][0]["crate"], "wasi_unsupported", "{trap}");
    }
    momento_with(folder.path(), &["check", &file])
        .exits(1)
        .says(&["would fail on Momento's service"]);
    momento_with(folder.path(), &["check", &file, "--quiet"])
        .exits(1)
        .says(&["standard output, which traps: called from `wasi_unsupported`; log with"]);
    // Those that only might panic use none of it.
    for guest in ["trouble", "sdk", "cache", "http"] {
        let file = component(folder.path(), guest);
        assert_eq!(
            check(folder.path(), &file, &[], 0)["traps"],
            serde_json::json!([]),
            "{guest}"
        );
    }
}

/// CLI.32
#[test]
fn what_the_host_does_not_link_is_asked_of_the_real_linker() {
    let folder = folder();
    let file = component(folder.path(), "sockets");
    for target in ["momento", "test-host"] {
        let told = check(folder.path(), &file, &["--target", target], 1);
        let problems = problems(&told, target);
        for text in [
            "`wasi:sockets/tcp@0.2",
            "`std::net`",
            "momento-functions-http",
            "called from `sockets`",
        ] {
            assert!(problems.contains(text), "{text} in {problems}");
        }
    }
    let clock = "(import \"momento:test/test@0.1.0\" (instance (export \"advance-clock\" (func (param \"nanoseconds\" u64)))))";
    written(
        folder.path(),
        "test.wasm",
        &exporting(WEB, "invoke", "", clock),
    );
    let problems = problems(&check(folder.path(), "test.wasm", &[], 1), "momento");
    for text in [
        "`momento:test/test@0.1.0`",
        "`momento-functions-test`, which only tests may use",
    ] {
        assert!(problems.contains(text), "{text} in {problems}");
    }
    let other = "(import \"momento:topic/topic@1.0.0\" (instance (export \"publish\" (func (param \"topic\" u64)))))";
    written(
        folder.path(),
        "other.wasm",
        &exporting(WEB, "invoke", "", other),
    );
    let problems = self::problems(&check(folder.path(), "other.wasm", &[], 1), "momento");
    assert!(problems.contains("there with other types"), "{problems}");
}

/// CLI.32
#[test]
fn memory_and_size_are_held_to_each_targets_limit() {
    let folder = folder();
    written(
        folder.path(),
        "large.wasm",
        &exporting(WEB, "invoke", "(memory 65)", ""),
    );
    let told = check(folder.path(), "large.wasm", &[], 1);
    assert_eq!(told["memory"], 65 * 65_536);
    assert!(
        problems(&told, "momento")
            .contains("starts with 4,259,840 bytes of memory, and a function has 4,194,304")
    );
    assert!(!problems(&told, "test-host").contains("of memory"));

    let mut huge = crate::guests::guest("bare");
    // A custom section of 64 MiB, its length in LEB128: nothing to compile.
    huge.extend([0, 0x80, 0x80, 0x80, 0x20]);
    huge.push(1);
    huge.extend(vec![b'x'; 64 << 20]);
    huge.truncate(huge.len() - 1);
    fs::write(folder.path().join("huge.wasm"), huge).unwrap();
    let told = check(folder.path(), "huge.wasm", &["--target", "test-host"], 1);
    assert!(
        problems(&told, "test-host").contains("and a deploy takes 67,108,864"),
        "{told}"
    );
}

/// CLI.32
#[test]
fn a_wasi_http_server_is_fine_on_its_engine_and_no_function() {
    let folder = folder();
    let clock = |name: &str| {
        format!("(import \"wasi:clocks/{name}\" (instance (export \"now\" (func (result u64)))))")
    };
    let server = |name: &str, import: &str| {
        written(
            folder.path(),
            name,
            &exporting(
                "wasi:http/incoming-handler@0.2.0",
                "handle",
                "",
                &clock(import),
            ),
        );
    };
    server("server.wasm", "monotonic-clock@0.2.3");
    let told = check(folder.path(), "server.wasm", &["--target", "wasi-http"], 0);
    assert_eq!(told["kind"], "http_server");
    let told = check(folder.path(), "server.wasm", &[], 1);
    assert!(
        problems(&told, "momento").contains("a `wasi:http` server"),
        "{told}"
    );
    for import in ["monotonic-clock@0.3.0", "sundial@0.2.0"] {
        server("server.wasm", import);
        let told = check(folder.path(), "server.wasm", &["--target", "wasi-http"], 1);
        assert!(problems(&told, "wasi-http").contains(import), "{told}");
    }
    let bare = component(folder.path(), "bare");
    let told = check(folder.path(), &bare, &["--target", "wasi-http"], 1);
    let problems = problems(&told, "wasi-http");
    assert!(
        problems.contains("momento:bytes/bytes@1.0.0") && problems.contains("incoming-handler")
    );
    assert!(!problems.contains("wasi:io/streams"), "{problems}");
}

/// CLI.33
#[test]
fn the_permissions_are_those_that_the_imports_imply() {
    let folder = folder();
    for (guest, expected) in [
        ("bare", &[][..]),
        ("cache", &["cache read", "cache write"]),
        ("http", &["outbound HTTP"]),
        ("spawner", &["spawn functions", "topic publish"]),
        ("token", &["disposable tokens"]),
        ("valkey", &["Valkey commands"]),
        (
            "ddb-raw",
            &["AWS credentials", "dynamodb:GetItem", "dynamodb:PutItem"],
        ),
    ] {
        let file = component(folder.path(), guest);
        let told = check(folder.path(), &file, &[], 0);
        assert_eq!(told["permissions"], serde_json::json!(expected), "{guest}");
    }
}

/// CLI.34
#[test]
fn what_has_changed_since_an_older_component_is_told() {
    let folder = folder();
    let (old, new) = (
        component(folder.path(), "bare"),
        component(folder.path(), "cache"),
    );
    let told = check(folder.path(), &new, &["--diff", &old], 0);
    let difference = &told["difference"];
    let added = difference["imports"]["added"].to_string();
    assert!(
        added.contains("momento:cache-scalar/cache-scalar@1.0.0#get"),
        "{added}"
    );
    assert_eq!(
        difference["permissions"]["added"],
        serde_json::json!(["cache read", "cache write"])
    );
    assert_eq!(difference["permissions"]["removed"], serde_json::json!([]));
    let sizes = difference["sizes"].as_array().unwrap();
    let total = sizes.iter().find(|part| part["part"] == "total").unwrap();
    assert_eq!(total["now"], told["size"]["total"]);
    let run = momento_with(folder.path(), &["check", &old, "--diff", &new]).exits(0);
    self::told(
        &run,
        &["\nChanges\n", "  - permission cache write", "  total"],
    );
    let run = momento_with(folder.path(), &["check", &new, "--diff", &new]).exits(0);
    self::told(&run, &["\nChanges\n  none\n"]);
    momento_with(folder.path(), &["check", &new, "--diff", "gone.wasm"])
        .exits(2)
        .says(&["cannot read gone.wasm"]);
}

/// CLI.35
#[test]
fn what_is_no_component_is_named_with_the_way_out() {
    let folder = folder();
    let whole = crate::guests::guest("bare");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.wasm", b"");
    write("notes.txt", b"buy milk");
    write("core.wasm", b"\0asm\x01\0\0\0");
    write("native.so", b"\x7fELF\x02\x01\x01");
    write("cut.wasm", &whole[..whole.len() / 2]);
    write("text.wat", b"(component)");
    for (file, says) in [
        ("empty.wasm", "there are no bytes"),
        ("notes.txt", "it begins with `buy milk`"),
        (
            "core.wasm",
            "core WebAssembly module; a function is a component",
        ),
        ("native.so", "an ELF file"),
        ("cut.wasm", "it is broken"),
        ("text.wat", "wasm-tools parse"),
    ] {
        for line in [&["check", file][..], &["check", file, "--json"]] {
            let run = momento_with(folder.path(), line).exits(2).says(&[
                file,
                says,
                "`cargo momento build`",
            ]);
            assert_eq!(run.stdout, "", "{file}");
        }
    }
    momento_with(folder.path(), &["check", "gone.wasm"])
        .exits(2)
        .says(&["cannot read gone.wasm"]);
    momento_with(folder.path(), &["check"])
        .exits(2)
        .says(&["there is no crate in .", "cargo momento new NAME"]);
    let library = crate_of(
        "[package]\nname = \"odd\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
        "src/lib.rs",
        "",
    );
    momento_with(library.path(), &["check"])
        .exits(2)
        .says(&["crate type `cdylib`"]);
    momento_with(folder.path(), &["check", "--target", "moon"])
        .exits(2)
        .says(&["moon", "momento, test-host, wasi-http, spin, wasmcloud"]);
}

/// POR.10
#[test]
fn what_would_link_where_is_told_by_platform_and_what_would_be_carried_by_import() {
    let folder = folder();
    let file = component(folder.path(), "cache");
    for (target, name) in [
        ("wasi-http", "a wasi:http engine"),
        ("spin", "Spin"),
        ("wasmcloud", "wasmCloud"),
    ] {
        let told = check(folder.path(), &file, &["--target", target], 1);
        let verdicts = told["targets"].as_array().unwrap();
        let verdict = verdicts.iter().find(|it| it["target"] == target).unwrap();
        assert_eq!(verdict["portable"]["ok"], true, "{verdict}");
        let imports = verdict["portable"]["imports"].as_array().unwrap();
        let by = |import: &str| {
            let found = imports
                .iter()
                .find(|it| it["import"].as_str().unwrap().starts_with(import));
            found.unwrap()["by"].clone()
        };
        assert_eq!(by("momento:cache-scalar/"), "http");
        assert_eq!(by("momento:bytes/"), "adapter");
        assert_eq!(by("wasi:io/streams"), "engine");
        let run = momento_with(folder.path(), &["check", &file, "--target", target]).exits(1);
        self::told(
            &run,
            &[
                "`cargo momento build --portable` carries it",
                "over HTTP: momento:cache",
            ],
        );
        run.says(&[&format!("would fail on {name}")]);
    }
    let sockets = component(folder.path(), "sockets");
    let run = momento_with(folder.path(), &["check", &sockets, "--target", "spin"]).exits(1);
    self::told(
        &run,
        &[
            "refuses it",
            "refused: wasi:sockets/tcp",
            "momento-functions-http",
        ],
    );
    let spawn = component(folder.path(), "task");
    let run = momento_with(folder.path(), &["check", &spawn, "--target", "wasi-http"]).exits(1);
    self::told(&run, &["refuses it: it is a spawn function"]);
    // An older name, which scripts may have.
    let bare = component(folder.path(), "bare");
    let told = check(folder.path(), &bare, &["--target", "service"], 0);
    assert_eq!(told["target"], "momento");
}

/// CLI.35
#[test]
fn what_exports_no_function_can_be_looked_at_and_would_fail() {
    let folder = folder();
    written(folder.path(), "nothing.wasm", "(component)");
    let told = check(folder.path(), "nothing.wasm", &[], 1);
    assert_eq!(told["kind"], serde_json::Value::Null);
    assert!(
        problems(&told, "momento")
            .contains("it exports nothing: name the handler with `#[web_function]`"),
        "{told}"
    );
}

/// CLI.30
#[test]
fn a_crate_is_built_as_it_is_shipped_and_its_code_is_told_by_crate() {
    let built = momento_with(project(), &["build", "--json"])
        .exits(0)
        .json();
    let told = check(project(), ".", &[], 0);
    assert_eq!(
        (&told["path"], &told["size"]["total"]),
        (&built["path"], &built["bytes"])
    );
    assert_eq!(told["has_names"], true);
    let shipped = check(project(), built["path"].as_str().unwrap(), &[], 0);
    assert_eq!(
        (&shipped["has_names"], &shipped["size"]),
        (&false.into(), &told["size"])
    );
    assert_eq!(
        fs::metadata(built["path"].as_str().unwrap()).unwrap().len(),
        built["bytes"]
    );
    let crates = told["crates"].to_string();
    assert!(
        crates.contains("serde_json") || crates.contains("core"),
        "{crates}"
    );
    let run = momento_with(project(), &["check", "--lean"]).exits(0);
    self::told(
        &run,
        &[
            "Code by crate",
            "Largest functions",
            "  code  ",
            " %",
            "Momento's service: fine",
            "this host: fine",
        ],
    );
    assert!(!run.stdout.contains("\n  wasi:"), "{}", run.stdout);
}

/// CLI.32
#[test]
fn the_crate_that_prints_is_named_whichever_it_is() {
    let parent = folder();
    momento_with(parent.path(), &["new", "printer"]).exits(0);
    let printer = parent.path().join("printer");
    lock(&printer);
    let manifest = fs::read_to_string(printer.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace(
        "[dependencies]\n",
        "[dependencies]\nchatty = { path = \"chatty\" }\n",
    );
    fs::write(printer.join("Cargo.toml"), manifest).unwrap();
    fs::create_dir_all(printer.join("chatty/src")).unwrap();
    let chatty = "[package]\nname = \"chatty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    fs::write(printer.join("chatty/Cargo.toml"), chatty).unwrap();
    let source = "#[inline(never)]\npub fn chat(word: &str) {\n    println!(\"{word}\");\n}\n";
    fs::write(printer.join("chatty/src/lib.rs"), source).unwrap();
    let source = "use momento_functions::prelude::*;\n\ninvoke!(print);\nfn print(word: String) -> String {\n    chatty::chat(&word);\n    word\n}\n";
    fs::write(printer.join("src/lib.rs"), source).unwrap();
    let told = check(&printer, ".", &[], 1);
    assert_eq!(told["traps"][0]["what"], "standard output", "{told}");
    assert_eq!(told["traps"][0]["callers"][0]["crate"], "chatty", "{told}");
    assert_eq!(told["traps"].as_array().unwrap().len(), 1, "{told}");
}
