//! `cargo momento check`

mod subject;

use std::path::{Path, PathBuf};

use momento_functions_test_host::{DeployError, Deployment, Host, Limits};
use serde::Serialize;

use self::subject::Given;
use crate::check::{Checked, Difference, Subject, Target};
use crate::cli::{CheckArgs, CodeCacheArgs};
use crate::error::{Error, Exit};
use crate::output::Output;

/// What cannot be checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    #[error(
        "{} cannot be checked: {source}. Name a component, which `cargo momento build` makes, or the folder of a function's crate",
        path.display()
    )]
    NoComponent { path: PathBuf, source: DeployError },
    #[error("{} cannot be checked: it is broken: {reason}; build it again", path.display())]
    Broken { path: PathBuf, reason: String },
    #[error("{} has {size} bytes, and a component of more than {limit} is not looked at", path.display())]
    TooLarge {
        path: PathBuf,
        size: u64,
        limit: u64,
    },
}

/// What `--json` tells.
#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    path: &'a Path,
    target: Target,
    ok: bool,
    #[serde(flatten)]
    checked: &'a Checked,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a Difference>,
}

/// Enough for one instance, whatever it is made of.
const INSTANCES: u32 = 16;

/// What a module of 32 bits can have.
const ALL_MEMORY: u64 = 4 << 30;

pub(crate) fn run(args: &CheckArgs, output: &Output) -> Result<Exit, Error> {
    // What is wrong with the old one is told before anything is built.
    let old = args.diff.as_deref().map(Given::file).transpose()?;
    let mut new = Given::find(&args.path, &args.build, output)?;
    let host = linker(&args.code_cache)?;
    let old = old.map(|old| checked(&old, &host)).transpose()?;
    let mut checked = self::checked(&new, &host)?;
    if checked.has_unknown_callers() && new.search(&args.build, output)? {
        checked = self::checked(&new, &host)?;
    }
    let difference = old.map(|old| Difference::between(&old, &checked));
    print(
        args.target,
        &new.path,
        &checked,
        difference.as_ref(),
        output,
    );
    Ok(match checked.problems(args.target) {
        [] => Exit::Ok,
        _ => Exit::AnsweredWithError,
    })
}

/// A host whose linker is the real one, and whose limits are no reason to refuse anything.
fn linker(code_cache: &CodeCacheArgs) -> Result<Host, Error> {
    let limits = Limits::default()
        .with_memory(ALL_MEMORY)
        .with_component(subject::LARGEST)
        .with_instances(INSTANCES);
    Ok(code_cache.apply(Host::builder().limits(limits)).build()?)
}

fn checked(given: &Given, host: &Host) -> Result<Checked, Error> {
    let deployment = Deployment::from_wasm(given.component.clone());
    let linked = match host.deploy("checked", deployment) {
        Err(source @ (DeployError::NotAComponent { .. } | DeployError::CoreModule)) => {
            let path = given.path.clone();
            return Err(CheckError::NoComponent { path, source }.into());
        }
        linked => linked.err(),
    };
    let subject = Subject {
        component: &given.component,
        named: &given.named,
        unoptimized: given.unoptimized.as_deref(),
        function: &given.name,
        linked: linked.as_ref(),
    };
    let broken = |error: wasmparser::BinaryReaderError| CheckError::Broken {
        path: given.path.clone(),
        reason: error.to_string(),
    };
    Ok(Checked::of(&subject).map_err(broken)?)
}

fn print(
    target: Target,
    path: &Path,
    checked: &Checked,
    difference: Option<&Difference>,
    output: &Output,
) {
    let problems = checked.problems(target);
    if output.is_json() {
        output.json(&Report {
            event: "checked",
            path,
            target,
            ok: problems.is_empty(),
            checked,
            difference,
        });
    } else if !output.is_quiet() {
        let difference = difference.map(ToString::to_string).unwrap_or_default();
        let text = format!("{}: {checked}{difference}", path.display());
        output.result(text.as_bytes());
    }
    match problems.len() {
        0 => {}
        _ if output.is_quiet() => problems.iter().for_each(|problem| output.error(problem)),
        _ => output.error(format_args!(
            "{} would fail on {}",
            path.display(),
            target.describe()
        )),
    }
}
