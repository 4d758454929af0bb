//! What a handler is: a `fn` of up to eight arguments, whatever their types, and what those types must be.
//!
//! The two are apart so that rustc complains about a type by its name: it first finds the number of
//! arguments, which always works for a `fn`, and only then asks what each of them is good for.
use momento_functions_bytes::{Data, Extract};

use crate::__private::web::{body, extra};
use crate::{FromInvocation, Response};

/// A `fn` by its arguments, which may be of any type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handler",
    label = "this is not a `fn` of at most 8 arguments",
    note = "a handler is a plain `fn`: what it asks of the invocation comes first, the request's body last"
)]
pub trait Handler<Arguments> {
    /// What the `fn` returns, which may be of any type.
    type Output;

    /// Calls the `fn`.
    fn call(self, arguments: Arguments) -> Self::Output;
}

/// The arguments of a `fn` that can all be had: the last from the body, the others from the invocation.
pub trait Arguments: Sized {
    /// Takes the arguments, in order.
    ///
    /// # Errors
    /// What answers the caller when one of them cannot be had.
    fn from_request(request: Data) -> Result<Self, Response>;
}

impl Arguments for () {
    fn from_request(_: Data) -> Result<Self, Response> {
        Ok(())
    }
}

macro_rules! handler {
    ($($argument:ident)*) => {
        #[allow(non_snake_case, reason = "an argument is named as its type is")]
        impl<F, Output, $($argument),*> Handler<($($argument,)*)> for F
        where
            F: FnOnce($($argument),*) -> Output,
        {
            type Output = Output;

            fn call(self, ($($argument,)*): ($($argument,)*)) -> Output {
                self($($argument),*)
            }
        }
    };
}

macro_rules! arguments {
    ($($extra:ident)* => $body:ident) => {
        impl<$($extra: FromInvocation,)* $body: Extract> Arguments for ($($extra,)* $body,) {
            fn from_request(request: Data) -> Result<Self, Response> {
                Ok(($(extra::<$extra>()?,)* body::<$body>(request)?,))
            }
        }
    };
}

handler!();
handler!(A);
handler!(A B);
handler!(A B C);
handler!(A B C D);
handler!(A B C D E);
handler!(A B C D E G);
handler!(A B C D E G H);
handler!(A B C D E G H I);

arguments!(=> A);
arguments!(A => B);
arguments!(A B => C);
arguments!(A B C => D);
arguments!(A B C D => E);
arguments!(A B C D E => G);
arguments!(A B C D E G => H);
arguments!(A B C D E G H => I);
