//! Each host call of the current contract, made natively through its crate.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aws;
mod cache;
mod scripted;
mod services;
