use super::{MAX_THREADS, TestBinary, TestBinaryError, TestCase, TestOutcome};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

impl TestBinary {
    /// Runs tests on as many threads, 16 at most, and tells of each when it has ended.
    ///
    /// # Errors
    ///
    /// A thread cannot be started, or a test's host cannot be made.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::{Host, TestBinary};
    ///
    /// # let wasm: &[u8] = b"";
    /// let binary = TestBinary::load("hello", wasm, Host::builder)?;
    /// let tests = binary.list(&[]).await?;
    /// let threads = std::thread::available_parallelism()?;
    /// binary.run_all(&tests, false, threads, |outcome| println!("{}", outcome.name))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_all(
        &self,
        tests: &[TestCase],
        ignored_too: bool,
        threads: NonZeroUsize,
        mut tell: impl FnMut(TestOutcome),
    ) -> Result<(), TestBinaryError> {
        let next = AtomicUsize::new(0);
        let (sender, outcomes) = mpsc::channel();
        let next = &next;
        // The receiver goes with the first error, and then no further test begins.
        thread::scope(move |scope| {
            let threads = threads.get().min(MAX_THREADS);
            for _ in 0..threads.min(tests.len()) {
                let sender = sender.clone();
                let work = move || {
                    if let Err(error) = self.work(tests, ignored_too, next, &sender) {
                        // Whoever has gone has told an error already.
                        let _ = sender.send(Err(error));
                    }
                };
                thread::Builder::new().spawn_scoped(scope, work)?;
            }
            drop(sender);
            outcomes
                .iter()
                .try_for_each(|outcome| outcome.map(&mut tell))
        })
    }

    /// Runs the next test that nobody has begun, and so on to the last.
    fn work(
        &self,
        tests: &[TestCase],
        ignored_too: bool,
        next: &AtomicUsize,
        outcomes: &mpsc::Sender<Result<TestOutcome, TestBinaryError>>,
    ) -> Result<(), TestBinaryError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        while let Some(test) = tests.get(next.fetch_add(1, Ordering::Relaxed)) {
            let outcome = runtime.block_on(self.run(test, ignored_too))?;
            if outcomes.send(Ok(outcome)).is_err() {
                break;
            }
        }
        Ok(())
    }
}
