use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use wasmtime::UpdateDeadline;

/// The turns of a guest, each a poll of the task that drives it: INV.3.
#[derive(Clone, Default)]
pub(in crate::invocation) struct Turn(Arc<Flags>);

#[derive(Default)]
struct Flags {
    /// Whether a turn began since the guest's slice did: then the guest had been waiting for something.
    began: AtomicBool,
    /// Whether the guest has stopped at the end of a slice, for others to go on.
    gives_way: AtomicBool,
}

impl Turn {
    /// Begins a turn.
    pub(in crate::invocation) fn begin(&self) {
        self.0.began.store(true, Ordering::Relaxed);
    }

    /// Tells whether the guest would go on if it were let.
    pub(super) fn gives_way(&self) -> bool {
        self.0.gives_way.load(Ordering::Relaxed)
    }

    /// Runs an invocation turn by turn.
    pub(super) async fn by_turn<T>(self, invocation: impl Future<Output = T>) -> T {
        let mut invocation = pin!(invocation);
        poll_fn(|context| {
            self.begin();
            invocation.as_mut().poll(context)
        })
        .await
    }

    /// Begins the first slice.
    pub(super) fn begin_slice(&self) {
        self.0.began.store(false, Ordering::Relaxed);
    }

    /// Has the guest give way; one that has just waited gets a slice first.
    pub(super) fn end_slice(&self) -> UpdateDeadline {
        match self.0.began.swap(false, Ordering::Relaxed) {
            true => UpdateDeadline::Continue(1),
            false => UpdateDeadline::YieldCustom(1, Box::pin(self.clone().give_way())),
        }
    }

    /// Lets the runtime look at its timers and sockets, and goes on behind all that they have woken.
    async fn give_way(self) {
        self.0.gives_way.store(true, Ordering::Relaxed);
        give_way().await;
        self.0.gives_way.store(false, Ordering::Relaxed);
        self.begin_slice();
    }
}

/// Goes on behind all that can go on now, and all that has come by a socket or a timer.
pub(crate) async fn give_way() {
    // After this the runtime has looked, and runs what it has woken last: the guest, as a rule.
    tokio::task::yield_now().await;
    let mut behind = false;
    poll_fn(|context| match std::mem::replace(&mut behind, true) {
        true => Poll::Ready(()),
        // A task that wakes itself goes on behind all others.
        false => {
            context.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::Turn;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::AsyncReadExt as _;
    use tokio::net::{TcpListener, TcpStream};

    const SLICES: usize = 1000;

    async fn connection() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (near, far) = tokio::join!(TcpStream::connect(address), listener.accept());
        (near.unwrap(), far.unwrap().0)
    }

    /// INV.3
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn what_has_come_by_a_socket_is_served_before_the_next_slice() {
        let (near, mut far) = connection().await;
        let read = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&read);
        let busy = tokio::spawn(async move {
            tokio::spawn(async move {
                while far.read_exact(&mut [0]).await.is_ok() {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            });
            let mut late = 0;
            for slice in 1..=SLICES {
                near.try_write(b"a").unwrap();
                Turn::default().give_way().await;
                late += usize::from(read.load(Ordering::Relaxed) < slice);
            }
            late
        });
        let late = busy.await.unwrap();
        // The kernel may take its time to hand a byte over.
        assert!(late < SLICES / 10, "{late} of {SLICES} came late");
    }
}
