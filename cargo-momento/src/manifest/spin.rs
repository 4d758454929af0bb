//! `spin.toml`, manifest version 2 (<https://spinframework.dev/v3/manifest-reference>).

use toml::{Table, Value};

use super::{Manifest, UNTESTED, remarks};

pub(super) fn text(manifest: &Manifest<'_>) -> String {
    let run = format!("spin up -f {}.spin.toml", manifest.id());
    let mut head = vec![UNTESTED, &run];
    let given: Vec<String> = manifest
        .variables
        .iter()
        .map(|name| format!("  --env {name}=…"))
        .collect();
    if !given.is_empty() {
        head.push("The function's environment is left to Spin; give it with");
        head.extend(given.iter().map(String::as_str));
    }
    head.push("Hosts that the function calls are named in allowed_outbound_hosts, as \"https://api.example.com\".");
    format!("{}\n{}", remarks(&head), table(manifest))
}

pub(super) fn table(manifest: &Manifest<'_>) -> Table {
    let id = manifest.id();
    let mut application = Table::new();
    application.insert("name".to_owned(), id.clone().into());
    application.insert("version".to_owned(), "0.1.0".into());
    let mut trigger = Table::new();
    trigger.insert("route".to_owned(), "/...".into());
    trigger.insert("component".to_owned(), id.clone().into());
    let mut component = Table::new();
    component.insert("source".to_owned(), manifest.file().into());
    // All: a proxy's own list would keep a function from calling what it calls on Momento's service.
    let hosts = vec![Value::from("https://*:*"), Value::from("http://*:*")];
    component.insert("allowed_outbound_hosts".to_owned(), hosts.into());
    let mut all = Table::new();
    all.insert("spin_manifest_version".to_owned(), Value::Integer(2));
    all.insert("application".to_owned(), application.into());
    all.insert(
        "trigger".to_owned(),
        one("http", vec![Value::Table(trigger)].into()).into(),
    );
    all.insert("component".to_owned(), one(&id, component.into()).into());
    all
}

fn one(name: &str, value: Value) -> Table {
    let mut table = Table::new();
    table.insert(name.to_owned(), value);
    table
}
