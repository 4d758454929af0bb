//! What a service tells of the functions that it has, and how the commands that ask for it share the asking.

use std::path::Path;

use http::Method;
use momento_functions_test_host::Configuration;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cli::RemoteArgs;
use crate::error::Error;
use crate::output::Output;
use crate::project::Project;
use crate::remote::{Remote, RemoteError, Request};
use crate::settings;

/// What is told where only our host has the route.
pub(super) const INSTEAD: &str =
    "Momento's service documents no way to do this over HTTP, but to deploy and to invoke.";

/// A function as a service describes it. What else it tells is passed on with `--json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Description {
    pub(super) name: String,
    pub(super) cache: String,
    pub(super) description: Option<String>,
    pub(super) current_version: u64,
    pub(super) latest_version: u64,
    pub(super) pinned: bool,
    pub(super) updated_at: String,
    #[serde(flatten)]
    more: serde_json::Map<String, serde_json::Value>,
}

impl Description {
    /// Says that a new version is not the one that is invoked.
    pub(super) fn tell_pin(&self, output: &Output) {
        let (name, version) = (&self.name, self.current_version);
        if self.pinned {
            output.status(
                "Keeping",
                format_args!(
                    "version {version} of {name}, which is pinned: `cargo momento unpin {name}` has the latest one invoked"
                ),
            );
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Listing {
    pub(super) functions: Vec<Description>,
}

/// A version of a function.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) version: u64,
    pub(super) current: bool,
    pub(super) description: Option<String>,
    pub(super) created_at: String,
    pub(super) size: u64,
    pub(super) sha256: String,
    pub(super) kind: String,
    pub(super) environment: Vec<String>,
    #[serde(flatten)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
pub(super) struct Versions {
    pub(super) versions: Vec<Version>,
}

/// The function that is given, or that of the current folder, and its service.
pub(super) fn function(
    name: Option<String>,
    args: &RemoteArgs,
    output: &Output,
) -> Result<(Remote, String), Error> {
    let configuration = settings(args)?;
    let remote = Remote::new(args, &configuration, output)?;
    let name = match name.or(configuration.name) {
        Some(name) => name,
        None => Project::find(Path::new("."))?.name,
    };
    Ok((remote, name))
}

/// What is in the file that is named, or in the current folder.
pub(super) fn settings(args: &RemoteArgs) -> Result<Configuration, Error> {
    settings::file(args.config.as_deref())
}

/// Asks a manage route for its JSON. A dry run has none.
pub(super) fn get<T: DeserializeOwned>(
    remote: &Remote,
    route: &[&str],
) -> Result<Option<T>, RemoteError> {
    let request = Request::new(Method::GET, remote.manage(route)?);
    let answer = remote.ask(request)?;
    answer.map(|answer| answer.json(Some(INSTEAD))).transpose()
}

/// Has a manage route do something. Tells whether it was asked to: a dry run is not.
pub(super) fn order(remote: &Remote, request: Request) -> Result<bool, RemoteError> {
    let answer = remote.ask(request)?;
    let done = answer.map(|answer| answer.succeed(Some(INSTEAD)));
    Ok(done.transpose()?.is_some())
}
