//! Deserializing from names and texts, which is what a query and a path are.

mod parts;
mod problem;
mod text;
mod values;

pub(crate) use parts::Parts;
pub(crate) use problem::Problem;
pub(crate) use text::Text;
pub(crate) use values::Pairs;
