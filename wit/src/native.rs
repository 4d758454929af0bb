//! What answers host calls off wasm32: a host that a native test sets for its thread.
//!
//! A function that runs as a component is answered by the service, or by the test host. The same
//! code compiled for the developer's own machine (a unit test, a debugger, a fuzzer) has nobody to
//! ask, so [`scope`] names somebody: a value that implements [`Host`] and, for each interface that
//! the code calls, that interface's own `Host` trait. The crate `momento-functions-test` has one that
//! does what the service does.
//!
//! # Examples
//! ```
//! use momento_functions_wit::{native, spawn};
//!
//! struct Refuse;
//!
//! impl spawn::Host for Refuse {
//!     fn spawn_function(&self, name: &str, _data: &[u8]) -> Result<(), spawn::SpawnError> {
//!         Err(spawn::SpawnError::Limit(format!("{name} may not start")))
//!     }
//! }
//!
//! impl native::Host for Refuse {
//!     fn spawn(&self) -> Option<&dyn spawn::Host> {
//!         Some(self)
//!     }
//! }
//!
//! let answer = native::scope(Refuse, || spawn::spawn_function("report", b"{}"));
//! assert!(matches!(answer, Err(spawn::SpawnError::Limit(why)) if why == "report may not start"));
//! ```
use std::any::{Any, type_name};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

thread_local! {
    /// The scopes that are open on this thread, the innermost last.
    static SCOPES: RefCell<Vec<Scope>> = const { RefCell::new(Vec::new()) };
    /// How many invocations this thread had.
    static INVOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Scope {
    host: Rc<dyn Host>,
    invocation: u64,
}

macro_rules! host {
    ($($interface:ident = $($module:ident)::+),+ $(,)?) => {
        /// A native host: which interfaces it offers.
        ///
        /// Every method gives `None` unless it is written: calling into an interface that is not
        /// offered panics, and the text names the method to write.
        pub trait Host {
            $(
                #[doc = concat!("Gives the part that answers [`", stringify!($interface), "`](trait@crate", $("::", stringify!($module),)+ "::Host).")]
                fn $interface(&self) -> Option<&dyn crate::$($module)::+::Host> {
                    None
                }
            )+
        }

        /// A shared host: the test keeps one handle and looks into it after the scope.
        impl<H: Host + ?Sized> Host for Rc<H> {
            $(
                fn $interface(&self) -> Option<&dyn crate::$($module)::+::Host> {
                    (**self).$interface()
                }
            )+
        }
    };
}

host! {
    system = system,
    web_function_support = web_function_support,
    web_function_stream = web_function_stream,
    http = http,
    log = log,
    cache_scalar = cache_scalar,
    cache_list = cache_list,
    topic = topic,
    token = token,
    valkey = valkey,
    spawn = spawn,
    test = test,
    aws_auth = aws_auth,
    aws_ddb = aws_ddb,
    aws_s3 = aws_s3,
    aws_secrets = aws_secrets,
    aws_lambda = aws_lambda,
    v1_web_function_support = v1::web_function_support,
    v1_http = v1::http,
    v1_logging = v1::logging,
    v1_cache_scalar = v1::cache_scalar,
    v1_cache_list = v1::cache_list,
    v1_topic = v1::topic,
    v1_token = v1::token,
    v1_redis = v1::redis,
    v1_spawn = v1::spawn,
    v1_aws_auth = v1::aws_auth,
    v1_aws_ddb = v1::aws_ddb,
    v1_aws_s3 = v1::aws_s3,
    v1_aws_secrets = v1::aws_secrets,
    v1_aws_lambda = v1::aws_lambda,
}

/// Runs code whose host calls `host` answers, on this thread only.
///
/// Scopes nest: the innermost host answers alone, and the one before it is back when the inner
/// scope ends, also when it ends by a panic. A thread that the code starts has no host of its own.
///
/// # Examples
/// See the [module](self).
pub fn scope<R>(host: impl Host + 'static, run: impl FnOnce() -> R) -> R {
    let scope = Scope {
        host: Rc::new(host),
        invocation: next_invocation(),
    };
    SCOPES.with_borrow_mut(|scopes| scopes.push(scope));
    let _restore = Restore;
    run()
}

/// Begins another invocation in the innermost scope: what was kept of the one before it is asked for anew.
pub fn begin_invocation() {
    let next = next_invocation();
    SCOPES.with_borrow_mut(|scopes| {
        if let Some(scope) = scopes.last_mut() {
            scope.invocation = next;
        }
    });
}

/// Gives the number of the thread's invocation, which none before it had; none without a host.
///
/// Each scope is an invocation, until [`begin_invocation`] begins another in it.
#[must_use]
pub fn invocation() -> Option<u64> {
    SCOPES.with_borrow(|scopes| scopes.last().map(|scope| scope.invocation))
}

fn next_invocation() -> u64 {
    let next = INVOCATIONS.get().wrapping_add(1);
    INVOCATIONS.set(next);
    next
}

/// Closes a scope when dropped, by return or by unwinding.
struct Restore;

impl Drop for Restore {
    fn drop(&mut self) {
        // The host's own drop may make host calls or open scopes: not while the list is borrowed.
        let closed = SCOPES.with_borrow_mut(Vec::pop);
        drop(closed);
    }
}

/// The host of this thread, for the host call named `call`.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "a host call without a host has no error to return; this one unwinds, so a test reports it"
)]
pub(crate) fn current(call: &str) -> Rc<dyn Host> {
    match innermost() {
        Some(host) => host,
        None => panic!("{}", without_host(call)),
    }
}

/// What a host offers for the interface of `call`.
#[track_caller]
#[expect(clippy::panic, reason = "as for a missing host")]
pub(crate) fn offered<'h, I: ?Sized>(call: &str, interface: Option<&'h I>) -> &'h I {
    match interface {
        Some(interface) => interface,
        None => panic!("{}", without_interface(call)),
    }
}

/// Whether this thread has a host, of which `ask` says yes.
pub(crate) fn is_offered(ask: impl FnOnce(&dyn Host) -> bool) -> bool {
    innermost().is_some_and(|host| ask(&*host))
}

/// What this thread's host gives, if there is one and it gives it.
pub(crate) fn ask<R>(ask: impl FnOnce(&dyn Host) -> Option<R>) -> Option<R> {
    ask(&*innermost()?)
}

fn innermost() -> Option<Rc<dyn Host>> {
    SCOPES.with_borrow(|scopes| scopes.last().map(|scope| Rc::clone(&scope.host)))
}

fn without_host(call: &str) -> String {
    format!(
        "host call `{call}` without a host: only a function that runs as a component has one. \
         Natively, write `#[momento_functions_test::test]` in place of `#[test]`, \
         or run this code inside `momento_functions_test::run(|host| …)`, on the same thread; \
         `momento_functions_wit::native::scope(host, || …)` takes a host of your own, \
         and `momento-functions-test-host` runs the built function"
    )
}

fn without_interface(call: &str) -> String {
    let interface = call.split("::").next().unwrap_or(call);
    format!(
        "host call `{call}` without a host: the host that `momento_functions_wit::native::scope` set for this thread \
         does not offer `{interface}`; let its `native::Host::{interface}` return one"
    )
}

/// What stands behind a native resource: whatever the native host keeps there.
pub(crate) struct Resource {
    value: Box<dyn Any>,
    kind: &'static str,
}

impl Resource {
    pub(crate) fn new<T: Any>(value: T) -> Self {
        Self {
            value: Box::new(value),
            kind: type_name::<T>(),
        }
    }

    pub(crate) fn get<T: Any>(&self) -> Option<&T> {
        self.value.downcast_ref()
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }
}

#[cfg(test)]
mod tests;
