//! What was measured, and how it is told.

mod document;
mod goal;
mod json;
mod machine;
mod row;
mod spread;
mod table;

pub use document::write;
pub use goal::Goal;
pub use json::json;
pub use machine::Machine;
pub use row::Row;
pub use spread::Spread;
pub use table::{markdown, text};
