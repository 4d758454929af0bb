use crate::function::Function;
use crate::function_limits::FunctionLimits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::SystemTime;

/// What the index has of a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FunctionRecord {
    pub(crate) latest: u64,
    pub(crate) pinned: Option<u64>,
}

/// What the index has of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRecord {
    /// Names the file of the component.
    pub(crate) sha256: String,
    pub(crate) created_at: SystemTime,
    pub(crate) description: Option<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) limits: FunctionLimits,
}

/// A function as it was found in the index.
#[derive(Debug)]
pub(crate) struct StoredFunction {
    pub(crate) cache: String,
    pub(crate) name: String,
    pub(crate) record: FunctionRecord,
    pub(crate) versions: BTreeMap<u64, VersionRecord>,
}

impl From<&Function> for VersionRecord {
    fn from(function: &Function) -> Self {
        let manifest = function.manifest();
        Self {
            sha256: function.sha256(),
            created_at: function.created_at(),
            description: manifest.description,
            environment: manifest.environment,
            limits: manifest.limits,
        }
    }
}
