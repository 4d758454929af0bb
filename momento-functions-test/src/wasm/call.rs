use super::Failure;
use crate::{Answer, Request};
use momento_functions_wit::test as host;
use std::time::Duration;

/// Sends a request to the crate's own web function, and waits for its answer.
///
/// The function runs as it would when deployed, in a fresh instance, in the same world as the test: what
/// the test has written to a cache, the function reads, and the other way round.
///
/// # Errors
///
/// The function panicked or went over a limit, or the crate has no web function.
///
/// # Limits
///
/// Of an answer's body 16 MiB are collected.
///
/// # Examples
///
/// ```
/// # #[cfg(target_arch = "wasm32")]
/// # fn example() {
/// use momento_functions_test::{Request, call};
///
/// let answer = call(Request::post("/").body("Ada")).unwrap();
/// assert_eq!(answer.status(), 200);
/// # }
/// ```
pub fn call(request: Request) -> Result<Answer, Failure> {
    host::call(request.raw())
        .map(Answer::new)
        .map_err(Failure::new)
}

/// Runs the crate's own spawn function with a payload, and waits for its end.
///
/// # Errors
///
/// The function failed, panicked or went over a limit, or the crate has no spawn function.
///
/// # Examples
///
/// ```
/// # #[cfg(target_arch = "wasm32")]
/// # fn example() {
/// momento_functions_test::spawn("2026-01").unwrap();
/// # }
/// ```
pub fn spawn(payload: impl AsRef<[u8]>) -> Result<(), Failure> {
    host::spawn(payload.as_ref()).map_err(Failure::new)
}

/// Moves the clock of the test's world forward: what the cache keeps ages by so much, and so do the time of
/// day and [`Instant`](std::time::Instant)s, the function's too.
///
/// # Panics
///
/// The runner was told to take the machine's clock, by `--real-clock`.
///
/// # Limits
///
/// At most 584 years.
///
/// # Examples
///
/// ```
/// # #[cfg(target_arch = "wasm32")]
/// # fn example() {
/// use std::time::Duration;
///
/// momento_functions_test::advance_clock(Duration::from_secs(24 * 3600));
/// # }
/// ```
pub fn advance_clock(by: Duration) {
    host::advance_clock(u64::try_from(by.as_nanos()).unwrap_or(u64::MAX));
}
