use super::StateError;
use std::fmt;

/// An import of a component that the host does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingImport {
    /// The interface, such as `wasi:sockets/tcp@0.2.6`, with the function after a `#` where only that is missing.
    pub interface: String,
    /// The crate that brings the import in, where that is known.
    pub crate_hint: Option<&'static str>,
    /// How the component's import differs from what the host has by that name, where it has it.
    pub mismatch: Option<String>,
}

impl MissingImport {
    pub(crate) fn new(interface: impl Into<String>, crate_hint: Option<&'static str>) -> Self {
        Self {
            interface: interface.into(),
            crate_hint,
            mismatch: None,
        }
    }

    pub(crate) fn with_mismatch(mut self, mismatch: Option<String>) -> Self {
        self.mismatch = mismatch;
        self
    }
}

impl fmt::Display for MissingImport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.interface)?;
        if let Some(mismatch) = &self.mismatch {
            write!(f, " (the host has it with other types: {mismatch})")?;
        }
        self.crate_hint
            .map_or(Ok(()), |hint| write!(f, " (brought in by {hint})"))
    }
}

/// A component could not be deployed. Nothing was replaced.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeployError {
    /// The bytes are no WebAssembly at all, or broken.
    #[error("this is no WebAssembly component: {reason}")]
    NotAComponent {
        /// What is wrong with the bytes.
        reason: String,
    },
    /// The bytes are a core module.
    #[error(
        "this is a core WebAssembly module; a function is a component: build it for wasm32-wasip2"
    )]
    CoreModule,
    /// The component has no entry point of a function, or more than one.
    #[error("this component is no function: {reason}")]
    WrongWorld {
        /// What was looked for, and what the component exports.
        reason: String,
    },
    /// The component imports what the host does not have.
    #[error("the host lacks what this component imports: {}", list(.0))]
    MissingImports(
        /// All of them, in the component's order.
        Vec<MissingImport>,
    ),
    /// The component is larger than the host allows.
    #[error("this component has {size} bytes; the limit is {limit}")]
    TooLarge {
        /// The component's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The component starts with more memory than the host allows.
    #[error("this component starts with {required} bytes of memory; the limit is {limit}")]
    MinimumMemory {
        /// What the component's memories start with, in bytes.
        required: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The component starts with a larger table than the host allows.
    #[error("this component starts with a table of {required} elements; the limit is {limit}")]
    MinimumTable {
        /// How many elements the component's largest table starts with.
        required: u64,
        /// The limit in elements.
        limit: u64,
    },
    /// An instance of the component takes more of the engine's pool than the pool has.
    #[error(
        "an instance of this component takes {places} places of the pool, one for each memory and for each 4 tables; the pool has {limit}: allow more instances"
    )]
    TooManyPlaces {
        /// How many places an instance takes.
        places: u32,
        /// How many places the pool has.
        limit: u32,
    },
    /// A limit of the deployment's own is not one that the host can hold an invocation to.
    #[error(
        "the {limit} limit of this version is {asked} {unit}; it can be from 1 to {most} {unit}, which is the host's"
    )]
    LimitOutOfRange {
        /// Which limit: `memory`, `time` or `fuel`.
        limit: &'static str,
        /// What was asked for.
        asked: u128,
        /// The host's own limit.
        most: u128,
        /// What both are counted in.
        unit: &'static str,
    },
    /// The deployment has a limit of fuel, and the host counts none.
    #[error(
        "this version has a limit of fuel, and the host counts none: give the host a limit of its own (`--fuel UNITS`)"
    )]
    FuelNotCounted,
    /// The environment is larger than any function's may be.
    #[error("the names and values of the environment have {size} bytes; the limit is {limit}")]
    EnvironmentTooLarge {
        /// The environment's size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The name of the function or of its cache cannot stand in a URL.
    #[error("`{name}` cannot be a name: {reason}")]
    InvalidName {
        /// The refused name.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The version could not be kept in the folder of state.
    #[error("the version was not kept: {0}")]
    State(#[from] StateError),
    /// The component is sound but could not be compiled.
    #[error("this component could not be compiled: {0:#}")]
    Compile(#[source] wasmtime::Error),
}

impl DeployError {
    /// Returns a short name of the error, fit for programs: `missing_imports`, for example.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAComponent { .. } => "not_a_component",
            Self::CoreModule => "core_module",
            Self::WrongWorld { .. } => "wrong_world",
            Self::MissingImports(_) => "missing_imports",
            Self::TooLarge { .. } => "too_large",
            Self::MinimumMemory { .. } => "minimum_memory",
            Self::MinimumTable { .. } => "minimum_table",
            Self::TooManyPlaces { .. } => "too_many_places",
            Self::LimitOutOfRange { .. } => "limit_out_of_range",
            Self::FuelNotCounted => "fuel_not_counted",
            Self::EnvironmentTooLarge { .. } => "environment_too_large",
            Self::InvalidName { .. } => "invalid_name",
            Self::State(error) => error.code(),
            Self::Compile(_) => "compile",
        }
    }
}

fn list(imports: &[MissingImport]) -> String {
    let names: Vec<String> = imports.iter().map(MissingImport::to_string).collect();
    names.join(", ")
}
