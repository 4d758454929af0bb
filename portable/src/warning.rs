use std::fmt;

/// What runs, but otherwise than on Momento's service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// It does not carry the mark of crates that forget a request when the next one comes.
    KeepsRequests,
    /// Each call of the interface answers with an error.
    Unavailable {
        /// The interface's name, with its version.
        interface: String,
    },
    /// Each call of the import traps.
    Traps {
        /// The import's name.
        import: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeepsRequests => f.write_str(
                "it was not built with these crates (0.28 or later): those published before keep a request's headers \
                 and query in statics, and an engine that uses an instance for several requests would give them to \
                 the next one. Build it with these, or have the engine make an instance for each request \
                 (`wasmtime serve --max-instance-reuse-count 1`, its default)",
            ),
            Self::Unavailable { interface } => write!(
                f,
                "`{interface}` is of Momento's service alone: each call answers with an error that says so"
            ),
            Self::Traps { import } => write!(f, "each call of `{import}` traps"),
        }
    }
}
