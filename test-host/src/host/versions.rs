//! How functions are deployed, found, pinned and deleted.

use super::{Host, name};
use crate::code_cache::content_hash;
use crate::compiled::Compiled;
use crate::deployment::Deployment;
use crate::error::{DeployError, StateError, VersionError};
use crate::function::{self, Code, Function, Issue, Manifest};
use crate::function_limits::FunctionLimits;
use crate::functions::Versions;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::Arc;

const DEFAULT_CACHE: &str = "default";

/// How many bytes the names and values of an environment may have together.
const MAX_ENVIRONMENT: usize = 1 << 20;

impl Host {
    /// Deploys a function to the cache `default`, or a new version of it.
    ///
    /// # Errors
    ///
    /// See [`DeployError`]; an error replaces nothing.
    pub fn deploy(
        &self,
        name: &str,
        deployment: impl Into<Deployment>,
    ) -> Result<Function, DeployError> {
        self.deploy_to(DEFAULT_CACHE, name, deployment)
    }

    /// Deploys a function to a cache, or a new version of it, and gives that version. Compiling takes its
    /// time: an async caller should be on a thread that may block.
    ///
    /// The new version is the one that is invoked, unless another one is [pinned](Self::pin). Invocations that
    /// run go on with theirs.
    ///
    /// # Errors
    ///
    /// See [`DeployError`]; an error replaces nothing.
    pub fn deploy_to(
        &self,
        cache: &str,
        name: &str,
        deployment: impl Into<Deployment>,
    ) -> Result<Function, DeployError> {
        self.put(cache, name, deployment.into())
    }

    /// Does as [`deploy_to`](Self::deploy_to), unless the latest version was made of just this: then there is
    /// no new one, and that is given.
    ///
    /// # Errors
    ///
    /// See [`DeployError`]; an error replaces nothing.
    pub fn deploy_changed(
        &self,
        cache: &str,
        name: &str,
        deployment: impl Into<Deployment>,
    ) -> Result<Function, DeployError> {
        let deployment = deployment.into();
        let versions = self.0.functions.versions(cache, name);
        let latest = versions.and_then(|versions| versions.get(versions.latest()).cloned());
        match latest.filter(|latest| latest.is_made_of(&deployment)) {
            Some(latest) => Ok(latest),
            None => self.put(cache, name, deployment),
        }
    }

    fn put(&self, cache: &str, name: &str, from: Deployment) -> Result<Function, DeployError> {
        name::check_cache(cache)?;
        name::check(name)?;
        self.check_size(&from)?;
        check_environment(&from.environment)?;
        let code = self.compile(&from.wasm, &from.limits)?;
        let manifest = Manifest {
            cache: cache.to_owned(),
            name: name.to_owned(),
            description: from.description,
            environment: from.environment,
            limits: from.limits,
        };
        self.add(manifest, code, &from.wasm)
    }

    /// Compiles a component that is held to these limits.
    pub(super) fn compile(&self, wasm: &Bytes, own: &FunctionLimits) -> Result<Code, DeployError> {
        let limits = own.within(self.limits())?;
        let sha256 = content_hash(wasm);
        let cache = self.0.code_cache.as_ref();
        Ok(Code {
            compiled: self.0.engine.compile(wasm, &sha256, &limits, cache)?,
            sha256,
            size: wasm.len() as u64,
        })
    }

    /// Adds a version of a function.
    fn add(&self, manifest: Manifest, code: Code, wasm: &Bytes) -> Result<Function, DeployError> {
        let mut changes = self.0.functions.changes();
        let versions = changes.versions(&manifest.cache, &manifest.name);
        let versions = versions.unwrap_or_else(|| self.no_versions());
        let function = self.version_after(&versions, manifest, code)?;
        changes.add(versions, &function, Some(wasm))?;
        Ok(function)
    }

    fn version_after(
        &self,
        versions: &Versions,
        manifest: Manifest,
        code: Code,
    ) -> Result<Function, DeployError> {
        let issue = Issue::after(versions, &self.0.settings);
        self.version(issue, manifest, code)
    }

    pub(super) fn version(
        &self,
        issue: Issue,
        manifest: Manifest,
        code: Code,
    ) -> Result<Function, DeployError> {
        check_environment(&manifest.environment)?;
        let limits = manifest.limits.within(self.limits())?;
        let settings = Arc::clone(&self.0.settings);
        Ok(Function::new(manifest, limits, code, issue, settings))
    }

    pub(super) fn no_versions(&self) -> Versions {
        Versions::new(function::permits(&self.0.settings))
    }

    /// Puts a function that is compiled already in the place of its name.
    pub(crate) fn put_compiled(&self, manifest: Manifest, compiled: &Arc<Compiled>) -> Function {
        let function = self.unlisted(manifest, compiled);
        let mut versions = self.no_versions();
        versions.add(function.clone());
        self.0.functions.put(&function, versions);
        function
    }

    /// Makes a function that nobody finds by its name, nor asks for its component.
    pub(crate) fn unlisted(&self, manifest: Manifest, compiled: &Arc<Compiled>) -> Function {
        let settings = Arc::clone(&self.0.settings);
        let code = Code {
            compiled: Arc::clone(compiled),
            sha256: Default::default(),
            size: 0,
        };
        let (limits, issue) = (settings.limits.clone(), Issue::first(&settings));
        Function::new(manifest, limits, code, issue, settings)
    }

    /// Finds a function, in the version that is invoked: the latest, unless another one is pinned.
    #[must_use]
    pub fn function(&self, cache: &str, name: &str) -> Option<Function> {
        self.0.functions.get(cache, name)
    }

    /// Finds one version of a function.
    #[must_use]
    pub fn function_version(&self, cache: &str, name: &str, version: u64) -> Option<Function> {
        let versions = self.0.functions.versions(cache, name)?;
        versions.get(version).cloned()
    }

    /// Lists the functions of a cache by name, each in the version that is invoked.
    #[must_use]
    pub fn functions(&self, cache: &str) -> Vec<Function> {
        self.0.functions.of(cache)
    }

    /// Lists the versions of a function that are kept, the newest first; none if there is no such function.
    ///
    /// # Limits
    ///
    /// See [`HostBuilder::keep_versions`](super::HostBuilder::keep_versions).
    #[must_use]
    pub fn versions(&self, cache: &str, name: &str) -> Vec<Function> {
        let versions = self.0.functions.versions(cache, name);
        versions.map_or_else(Vec::new, |all| all.newest_first().cloned().collect())
    }

    /// Tells all at once that is known of a function's versions.
    pub(crate) fn all_versions(&self, cache: &str, name: &str) -> Option<Versions> {
        self.0.functions.versions(cache, name)
    }

    /// Tells all at once that is known of the functions of a cache.
    pub(crate) fn all_functions(&self, cache: &str) -> Vec<Versions> {
        self.0.functions.all_of(cache)
    }

    /// Tells which version of a function is pinned, if one is.
    #[must_use]
    pub fn pinned_version(&self, cache: &str, name: &str) -> Option<u64> {
        self.0.functions.versions(cache, name)?.pinned()
    }

    /// Has this version of a function invoked, whatever is deployed after it, until it is
    /// [unpinned](Self::unpin).
    ///
    /// # Errors
    ///
    /// There is no such function, or no such version of it, or it could not be kept.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Deployment, Host};
    ///
    /// let host = Host::builder().build()?;
    /// host.deploy("greeter", Deployment::from_file("greeter-1.wasm")?)?;
    /// host.deploy("greeter", Deployment::from_file("greeter-2.wasm")?)?;
    /// host.pin("default", "greeter", 1)?;
    /// let invoked = host.function("default", "greeter").ok_or("it is deployed")?;
    /// assert_eq!(invoked.version(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn pin(&self, cache: &str, name: &str, version: u64) -> Result<(), VersionError> {
        self.0.functions.changes().pin(cache, name, Some(version))
    }

    /// Has the latest version of a function invoked again.
    ///
    /// # Errors
    ///
    /// There is no such function, or it could not be kept.
    pub fn unpin(&self, cache: &str, name: &str) -> Result<(), VersionError> {
        self.0.functions.changes().pin(cache, name, None)
    }

    /// Makes a new version of a function: the one that is invoked, with some variables of its environment set
    /// to a value, or removed where there is none.
    ///
    /// # Errors
    ///
    /// There is no such function, or the environment would be too large.
    ///
    /// # Limits
    ///
    /// The names and values of an environment have at most 1 MiB.
    pub fn change_environment(
        &self,
        cache: &str,
        name: &str,
        variables: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Result<Function, VersionError> {
        let mut changes = self.0.functions.changes();
        let versions = changes.versions(cache, name);
        let missing = || VersionError::nothing_to_invoke(cache, name, versions.as_ref());
        let versions = versions.as_ref().ok_or_else(missing)?;
        let current = versions.current().ok_or_else(missing)?;
        let mut manifest = current.manifest();
        for (name, value) in variables {
            match value {
                Some(value) => manifest.environment.insert(name, value),
                None => manifest.environment.remove(&name),
            };
        }
        let function = self.version_after(versions, manifest, current.code().clone())?;
        changes.add(versions.clone(), &function, None)?;
        Ok(function)
    }

    /// Lists the caches that have functions, by name.
    #[must_use]
    pub fn caches(&self) -> Vec<String> {
        self.0.functions.caches()
    }

    /// Deletes a function with all its versions, and tells whether there was one. Invocations that run go on.
    ///
    /// # Errors
    ///
    /// It could not be taken out of the [folder of state](super::HostBuilder::state); without one there is no
    /// error.
    pub fn delete(&self, cache: &str, name: &str) -> Result<bool, StateError> {
        self.0.functions.changes().remove(cache, name)
    }

    fn check_size(&self, deployment: &Deployment) -> Result<(), DeployError> {
        let size = deployment.wasm.len() as u64;
        let limit = self.limits().component();
        if size > limit {
            Err(DeployError::TooLarge { size, limit })
        } else {
            Ok(())
        }
    }
}

fn check_environment(variables: &BTreeMap<String, String>) -> Result<(), DeployError> {
    let bytes = |(name, value): (&String, &String)| name.len() + value.len();
    let size = variables.iter().map(bytes).sum();
    if size > MAX_ENVIRONMENT {
        let limit = MAX_ENVIRONMENT;
        return Err(DeployError::EnvironmentTooLarge { size, limit });
    }
    Ok(())
}
