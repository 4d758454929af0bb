//! Disposable tokens: what they allow and how long. How they are signed is the host's.

mod error;
mod expiry;
mod grammar;
mod parse;
mod permissions;
mod scope;
#[cfg(test)]
mod tests;

pub use error::TokenError;
pub use expiry::{MAX_VALID_FOR, valid_until};
pub use permissions::{Action, MAX_STATEMENTS, Permissions};
