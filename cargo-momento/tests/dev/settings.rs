//! `momento.toml` and its files, while functions are served.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::developing::{Developing, Project, answering};
use crate::support::{component, folder, momento_with};

const GREETING: &str = "std::env::var(\"GREETING\").unwrap_or_default()";

/// DEV.5 CFG.4
#[test]
fn settings_are_read_anew_and_broken_ones_change_nothing() {
    let project = Project::of("dev-settings", &answering(GREETING));
    let settings = "environment-files = ['dev.env']\n[environment]\nOTHER = 'x'\n";
    project.write("momento.toml", settings);
    project.write("dev.env", "GREETING=Hello\n");
    let mut dev = project.develop(&[]);
    assert_eq!(dev.get("dev-settings").body, "Hello");

    project.write("dev.env", "GREETING='Good morning'\n");
    assert_eq!(dev.expect("changed")["paths"][0], "dev.env");
    assert_eq!(dev.expect("configured")["version"], 2);
    assert_eq!(dev.get("dev-settings").body, "Good morning");

    project.write("momento.toml", &format!("{settings}\nGREETING = 'Hi'\n"));
    dev.expect("changed");
    assert_eq!(dev.expect("configured")["version"], 3);
    assert_eq!(dev.get("dev-settings").body, "Hi");

    // A file that nobody looked at before is no change when it is named.
    project.write(".more.env", "GREETING=More\n");
    project.write("momento.toml", "environment-files = ['.more.env']\n");
    assert_eq!(
        dev.expect("changed")["paths"],
        Value::from(vec!["momento.toml"])
    );
    dev.expect("configured");
    assert_eq!(dev.get("dev-settings").body, "More");

    project.write("momento.toml", "enviroment-files = []\n");
    assert_eq!(
        dev.expect("changed")["paths"],
        Value::from(vec!["momento.toml"])
    );
    let failed = dev.expect("configuration-failed");
    let error = failed["error"].as_str().unwrap();
    assert!(error.contains("line 1, column 1"), "{error}");
    assert!(
        error.contains("did you mean `environment-files`?"),
        "{error}"
    );
    assert_eq!(dev.get("dev-settings").body, "More");

    project.write("momento.toml", "[egress]\nprivate = 'deny'\n");
    dev.expect("changed");
    dev.expect("configured");
    assert_eq!(dev.get("dev-settings").body, "");
    let told = dev.stderr();
    assert!(
        told.contains("`[egress]`") && told.contains("started again"),
        "{told}"
    );
}

/// DEV.5 CFG.5
#[test]
fn seeds_are_there_at_the_start_and_new_ones_are_added() {
    let source = answering(
        "momento_functions_cache::get::<String>(\"greeting\").unwrap().unwrap_or_default()",
    );
    let project = Project::of("dev-seeded", &source);
    project.write(
        "seed/items.toml",
        "[cache.default]\ngreeting = { file = 'greeting.txt' }\n",
    );
    project.write("seed/greeting.txt", "Hello");
    let mut dev = project.develop(&["--seed", "seed/items.toml"]);
    assert_eq!(dev.get("dev-seeded").body, "Hello");

    project.write("seed/items.toml", "[cache.default]\ngreeting = 'Hi'\n");
    dev.expect("changed");
    project.write("src/lib.rs", &format!("{source}// fence\n"));
    dev.expect_built(&["src/lib.rs"], "dev-seeded");
    assert_eq!(dev.get("dev-seeded").body, "Hi");
}

/// CFG.7
#[test]
fn a_component_has_the_settings_of_the_file_beside_it() {
    let folder = folder();
    let context = component(folder.path(), "context");
    let settings = "name = 'named'\ncache = 'own'\n[environment]\nGREETING = 'Hello'\n";
    fs::write(folder.path().join("momento.toml"), settings).unwrap();
    let listen = ["--listen", "127.0.0.1:0", &context];
    let dev = Developing::start_as(folder.path(), &listen);
    let function = &dev.ready["functions"][0];
    assert_eq!(
        (&function["name"], &function["cache"]),
        (&"named".into(), &"own".into())
    );
    let with = [
        "--listen",
        "127.0.0.1:0",
        "--cache",
        "other",
        "--name",
        "called",
        &context,
    ];
    let dev = Developing::start_as(folder.path(), &with);
    let function = &dev.ready["functions"][0];
    assert_eq!(
        (&function["name"], &function["cache"]),
        (&"called".into(), &"other".into())
    );
}

/// CFG.3 CFG.7
#[test]
fn an_invocation_is_held_to_the_limits_of_the_file() {
    let folder = folder();
    let context = component(folder.path(), "context");
    let write = |limits: &str| {
        let settings = format!("[limits]\n{limits}\n");
        fs::write(folder.path().join("momento.toml"), settings).unwrap();
    };
    write("fuel = 1_000");
    momento_with(folder.path(), &["invoke", &context])
        .exits(4)
        .says(&["fuel"]);
    write("memory = '1GiB'");
    let refused = momento_with(folder.path(), &["invoke", &context]);
    refused.exits(2).says(&["memory", "67108864"]);
}

/// CFG.4 CFG.7
#[test]
fn an_invocation_has_the_variables_of_the_file_and_of_the_command_line() {
    let folder = folder();
    let context = component(folder.path(), "context");
    fs::write(
        folder.path().join("momento.toml"),
        "[environment]\nA = 'file'\nB = 'file'\n",
    )
    .unwrap();
    fs::write(folder.path().join("more.env"), "B=given\nC=given\n").unwrap();
    let more = ["--env-file", "more.env", "--env", "C=flag"];
    let run = momento_with(folder.path(), &[&["invoke", &context], &more[..]].concat()).exits(0);
    for line in ["env A=file\n", "env B=given\n", "env C=flag\n"] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    assert!(!run.stdout.contains("env PATH="), "{}", run.stdout);
    let refused = momento_with(folder.path(), &["invoke", &context, "--env", "=x"]);
    refused.exits(2).says(&["NAME=VALUE"]);
}

/// CFG.2
#[test]
fn a_new_project_names_the_schema_for_editors() {
    let folder = folder();
    momento_with(folder.path(), &["new", "schooled"]).exits(0);
    let settings = fs::read_to_string(folder.path().join("schooled/momento.toml")).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/momento.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let named = settings.lines().next().unwrap();
    assert_eq!(
        named,
        format!("#:schema {}", schema["$id"].as_str().unwrap())
    );
}
