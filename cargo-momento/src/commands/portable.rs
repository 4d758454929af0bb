//! `cargo momento build --portable`: functions as components for engines of `wasi:http`.

mod baked;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use momento_functions_portable::{ComposeError, Composed, Options, compose};
use serde::Serialize;

use self::baked::Baked;
use super::function::Source;
use crate::cli::{BuildArgs, EnvironmentArgs, Platform, PortableArgs};
use crate::engine;
use crate::error::{Error, Exit};
use crate::manifest::Manifest;
use crate::output::Output;
use crate::settings::{Asked, FunctionSettings, Plan};
use crate::units::grouped;

/// What keeps a function from being carried.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PortableError {
    #[error("{} cannot be carried to another engine: {source}", path.display())]
    Compose { path: PathBuf, source: ComposeError },
    #[error(
        "`--out` names one file, but {count} functions are built: leave it out, or name one function"
    )]
    OutForMany { count: usize },
    #[error("`--out {}` is the function itself, which would be lost: name another file", path.display())]
    OutIsFunction { path: PathBuf },
    #[error(
        "`{name}` is a secret, and what is baked in can be read by whoever has the component: `--runtime-env` leaves \
         it to the engine, `--bake-secrets` bakes it in all the same"
    )]
    Secret { name: String },
    #[error("`{}` takes what is built with `--portable`, and `{}` is a component: name the folder of a crate, or add `--portable`", "cargo momento build", path.display())]
    Component { path: PathBuf },
}

/// What `--json` tells.
#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    name: &'a str,
    path: &'a Path,
    bytes: usize,
    adapters: &'a [&'static str],
    warnings: Vec<String>,
    pool: Pool,
    imports: &'a [String],
    /// The command that runs it, word by word.
    run: &'a [String],
    manifests: &'a [PathBuf],
}

/// What each request takes of an engine's pool.
#[derive(Serialize)]
struct Pool {
    core_instances: u32,
    memories: u32,
    tables: u32,
    component_instances: u32,
}

pub(crate) fn run(args: &BuildArgs, output: &Output) -> Result<Exit, Error> {
    let environment = args.portable.environment();
    let plan = Plan::read(&Asked {
        config: None,
        paths: &args.paths,
        name: None,
        cache: None,
        environment: &environment,
        seeds: &[],
    })?;
    let count = plan.functions.len();
    if args.portable.out.is_some() && count > 1 {
        return Err(PortableError::OutForMany { count }.into());
    }
    for settings in &plan.functions {
        carry(settings, args, output)?;
    }
    Ok(Exit::Ok)
}

/// Builds a function, composes it, and says what came of it.
fn carry(settings: &FunctionSettings, args: &BuildArgs, output: &Output) -> Result<(), Error> {
    // What cannot be baked in is told before anything is built.
    let baked = Baked::of(settings, &args.portable)?;
    let source = Source::prepare(settings, &settings.release(&args.options), output)?;
    let options = args.portable.options(baked.variables(&source.name));
    let composed = self::composed(source.component(), &options)?;
    let path = args.portable.path(source.component());
    if is_one_file(&path, source.component()) {
        return Err(PortableError::OutIsFunction { path }.into());
    }
    write(&path, &composed.bytes)?;
    announce(&source.name, &path, &composed, output);
    baked.tell_left_out(output);
    let platforms = &args.portable.manifests;
    let manifests = manifests(platforms, &source.name, &path, &baked, output)?;
    let given = baked.given_by_engine(&source.name);
    let run = engine::command_line(&composed, &given, &path);
    tell_run(&run, output);
    report(&source.name, &path, &composed, &run, &manifests, output);
    Ok(())
}

impl PortableArgs {
    fn environment(&self) -> EnvironmentArgs {
        EnvironmentArgs {
            variables: self.variables.clone(),
            env_files: Vec::new(),
        }
    }

    fn options(&self, variables: Vec<(String, String)>) -> Options {
        let options = Options::default().with_trap_stubs(self.trap_stubs);
        match self.runtime_env {
            true => options.with_runtime_environment(true),
            false => options.with_environment(variables),
        }
    }

    /// Where the component is written: beside the function, unless it is said.
    fn path(&self, component: &Path) -> PathBuf {
        let beside = || component.with_extension("portable.wasm");
        self.out.clone().unwrap_or_else(beside)
    }
}

fn is_one_file(left: &Path, right: &Path) -> bool {
    matches!((left.canonicalize(), right.canonicalize()), (Ok(left), Ok(right)) if left == right)
}

/// Reads a function and composes it.
pub(super) fn composed(component: &Path, options: &Options) -> Result<Composed, Error> {
    let bytes = fs::read(component).map_err(Error::io("cannot read", component))?;
    let composed = compose(&bytes, options).map_err(|source| PortableError::Compose {
        path: component.to_owned(),
        source,
    })?;
    Ok(composed)
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(Error::io("cannot write", path))
}

/// Says what a function has become.
pub(super) fn announce(name: &str, path: &Path, composed: &Composed, output: &Output) {
    output.status(
        "Composed",
        format_args!(
            "{name} {} ({} bytes; {})",
            path.display(),
            grouped(composed.bytes.len() as u64),
            composed.adapters.join(", ")
        ),
    );
    for warning in &composed.warnings {
        output.warn(warning);
    }
}

fn manifests(
    platforms: &[Platform],
    name: &str,
    component: &Path,
    baked: &Baked<'_>,
    output: &Output,
) -> Result<Vec<PathBuf>, Error> {
    let manifest = Manifest {
        name,
        component,
        variables: &baked.left_to_engine(),
    };
    let mut written = Vec::new();
    for platform in platforms {
        let path = manifest.path(*platform);
        let text = manifest.text(*platform);
        if fs::read(&path).is_ok_and(|there| there != text.as_bytes()) {
            output.warn(format_args!(
                "{} is there and says something else: it stays as it is; delete it to have it written anew",
                path.display()
            ));
            continue;
        }
        write(&path, text.as_bytes())?;
        output.status(
            "Wrote",
            format_args!(
                "{} (written by its published schema, and not run there)",
                path.display()
            ),
        );
        written.push(path);
    }
    Ok(written)
}

fn tell_run(run: &[String], output: &Output) {
    let line: Vec<String> = run.iter().map(|word| Quoted(word).to_string()).collect();
    output.line(format_args!("\n  {}\n", line.join(" ")));
}

fn report(
    name: &str,
    path: &Path,
    composed: &Composed,
    run: &[String],
    manifests: &[PathBuf],
    output: &Output,
) {
    let pool = composed.pool;
    output.json(&Report {
        event: "composed",
        name,
        path,
        bytes: composed.bytes.len(),
        adapters: &composed.adapters,
        warnings: composed.warnings.iter().map(ToString::to_string).collect(),
        pool: Pool {
            core_instances: pool.core_instances,
            memories: pool.memories,
            tables: pool.tables,
            component_instances: pool.component_instances,
        },
        imports: &composed.imports,
        run,
        manifests,
    });
}

/// A word as a shell reads it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,".contains(c);
        match !self.0.is_empty() && self.0.chars().all(is_plain) {
            true => f.write_str(self.0),
            false => write!(f, "'{}'", self.0.replace('\'', "'\\''")),
        }
    }
}
