//! Disposable tokens: what they allow and how long, and how they are signed.

mod authority;
mod error;
mod expiry;
mod grammar;
mod parse;
mod permissions;
mod scope;
#[cfg(test)]
mod tests;

pub use authority::{DisposableToken, Grant, NoGrant, Term, TokenAuthority};
pub use error::TokenError;
pub use expiry::{MAX_VALID_FOR, valid_until};
pub use permissions::{Action, MAX_STATEMENTS, Permissions};
