//! How much spawned work a host holds: what waits, what runs, and what their payloads take.

mod bounds;
mod load;
mod refusal;
#[cfg(test)]
mod tests;

pub use bounds::SpawnBounds;
pub use load::SpawnLoad;
pub use refusal::SpawnRefusal;
