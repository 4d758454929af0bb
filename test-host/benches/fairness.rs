//! How long a ping takes beside functions that never wait.
//!
//! `cargo bench -p momento-functions-test-host --bench fairness` sends pings to a service one after the other:
//! alone, beside one busy invocation a core, and beside four. It prints, in milliseconds, how long an answer
//! took. `--pings N` sends another number of them than 1,000.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what goes wrong here ends the measurement"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use momento_functions_test_host::service::Service;
use momento_functions_test_host::{Function, Host, Limits, Request};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use std::{env, thread};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

const PINGS: usize = 1_000;

fn main() {
    let pings = argument("--pings").unwrap_or(PINGS);
    let runtime = Runtime::new().unwrap();
    let limits = Limits::default().with_time(Duration::from_secs(3600));
    let host = Host::builder().limits(limits).build().unwrap();
    let busy = host.deploy("busy", support::guest("trouble")).unwrap();
    host.deploy("ping", support::example("web-ping")).unwrap();
    let address = serve(&runtime, &host);
    let cores = runtime.metrics().num_workers();
    println!("{pings} pings to {cores} cores, in ms      p50      p99      max");
    for spinners in [0, cores, 4 * cores] {
        let spinning = spin(&runtime, &busy, spinners);
        tell(spinners, measure(address, pings));
        spinning.iter().for_each(JoinHandle::abort);
    }
}

fn argument(name: &str) -> Option<usize> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    let value = arguments.nth(1)?;
    Some(value.parse().expect("a number of pings"))
}

fn serve(runtime: &Runtime, host: &Host) -> SocketAddr {
    let bind = Service::builder(host.clone()).bind(([127, 0, 0, 1], 0).into());
    let service = runtime.block_on(bind).unwrap();
    let address = service.local_addr();
    runtime.spawn(service.run(std::future::pending()));
    address
}

fn spin(runtime: &Runtime, busy: &Function, count: usize) -> Vec<JoinHandle<()>> {
    let spin = || {
        let busy = busy.clone();
        runtime.spawn(async move {
            let outcome = busy.invoke(Request::get("/spin")).await;
            panic!("it never ends by itself: {outcome:?}");
        })
    };
    (0..count).map(|_| spin()).collect()
}

/// How long each ping took, sorted.
fn measure(address: SocketAddr, pings: usize) -> Vec<Duration> {
    let mut client = Client::connect(address);
    // The first ones find caches cold.
    for _ in 0..20 {
        client.ping();
    }
    let pings = (0..pings).map(|turn| {
        // So that pings do not keep step with the slices.
        thread::sleep(Duration::from_micros(turn as u64 * 7919 % 5000));
        client.ping()
    });
    let mut took: Vec<Duration> = pings.collect();
    took.sort();
    took
}

fn tell(spinners: usize, took: Vec<Duration>) {
    let at = |share: f64| {
        let last = took.len().saturating_sub(1);
        let place = (last as f64 * share) as usize;
        took.get(place).map_or(0.0, |took| took.as_secs_f64() * 1e3)
    };
    let beside = format!("beside {spinners} that are busy");
    println!(
        "{beside:<30} {:>8.3} {:>8.3} {:>8.3}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

/// One connection, kept.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
}

impl Client {
    fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let request = format!("GET /functions/default/ping HTTP/1.1\r\nhost: {address}\r\n\r\n");
        Self {
            stream,
            request: request.into_bytes(),
        }
    }

    fn ping(&mut self) -> Duration {
        let start = Instant::now();
        self.stream.write_all(&self.request).unwrap();
        let mut answer = Vec::new();
        let mut piece = [0; 4096];
        while !answer.ends_with(b"pong") {
            let size = self.stream.read(&mut piece).unwrap();
            assert!(size > 0, "the connection ended");
            answer.extend_from_slice(&piece[..size]);
        }
        start.elapsed()
    }
}
