//! `cargo momento build`

use std::path::Path;

use serde::Serialize;

use crate::cli::{BuildArgs, BuildOptions};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::project::{Artifact, Project};
use crate::units::grouped;

use super::function::is_component;
use super::portable::{self, PortableError};

#[derive(Serialize)]
struct Built<'a> {
    event: &'static str,
    name: &'a str,
    path: &'a Path,
    bytes: u64,
}

pub(crate) fn run(args: &BuildArgs, output: &Output) -> Result<Exit, Error> {
    if args.portable.portable {
        return portable::run(args, output);
    }
    if let Some(path) = args.paths.iter().find(|path| is_component(path)) {
        let path = path.clone();
        return Err(PortableError::Component { path }.into());
    }
    for path in &args.paths {
        let project = Project::find(path)?;
        let artifact = build(&project, &args.options, output)?;
        output.json(&Built {
            event: "built",
            name: &project.name,
            path: &artifact.path,
            bytes: artifact.bytes,
        });
    }
    Ok(Exit::Ok)
}

/// Builds a crate and says what came of it.
pub(crate) fn build(
    project: &Project,
    options: &BuildOptions,
    output: &Output,
) -> Result<Artifact, Error> {
    let artifact = project.build(options, output)?;
    let size = grouped(artifact.bytes);
    output.status(
        "Built",
        format_args!(
            "{} {} ({size} bytes)",
            project.name,
            artifact.path.display()
        ),
    );
    Ok(artifact)
}
