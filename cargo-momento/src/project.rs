//! A function's crate: found by a path, checked, and built.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo;
use crate::cli::BuildOptions;
use crate::compile::{self, Compiled};
use crate::error::Error;
use crate::lean;
use crate::metadata::Metadata;
use crate::output::Output;
use crate::profile::Profile;
use crate::settings;
use crate::target::Target;

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
        let target = self.target(options)?;
        let profile = Profile::read(&options.profile, &self.workspace)?;
        target.install(self.folder(), output)?;
        let command = self.command(target, &profile, options, output);
        output.detail(cargo::command_line(&command));
        let compiled = compile::run(command, &self.manifest, output);
        let path = match target {
            Target::Wasi => compiled?.wasm,
            Target::Lean => self
                .componentize(compiled, &profile, options)
                .map_err(|error| self.with_callers(error, &profile, options, output))?,
        };
        let bytes = std::fs::metadata(&path)
            .map_err(Error::io("cannot read", &path))?
            .len();
        Ok(Artifact { path, bytes })
    }

    /// What the command line says, or else the momento.toml beside the manifest.
    fn target(&self, options: &BuildOptions) -> Result<Target, Error> {
        let lean = match options.lean {
            Some(lean) => Some(lean),
            None => settings::beside(self.folder())?.lean,
        };
        Ok(match lean {
            Some(true) => Target::Lean,
            _ => Target::Wasi,
        })
    }

    fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new("."))
    }

    fn command(
        &self,
        target: Target,
        profile: &Profile,
        options: &BuildOptions,
        output: &Output,
    ) -> Command {
        let mut cargo = cargo::cargo(self.folder());
        // With `rlib` beside it, `cdylib` would lose link-time optimisation: cargo is told to build it alone.
        cargo.args(["rustc", "--lib", "--crate-type", "cdylib"]);
        cargo.args(["--target", target.triple(), "--profile", profile.name()]);
        cargo.args(["--message-format", compile::message_format(output)]);
        if output.is_quiet() {
            cargo.arg("--quiet");
        } else if output.is_verbose() {
            cargo.arg("--verbose");
        }
        for setting in profile.settings() {
            cargo.args(["--config", &setting]);
        }
        if target == Target::Lean {
            lean::prepare(&mut cargo, profile, options.reports_panics);
        }
        // A cargo profile has no setting for it.
        let stack = options.stack_size.map_or(profile.stack(), |size| size.0);
        cargo.args(["--", &format!("-Clink-arg=-zstack-size={stack}")]);
        cargo
    }

    /// The same refusal of a clock with the crates that call it, as a build shows them that puts no function into
    /// another. Whatever else was wrong is left as it is.
    fn with_callers(
        &self,
        error: Error,
        profile: &Profile,
        options: &BuildOptions,
        output: &Output,
    ) -> Error {
        if !matches!(error, Error::Clock { .. }) {
            return error;
        }
        output.status(
            "Searching",
            "who calls std's clock, by a build that is not optimised",
        );
        let profile = profile.clone().unoptimized();
        let command = self.command(Target::Lean, &profile, options, output);
        let compiled = compile::run(command, &self.manifest, output);
        match self.componentize(compiled, &profile, options) {
            Err(exact @ Error::Clock { .. }) => exact,
            _ => error,
        }
    }

    fn componentize(
        &self,
        compiled: Result<Compiled, compile::Failure>,
        profile: &Profile,
        options: &BuildOptions,
    ) -> Result<PathBuf, Error> {
        let compiled =
            compiled.map_err(|failure| lean::explain(&self.name, self.folder(), failure))?;
        let (wasm, strip) = (&compiled.wasm, profile.strip());
        lean::componentize(&self.name, wasm, strip, options.reports_panics)
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(Error::io("cannot find", path))
}
