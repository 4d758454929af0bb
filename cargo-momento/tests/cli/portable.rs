//! `cargo momento build --portable`, and `serve --engine wasmtime`

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::serve::Served;
use crate::support::{component, folder, momento, momento_with, project, run};

/// What comes of `build --portable` with these arguments, which must succeed.
fn built(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["build", "--portable", "--json"], arguments].concat();
    momento_with(folder, &arguments).exits(0).json()
}

fn path(composed: &Value) -> &Path {
    Path::new(composed["path"].as_str().unwrap())
}

fn words(value: &Value) -> Vec<&str> {
    let words = value.as_array().unwrap().iter();
    words.map(|word| word.as_str().unwrap()).collect()
}

fn holds(file: &Path, text: &str) -> bool {
    let bytes = fs::read(file).unwrap();
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// POR.13, POR.1, POR.8, POR.9
#[test]
fn a_crate_becomes_a_server_that_other_engines_run() {
    let composed = built(project(), &[]);
    assert_eq!(
        (&composed["event"], &composed["name"]),
        (&"composed".into(), &"shared-greeter".into())
    );
    let file = path(&composed);
    assert!(file.ends_with("shared_greeter.portable.wasm"), "{composed}");
    assert_eq!(fs::metadata(file).unwrap().len(), composed["bytes"]);
    assert_eq!(
        words(&composed["adapters"]),
        ["environment", "bottom-std", "top"]
    );
    assert_eq!(composed["warnings"], serde_json::json!([]));
    for target in ["wasi-http", "spin", "wasmcloud"] {
        let file = file.to_str().unwrap();
        momento_with(project(), &["check", file, "--target", target]).exits(0);
    }
    let run = words(&composed["run"]);
    assert_eq!(run[..2], ["wasmtime", "serve"]);
    assert_eq!(run.last(), file.to_str().as_ref());
    let cores = composed["pool"]["core_instances"].as_u64().unwrap();
    let room = format!("pooling-total-core-instances={}", cores * 256);
    assert!(run.contains(&room.as_str()), "{run:?}");
    let lean = momento_with(project(), &["build", "--portable", "--lean"]).exits(0);
    assert!(!lean.stderr.contains("warning"), "{}", lean.stderr);
    lean.says(&[
        "Composed shared-greeter",
        "environment, bottom, top)",
        "wasmtime serve --addr",
    ]);
}

/// POR.13
#[test]
fn components_are_taken_and_written_where_it_is_said() {
    let folder = folder();
    let (echo, bare) = (
        component(folder.path(), "echo"),
        component(folder.path(), "bare"),
    );
    let arguments = ["build", "--portable", "--json", &echo, &bare];
    let told = momento_with(folder.path(), &arguments).exits(0).stdout;
    assert_eq!(told.lines().count(), 2, "{told}");
    for name in ["echo.portable.wasm", "bare.portable.wasm"] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
    let composed = built(folder.path(), &[&echo, "--out", "server.wasm"]);
    assert_eq!(composed["path"], "server.wasm");
    assert!(folder.path().join("server.wasm").is_file());
    momento_with(
        folder.path(),
        &["build", "--portable", &echo, &bare, "-o", "one.wasm"],
    )
    .exits(2)
    .says(&["`--out` names one file, but 2 functions"]);
    momento_with(
        folder.path(),
        &["build", "--portable", &echo, "-o", "no/such/folder.wasm"],
    )
    .exits(2)
    .says(&["cannot write no/such/folder.wasm"]);
    let before = fs::read(folder.path().join(&echo)).unwrap();
    momento_with(
        folder.path(),
        &["build", "--portable", &echo, "-o", "./echo.wasm"],
    )
    .exits(2)
    .says(&["is the function itself"]);
    assert_eq!(fs::read(folder.path().join(&echo)).unwrap(), before);
    momento_with(folder.path(), &["build", &echo])
        .exits(2)
        .says(&["echo.wasm", "add `--portable`"]);
}

/// POR.13
#[test]
fn what_is_of_other_engines_asks_for_a_portable_build() {
    let folder = folder();
    for arguments in [
        &["--out", "x.wasm"][..],
        &["--env", "A=1"],
        &["--runtime-env"],
        &["--bake-secrets"],
        &["--trap-stubs"],
        &["--manifest", "spin"],
    ] {
        let arguments = [&["build"], arguments].concat();
        momento_with(folder.path(), &arguments)
            .exits(2)
            .says(&["--portable"]);
    }
    for arguments in [&["--env", "A=1"][..], &["--bake-secrets"]] {
        let arguments = [&["build", "--portable", "--runtime-env"], arguments].concat();
        momento_with(folder.path(), &arguments)
            .exits(2)
            .says(&["cannot be used with"]);
    }
}

/// A component beside a momento.toml with a setting and a file of secrets.
fn with_secrets() -> tempfile::TempDir {
    let folder = folder();
    component(folder.path(), "context");
    let settings = "cache = 'shop'\nenvironment-files = ['secret.env']\n[environment]\nGREETING = 'Good day'\n";
    fs::write(folder.path().join("momento.toml"), settings).unwrap();
    fs::write(folder.path().join("secret.env"), "TOKEN=hunter2\n").unwrap();
    folder
}

/// POR.6
#[test]
fn settings_are_baked_in_and_secrets_are_not_unless_it_is_said() {
    let folder = with_secrets();
    let plain = ["build", "--portable", "context.wasm", "--env", "MORE=of it"];
    momento_with(folder.path(), &plain).exits(0).says(&[
        "warning: TOKEN may be a secret, and is not baked in",
        "--runtime-env",
        "--bake-secrets",
    ]);
    let file = folder.path().join("context.portable.wasm");
    for text in [
        "GREETINGGood day",
        "MOREof it",
        "__CACHE_NAMEshop",
        "__FUNCTION_NAMEcontext",
    ] {
        assert!(holds(&file, text), "{text}");
    }
    assert!(!holds(&file, "hunter2") && !holds(&file, "TOKEN"));
    let all = momento_with(folder.path(), &[&plain[..], &["--bake-secrets"]].concat()).exits(0);
    assert!(holds(&file, "TOKENhunter2"));
    assert!(!all.stderr.contains("hunter2") && !all.stdout.contains("hunter2"));
}

/// POR.6
#[test]
fn a_key_is_not_baked_in_by_accident() {
    let folder = with_secrets();
    let key = [
        "build",
        "--portable",
        "context.wasm",
        "--env",
        "MOMENTO_API_KEY=hunter3",
    ];
    let refused = momento_with(folder.path(), &key)
        .exits(2)
        .says(&["`MOMENTO_API_KEY` is a secret", "--bake-secrets"]);
    assert!(!refused.stderr.contains("hunter3"));
    assert!(!folder.path().join("context.portable.wasm").exists());
    momento_with(folder.path(), &[&key[..], &["--bake-secrets"]].concat()).exits(0);
    assert!(holds(
        &folder.path().join("context.portable.wasm"),
        "MOMENTO_API_KEYhunter3"
    ));
    // That of this shell stays in it.
    let mut command = momento(folder.path());
    command.args(["build", "--portable", "context.wasm", "--bake-secrets"]);
    command.env("MOMENTO_API_KEY", "hunter4");
    run(command).exits(0);
    assert!(!holds(
        &folder.path().join("context.portable.wasm"),
        "hunter4"
    ));
    momento_with(
        folder.path(),
        &[
            "build",
            "--portable",
            "context.wasm",
            "--env",
            "A\u{1}==\u{2}",
        ],
    )
    .exits(0);
    momento_with(
        folder.path(),
        &["build", "--portable", "context.wasm", "--env", "=x"],
    )
    .exits(2)
    .says(&["NAME=VALUE"]);
}

/// POR.7
#[test]
fn an_environment_that_is_left_to_the_engine_is_in_no_file() {
    let folder = with_secrets();
    let told = momento_with(
        folder.path(),
        &[
            "build",
            "--portable",
            "context.wasm",
            "--runtime-env",
            "--json",
        ],
    )
    .exits(0)
    .says(&["the engine gives the environment: GREETING, TOKEN"]);
    let composed = told.json();
    let file = folder.path().join(path(&composed));
    for text in ["Good day", "hunter2", "TOKEN"] {
        assert!(!holds(&file, text), "{text}");
    }
    let imports = composed["imports"].to_string();
    assert!(imports.contains("wasi:cli/environment@0.2"), "{imports}");
    let run = words(&composed["run"]).join(" ");
    for text in [
        "-S cli",
        "--env __CACHE_NAME=shop",
        "--env GREETING",
        "--env TOKEN",
    ] {
        assert!(run.contains(text), "{text} in {run}");
    }
    assert!(!run.contains("hunter2"), "{run}");
}

/// POR.4, POR.5
#[test]
fn what_cannot_be_carried_is_refused_with_its_file_and_what_to_do() {
    let folder = folder();
    fs::write(folder.path().join("core.wasm"), b"\0asm\x01\0\0\0").unwrap();
    fs::write(folder.path().join("text.wasm"), "hello").unwrap();
    for guest in ["task", "v1-task", "sockets", "echo"] {
        component(folder.path(), guest);
    }
    for (file, says) in [
        ("core.wasm", "it is a core module"),
        ("text.wasm", "it is no WebAssembly"),
        ("task.wasm", "it is a spawn function"),
        ("v1-task.wasm", "it is a spawn function"),
        ("sockets.wasm", "`wasi:sockets/tcp@0.2"),
    ] {
        momento_with(folder.path(), &["build", "--portable", file])
            .exits(2)
            .says(&[
                &format!("error: {file} cannot be carried to another engine: "),
                says,
            ]);
    }
    momento_with(folder.path(), &["build", "--portable", "gone.wasm"])
        .exits(2)
        .says(&["cannot read gone.wasm"]);
    momento_with(folder.path(), &["build", "--portable", "echo.wasm"]).exits(0);
    momento_with(
        folder.path(),
        &["build", "--portable", "echo.portable.wasm"],
    )
    .exits(2)
    .says(&["runs it as it is"]);
    momento_with(
        folder.path(),
        &["build", "--portable", "sockets.wasm", "--trap-stubs"],
    )
    .exits(0)
    .says(&["warning: each call of `wasi:sockets/tcp@0.2"]);
}

/// POR.12
#[test]
fn manifests_are_written_beside_the_component() {
    let folder = with_secrets();
    let all = [
        "--manifest",
        "spin",
        "--manifest",
        "wasmcloud",
        "--manifest",
        "kubernetes",
    ];
    let arguments = [&["context.wasm", "--runtime-env"][..], &all].concat();
    let composed = built(folder.path(), &arguments);
    let names = [
        "context.spin.toml",
        "context.wasmcloud.yaml",
        "context.kubernetes.yaml",
    ];
    assert_eq!(words(&composed["manifests"]), names);
    for name in names {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.contains("has not been run there"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
    let edited = folder.path().join(names[0]);
    fs::write(&edited, "mine").unwrap();
    momento_with(
        folder.path(),
        &[&["build", "--portable"], &arguments[..]].concat(),
    )
    .exits(0)
    .says(&["context.spin.toml is there and says something else"]);
    assert_eq!(fs::read_to_string(&edited).unwrap(), "mine");
    momento_with(
        folder.path(),
        &["build", "--portable", "--manifest", "moon"],
    )
    .exits(2)
    .says(&["spin, wasmcloud, kubernetes"]);
}

/// POR.11
#[test]
fn options_that_mean_nothing_to_another_engine_are_refused_all_at_once() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let serve = ["serve", "--engine", "wasmtime", &echo];
    let options = [
        "--report", "--memory", "1MiB", "--limits", "quick", "--key", "hunter2",
    ];
    let refused = momento_with(folder.path(), &[&serve[..], &options].concat())
        .exits(2)
        .says(&[
            "--key, --limits, --memory",
            "--report",
            "mean nothing",
            "--engine host",
        ]);
    assert!(!refused.stderr.contains("hunter2"));
    momento_with(folder.path(), &[&serve[..], &["--state", "x"]].concat())
        .exits(2)
        .says(&["--state means nothing under `--engine wasmtime`: leave it out"]);
    momento_with(folder.path(), &[&serve[..], &["other.wasm"]].concat())
        .exits(2)
        .says(&["takes one function, and 2 are given"]);
    let open = ["--listen", "0.0.0.0:0"];
    momento_with(folder.path(), &[&serve[..], &open].concat())
        .exits(2)
        .says(&["can be reached from other machines", "--allow-open"]);
    momento_with(folder.path(), &["dev", "--engine", "wasmtime", &echo])
        .exits(2)
        .says(&["`cargo momento serve --engine wasmtime`"]);
}

/// POR.11
#[test]
fn an_engine_that_is_not_there_is_told_with_the_line_that_installs_it() {
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let mut command = momento(folder.path());
    command.args(["serve", "--engine", "wasmtime", &echo]);
    command.env("WASMTIME", "no-such-engine");
    run(command).exits(2).says(&[
        "cannot run `no-such-engine`",
        "cargo install wasmtime-cli",
        "WASMTIME=/path/to/wasmtime",
    ]);
}

/// The engine, where it is here. With CI=true it must be.
fn engine() -> Option<PathBuf> {
    let program = std::env::var_os("WASMTIME").unwrap_or_else(|| "wasmtime".into());
    let asked = Command::new(&program).arg("--version").output();
    if asked.is_ok_and(|asked| asked.status.success()) {
        return Some(program.into());
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "there is no wasmtime here: put it into PATH or WASMTIME"
    );
    eprintln!("left out: there is no wasmtime here, in PATH or as $WASMTIME");
    None
}

/// Whether a command line of any process here holds a text.
#[cfg(target_os = "linux")]
fn is_on_a_command_line(text: &str) -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter_map(|process| fs::read(process.path().join("cmdline")).ok())
        .any(|line| String::from_utf8_lossy(&line).contains(text))
}

/// POR.11
#[test]
#[cfg(target_os = "linux")]
fn a_function_is_served_by_the_engine_with_its_environment_until_it_is_stopped() {
    if engine().is_none() {
        return;
    }
    let folder = with_secrets();
    // One that no other test of this program has on a command line.
    let secret = format!("secret-of-{}", std::process::id());
    fs::write(
        folder.path().join("secret.env"),
        format!("TOKEN={secret}\n"),
    )
    .unwrap();
    let served = Served::start(folder.path(), &["--engine", "wasmtime", "context.wasm"]);
    assert_eq!(
        (&served.ready["engine"], &served.ready["name"]),
        (&"wasmtime".into(), &"context".into())
    );
    let answer = served.post("/", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for text in [
        "env GREETING=Good day\n",
        &format!("env TOKEN={secret}\n"),
        "env __CACHE_NAME=shop\n",
    ] {
        assert!(answer.contains(text), "{text} in {answer}");
    }
    assert!(!is_on_a_command_line(&secret));
    let file = served.ready["path"].as_str().unwrap();
    assert!(!holds(Path::new(file), &secret));
    served
        .interrupt()
        .exits(0)
        .says(&["Stopping once all is answered"]);
}

/// POR.11
#[test]
#[cfg(unix)]
fn what_has_begun_is_answered_before_the_end_and_cut_off_by_a_second_signal() {
    if engine().is_none() {
        return;
    }
    let folder = folder();
    let echo = component(folder.path(), "echo");
    for again in [false, true] {
        let mut served = Served::start(folder.path(), &["--engine", "wasmtime", &echo]);
        let address = served.url().strip_prefix("http://").unwrap().to_owned();
        let mut client = TcpStream::connect(&address).unwrap();
        let begun = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 6\r\n\r\nhal";
        client.write_all(begun.as_bytes()).unwrap();
        let mut head = [0; 12];
        client.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
        served.press_ctrl_c();
        served.says("Stopping once all is answered");
        if again {
            served.interrupt().exits(130);
            continue;
        }
        client.write_all(b"ves").unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        assert!(answer.ends_with("halves"), "{answer}");
        served.end().exits(0);
    }
}

/// POR.11
#[test]
fn an_engine_that_ends_by_itself_is_told_with_what_it_said() {
    if engine().is_none() {
        return;
    }
    let folder = folder();
    let echo = component(folder.path(), "echo");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    momento_with(
        folder.path(),
        &["serve", "--engine", "wasmtime", &echo, "--listen", &address],
    )
    .exits(2)
    .says(&["in use", "serve` ended with exit code 1"]);
}

/// POR.8
#[test]
fn a_pool_with_the_room_that_is_told_is_enough_and_one_with_less_is_not() {
    let Some(engine) = engine() else {
        return;
    };
    let folder = folder();
    for guest in ["echo", "cache", "valkey"] {
        component(folder.path(), guest);
        let composed = built(folder.path(), &[&format!("{guest}.wasm")]);
        for (kind, option) in [
            ("core_instances", "core-instances"),
            ("memories", "memories"),
            ("tables", "tables"),
        ] {
            let needs = composed["pool"][kind].as_u64().unwrap();
            let component = folder.path().join(path(&composed));
            let has_room = |room| has_room(&engine, &component, option, room);
            assert!(has_room(needs), "{guest} with {needs} {kind}");
            assert!(
                !has_room(needs - 1),
                "{guest} with less than {needs} {kind}"
            );
        }
        assert_eq!(composed["pool"]["component_instances"], 1);
    }
}

/// A process that does not outlive its test.
struct Killed(std::process::Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether the engine has room for a request with so much of one kind in its pool, whatever the function answers.
fn has_room(engine: &Path, component: &Path, option: &str, room: u64) -> bool {
    let serving = Command::new(engine)
        .args(["serve", "--addr", "127.0.0.1:0", "-O", "pooling-allocator"])
        .args(["-O", &format!("pooling-total-{option}={room}")])
        .arg(component)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut serving = Killed(serving);
    let lines = BufReader::new(serving.0.stderr.take().unwrap()).lines();
    let mut lines = lines.map(|line| line.unwrap());
    // One that has no room for a single instance ends at once.
    let address =
        lines.find_map(|line| Some(line.strip_prefix("Serving HTTP on http://")?.to_owned()));
    if let Some(address) = &address {
        let mut stream = TcpStream::connect(address.trim_end_matches('/')).unwrap();
        let request = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
    }
    drop(serving);
    address.is_some() && !lines.any(|line| line.contains("maximum concurrent limit"))
}
