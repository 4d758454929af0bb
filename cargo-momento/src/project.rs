//! A function's crate: found by a path, checked, and built.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo;
use crate::cli::BuildOptions;
use crate::compile::{self, Compiled, Heard};
use crate::error::Error;
use crate::lean;
use crate::metadata::Metadata;
use crate::output::Output;
use crate::profile::{Profile, Strip};
use crate::settings;
use crate::target::Target;

/// A function's crate.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) name: String,
    manifest: PathBuf,
    workspace: PathBuf,
    /// Where builds go.
    pub(crate) target: PathBuf,
    /// The folders of the crate, and of those of the workspace that it is made of.
    pub(crate) folders: Vec<PathBuf>,
    /// The folders of the workspace's other crates.
    pub(crate) others: Vec<PathBuf>,
}

/// A component that was built.
#[derive(Debug)]
pub(crate) struct Artifact {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    /// What the compiler left: a lean function's has the names of its functions.
    compiled: PathBuf,
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
        let (folders, others) = metadata.parts(package);
        Ok(Self {
            name: package.name.clone(),
            manifest,
            folders,
            others,
            target: metadata.target_directory,
            workspace: metadata.workspace_root,
        })
    }

    /// The files beside its crates that say how it is built.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let files = [
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            ".cargo/config.toml",
        ];
        files.map(|file| self.workspace.join(file)).into()
    }

    /// Builds the crate as a component.
    pub(crate) fn build(&self, options: &BuildOptions, output: &Output) -> Result<Artifact, Error> {
        self.build_heard(options, output, &mut Heard::default())
    }

    /// Does the same for one who goes on from what was said.
    pub(crate) fn build_heard(
        &self,
        options: &BuildOptions,
        output: &Output,
        heard: &mut Heard,
    ) -> Result<Artifact, Error> {
        let target = self.target(options)?;
        let profile = Profile::read(&options.profile, &self.workspace)?;
        let profile = match options.reports_panics {
            true => profile.with_lines(),
            false => profile,
        };
        target.install(self.folder(), output)?;
        let command = self.command(target, &profile, options, output);
        output.detail(cargo::command_line(&command));
        let compiled = compile::run(command, &self.manifest, output, heard);
        let (compiled, path) = match target {
            Target::Wasi => compiled.map(|it| (it.wasm.clone(), it.wasm))?,
            Target::Lean => self
                .componentize(compiled, &profile, options)
                .map_err(|error| self.with_callers(error, &profile, options, output))?,
        };
        let bytes = std::fs::metadata(&path)
            .map_err(Error::io("cannot read", &path))?
            .len();
        Ok(Artifact {
            path,
            bytes,
            compiled,
        })
    }

    /// Builds the crate as a component, and reads it, or its core module, with the names of its functions.
    pub(crate) fn build_with_names(
        &self,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<(Artifact, Vec<u8>), Error> {
        let named = self.named(options, output)?;
        // Last, so that this one is what lies in the target folder.
        let artifact = self.build(options, output)?;
        let read = |path: &Path| std::fs::read(path).map_err(Error::io("cannot read", path));
        let named = named.map_or_else(|| read(&artifact.compiled), Ok)?;
        Ok((artifact, named))
    }

    /// The component with names that it has not in the end.
    fn named(&self, options: &BuildOptions, output: &Output) -> Result<Option<Vec<u8>>, Error> {
        let target = self.target(options)?;
        let profile = Profile::read(&options.profile, &self.workspace)?;
        match target == Target::Lean || profile.strip() != Strip::Symbols {
            true => Ok(None),
            false => self
                .compile(target, &profile.with_names(), options, output)
                .map(Some),
        }
    }

    /// Builds the crate with every function where it was written, and puts what is shipped back in its place.
    pub(crate) fn build_unoptimized(
        &self,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<Vec<u8>, Error> {
        let profile = Profile::read(&options.profile, &self.workspace)?;
        let profile = profile.unoptimized().with_names();
        let bytes = self.compile(self.target(options)?, &profile, options, output)?;
        self.build(options, output)?;
        Ok(bytes)
    }

    /// Compiles the crate to what rustc makes of it, and reads that.
    fn compile(
        &self,
        target: Target,
        profile: &Profile,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<Vec<u8>, Error> {
        target.install(self.folder(), output)?;
        let command = self.command(target, profile, options, output);
        let wasm = compile::run(command, &self.manifest, output, &mut Heard::default())?.wasm;
        std::fs::read(&wasm).map_err(Error::io("cannot read", &wasm))
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
        cargo.args(output.cargo_color());
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
        let heard = &mut Heard::default();
        let compiled = compile::run(command, &self.manifest, output, heard);
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
    ) -> Result<(PathBuf, PathBuf), Error> {
        let compiled =
            compiled.map_err(|failure| lean::explain(&self.name, self.folder(), failure))?;
        let (wasm, strip) = (compiled.wasm, profile.strip());
        let path = lean::componentize(&self.name, &wasm, strip, options.reports_panics)?;
        Ok((wasm, path))
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(Error::io("cannot find", path))
}
