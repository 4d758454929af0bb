//! What `serve`, `dev` and `invoke` are given: a crate to build, or a component.

use std::path::{Path, PathBuf};

use momento_functions_test_host::{
    Deployment, Function, FunctionLimits, Host, LimitsConfiguration,
};

use super::build::build;
use crate::cli::BuildOptions;
use crate::error::Error;
use crate::output::Output;
use crate::project::Project;
use crate::settings::FunctionSettings;

/// A function's name and its component's file.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    given: PathBuf,
    component: PathBuf,
}

impl Source {
    /// Takes a component as it is, and builds a crate.
    pub(crate) fn prepare(
        settings: &FunctionSettings,
        options: &BuildOptions,
        output: &Output,
    ) -> Result<Self, Error> {
        let given = settings.path.clone();
        if is_component(&given) {
            let name = settings.name.clone().unwrap_or_else(|| stem(&given));
            return Ok(Self {
                name,
                component: given.clone(),
                given,
            });
        }
        let project = Project::find(&given)?;
        let component = build(&project, options, output)?.path;
        Ok(Self {
            name: settings.name.clone().unwrap_or(project.name),
            given,
            component,
        })
    }

    /// The component's file.
    pub(crate) fn component(&self) -> &Path {
        &self.component
    }

    /// Tells how many bytes the component has.
    pub(crate) fn size(&self) -> Option<u64> {
        let file = std::fs::metadata(&self.component).ok()?;
        Some(file.len())
    }

    /// Deploys the component with the function's settings, unless the latest version is just that.
    pub(crate) fn deploy(
        &self,
        host: &Host,
        settings: &FunctionSettings,
    ) -> Result<Function, Error> {
        let deployment = Deployment::from_file(&self.component).map_err(|error| Error::Read {
            reason: error.to_string(),
        })?;
        host.deploy_changed(&settings.cache, &self.name, settings.deployment(deployment))
            .map_err(|source| Error::Deploy {
                path: self.given.clone(),
                source: Box::new(source),
            })
    }
}

impl FunctionSettings {
    /// The variables that a host gives a function beside its own, as far as they are known before an invocation.
    pub(crate) fn of_host(&self, function: &str) -> [(String, String); 2] {
        let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        [
            variable("__CACHE_NAME", &self.cache),
            variable("__FUNCTION_NAME", function),
        ]
    }

    /// Adds the settings to what is deployed.
    pub(crate) fn deployment(&self, deployment: Deployment) -> Deployment {
        let LimitsConfiguration {
            memory, time, fuel, ..
        } = self.limits;
        let limits = FunctionLimits::default();
        let deployment = deployment
            .with_environment(self.environment.clone())
            .with_limits(limits.with_memory(memory).with_time(time).with_fuel(fuel));
        match &self.description {
            Some(description) => deployment.with_description(description),
            None => deployment,
        }
    }
}

/// The name of a function that is given as a component.
pub(crate) fn stem(component: &Path) -> String {
    let stem = component.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Whether a path is a component, and no crate.
pub(crate) fn is_component(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "wasm")
        && !path.is_dir()
}
