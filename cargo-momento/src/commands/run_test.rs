//! `cargo momento run-test`: what cargo runs the test binaries of wasm32-wasip2 with.

mod arguments;
mod report;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use momento_functions_test_host::{Ending, Host, Stdio, TestBinary, TestBinaryError, TestCase};

use self::arguments::Libtest;
use self::report::Report;
use crate::cli::RunTestArgs;
use crate::error::{Error, Exit};
use momento_functions_test_host::parse_duration;

/// Says how long a test may take, to a runner that cargo calls.
pub(super) const TIMEOUT_VARIABLE: &str = "MOMENTO_FUNCTIONS_TEST_TIMEOUT";

/// A binary to run, and what it is run with.
struct Job {
    binary: TestBinary,
    is_libtest: bool,
    arguments: Vec<String>,
}

pub(crate) fn run(args: RunTestArgs) -> Result<Exit, Error> {
    let job = Job::load(args)?;
    if !job.is_libtest {
        return job.run_whole();
    }
    let libtest = Libtest::read(&job.arguments)?;
    match libtest.is_for_the_binary() {
        true => job.run_whole(),
        false => job.run_each(&libtest),
    }
}

impl Job {
    fn load(args: RunTestArgs) -> Result<Self, Error> {
        let mut words = args.command.into_iter();
        let path = PathBuf::from(words.next().unwrap_or_default());
        let (code_cache, real_clock) = (args.code_cache, args.real_clock);
        let world = move || match real_clock {
            true => code_cache.apply(Host::builder()),
            false => code_cache.apply(Host::builder().virtual_clock()),
        };
        let binary = TestBinary::open(crate_name(&path), &path, world);
        let mut binary = binary.map_err(|source| match source {
            TestBinaryError::File { .. } => source.into(),
            source => Error::TestBinary {
                path: path.clone(),
                source: Box::new(source),
            },
        })?;
        if let Some(limit) = timeout(args.timeout)? {
            binary = binary.time_limit(limit);
        }
        for (name, value) in args.variables {
            binary = binary.variable(name, value);
        }
        Ok(Self {
            is_libtest: is_test(&path) && binary.is_libtest(),
            binary,
            arguments: words.map(text).collect::<Result<_, _>>()?,
        })
    }

    /// Runs the binary as a process would run: a program, a benchmark, or libtest that is asked for one test.
    fn run_whole(&self) -> Result<Exit, Error> {
        let ended = self.wait(self.binary.run_whole(&self.arguments, Stdio::PassOn))??;
        Ok(match ended {
            Ending::Exit(1) if self.is_libtest => Exit::TestsFailed,
            Ending::Exit(code) => Exit::Code(code),
            Ending::Failed(failure) => {
                eprint!("{}", report::explanation(&failure));
                Exit::TestsFailed
            }
            _ => Exit::TestsFailed,
        })
    }

    /// Runs each of the tests in an instance and a world of its own.
    fn run_each(&self, libtest: &Libtest) -> Result<Exit, Error> {
        let tests = self.list(&libtest.selection)?;
        let all = match libtest.selection.is_empty() {
            true => tests.len(),
            false => self.list(&[])?.len(),
        };
        let began = Instant::now();
        let mut report = Report::new(libtest, all.saturating_sub(tests.len()));
        report.begin(tests.len());
        let threads = libtest.threads.or_else(threads).unwrap_or_else(cores);
        self.binary
            .run_all(&tests, libtest.ignored_too, threads, |outcome| {
                report.tell(outcome);
            })?;
        Ok(report.end(began.elapsed()))
    }

    fn list(&self, selection: &[String]) -> Result<Vec<TestCase>, Error> {
        Ok(self.wait(self.binary.list(selection))??)
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Ok(runtime.map_err(Error::Runtime)?.block_on(work))
    }
}

/// What libtest's variable says.
fn threads() -> Option<NonZeroUsize> {
    std::env::var("RUST_TEST_THREADS").ok()?.parse().ok()
}

fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// What the command line says, or else the environment: cargo passes no options on to its runner.
fn timeout(given: Option<Duration>) -> Result<Option<Duration>, Error> {
    let Some(text) = std::env::var(TIMEOUT_VARIABLE)
        .ok()
        .filter(|_| given.is_none())
    else {
        return Ok(given);
    };
    parse_duration(&text)
        .map(Some)
        .map_err(|_| Error::Argument {
            text: format!("{TIMEOUT_VARIABLE}={text}"),
            what: "duration",
            right: "write it as 100ms, 30s, 5m or 2h",
        })
}

fn text(word: OsString) -> Result<String, Error> {
    word.into_string().map_err(|word| Error::Argument {
        text: word.to_string_lossy().into_owned(),
        what: "argument of a test binary",
        right: "inside WebAssembly arguments are UTF-8",
    })
}

/// The name of the crate that a file was built from: cargo adds a hash to it.
fn crate_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_hash =
        |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match stem.rsplit_once('-') {
        Some((name, hash)) if is_hash(hash) => name.to_owned(),
        _ => stem.into_owned(),
    }
}

/// Whether cargo built a file for `cargo test`. It also runs what `cargo run` has built, and rustdoc runs the
/// code of documentation, of which each piece is a program.
fn is_test(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    let name = path.file_name();
    folder.is_some_and(|folder| folder == "deps")
        && name.is_some_and(|name| name != "rust_out.wasm")
}
