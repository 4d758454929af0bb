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
use crate::units::Size;

/// The stack inside the function's memory where `--stack-size` names no other; see docs/performance.md.
const DEFAULT_STACK: Size = Size(64 << 10);

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
        let compiled = compile::run(command, &self.manifest);
        let path = match target {
            Target::Wasi => compiled?.wasm,
            Target::Lean => self.componentize(compiled, &profile)?,
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
        cargo.args(
            profile
                .settings()
                .iter()
                .flat_map(|setting| ["--config", setting]),
        );
        if target == Target::Lean {
            lean::prepare(&mut cargo, profile, options.reports_panics);
        }
        // A cargo profile has no setting for it.
        let stack = options.stack_size.unwrap_or(DEFAULT_STACK).0;
        cargo.args(["--", &format!("-Clink-arg=-zstack-size={stack}")]);
        cargo
    }

    fn componentize(
        &self,
        compiled: Result<Compiled, compile::Failure>,
        profile: &Profile,
    ) -> Result<PathBuf, Error> {
        match compiled {
            Ok(compiled) => lean::componentize(&self.name, &compiled.wasm, profile.strips_names()),
            Err(failure) => Err(lean::explain(&self.name, self.folder(), failure)),
        }
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(Error::io("cannot find", path))
}
