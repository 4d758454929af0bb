//! What a guest waits for when it sleeps.

use std::sync::Arc;
use std::time::Duration;

use momento_functions_models::Clock;
use wasmtime_wasi_io::async_trait;
use wasmtime_wasi_io::poll::Pollable;

use crate::time;

/// Ready once the clock shows the deadline.
pub(super) struct Sleep {
    clock: Arc<dyn Clock>,
    deadline: Duration,
}

impl Sleep {
    pub(super) fn new(clock: Arc<dyn Clock>, deadline: Duration) -> Self {
        Self { clock, deadline }
    }
}

#[async_trait]
impl Pollable for Sleep {
    async fn ready(&mut self) {
        time::sleep_until(&*self.clock, self.deadline).await;
    }
}
