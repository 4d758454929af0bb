//! What `check` is given: a crate to build, or a component.

use std::fs;
use std::path::{Path, PathBuf};

use super::CheckError;
use crate::cli::BuildOptions;
use crate::error::Error;
use crate::output::Output;
use crate::project::Project;

/// The largest file that is read, in bytes.
pub(super) const LARGEST: u64 = 1 << 30;

/// A component, and where it is from.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) component: Vec<u8>,
    /// The same, or its core module, with the names of functions, if there are any.
    pub(super) named: Vec<u8>,
    /// The same without optimisation, once it was needed.
    pub(super) unoptimized: Option<Vec<u8>>,
    /// The crate, if there is one.
    project: Option<Project>,
}

impl Given {
    /// Builds a crate, and reads whatever else it is.
    pub(super) fn find(
        path: &Path,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<Self, Error> {
        let is_manifest = path.file_name().is_some_and(|name| name == "Cargo.toml");
        if !path.is_dir() && !is_manifest {
            return Self::file(path);
        }
        let project = Project::find(path)?;
        let (artifact, named) = project.build_with_names(options, output)?;
        Ok(Self {
            name: project.name.clone(),
            component: read(&artifact.path)?,
            path: artifact.path,
            named,
            unoptimized: None,
            project: Some(project),
        })
    }

    /// Reads a file.
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        let component = read(path)?;
        let name = path.file_stem().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            path: path.to_owned(),
            named: component.clone(),
            component,
            unoptimized: None,
            project: None,
        })
    }

    /// Builds a crate once more, so that callers can be told. Tells whether there is one to build.
    pub(super) fn search(
        &mut self,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<bool, Error> {
        let Some(project) = &self.project else {
            return Ok(false);
        };
        output.status(
            "Searching",
            "who calls what traps, by a build that is not optimised",
        );
        self.unoptimized = Some(project.build_unoptimized(options, output)?);
        Ok(true)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let size = fs::metadata(path)
        .map_err(Error::io("cannot read", path))?
        .len();
    if size > LARGEST {
        return Err(CheckError::TooLarge {
            path: path.to_owned(),
            size,
            limit: LARGEST,
        }
        .into());
    }
    fs::read(path).map_err(Error::io("cannot read", path))
}
