//! Manifests for platforms that run composed functions. They are written by published schemas, and were not run there.

mod kubernetes;
mod spin;
mod wasmcloud;
mod yaml;

use std::path::{Path, PathBuf};

use crate::cli::Platform;

/// What a manifest tells of a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manifest<'a> {
    pub(crate) name: &'a str,
    /// The composed component.
    pub(crate) component: &'a Path,
    /// The names of the variables that the platform is to give.
    pub(crate) variables: &'a [&'a str],
}

impl Manifest<'_> {
    /// Where it is written: beside the component.
    pub(crate) fn path(&self, platform: Platform) -> PathBuf {
        let end = match platform {
            Platform::Spin => "spin.toml",
            Platform::Wasmcloud => "wasmcloud.yaml",
            Platform::Kubernetes => "kubernetes.yaml",
        };
        self.component
            .with_file_name(format!("{}.{end}", self.id()))
    }

    pub(crate) fn text(&self, platform: Platform) -> String {
        match platform {
            Platform::Spin => spin::text(self),
            Platform::Wasmcloud => wasmcloud::text(self),
            Platform::Kubernetes => kubernetes::text(self),
        }
    }

    /// The name as all of them take it: small letters, digits and single hyphens, a letter first, 63 at most
    /// (RFC 1123 labels; Spin's kebab-case ids, in which each word begins with a letter).
    fn id(&self) -> String {
        let mut id = String::new();
        for word in self.name.split(|c: char| !c.is_ascii_alphanumeric()) {
            let Some(first) = word.chars().next() else {
                continue;
            };
            if !id.is_empty() {
                id.push('-');
            }
            if first.is_ascii_digit() {
                id.push('n');
            }
            id.push_str(&word.to_ascii_lowercase());
        }
        if id.is_empty() {
            id.push_str("function");
        }
        id.truncate(63);
        id.trim_end_matches('-').to_owned()
    }

    /// An image that somebody has to push first.
    fn image(&self) -> String {
        format!("registry.example.com/{}:0.1.0", self.id())
    }

    fn file(&self) -> String {
        let file = self.component.file_name().unwrap_or_default();
        file.to_string_lossy().into_owned()
    }
}

/// Remarks at the head of a file.
fn remarks(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("# {line}\n")).collect()
}

/// What each manifest says of itself first.
const UNTESTED: &str = "Written by the platform's published schema. It has not been run there.";

#[cfg(test)]
mod tests;
