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
}

/// One crate of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
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
