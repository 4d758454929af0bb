use super::{DeployError, StateError};
use crate::function::Function;
use crate::functions::Versions;

/// A version of a function was not pinned, changed or found. Nothing was replaced.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VersionError {
    /// There is no such function.
    #[error("there is no function `{function}` in the cache `{cache}`")]
    NoSuchFunction {
        /// The cache.
        cache: String,
        /// The function's name.
        function: String,
    },
    /// The function has no such version, or none any more.
    #[error("there is no version {version} of this function; there are: {}", list(.versions))]
    NoSuchVersion {
        /// The version that was asked for.
        version: u64,
        /// Those that there are, the newest first.
        versions: Vec<u64>,
    },
    /// The version that is invoked is in the folder of state, and could not be loaded from it.
    #[error(
        "version {version} of this function, which is to be invoked, could not be loaded when the host began: deploy it anew, or pin another one{}", others(.versions)
    )]
    NotLoaded {
        /// The version that is to be invoked.
        version: u64,
        /// Those that could be loaded, the newest first.
        versions: Vec<u64>,
    },
    /// The change could not be kept in the folder of state.
    #[error("the change was not kept: {0}")]
    State(#[from] StateError),
    /// The new version cannot be made.
    #[error(transparent)]
    Deploy(#[from] DeployError),
}

impl VersionError {
    pub(crate) fn no_function(cache: &str, function: &str) -> Self {
        Self::NoSuchFunction {
            cache: cache.to_owned(),
            function: function.to_owned(),
        }
    }

    pub(crate) fn no_version(version: u64, versions: &Versions) -> Self {
        let versions = numbers(versions);
        Self::NoSuchVersion { version, versions }
    }

    /// Tells why no version of a function can be invoked.
    pub(crate) fn nothing_to_invoke(
        cache: &str,
        function: &str,
        versions: Option<&Versions>,
    ) -> Self {
        let Some(versions) = versions else {
            return Self::no_function(cache, function);
        };
        Self::NotLoaded {
            version: versions.invoked(),
            versions: numbers(versions),
        }
    }

    /// Returns a short name of the error, fit for programs: `no_such_version`, for example.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchFunction { .. } => "no_such_function",
            Self::NoSuchVersion { .. } => "no_such_version",
            Self::NotLoaded { .. } => "not_loaded",
            Self::State(error) => error.code(),
            Self::Deploy(error) => error.code(),
        }
    }
}

fn numbers(versions: &Versions) -> Vec<u64> {
    versions.newest_first().map(Function::version).collect()
}

fn others(versions: &[u64]) -> String {
    match versions {
        [] => String::new(),
        _ => format!(" of {}", list(versions)),
    }
}

fn list(versions: &[u64]) -> String {
    let versions: Vec<String> = versions.iter().map(u64::to_string).collect();
    versions.join(", ")
}
