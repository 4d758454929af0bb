//! A `WorkloadDeployment` of wasmCloud's operator (<https://wasmcloud.com/docs/kubernetes-operator/crds>).

use serde_json::{Value, json};

use super::{Manifest, UNTESTED, remarks, yaml};

pub(super) fn text(manifest: &Manifest<'_>) -> String {
    let push = format!("wash oci push {} {}", manifest.image(), manifest.file());
    let apply = format!("kubectl apply -f {}.wasmcloud.yaml", manifest.id());
    let mut head = vec![
        UNTESTED,
        "Name an image of your registry, push it, and apply:",
        &push,
        &apply,
    ];
    let secret = secret(manifest);
    let create = format!(
        "kubectl create secret generic {secret}{}",
        literals(manifest)
    );
    if !manifest.variables.is_empty() {
        head.push("The function's environment is a secret:");
        head.push(&create);
    }
    format!("{}{}", remarks(&head), yaml::text(&value(manifest)))
}

pub(super) fn value(manifest: &Manifest<'_>) -> Value {
    let id = manifest.id();
    let mut resources = json!({ "allowedHosts": ["*"] });
    if !manifest.variables.is_empty() {
        resources = json!({
            "allowedHosts": ["*"],
            "environment": { "secretFrom": [{ "name": secret(manifest) }] }
        });
    }
    json!({
        "apiVersion": "runtime.wasmcloud.dev/v1alpha1",
        "kind": "WorkloadDeployment",
        "metadata": { "name": id },
        "spec": {
            "replicas": 1,
            "template": {
                "spec": {
                    "hostInterfaces": [{
                        "namespace": "wasi",
                        "package": "http",
                        "interfaces": ["incoming-handler"],
                        "config": { "host": format!("{id}.example.com") }
                    }],
                    "components": [{
                        "name": id,
                        "image": manifest.image(),
                        "localResources": resources
                    }]
                }
            }
        }
    })
}

fn secret(manifest: &Manifest<'_>) -> String {
    format!("{}-environment", manifest.id())
}

/// Values are the reader's to fill in.
fn literals(manifest: &Manifest<'_>) -> String {
    let names = manifest.variables.iter();
    names
        .map(|name| format!(" --from-literal={name}=…"))
        .collect()
}
