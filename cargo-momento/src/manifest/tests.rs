use std::path::Path;

use serde_json::Value;

use super::{Manifest, Platform, kubernetes, spin, wasmcloud};

/// What the platforms publish of their manifests, written down from
/// <https://spinframework.dev/v3/manifest-reference> (and its parser, which knows no other keys),
/// <https://wasmcloud.com/docs/kubernetes-operator/crds>, and <https://www.spinkube.dev/docs/reference/spin-app/>.
const SPIN: &str = include_str!("schemas/spin.json");
const WASMCLOUD: &str = include_str!("schemas/wasmcloud.json");
const KUBERNETES: &str = include_str!("schemas/kubernetes.json");

fn manifest<'a>(name: &'a str, variables: &'a [&'a str]) -> Manifest<'a> {
    Manifest {
        name,
        component: Path::new("target/hello.portable.wasm"),
        variables,
    }
}

/// Holds a value to a schema: the words of JSON Schema that the schemas here are written in.
fn check(value: &Value, schema: &Value, at: &str) {
    let is = match schema["type"].as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        other => panic!("{other}"),
    };
    assert!(is, "{at} is {value}");
    if let Some(only) = schema.get("const") {
        assert_eq!(value, only, "{at}");
    }
    if let (Some(form), Some(text)) = (schema["form"].as_str(), value.as_str()) {
        assert!(has_form(form, text), "{at}: {text:?} is no {form}");
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        let key = key.as_str().unwrap();
        assert!(value.get(key).is_some(), "{at} has no {key}");
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let known = schema["properties"].get(key).or(schema.get("additional"));
        let known = known.unwrap_or_else(|| panic!("{at} knows no {key}"));
        check(inner, known, &format!("{at}.{key}"));
    }
    let items = value.as_array().into_iter().flatten();
    for (index, item) in items.enumerate() {
        check(item, &schema["items"], &format!("{at}[{index}]"));
    }
}

fn has_form(form: &str, text: &str) -> bool {
    let words = || text.split('-');
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    match form {
        // Each word begins with a letter.
        "kebab-id" => words().all(|word| {
            word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(plain)
        }),
        "dns-label" => {
            text.len() <= 63 && words().all(|word| !word.is_empty() && word.chars().all(plain))
        }
        other => panic!("{other}"),
    }
}

fn schema(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// POR.12
#[test]
fn each_manifest_is_valid_by_its_published_schema() {
    for name in [
        "hello",
        "Hello_World",
        "2nd.try",
        "a--b",
        "ünder",
        &"x".repeat(100),
    ] {
        for variables in [&[][..], &["GREETING", "KEY"]] {
            let manifest = manifest(name, variables);
            let spin = serde_json::to_value(spin::table(&manifest)).unwrap();
            check(&spin, &schema(SPIN), "spin");
            check(
                &wasmcloud::value(&manifest),
                &schema(WASMCLOUD),
                "wasmcloud",
            );
            check(
                &kubernetes::value(&manifest),
                &schema(KUBERNETES),
                "kubernetes",
            );
        }
    }
}

/// POR.12
#[test]
fn a_schema_here_refuses_what_its_platform_refuses() {
    let mut value = wasmcloud::value(&manifest("hello", &[]));
    value["spec"]["template"]["spec"]["components"][0]["image"] = Value::Null;
    let refused = std::panic::catch_unwind(|| check(&value, &schema(WASMCLOUD), "wasmcloud"));
    assert!(refused.is_err());
}

/// POR.12
#[test]
fn each_manifest_says_that_it_was_not_run_there() {
    let manifest = manifest("hello", &["KEY"]);
    for (platform, name, holds) in [
        (
            Platform::Spin,
            "hello.spin.toml",
            "source = \"hello.portable.wasm\"",
        ),
        (
            Platform::Wasmcloud,
            "hello.wasmcloud.yaml",
            "kind: \"WorkloadDeployment\"",
        ),
        (
            Platform::Kubernetes,
            "hello.kubernetes.yaml",
            "kind: \"SpinApp\"",
        ),
    ] {
        let text = manifest.text(platform);
        assert_eq!(manifest.path(platform), Path::new("target").join(name));
        assert!(text.starts_with("# Written by"), "{text}");
        for part in ["has not been run there", holds, "KEY"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}

/// POR.12
#[test]
fn a_spin_toml_is_read_as_it_was_meant() {
    let manifest = manifest("hello", &[]);
    let read: toml::Table = manifest.text(Platform::Spin).parse().unwrap();
    assert_eq!(read, spin::table(&manifest));
}
