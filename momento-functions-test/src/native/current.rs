use super::NativeHost;
use std::cell::RefCell;
use std::time::Duration;

thread_local! {
    /// The host of the test that runs on this thread.
    static CURRENT: RefCell<Option<NativeHost>> = const { RefCell::new(None) };
}

/// Runs a test with a host of its own, on this thread.
///
/// # Panics
///
/// The thread has a native host already, or the test sent a request that no script answers and did not
/// look at [`unmatched`](momento_functions_models::http_script::Scripts::unmatched).
///
/// # Examples
///
/// ```
/// use momento_functions_cache as cache;
/// use std::time::Duration;
///
/// momento_functions_test::run(|host| {
///     cache::set("visits", "7", Duration::from_secs(60)).unwrap();
///     host.clock().advance(Duration::from_secs(61));
///     assert_eq!(cache::get::<String>("visits").unwrap(), None);
/// });
/// ```
#[track_caller]
pub fn run<R>(test: impl FnOnce(&NativeHost) -> R) -> R {
    let host = NativeHost::new();
    host.run(|| test(&host))
}

/// Gives the host of the test that runs on this thread, to seed it and to look into it.
///
/// # Panics
///
/// The thread has none: the test has neither the attribute nor [`run`] around it.
///
/// # Examples
///
/// ```
/// # momento_functions_test::run(|_| {
/// let cache = momento_functions_test::host().cache("default");
/// cache.set(b"key", b"value", 60_000).unwrap();
/// # });
/// ```
#[must_use]
#[track_caller]
#[expect(clippy::panic, reason = "a test that is written wrong has to fail")]
pub fn host() -> NativeHost {
    match CURRENT.with_borrow(Clone::clone) {
        Some(host) => host,
        None => panic!(
            "there is no native host on this thread: write `#[momento_functions_test::test]` in place of `#[test]`, \
             or put `momento_functions_test::run(|host| …)` around the test; a thread that the test starts has no host"
        ),
    }
}

/// Moves the clock of the test's host forward, natively as inside WebAssembly.
///
/// # Panics
///
/// The thread has no host: see [`host`].
///
/// # Examples
///
/// ```
/// use momento_functions_test::advance_clock;
/// use std::time::Duration;
///
/// # momento_functions_test::run(|_| {
/// let began = momento_functions_system::now();
/// advance_clock(Duration::from_secs(24 * 60 * 60));
/// assert_eq!(momento_functions_system::now(), began + Duration::from_secs(24 * 60 * 60));
/// # });
/// ```
#[track_caller]
pub fn advance_clock(by: Duration) {
    host().clock().advance(by);
}

/// Makes a host the current one for as long as what it gives lives.
#[track_caller]
#[expect(clippy::panic, reason = "a test that is written wrong has to fail")]
pub(super) fn enter(host: &NativeHost) -> Entered {
    let other = CURRENT.with_borrow_mut(|current| match current {
        Some(_) => true,
        None => {
            *current = Some(host.clone());
            false
        }
    });
    if other {
        panic!(
            "this thread has a native host already, and a function asks one host alone: \
             seed the one that is there, `momento_functions_test::host()`, or end its `run` before the next"
        );
    }
    Entered
}

/// Leaves the thread without a host when dropped, by return or by unwinding.
pub(super) struct Entered;

impl Drop for Entered {
    fn drop(&mut self) {
        // What is dropped with the host may ask for it.
        drop(CURRENT.with_borrow_mut(Option::take));
    }
}
