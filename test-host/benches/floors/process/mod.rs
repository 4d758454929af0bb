//! Parts of a measurement that need a process of their own: this program, started anew.

mod child;
mod role;
mod usage;

pub use child::Child;
pub use role::Role;
pub use usage::{cpu_time, resident};
