use wasmparser::BinaryReaderError;

use crate::adapter::{self, Adapter, Provider};
use crate::error::{ComposeError, Unprovided};
use crate::exports::Interfaces;
use crate::function::Function;
use crate::graph::Graph;
use crate::interface::ENVIRONMENT;
use crate::{Options, PoolNeeds, Warning, environment, provider, proxy, traps};

/// A function as a component for engines of `wasi:http`.
#[derive(Clone)]
#[non_exhaustive]
pub struct Composed {
    /// The component.
    pub bytes: Vec<u8>,
    /// The names of the adapters that are in it, the lowest first.
    pub adapters: Vec<&'static str>,
    /// What is otherwise than on Momento's service.
    pub warnings: Vec<Warning>,
    /// What each request takes of an engine's pool.
    pub pool: PoolNeeds,
    /// What the engine must offer: `wasi:http/proxy`, and `wasi:cli/environment` where that was left to it.
    pub imports: Vec<String>,
}

/// The length of the component stands for its bytes.
impl std::fmt::Debug for Composed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Composed")
            .field("bytes", &self.bytes.len())
            .field("adapters", &self.adapters)
            .field("warnings", &self.warnings)
            .field("pool", &self.pool)
            .field("imports", &self.imports)
            .finish()
    }
}

/// Puts a web function between adapters, so that an engine of `wasi:http/proxy@0.2.0` runs it.
///
/// Only the adapters are taken that the function needs. The result is checked against the world.
///
/// # Errors
/// [`ComposeError`], where the function cannot be carried: each says what to do.
///
/// # Examples
///
/// ```
/// use momento_functions_portable::{ComposeError, Options, compose};
///
/// let module = b"\0asm\x01\0\0\0";
/// let error = compose(module, &Options::default()).unwrap_err();
/// assert!(matches!(error, ComposeError::NotAComponent));
/// assert!(error.to_string().contains("cargo momento build"));
/// ```
pub fn compose(function: &[u8], options: &Options) -> Result<Composed, ComposeError> {
    let read = Function::read(function)?;
    let missing = missing(&read, options)?;
    let mut parts = Parts::default();
    if options.runtime_environment {
        check_one_environment(options)?;
    } else {
        let environment = environment::component(&options.environment)?;
        parts.add("environment", &environment)?;
    }
    for adapter in below(&read) {
        parts.add(adapter.name, adapter.bytes)?;
    }
    if !missing.is_empty() {
        parts.add("traps", &traps::component(function, &missing)?)?;
    }
    parts.graph.add("function", function)?;
    parts.add(read.top.name, read.top.bytes)?;
    let bytes = parts.graph.finish()?;
    check(&bytes, options)?;
    let broken = |error: BinaryReaderError| ComposeError::graph(error);
    Ok(Composed {
        adapters: parts.names,
        warnings: warnings(&read, missing),
        pool: PoolNeeds::of(&bytes).map_err(broken)?,
        imports: Interfaces::read(&bytes).map_err(broken)?.import_names(),
        bytes,
    })
}

/// What is put together, with the names of what is not the author's.
#[derive(Default)]
struct Parts {
    graph: Graph,
    names: Vec<&'static str>,
}

impl Parts {
    fn add(&mut self, name: &'static str, bytes: &[u8]) -> Result<(), ComposeError> {
        self.names.push(name);
        self.graph.add(name, bytes)
    }
}

/// What may stand between a function and the lowest adapter, the highest first.
static BETWEEN: [&Adapter; 5] = [
    &adapter::V1_UNAVAILABLE,
    &adapter::UNAVAILABLE,
    &adapter::V1_DATA,
    &adapter::V1_HTTP,
    &adapter::DATA,
];

/// The adapters that a function stands on, the lowest first: what it does not need is not there to be instantiated.
fn below(function: &Function) -> Vec<&'static Adapter> {
    let imports = function.imports.iter().map(|import| import.name.as_str());
    let mut wanted: Vec<&str> = imports.chain(function.top.imports()).collect();
    let mut adapters = Vec::new();
    for adapter in BETWEEN {
        if wanted.iter().any(|import| adapter.answers(import)) {
            wanted.extend(adapter.imports());
            adapters.push(adapter);
        }
    }
    let wants = |provider| wanted.iter().any(|it| Provider::of(it) == provider);
    adapters.push(
        match (wants(Provider::BottomHttp), wants(Provider::BottomStd)) {
            (false, false) => &adapter::BOTTOM,
            (true, false) => &adapter::BOTTOM_HTTP,
            (false, true) => &adapter::BOTTOM_STD,
            (true, true) => &adapter::BOTTOM_HTTP_STD,
        },
    );
    adapters.reverse();
    adapters
}

/// The imports that trap; without leave to do so, they are refused.
fn missing(function: &Function, options: &Options) -> Result<Vec<String>, ComposeError> {
    let mut others = function.imports.iter();
    if let Some(other) = others.find(|import| !import.is_called && !import.is_type) {
        let import = other.name.clone();
        return Err(ComposeError::NoInterface { import });
    }
    let missing = function.imports_of(Provider::Nobody);
    if missing.is_empty() || options.trap_stubs {
        return Ok(missing);
    }
    let unprovided = |import: String| Unprovided {
        advice: provider::advice(&import),
        import,
    };
    let imports = missing.into_iter().map(unprovided).collect();
    Err(ComposeError::NoProvider { imports })
}

fn check_one_environment(options: &Options) -> Result<(), ComposeError> {
    match options.environment.is_empty() {
        true => Ok(()),
        false => Err(ComposeError::TwoEnvironments),
    }
}

fn check(component: &[u8], options: &Options) -> Result<(), ComposeError> {
    let more: &[&str] = match options.runtime_environment {
        true => &[ENVIRONMENT],
        false => &[],
    };
    let checked = proxy::check(component, more);
    checked.map_err(|problems| ComposeError::BeyondProxy { problems })
}

fn warnings(function: &Function, missing: Vec<String>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !function.forgets {
        warnings.push(Warning::KeepsRequests);
    }
    let unavailable = function.imports_of(Provider::Unavailable).into_iter();
    warnings.extend(unavailable.map(|interface| Warning::Unavailable { interface }));
    let traps = missing.into_iter();
    warnings.extend(traps.map(|import| Warning::Traps { import }));
    warnings
}
