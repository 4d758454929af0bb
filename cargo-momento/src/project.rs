//! A function's crate: found by a path, checked, and built.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cargo::{self, TARGET};
use crate::cli::BuildOptions;
use crate::error::Error;
use crate::metadata::{Metadata, is_same};
use crate::output::Output;

/// What makes a component small, where the workspace says nothing of its own.
const SMALL: [&str; 5] = [
    "profile.release.opt-level=\"s\"",
    "profile.release.lto=true",
    "profile.release.panic=\"abort\"",
    "profile.release.codegen-units=1",
    "profile.release.strip=true",
];

/// A function's crate.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) name: String,
    manifest: PathBuf,
    workspace: PathBuf,
}

/// A component that was built.
#[derive(Debug)]
pub(crate) struct Artifact {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
}

/// One line of what cargo says while it builds.
#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

impl Project {
    /// Finds the crate in the folder `path`, or of the manifest `path`.
    pub(crate) fn find(path: &Path) -> Result<Self, Error> {
        let manifest = if path.is_dir() {
            path.join("Cargo.toml")
        } else {
            path.to_owned()
        };
        let is_manifest = manifest
            .file_name()
            .is_some_and(|name| name == "Cargo.toml");
        if !is_manifest || !manifest.is_file() {
            return Err(Error::NoCrate {
                path: path.to_owned(),
            });
        }
        let manifest = canonical(&manifest)?;
        let metadata = Metadata::of(&manifest)?;
        let Some(package) = metadata.package(&manifest) else {
            return Err(metadata.no_crate(path));
        };
        package.check()?;
        Ok(Self {
            name: package.name.clone(),
            manifest,
            workspace: metadata.workspace_root,
        })
    }

    /// Builds the crate as a component.
    pub(crate) fn build(&self, options: &BuildOptions, output: &Output) -> Result<Artifact, Error> {
        if !cargo::has_target(self.folder())? {
            output.status(
                "Adding",
                format_args!("the target {TARGET} (rustup target add {TARGET})"),
            );
            cargo::add_target(self.folder())?;
        }
        let command = self.command(options, output)?;
        output.detail(cargo::command_line(&command));
        let built = cargo::run(command)?;
        let path = self.component(&String::from_utf8_lossy(&built.stdout))?;
        let bytes = std::fs::metadata(&path)
            .map_err(Error::io("cannot read", &path))?
            .len();
        Ok(Artifact { path, bytes })
    }

    fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new("."))
    }

    fn command(
        &self,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<std::process::Command, Error> {
        let mut cargo = cargo::cargo(self.folder());
        // With `rlib` beside it, `cdylib` would lose link-time optimisation: cargo is told to build it alone.
        cargo.args([
            "rustc",
            "--lib",
            "--crate-type",
            "cdylib",
            "--target",
            TARGET,
            "--profile",
            &options.profile,
        ]);
        cargo.args(["--message-format", "json-render-diagnostics"]);
        if output.is_quiet() {
            cargo.arg("--quiet");
        } else if output.is_verbose() {
            cargo.arg("--verbose");
        }
        if options.profile == "release" && !self.has_release_profile()? {
            cargo.args(SMALL.iter().flat_map(|setting| ["--config", setting]));
        }
        if let Some(size) = options.stack_size {
            // A cargo profile has no setting for it.
            cargo.args(["--", &format!("-Clink-arg=-zstack-size={}", size.0)]);
        }
        Ok(cargo)
    }

    fn has_release_profile(&self) -> Result<bool, Error> {
        let manifest = self.workspace.join("Cargo.toml");
        let text =
            std::fs::read_to_string(&manifest).map_err(Error::io("cannot read", &manifest))?;
        let table: toml::Table =
            text.parse()
                .map_err(|error: toml::de::Error| Error::Metadata {
                    path: manifest,
                    reason: error.to_string(),
                })?;
        Ok(table
            .get("profile")
            .is_some_and(|profiles| profiles.get("release").is_some()))
    }

    /// Finds the component among what cargo says it has built.
    fn component(&self, messages: &str) -> Result<PathBuf, Error> {
        let messages = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Message>(line).ok());
        let own =
            messages.filter(|message| message.reason == "compiler-artifact" && self.owns(message));
        let mut files = own.flat_map(|message| message.filenames);
        let component = files.find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        });
        component.ok_or_else(|| Error::Metadata {
            path: self.manifest.clone(),
            reason: "it names no component among what it built".to_owned(),
        })
    }

    fn owns(&self, message: &Message) -> bool {
        message
            .manifest_path
            .as_ref()
            .is_some_and(|path| is_same(path, &self.manifest))
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(Error::io("cannot find", path))
}
