//! One function that is worked on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use momento_functions_test_host::{Deployment, Function, Host};

use super::snapshot::Scope;
use crate::cli::BuildOptions;
use crate::commands::function::{is_component, stem};
use crate::compile::Heard;
use crate::error::Error;
use crate::output::Output;
use crate::project::Project;
use crate::settings::FunctionSettings;

/// A function, what it is made of, and what is served of it.
#[derive(Debug)]
pub(super) struct Developed {
    pub(super) name: String,
    pub(super) settings: FunctionSettings,
    /// Nothing for one that is given as a component.
    project: Option<Project>,
    /// What was built last, where a build has gone well.
    built: Option<Vec<u8>>,
    /// Whether the last build was that one.
    pub(super) is_good: bool,
    served: Option<Served>,
}

/// A version that was deployed.
#[derive(Debug)]
struct Served {
    function: Function,
    wasm: Vec<u8>,
    settings: FunctionSettings,
}

/// What a deploy came to.
#[derive(Debug)]
pub(super) struct Deployed {
    pub(super) version: u64,
    pub(super) bytes: usize,
    /// Whether nothing was deployed, since the version that is there is the same.
    pub(super) same: bool,
}

impl Developed {
    pub(super) fn find(settings: FunctionSettings) -> Result<Self, Error> {
        let project = match is_component(&settings.path) {
            true => {
                let component = fs::metadata(&settings.path);
                component.map_err(Error::io("cannot read", &settings.path))?;
                None
            }
            false => Some(Project::find(&settings.path)?),
        };
        let own = || match &project {
            Some(project) => project.name.clone(),
            None => stem(&settings.path),
        };
        Ok(Self {
            name: settings.name.clone().unwrap_or_else(own),
            settings,
            project,
            built: None,
            is_good: false,
            served: None,
        })
    }

    pub(super) fn cache(&self) -> &str {
        &self.settings.cache
    }

    /// The version that is served, if there is one.
    pub(super) fn function(&self) -> Option<&Function> {
        self.served.as_ref().map(|served| &served.function)
    }

    /// Reads anew what the crate is made of.
    pub(super) fn find_again(&mut self) -> Result<(), Error> {
        if self.project.is_some() {
            self.project = Some(Project::find(&self.settings.path)?);
        }
        Ok(())
    }

    /// Builds the crate, or reads the component.
    pub(super) fn build(
        &mut self,
        options: &BuildOptions,
        output: &Output,
        heard: &mut Heard,
    ) -> Result<(), Error> {
        self.is_good = false;
        let path = match &self.project {
            None => self.settings.path.clone(),
            Some(project) => {
                let options = self.settings.build(options);
                project.build_heard(&options, output, heard)?.path
            }
        };
        let wasm = fs::read(&path).map_err(Error::io("cannot read", path))?;
        self.built = Some(wasm);
        self.is_good = true;
        Ok(())
    }

    /// Deploys what was built last with the settings, unless that is what is served.
    pub(super) fn deploy(&mut self, host: &Host) -> Result<Option<Deployed>, Error> {
        let Some(wasm) = &self.built else {
            return Ok(None);
        };
        let same = |served: &&Served| served.wasm == *wasm && served.settings == self.settings;
        if let Some(served) = self.served.as_ref().filter(same) {
            return Ok(Some(Deployed {
                version: served.function.version(),
                bytes: wasm.len(),
                same: true,
            }));
        }
        let deployment = self
            .settings
            .deployment(Deployment::from_wasm(wasm.clone()));
        let function = host
            .deploy_changed(self.cache(), &self.name, deployment)
            .map_err(|source| Error::Deploy {
                path: self.settings.path.clone(),
                source: Box::new(source),
            })?;
        let deployed = Deployed {
            version: function.version(),
            bytes: wasm.len(),
            same: false,
        };
        self.served = Some(Served {
            function,
            wasm: wasm.clone(),
            settings: self.settings.clone(),
        });
        Ok(Some(deployed))
    }

    /// Adds the files that the function is made of.
    pub(super) fn add_to(&self, scope: &mut Scope) {
        match &self.project {
            None => scope.files.extend([absolute(&self.settings.path)]),
            Some(project) => {
                scope.folders.extend(project.folders.iter().cloned());
                scope.left_out.extend(project.others.iter().cloned());
                scope.left_out.insert(project.target.clone());
                scope.files.extend(project.files());
            }
        }
    }

    /// Whether the function is made of this file, too.
    pub(super) fn has(&self, file: &Path) -> bool {
        let Some(project) = &self.project else {
            return file == absolute(&self.settings.path);
        };
        let all = project.folders.iter().chain(&project.others);
        let around = all.filter(|folder| file.starts_with(folder));
        let nearest = around.max_by_key(|folder| folder.components().count());
        nearest.is_some_and(|nearest| project.folders.contains(nearest))
            || project.files().iter().any(|own| own == file)
    }

    /// Whether one of these files says what the crate is made of.
    pub(super) fn is_arranged_by(&self, files: &BTreeSet<PathBuf>) -> bool {
        let manifest = |file: &&PathBuf| file.file_name().is_some_and(|name| name == "Cargo.toml");
        files.iter().filter(manifest).any(|file| self.has(file))
    }
}

/// A path as those have it that are found below a folder.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| parent != &Path::new(""));
    let parent = parent.unwrap_or(Path::new(".")).canonicalize();
    match (parent, path.file_name()) {
        (Ok(parent), Some(name)) => parent.join(name),
        _ => path.to_owned(),
    }
}
