//! Time, the environment and random numbers, the same for every way that a function is built.
//!
//! On wasm32-wasip2 std has most of it. In a lean function (wasm32-unknown-unknown) std has nothing there:
//! a clock panics, a variable is missing. Here each call is an import of WASI then, which a component has
//! only where it makes the call. Natively the thread's host is asked, if it has a system of its own.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::sync::OnceLock;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::time::Instant;
use std::time::{Duration, SystemTime};

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use crate::generated::wasi::wasi;
#[cfg(not(target_arch = "wasm32"))]
use crate::native;

/// A system of a native host's own: its clock and its environment, in place of the machine's.
#[cfg(not(target_arch = "wasm32"))]
pub trait Host {
    /// Gives the time of day.
    fn now(&self) -> SystemTime;
    /// Gives the time since some moment, by a clock that never goes back.
    fn elapsed(&self) -> Duration;
    /// Gives a variable of the environment, where it is set.
    fn variable(&self, name: &str) -> Option<String>;
}

/// Gives the time of day.
#[must_use]
pub fn now() -> SystemTime {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    {
        let time = wasi::clocks::wall_clock::now();
        let since_1970 = Duration::new(time.seconds, 0)
            .saturating_add(Duration::from_nanos(time.nanoseconds.into()));
        SystemTime::UNIX_EPOCH
            .checked_add(since_1970)
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }
    #[cfg(all(target_arch = "wasm32", not(target_os = "unknown")))]
    {
        SystemTime::now()
    }
    #[cfg(not(target_arch = "wasm32"))]
    native::ask(|host| host.system().map(Host::now)).unwrap_or_else(SystemTime::now)
}

/// Gives the time since some moment, by a clock that never goes back.
#[must_use]
pub fn elapsed() -> Duration {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    {
        Duration::from_nanos(wasi::clocks::monotonic_clock::now())
    }
    #[cfg(all(target_arch = "wasm32", not(target_os = "unknown")))]
    {
        std_elapsed()
    }
    #[cfg(not(target_arch = "wasm32"))]
    native::ask(|host| host.system().map(Host::elapsed)).unwrap_or_else(std_elapsed)
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn std_elapsed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Gives a variable of the environment, where it is set and is UTF-8.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    {
        let all = wasi::cli::environment::get_environment();
        all.into_iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }
    #[cfg(all(target_arch = "wasm32", not(target_os = "unknown")))]
    {
        std::env::var(name).ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    match native::ask(|host| host.system().map(|system| system.variable(name))) {
        Some(variable) => variable,
        None => std::env::var(name).ok(),
    }
}

/// Fills `bytes` with random numbers.
///
/// Natively, which is in tests, they come from the seed of std's hash maps, and are not fit for secrets.
pub fn random(bytes: &mut [u8]) {
    for piece in bytes.chunks_mut(MAX_RANDOM) {
        random_piece(piece);
    }
}

/// How many random bytes are asked for at once: what POSIX lets `getentropy` give.
const MAX_RANDOM: usize = 256;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn random_piece(bytes: &mut [u8]) {
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    let random = wasi::random::random::get_random_bytes(length);
    for (byte, random) in bytes.iter_mut().zip(random) {
        *byte = random;
    }
}

#[cfg(all(target_arch = "wasm32", not(target_os = "unknown")))]
#[allow(unsafe_code, reason = "std has no stable call for what its libc has")]
fn random_piece(bytes: &mut [u8]) {
    unsafe extern "C" {
        fn getentropy(buffer: *mut u8, length: usize) -> i32;
    }
    // SAFETY: it writes `length` bytes, which the slice has.
    let result = unsafe { getentropy(bytes.as_mut_ptr(), bytes.len()) };
    assert_eq!(result, 0, "the host has no random numbers");
}

#[cfg(not(target_arch = "wasm32"))]
fn random_piece(bytes: &mut [u8]) {
    use std::hash::{BuildHasher as _, RandomState};
    for piece in bytes.chunks_mut(8) {
        let number = RandomState::new().hash_one(0_u8).to_ne_bytes();
        for (byte, random) in piece.iter_mut().zip(number) {
            *byte = random;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_day_is_the_systems() {
        let (before, now, after) = (SystemTime::now(), now(), SystemTime::now());
        assert!(before <= now && now <= after);
    }

    /// KIT.33
    #[test]
    fn a_native_host_may_have_a_clock_and_an_environment_of_its_own() {
        struct Own;
        impl Host for Own {
            fn now(&self) -> SystemTime {
                SystemTime::UNIX_EPOCH
            }
            fn elapsed(&self) -> Duration {
                Duration::from_secs(7)
            }
            fn variable(&self, name: &str) -> Option<String> {
                (name == "REGION").then(|| "eu".to_owned())
            }
        }
        impl native::Host for Own {
            fn system(&self) -> Option<&dyn Host> {
                Some(self)
            }
        }
        native::scope(Own, || {
            assert_eq!(
                (now(), elapsed()),
                (SystemTime::UNIX_EPOCH, Duration::from_secs(7))
            );
            assert_eq!(variable("REGION").as_deref(), Some("eu"));
            assert_eq!(variable("PATH"), None, "the machine's own are not seen");
        });
        assert_eq!(variable("REGION"), None);
    }

    #[test]
    fn the_other_clock_never_goes_back() {
        let first = elapsed();
        assert!(first <= elapsed());
    }

    #[test]
    fn a_variable_is_the_environments() {
        assert_eq!(variable("PATH"), std::env::var("PATH").ok());
        assert_eq!(variable("MOMENTO_NOT_SET"), None);
    }

    #[test]
    fn random_bytes_fill_the_whole_and_differ() {
        let (mut first, mut second) = ([0; 37], [0; 37]);
        random(&mut first);
        random(&mut second);
        assert_ne!(first, second);
        assert_ne!(first[32..], [0; 5]);
    }
}
