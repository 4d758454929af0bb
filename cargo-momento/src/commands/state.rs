//! Has a host keep what `--state` and `--persist` name.

use std::path::{Path, PathBuf};

use momento_functions_test_host::{Host, HostBuilder};

use crate::cli::{Persist, StateArgs};
use crate::output::Output;

/// What is served where no function is named.
const HERE: &str = ".";

impl StateArgs {
    pub(crate) fn apply(&self, host: HostBuilder) -> HostBuilder {
        let Some(folder) = &self.state else {
            return host;
        };
        let host = host.state(folder);
        self.persist.iter().fold(host, |host, what| match what {
            Persist::Cache => host.persist_caches(),
            Persist::Objects => host.persist_objects(),
        })
    }

    /// Gives the functions to serve: the crate that is here where none is named, unless there is none, and
    /// functions are kept.
    pub(crate) fn paths(&self, named: Vec<PathBuf>) -> Vec<PathBuf> {
        let is_crate = Path::new(HERE).join("Cargo.toml").is_file();
        match named.is_empty() && (is_crate || self.state.is_none()) {
            true => vec![PathBuf::from(HERE)],
            false => named,
        }
    }
}

/// Tells of the versions that are kept and cannot be served.
pub(crate) fn tell_unloaded(host: &Host, output: &Output) {
    for version in host.unloaded() {
        output.error(format_args!(
            "version {} of `{}` (cache {}) is not served: {}",
            version.version, version.function, version.cache, version.reason
        ));
    }
}
