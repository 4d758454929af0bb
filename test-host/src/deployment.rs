use crate::function_limits::FunctionLimits;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, io};

/// What is deployed: a component, its environment, its description and its limits.
#[derive(Clone)]
pub struct Deployment {
    pub(crate) wasm: Bytes,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) description: Option<String>,
    pub(crate) limits: FunctionLimits,
}

impl Deployment {
    /// Deploys the component in `wasm`.
    #[must_use]
    pub fn from_wasm(wasm: impl Into<Bytes>) -> Self {
        Self {
            wasm: wasm.into(),
            environment: BTreeMap::new(),
            description: None,
            limits: FunctionLimits::default(),
        }
    }

    /// Deploys the component in the file at `path`.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let explain = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", path.display()));
        Ok(Self::from_wasm(std::fs::read(path).map_err(explain)?))
    }

    /// Sets one variable of the function's environment.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Sets the function's whole environment.
    #[must_use]
    pub fn with_environment(mut self, environment: BTreeMap<String, String>) -> Self {
        self.environment = environment;
        self
    }

    /// Sets the function's description.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets what an invocation is held to, where that is less than the host's limits.
    #[must_use]
    pub fn with_limits(mut self, limits: FunctionLimits) -> Self {
        self.limits = limits;
        self
    }
}

impl fmt::Debug for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets: only the names are shown.
        f.debug_struct("Deployment")
            .field("wasm_bytes", &self.wasm.len())
            .field("environment", &self.environment.keys())
            .field("description", &self.description)
            .field("limits", &self.limits)
            .finish()
    }
}

impl From<Vec<u8>> for Deployment {
    fn from(wasm: Vec<u8>) -> Self {
        Self::from_wasm(wasm)
    }
}

impl From<&[u8]> for Deployment {
    fn from(wasm: &[u8]) -> Self {
        Self::from_wasm(wasm.to_vec())
    }
}

impl From<Bytes> for Deployment {
    fn from(wasm: Bytes) -> Self {
        Self::from_wasm(wasm)
    }
}
