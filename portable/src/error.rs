use std::fmt;

use crate::interface::HANDLER;

/// Why a function cannot be composed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ComposeError {
    /// It is no WebAssembly.
    #[error(
        "it is no WebAssembly: name a component, which `cargo momento build` makes, or the folder of a function's crate"
    )]
    NotWasm,
    /// It is a core module.
    #[error(
        "it is a core module, and no component: build the crate with `cargo momento build`, or encode the module with \
         `wasm-tools component new`"
    )]
    NotAComponent,
    /// Its bytes are not valid.
    #[error("it is broken: {reason}; build it again")]
    Broken {
        /// What is wrong, and at which byte.
        reason: String,
    },
    /// It answers `wasi:http` already.
    #[error(
        "it exports `{export}`: an engine of wasi:http runs it as it is, and there is nothing to compose; \
         `wasmtime serve FILE` serves it"
    )]
    AlreadyComposed {
        /// The export.
        export: String,
    },
    /// It exports no function.
    #[error(
        "it is no function: it exports {}; a web function exports `momento:web-function/guest-function-web@1.0.0`, as \
         `momento_functions::invoke!` writes it, or `momento:functions/guest-function-web@1.0.0`, as `post!` does",
        names(exports)
    )]
    NoFunction {
        /// What it exports instead.
        exports: Vec<String>,
    },
    /// It is a spawn function.
    #[error(
        "it is a spawn function (`{export}`), which takes no request and answers none: an engine of wasi:http has \
         nothing to start it by. Make it a web function (`invoke!`), which a queue or a timer of that \
         platform calls over HTTP"
    )]
    SpawnFunction {
        /// The export.
        export: String,
    },
    /// It has more than one entry point.
    #[error("it has {} entry points, and an engine calls one: {}; build a component of each", exports.len(), names(exports))]
    SeveralFunctions {
        /// The entry points.
        exports: Vec<String>,
    },
    /// It answers a version of the contract that is not known here.
    #[error(
        "it exports `{export}`, and version 1 of that interface is carried: take the version of the crates that this \
         release has"
    )]
    OtherVersion {
        /// The export.
        export: String,
    },
    /// It imports what nobody provides.
    #[error(
        "nothing provides {}:{}\nAs the last resort, `cargo momento build --portable --trap-stubs` lets each call of \
         them trap",
        count(imports),
        lines(imports)
    )]
    NoProvider {
        /// All of them.
        imports: Vec<Unprovided>,
    },
    /// It imports an interface that is there with other types.
    #[error(
        "it imports `{import}` with other types than are there: {reason}. Build it with the crates of this release"
    )]
    Mismatch {
        /// The import.
        import: String,
        /// What differs.
        reason: String,
    },
    /// It imports something that is no interface, such as a module.
    #[error(
        "it imports `{import}`, which is neither an interface nor a function: no adapter can provide that"
    )]
    NoInterface {
        /// The import.
        import: String,
    },
    /// A variable cannot be baked in.
    #[error("the variable {name:?} cannot be baked in: {reason}")]
    Variable {
        /// The variable's name. Its value is not told.
        name: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// An environment is baked in and left to the engine at once.
    #[error(
        "the environment is left to the engine, and variables are to be baked in: choose one (`--runtime-env`, or \
         `--env NAME=VALUE`)"
    )]
    TwoEnvironments,
    /// What was composed is more than `wasi:http/proxy` has.
    #[error("what was composed is not of the world wasi:http/proxy@0.2.0: {}", .problems.join("; "))]
    BeyondProxy {
        /// What is too much, or missing.
        problems: Vec<String>,
    },
    /// The parts do not fit together.
    #[error("the parts do not fit together: {reason}")]
    Graph {
        /// What is wrong.
        reason: String,
    },
}

/// An import that nobody provides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprovided {
    /// Its name, with its version.
    pub import: String,
    /// What brings it in, and what to take instead.
    pub advice: &'static str,
}

impl fmt::Display for Unprovided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, {}", self.import, self.advice)
    }
}

impl ComposeError {
    pub(crate) fn broken(error: impl fmt::Display) -> Self {
        Self::Broken {
            reason: error.to_string(),
        }
    }

    pub(crate) fn graph(error: impl fmt::Display) -> Self {
        Self::Graph {
            reason: format!("{error:#}"),
        }
    }

    pub(crate) fn no_handler() -> String {
        format!("it exports no `{HANDLER}`")
    }
}

fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.is_empty() {
        true => "nothing".to_owned(),
        false => quoted.join(", "),
    }
}

fn count(imports: &[Unprovided]) -> String {
    match imports.len() {
        1 => "an import of it".to_owned(),
        count => format!("{count} imports of it"),
    }
}

fn lines(imports: &[Unprovided]) -> String {
    imports
        .iter()
        .map(|import| format!("\n  {import}"))
        .collect()
}
