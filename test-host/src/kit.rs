//! A host for ordinary tests: no async, no network, no real time, and nothing that changes from run to run.

mod build;
mod function;

pub use build::{BuildError, BuiltCrate, build_crate};
pub use function::TestFunction;

use crate::deployment::Deployment;
use crate::host::{Host, HostBuilder};
use crate::observe::{InvocationRecord, Replayed};
use momento_functions_models::http_script::Scripts;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::{Handle, Runtime};

/// What the clock and chance of each test begin with.
const SEED: u64 = 0;

/// A [`Host`] for tests that are ordinary functions.
///
/// Its clock is virtual, its seed is fixed, HTTP requests are answered by scripts alone
/// ([`Host::http`]), and each outcome has the [host calls](crate::Calls) of its invocation. Nothing is shared
/// with another host but compiled code.
///
/// A request that no script answers ends its invocation, and fails the test when the host is dropped, unless
/// the test has looked at it ([`Scripts::unmatched`]).
///
/// # Panics
///
/// Its methods panic where a test cannot go on, with what is wrong, and inside an async function: there a
/// [`Host`] is right, with [`HostBuilder::for_tests`].
///
/// # Examples
///
/// ```no_run
/// use momento_functions_test_host::{Request, TestHost, AssertResponse as _};
/// use std::time::Duration;
///
/// #[test]
/// fn a_visitor_is_forgotten_after_a_day() {
///     let host = TestHost::new();
///     let visits = host.deploy_crate(".");
///     visits.invoke(Request::post("/ada")).assert_text("1");
///     visits.invoke(Request::post("/ada")).assert_text("2");
///     host.clock().advance(Duration::from_secs(24 * 3600));
///     visits.invoke(Request::post("/ada")).assert_text("1");
/// }
/// ```
#[derive(Debug)]
pub struct TestHost {
    host: Host,
    runtime: Arc<Runtime>,
}

impl TestHost {
    /// Makes a host.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// Makes a host, after changing something of how it is made.
    ///
    /// # Examples
    ///
    /// ```
    /// use momento_functions_test_host::{Limits, TestHost};
    ///
    /// let host = TestHost::with(|builder| builder.limits(Limits::service()).seed(7));
    /// assert_eq!(host.limits(), &Limits::service());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with(change: impl FnOnce(HostBuilder) -> HostBuilder) -> Self {
        outside_of_async();
        let host = change(Host::builder().for_tests()).build();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Self {
            host: host.unwrap_or_else(|error| fail("the host cannot be made", &error)),
            runtime: Arc::new(
                runtime.unwrap_or_else(|error| fail("the host has no runtime", &error)),
            ),
        }
    }

    /// Builds the function of a crate and deploys it under the crate's name: `"."` is the crate whose test
    /// runs. It is built once, however many tests deploy it.
    #[must_use]
    #[track_caller]
    pub fn deploy_crate(&self, folder: impl AsRef<Path>) -> TestFunction {
        match build_crate(folder.as_ref()) {
            Ok(built) => self.deploy(&built.name, built.wasm),
            Err(error) => fail("the function is not built", &error),
        }
    }

    /// Deploys a function, or a new version of it.
    #[must_use]
    #[track_caller]
    pub fn deploy(&self, name: &str, deployment: impl Into<Deployment>) -> TestFunction {
        match self.host.deploy(name, deployment) {
            Ok(function) => TestFunction::new(function, Arc::clone(&self.runtime)),
            Err(error) => fail(&format!("`{name}` is not deployed"), &error),
        }
    }

    /// Waits until every spawned function has run, those included that they spawn themselves.
    #[track_caller]
    pub fn run_spawned(&self) {
        outside_of_async();
        self.runtime.block_on(self.host.spawned());
    }

    /// Runs a recorded invocation again: see [`Host::replay`].
    #[must_use]
    #[track_caller]
    pub fn replay(&self, record: &InvocationRecord) -> Replayed {
        outside_of_async();
        let replayed = self.runtime.block_on(self.host.replay(record));
        replayed.unwrap_or_else(|error| fail("the record cannot be run", &error))
    }

    /// Runs something async on the host's own runtime.
    #[track_caller]
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        outside_of_async();
        self.runtime.block_on(work)
    }
}

impl HostBuilder {
    /// Sets up what tests want: a [virtual clock](Self::virtual_clock), a fixed [seed](Self::seed),
    /// [scripted HTTP](Self::scripted_http) and [observed calls](Self::observe_calls).
    pub fn for_tests(self) -> Self {
        self.virtual_clock()
            .seed(SEED)
            .scripted_http()
            .observe_calls(true)
    }
}

impl Default for TestHost {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for TestHost {
    type Target = Host;

    fn deref(&self) -> &Host {
        &self.host
    }
}

/// A request that no script answered, and that nobody looked at, fails the test.
impl Drop for TestHost {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            Scripts::verify(&self.host.http());
        }
    }
}

/// A runtime cannot wait for another one.
#[track_caller]
fn outside_of_async() {
    assert!(
        Handle::try_current().is_err(),
        "a TestHost waits, which an async function must not: make the test an ordinary #[test] fn, or use Host::builder().for_tests() with await"
    );
}

#[track_caller]
#[expect(clippy::panic, reason = "a test that cannot go on fails")]
fn fail<T>(what: &str, error: &dyn std::error::Error) -> T {
    panic!("{what}: {error}");
}
