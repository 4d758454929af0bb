//! What a handler is: a `fn` of at most one argument, whatever its types, and what those types must be.
//!
//! The two are apart so that rustc complains about a type by its name and not about the `fn`.
use momento_functions_bytes::{Data, Extract};

use crate::__private::spawn::{Answer, body};

/// A `fn` by its arguments, which may be of any type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handler of a spawn function",
    label = "this is not a `fn` of at most 1 argument",
    note = "a spawn function takes its payload and nothing else: nobody waits for it, so there is no request to ask about"
)]
pub trait Handler<Arguments> {
    /// What the `fn` returns, which may be of any type.
    type Output;

    /// Calls the `fn`.
    fn call(self, arguments: Arguments) -> Self::Output;
}

/// The arguments of a `fn` that can be had from a payload.
pub trait Arguments: Sized {
    /// Takes the arguments.
    ///
    /// # Errors
    /// The result of a spawn function whose payload cannot be decoded.
    fn from_payload(payload: Data) -> Result<Self, Answer>;
}

impl<F, Output> Handler<()> for F
where
    F: FnOnce() -> Output,
{
    type Output = Output;

    fn call(self, (): ()) -> Output {
        self()
    }
}

impl<F, A, Output> Handler<(A,)> for F
where
    F: FnOnce(A) -> Output,
{
    type Output = Output;

    fn call(self, (argument,): (A,)) -> Output {
        self(argument)
    }
}

impl Arguments for () {
    fn from_payload(_: Data) -> Result<Self, Answer> {
        Ok(())
    }
}

impl<A: Extract> Arguments for (A,) {
    fn from_payload(payload: Data) -> Result<Self, Answer> {
        Ok((body(payload)?,))
    }
}
