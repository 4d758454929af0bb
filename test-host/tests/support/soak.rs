//! Invocations of all kinds, without an end, and what is left of them.

use super::hostile::script;
use super::{example, guest};
use momento_functions_test_host::{
    CacheLimits, Function, Host, InvocationErrorKind, Limits, Outcome, Request,
};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// How many invocations are under way at once.
const AT_ONCE: usize = 8;

/// How many invocations of an engine may live at once.
const INSTANCES: u32 = 32;

/// Far more than anything here may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The functions that are invoked, and a part of their host.
#[derive(Clone)]
pub struct Soak {
    host: Host,
    ping: Function,
    hostile: Function,
    stream: Function,
    part: Weak<()>,
}

impl Soak {
    pub fn new(runtime: &Runtime) -> Self {
        let limits = Limits::default().with_fuel(1_000_000);
        let limits = limits.with_instances(INSTANCES).with_spawn_concurrency(4);
        let cache = CacheLimits::default().with_bytes(1 << 20);
        let host = Host::builder().limits(limits).cache_limits(cache);
        let host = host.build().unwrap();
        let deploy = |name, wasm: Vec<u8>| host.deploy(name, wasm).unwrap();
        let part = Arc::new(());
        let soak = Self {
            ping: deploy("ping", example("web-ping")),
            hostile: deploy("hostile", guest("hostile")),
            stream: deploy("stream", guest("stream")),
            part: Arc::downgrade(&part),
            host: host.clone(),
        };
        deploy("spawned", guest("task"));
        host.on_spawned(move |_| drop(Arc::clone(&part)));
        runtime.block_on(soak.clone().turn(0));
        soak
    }

    /// Makes so many invocations, and waits for what they have spawned.
    pub fn round(&self, runtime: &Runtime, invocations: usize) {
        let worker = |first: usize| {
            let soak = self.clone();
            runtime.spawn(async move {
                for turn in (first..invocations).step_by(AT_ONCE) {
                    soak.clone().turn(turn).await;
                }
            })
        };
        let workers: Vec<_> = (0..AT_ONCE).map(worker).collect();
        runtime.block_on(async {
            for worker in workers {
                worker.await.unwrap();
            }
            self.host.spawned().await;
        });
    }

    /// One invocation, and of each kind one in its turn; most are pings.
    async fn turn(self, turn: usize) {
        match turn % 16 {
            // A value that changes its size, and is read again.
            1 | 9 => self.run(&[(b'C', (turn / 16 % 3) as u8), (b'q', 0)]).await,
            2 => self.run(&[(b'j', 2), (b'b', 8)]).await,
            3 | 11 => self.streams().await,
            5 => self.fails(b'!', InvocationErrorKind::Trap).await,
            6 => self.fails(b'S', InvocationErrorKind::FuelLimit).await,
            7 => self.run(&[(b'y', 1)]).await,
            10 => self.run(&[(b'l', 1), (b'd', 3), (b'h', 1)]).await,
            13 => self.goes_away().await,
            _ => {
                let outcome = self.ping.invoke(Request::get("/")).await;
                assert_eq!(outcome.response.text(), "pong", "{outcome:?}");
            }
        }
    }

    async fn invoke(&self, steps: &[(u8, u8)]) -> Outcome {
        let body = script(steps, b"some more");
        self.hostile
            .invoke(Request::post("/a?b=c").body(body))
            .await
    }

    async fn run(&self, steps: &[(u8, u8)]) {
        let outcome = self.invoke(steps).await;
        assert_eq!(outcome.response.text(), "done", "{outcome:?}");
    }

    async fn fails(&self, letter: u8, kind: InvocationErrorKind) {
        let outcome = self.invoke(&[(letter, 0)]).await;
        assert_eq!(outcome.error.map(|error| error.kind()), Some(kind));
    }

    async fn streams(&self) {
        let request = Request::post("/").body("start\t200\ta\tb\ndata\tone\nsse\t-\t-\ttwo");
        let outcome = self.stream.invoke(request).await;
        assert_eq!(outcome.response.text(), "onedata: two\n\n", "{outcome:?}");
    }

    /// A caller that leaves amid an answer.
    async fn goes_away(&self) {
        let request = Request::post("/").body("sse\t-\t-\tone\nspin");
        let answer = self.stream.start(request).await;
        assert_eq!(answer.status(), 200);
    }

    /// Ends the host, and tells what is left of its invocations: nothing, as it should be.
    pub fn left(self, runtime: Runtime) -> Vec<String> {
        let mut left = Vec::new();
        runtime.block_on(async {
            let mut held = Vec::new();
            for _ in 0..INSTANCES {
                let request = Request::post("/").body("sse\t-\t-\tone\nspin");
                held.push(self.stream.start(request).await);
            }
            let had = held.iter().filter(|answer| answer.status() == 200).count();
            if had < held.len() {
                left.push(format!("{had} of {INSTANCES} places can be had"));
            }
        });
        let live = self.host.metrics().live;
        left.extend((live > 0).then(|| format!("{live} invocations live")));
        let part = self.part.clone();
        drop(self);
        let metrics = runtime.metrics();
        let began = Instant::now();
        while metrics.num_alive_tasks() > 0 && began.elapsed() < PATIENCE {
            std::thread::yield_now();
        }
        left.extend((metrics.num_alive_tasks() > 0).then(|| "a task lives".to_owned()));
        left.extend(part.upgrade().map(|_| "the host lives".to_owned()));
        left
    }
}
