//! Host calls of `momento:spawn/spawn@1.0.0`: starting a function in the background.
use crate::generated::imports::momento::spawn::spawn as binding;
use crate::seam::seam;

pub use binding::SpawnError;

seam! { spawn {
    fn spawn_function(name: &str, data: &[u8]) -> Result<(), SpawnError> = binding::spawn_function;
}}
