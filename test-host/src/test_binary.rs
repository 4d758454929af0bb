//! Test binaries of functions, as `cargo test --target wasm32-wasip2` builds them: each test runs in an
//! instance and a world of its own.

mod all;
mod attempt;
mod backtrace;
mod case;
mod code;
mod error;
mod libtest;
mod outcome;
mod output;

pub(crate) use attempt::{Attempt, CallFailure, Expected};
pub use case::TestCase;
pub use error::TestBinaryError;
pub use outcome::{Ending, TestFailure, TestOutcome, TestResult};
pub use output::Stdio;

use crate::code_cache::CodeCache;
use crate::compiled::Compiled;
use crate::component;
use crate::engine::HostEngine;
use crate::error::{DeployError, HostError, InvocationError};
use crate::function::{FunctionKind, Manifest};
use crate::function_limits::FunctionLimits;
use crate::host::{Host, HostBuilder};
use crate::invocation::run_test;
use crate::limits::Limits;
use crate::linker;
use code::Code;
use output::Output;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use wasmtime::component::Component;

/// How long a test may take, unless it is said.
const TIME: Duration = Duration::from_secs(60);

/// How much memory a test may take: many times what a function may, since what it compares with comes
/// on top.
const MEMORY: u64 = 1 << 30;

/// How deep a test's calls may go: code that is not optimised takes more.
const STACK: usize = 2 << 20;

/// How many instances there may be at once: the tests that run, and the functions that they call.
const INSTANCES: u32 = 64;

/// On how many threads tests run at most: each needs room for the functions that it calls.
const MAX_THREADS: usize = 16;

/// How much of an answer is collected for the test that asked for it.
const MAX_ANSWER: usize = 16 << 20;

/// Runs the tests of a test binary, one by one or on all cores, each in an instance and a host of its own.
///
/// The binary is what `cargo test --target wasm32-wasip2` builds. A test has every interface that a
/// deployed function has, and `momento:test` beside them. An interface that the host does not have fails
/// the test that calls it, and no other.
///
/// # Limits
///
/// A test has 60 s ([`TestBinary::time_limit`]), 1 GiB of memory, and 16 MiB of output; what it writes
/// beyond that is dropped.
///
/// # Examples
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use momento_functions_test_host::{Host, TestBinary};
///
/// let path = "target/wasm32-wasip2/debug/deps/hello-0123456789abcdef.wasm";
/// let binary = TestBinary::open("hello", path.as_ref(), Host::builder)?;
/// for test in binary.list(&[]).await? {
///     let outcome = binary.run(&test, false).await?;
///     println!("{}: {:?}", outcome.name, outcome.result);
/// }
/// # Ok(())
/// # }
/// ```
pub struct TestBinary {
    name: String,
    limits: Limits,
    world: Box<dyn Fn() -> HostBuilder + Send + Sync>,
    environment: BTreeMap<String, String>,
    is_libtest: bool,
    tests: Arc<Compiled>,
    /// The function that the binary exports beside its `main`, if it does.
    own: Option<Arc<Compiled>>,
}

/// What came of one run of the binary.
struct Run {
    ended: Result<u8, InvocationError>,
    attempt: Arc<Attempt>,
    took: Duration,
}

impl TestBinary {
    /// Compiles a test binary, or finds its code in the code cache of `world`.
    ///
    /// `world` says what the host of each test is made of; its limits are the binary's. `name` is what the
    /// binary's own function is called.
    ///
    /// # Errors
    ///
    /// The bytes are no component, or export no `wasi:cli/run`; the host cannot be made.
    pub fn load(
        name: impl Into<String>,
        wasm: &[u8],
        world: impl Fn() -> HostBuilder + Send + Sync + 'static,
    ) -> Result<Self, TestBinaryError> {
        Self::with_code(name.into(), Box::new(world), |engine, cache| {
            Code::of_bytes(engine, wasm, cache)
        })
    }

    /// Does as [`load`](Self::load), from a file. While that has the same length and time of change, its
    /// code is found without its being read: a debug binary of 10 MB is ready in half the time.
    ///
    /// # Errors
    ///
    /// Those of [`load`](Self::load), and the file cannot be read.
    pub fn open(
        name: impl Into<String>,
        path: &Path,
        world: impl Fn() -> HostBuilder + Send + Sync + 'static,
    ) -> Result<Self, TestBinaryError> {
        Self::with_code(name.into(), Box::new(world), |engine, cache| {
            Code::of_file(engine, path, cache)
        })
    }

    fn with_code(
        name: String,
        world: Box<dyn Fn() -> HostBuilder + Send + Sync>,
        code: impl FnOnce(&HostEngine, Option<&CodeCache>) -> Result<Code, TestBinaryError>,
    ) -> Result<Self, TestBinaryError> {
        let limits = Limits::default()
            .with_time(TIME)
            .with_memory(MEMORY)
            .with_stack(STACK)
            .with_instances(INSTANCES);
        let engine = HostEngine::shared(&limits).map_err(HostError::from)?;
        let cache = world().open_code_cache()?;
        let code = code(&engine, cache.as_ref())?;
        let (tests, own) = link(&engine, &code.component)?;
        Ok(Self {
            name,
            limits,
            world,
            environment: BTreeMap::new(),
            is_libtest: code.is_libtest,
            tests: Arc::new(tests),
            own: own.map(Arc::new),
        })
    }

    /// Sets how long a test may take, the functions included that it calls.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.limits = self.limits.with_time(limit);
        self
    }

    /// Sets a variable of the environment of tests, and of the functions that they call.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Returns which function the binary exports beside its tests, if it does.
    #[must_use]
    pub fn function(&self) -> Option<FunctionKind> {
        self.own.as_ref().map(|own| own.kind())
    }

    /// Tells whether the binary's `main` is libtest's, by what is in it: a benchmark's or a program's own
    /// `main` lists no tests, and would begin its work when it is asked to.
    #[must_use]
    pub fn is_libtest(&self) -> bool {
        self.is_libtest
    }

    /// Lists the tests that libtest selects by these of its arguments, in its order.
    ///
    /// # Errors
    ///
    /// The binary trapped, ended with an error, or took too long before it had listed them.
    pub async fn list(&self, arguments: &[String]) -> Result<Vec<TestCase>, TestBinaryError> {
        let mut all = arguments.to_vec();
        all.extend(["--list", "--format", "terse"].map(str::to_owned));
        let run = self.start(all, Stdio::Capture).await?;
        let output = run.attempt.output().text();
        match run.ended {
            Ok(0) => Ok(libtest::listed(&output)),
            Ok(code) => Err(TestBinaryError::List { code, output }),
            Err(error) => Err(TestBinaryError::Died {
                what: "while it listed its tests",
                reason: backtrace::explain(&error),
            }),
        }
    }

    /// Runs one test; one that is ignored only if `ignored_too`.
    ///
    /// # Errors
    ///
    /// The host of the test cannot be made.
    pub async fn run(
        &self,
        test: &TestCase,
        ignored_too: bool,
    ) -> Result<TestOutcome, TestBinaryError> {
        let run = self.start(libtest::arguments(test, ignored_too), Stdio::Capture);
        let run = run.await?;
        Ok(libtest::judge(test, run.ended, &run.attempt, run.took))
    }

    /// Runs the whole binary once, in one instance, with these arguments, and returns how it ended.
    ///
    /// # Errors
    ///
    /// The host cannot be made.
    pub async fn run_whole(
        &self,
        arguments: &[String],
        stdio: Stdio,
    ) -> Result<Ending, TestBinaryError> {
        let run = self.start(arguments.to_vec(), stdio).await?;
        Ok(Ending::of(run.ended, &run.attempt))
    }

    async fn start(&self, arguments: Vec<String>, stdio: Stdio) -> Result<Run, TestBinaryError> {
        let began = Instant::now();
        let world = (self.world)().limits(self.limits.clone()).no_code_cache();
        let host = world.build()?;
        let own = self
            .own
            .as_ref()
            .map(|own| host.put_compiled(self.manifest(), own));
        let binary = host.unlisted(self.manifest(), &self.tests);
        let arguments = std::iter::once(self.name.clone())
            .chain(arguments)
            .collect();
        let attempt = Arc::new(Attempt::new(arguments, Output::new(stdio), own));
        let ended = run_test(&binary, Arc::clone(&attempt)).await;
        drop::<Host>(host);
        Ok(Run {
            ended,
            attempt,
            took: began.elapsed(),
        })
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            cache: "default".to_owned(),
            name: self.name.clone(),
            description: None,
            environment: self.environment.clone(),
            limits: FunctionLimits::default(),
        }
    }
}

/// Links a test binary, and the function in it.
fn link(
    engine: &Arc<HostEngine>,
    component: &Component,
) -> Result<(Compiled, Option<Compiled>), TestBinaryError> {
    if !component::is_program(component) {
        return Err(TestBinaryError::NoProgram);
    }
    let mut linker = engine.home().linker().clone();
    linker::add_tests(&mut linker).map_err(DeployError::Compile)?;
    let (linker, kind) = component::inspect_program(linker, component)?;
    let link = |kind| Compiled::link_at_home(engine, &linker, component, kind);
    Ok((link(FunctionKind::Test)?, kind.map(link).transpose()?))
}

impl fmt::Debug for TestBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestBinary")
            .field("name", &self.name)
            .field("limits", &self.limits)
            .field("function", &self.function())
            .finish_non_exhaustive()
    }
}
