//! What `serve` and `invoke` are given: a crate to build, or a component.

use std::path::{Path, PathBuf};

use momento_functions_test_host::{Deployment, Function, Host};

use super::build::build;
use crate::cli::BuildOptions;
use crate::error::Error;
use crate::output::Output;
use crate::project::Project;

/// A function's name and its component's file.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) given: PathBuf,
    component: PathBuf,
}

impl Source {
    /// Takes a component as it is, and builds a crate.
    pub(crate) fn prepare(
        path: &Path,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<Self, Error> {
        let given = path.to_owned();
        if is_component(path) {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            return Ok(Self {
                name,
                component: given.clone(),
                given,
            });
        }
        let project = Project::find(path)?;
        let component = build(&project, options, output)?.path;
        Ok(Self {
            name: project.name,
            given,
            component,
        })
    }

    /// Deploys the component.
    pub(crate) fn deploy(&self, host: &Host, cache: &str) -> Result<Function, Error> {
        self.deploy_with(host, cache, &[])
    }

    /// Deploys the component with an environment.
    pub(crate) fn deploy_with(
        &self,
        host: &Host,
        cache: &str,
        variables: &[(String, String)],
    ) -> Result<Function, Error> {
        let path = &self.component;
        let deployment = Deployment::from_file(path).map_err(|error| Error::Read {
            reason: error.to_string(),
        })?;
        let deployment = variables
            .iter()
            .fold(deployment, |deployment, (name, value)| {
                deployment.with_variable(name, value)
            });
        host.deploy_to(cache, &self.name, deployment)
            .map_err(|source| Error::Deploy {
                path: self.given.clone(),
                source,
            })
    }
}

fn is_component(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "wasm")
        && !path.is_dir()
}
