//! What a guest waits for when it sleeps.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use momento_functions_models::Clock;
use tokio::time::sleep;
use wasmtime_wasi_io::async_trait;
use wasmtime_wasi_io::poll::Pollable;

/// Ready once the clock shows the deadline.
pub(super) struct Sleep {
    clock: Arc<dyn Clock>,
    deadline: Duration,
}

impl Sleep {
    pub(super) fn new(clock: Arc<dyn Clock>, deadline: Duration) -> Self {
        Self { clock, deadline }
    }

    /// Waits for a clock that somebody moves. A clock that runs by itself gives up at once, with the time left.
    async fn moved(&self) -> Result<(), Duration> {
        poll_fn(|context| self.poll_moved(context)).await
    }

    fn poll_moved(&self, context: &mut Context<'_>) -> Poll<Result<(), Duration>> {
        // Registered before the clock is read, so that no move in between is missed.
        let moved_by_hand = self.clock.wake_at(self.deadline, context.waker());
        match self.deadline.saturating_sub(self.clock.monotonic()) {
            Duration::ZERO => Poll::Ready(Ok(())),
            _ if moved_by_hand => Poll::Pending,
            left => Poll::Ready(Err(left)),
        }
    }
}

#[async_trait]
impl Pollable for Sleep {
    async fn ready(&mut self) {
        while let Err(left) = self.moved().await {
            sleep(left).await;
        }
    }
}
