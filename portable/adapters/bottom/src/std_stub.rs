//! What std brings into a function: there are no files and no terminals, and a process cannot end.

mod cli;
mod filesystem;
mod random;

/// A resource of which there is none.
pub(crate) enum Never {}
