//! What cargo tells of a project before it is built.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cargo;
use crate::error::Error;

/// What `cargo metadata` tells of a workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    packages: Vec<Package>,
    pub(crate) workspace_root: PathBuf,
    pub(crate) target_directory: PathBuf,
}

/// One crate of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
    #[serde(default)]
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    /// What it is needed for: nothing for the crate itself, else `dev` or `build`.
    kind: Option<String>,
    /// The folder of one that is on this machine.
    path: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    crate_types: Vec<String>,
}

impl Metadata {
    /// Asks cargo about the crate of a manifest.
    pub(crate) fn of(manifest: &Path) -> Result<Self, Error> {
        let folder = manifest.parent().unwrap_or(Path::new("."));
        let mut cargo = cargo::cargo(folder);
        cargo
            .args([
                "metadata",
                "--no-deps",
                "--format-version",
                "1",
                "--manifest-path",
            ])
            .arg(manifest);
        let output = cargo::capture(cargo)?;
        let broken = |error: serde_json::Error| Error::Metadata {
            path: manifest.to_owned(),
            reason: error.to_string(),
        };
        serde_json::from_slice(&output.stdout).map_err(broken)
    }

    /// The crate of the manifest itself: a workspace may have none.
    pub(crate) fn package(&self, manifest: &Path) -> Option<&Package> {
        self.packages
            .iter()
            .find(|package| is_same(&package.manifest_path, manifest))
    }

    /// The folders of the workspace's crates: of those that make up `package`, itself included, and of the others.
    pub(crate) fn parts(&self, package: &Package) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let mut parts = vec![package.folder()];
        let mut looked_at = 0;
        while let Some(folder) = parts.get(looked_at).cloned() {
            looked_at += 1;
            let of = |package: &&Package| package.folder() == folder;
            let needed = self.packages.iter().find(of).into_iter();
            for path in needed.flat_map(Package::needed) {
                if !parts.contains(path) && self.packages.iter().any(|one| one.folder() == *path) {
                    parts.push(path.clone());
                }
            }
        }
        let all = self.packages.iter().map(Package::folder);
        let others = all.filter(|folder| !parts.contains(folder)).collect();
        (parts, others)
    }

    /// Says which folders hold functions, where the given one holds none.
    pub(crate) fn no_crate(self, path: &Path) -> Error {
        let folders = self
            .packages
            .iter()
            .filter(|package| package.check().is_ok());
        let members = folders
            .filter_map(|package| package.manifest_path.parent().map(Path::to_owned))
            .collect();
        Error::Workspace {
            path: path.to_owned(),
            members,
        }
    }
}

impl Package {
    fn folder(&self) -> PathBuf {
        let folder = self.manifest_path.parent();
        folder.unwrap_or(Path::new("")).to_owned()
    }

    /// The folders that it is built with, tests left out.
    fn needed(&self) -> impl Iterator<Item = &PathBuf> {
        let dependencies = self.dependencies.iter();
        dependencies
            .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
            .filter_map(|dependency| dependency.path.as_ref())
    }

    /// Whether it can become a component.
    pub(crate) fn check(&self) -> Result<(), Error> {
        // `lib`, `rlib`, `cdylib` and the like; a binary, a test or a macro is none.
        let is_library = |target: &&Target| target.kind.iter().any(|kind| kind.ends_with("lib"));
        let manifest = || self.manifest_path.clone();
        let library = self
            .targets
            .iter()
            .find(is_library)
            .ok_or_else(|| Error::NoLibrary {
                manifest: manifest(),
            })?;
        if library.crate_types.iter().any(|kind| kind == "cdylib") {
            return Ok(());
        }
        Err(Error::NoCdylib {
            manifest: manifest(),
        })
    }
}

/// Cargo may write a path in another way, through a link for one.
pub(crate) fn is_same(left: &Path, right: &Path) -> bool {
    left == right || left.canonicalize().is_ok_and(|left| left == right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, needs: &[(&str, Option<&str>)]) -> Package {
        let needs = needs.iter().map(|(name, kind)| Dependency {
            kind: kind.map(str::to_owned),
            path: Some(Path::new("/w").join(name)),
        });
        Package {
            name: name.to_owned(),
            manifest_path: Path::new("/w").join(name).join("Cargo.toml"),
            targets: Vec::new(),
            dependencies: needs.collect(),
        }
    }

    /// DEV.5
    #[test]
    fn a_crate_is_made_of_what_it_depends_on_inside_its_workspace() {
        let metadata = Metadata {
            packages: vec![
                package(
                    "a",
                    &[("b", None), ("tests", Some("dev")), ("../out", None)],
                ),
                package("b", &[("c", Some("build")), ("a", Some("dev"))]),
                package("c", &[]),
                package("tests", &[("a", None)]),
            ],
            workspace_root: "/w".into(),
            target_directory: "/w/target".into(),
        };
        let folders = |names: &[&str]| -> Vec<PathBuf> {
            names
                .iter()
                .map(|name| Path::new("/w").join(name))
                .collect()
        };
        let (parts, others) = metadata.parts(&metadata.packages[0]);
        assert_eq!(parts, folders(&["a", "b", "c"]));
        assert_eq!(others, folders(&["tests"]));
    }
}
