//! Functions that run in the background: from the call that spawns one to what came of it.

mod outcome;
mod queue;
mod report;
mod result;
mod spawned;

pub use outcome::SpawnOutcome;
pub(crate) use queue::SpawnQueue;
pub use result::SpawnResult;
pub use spawned::Spawned;
