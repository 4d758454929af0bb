//! A `SpinApp` of SpinKube's operator (<https://www.spinkube.dev/docs/reference/spin-app/>).
//!
//! Kubernetes itself has no kind for a component: a Pod with a runtime class depends on the shim that the nodes have,
//! and on that shim's own way to be given a component. A SpinApp has a published schema, and its operator makes the
//! Deployment and the Service.

use serde_json::{Value, json};

use super::{Manifest, UNTESTED, remarks, yaml};

pub(super) fn text(manifest: &Manifest<'_>) -> String {
    let push = format!(
        "spin registry push -f {}.spin.toml {}",
        manifest.id(),
        manifest.image()
    );
    let apply = format!("kubectl apply -f {}.kubernetes.yaml", manifest.id());
    let mut head = vec![
        UNTESTED,
        "It takes SpinKube, and the application of `cargo momento build --portable --manifest spin` in a registry:",
        &push,
        &apply,
    ];
    let names = format!("the environment of {}", manifest.variables.join(", "));
    if !manifest.variables.is_empty() {
        head.push("A SpinApp has no environment of its own: set in [component.….environment] of the spin.toml");
        head.push(&names);
    }
    format!("{}{}", remarks(&head), yaml::text(&value(manifest)))
}

pub(super) fn value(manifest: &Manifest<'_>) -> Value {
    json!({
        "apiVersion": "core.spinkube.dev/v1alpha1",
        "kind": "SpinApp",
        "metadata": { "name": manifest.id() },
        "spec": {
            "image": manifest.image(),
            "executor": "containerd-shim-spin",
            "replicas": 2
        }
    })
}
