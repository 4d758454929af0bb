//! A spawn function, which answers no HTTP request.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::bytes::Data;
use momento_functions_wit::generated::spawn_v2;
use spawn_v2::exports::momento::spawn_function::guest_function_spawn::{
    Guest, SpawnFailure, SpawnSuccess,
};

struct Component;

impl Guest for Component {
    fn spawned(_: Data) -> Result<SpawnSuccess, SpawnFailure> {
        Ok(SpawnSuccess::Ok)
    }
}

spawn_v2::export_spawn_v2!(Component);
