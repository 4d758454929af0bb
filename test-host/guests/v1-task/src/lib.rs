//! A spawn function of the older contract: keeps its payload in the cache, or spawns another one with it.

#![cfg(target_arch = "wasm32")]

use momento_functions_wit::generated::imports::momento::functions::cache_scalar;
use momento_functions_wit::generated::imports::momento::host::spawn;
use momento_functions_wit::generated::spawn_v1;
use spawn_v1::exports::momento::functions::guest_function_spawn::Guest;

struct Component;

impl Guest for Component {
    fn spawned(payload: Vec<u8>) {
        let text = String::from_utf8(payload).unwrap();
        match text.split_once(' ') {
            Some(("spawn", rest)) => {
                let (name, payload) = rest.split_once(' ').unwrap_or((rest, ""));
                let told = format!("{:?}", spawn::spawn_function(name, payload.as_bytes()));
                keep("spawned", &told);
            }
            Some(("fail", why)) => panic!("{why}"),
            _ => keep("payload", &text),
        }
    }
}

fn keep(key: &str, value: &str) {
    cache_scalar::set(key.as_bytes(), value.as_bytes(), 60_000).unwrap();
}

spawn_v1::export_spawn_v1!(Component);
