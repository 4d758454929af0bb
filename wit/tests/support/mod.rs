//! What the tests of the shapes share: printing them, and comparing two prints.
pub(crate) mod diff;
pub(crate) mod shapes;
