use crate::Bottom;
use crate::bindings::exports::wasi::random::{insecure, insecure_seed};
use crate::bindings::wasi::random::random::{get_random_bytes, get_random_u64};

impl insecure::Guest for Bottom {
    fn get_insecure_random_bytes(size: u64) -> Vec<u8> {
        get_random_bytes(size)
    }

    fn get_insecure_random_u64() -> u64 {
        get_random_u64()
    }
}

impl insecure_seed::Guest for Bottom {
    fn insecure_seed() -> (u64, u64) {
        (get_random_u64(), get_random_u64())
    }
}
