//! Where hostile functions are let loose, and watched.

use super::steps::{Ends, Step, answers_otherwise};
use super::support::{self, Step as Arrives, arriving, script};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use momento_functions_test_host::{
    CacheLimits, Deployment, Function, Host, InvocationError, Limits, Request, RequestBody,
};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// What all invocations of an engine may be at once.
const INSTANCES: u32 = 16;

/// Far more than anything here may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One hostile function's invocation.
#[derive(Debug, Clone)]
pub struct Visit {
    pub steps: Vec<Step>,
    pub rest: Rest,
    pub fuelled: bool,
}

/// What comes behind the steps in a request's body.
#[derive(Debug, Clone)]
pub enum Rest {
    Whole(usize),
    Stalls,
    Fails,
}

/// What came of an invocation.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub size: usize,
    /// The body's first piece.
    pub first: Bytes,
    pub error: Option<InvocationError>,
}

pub struct Ground {
    runtime: Runtime,
    hostile: Function,
    fuelled: Function,
    beside: Function,
    hosts: Vec<Host>,
    took: Mutex<Vec<Duration>>,
    /// Takes connections, and never says a word.
    _tarpit: TcpListener,
}

impl Ground {
    pub fn new() -> Self {
        let tarpit = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", tarpit.local_addr().unwrap());
        let time = Duration::from_millis(60);
        let hosts = [
            host(limits().with_time(time)),
            host(limits().with_time(time).with_fuel(20_000_000)),
            // Of the same engine as the first.
            host(limits()),
        ];
        let [plain, fuelled, beside] = &hosts;
        Self {
            runtime: Runtime::new().unwrap(),
            hostile: deploy(plain, &url),
            fuelled: deploy(fuelled, &url),
            beside: beside.deploy("beside", support::guest("count")).unwrap(),
            hosts: hosts.to_vec(),
            took: Mutex::default(),
            _tarpit: tarpit,
        }
    }

    /// Lets a crowd in at once, and asks for a harmless function until all of it has gone.
    pub fn receive(&self, crowd: Vec<Visit>) -> Result<(), String> {
        let all = async {
            let gone = Arc::new(AtomicBool::new(false));
            let beside = tokio::spawn(ask(self.beside.clone(), Arc::clone(&gone)));
            let mut visits = JoinSet::new();
            for visit in crowd {
                visits.spawn(judge(self.function(visit.fuelled), visit));
            }
            let judged = visits.join_all().await;
            gone.store(true, Ordering::Relaxed);
            let took = beside.await.unwrap();
            self.took.lock().unwrap().extend(took);
            judged.into_iter().collect()
        };
        self.runtime.block_on(all)
    }

    fn function(&self, fuelled: bool) -> Function {
        match fuelled {
            true => self.fuelled.clone(),
            false => self.hostile.clone(),
        }
    }

    /// What the harmless function took, at the median.
    pub fn median_beside(&self) -> Duration {
        let mut took = self.took.lock().unwrap().clone();
        took.sort();
        took.get(took.len() / 2).copied().unwrap_or_default()
    }

    /// Every place of the engines can be had again, and no task is left.
    pub fn leaves_nothing_live(self) {
        self.runtime.block_on(async {
            for host in &self.hosts {
                host.spawned().await;
                hold_every_place(host).await;
                assert_eq!(host.metrics().live, 0);
            }
        });
        drop((self.hosts, self.hostile, self.fuelled, self.beside));
        let began = Instant::now();
        while self.runtime.metrics().num_alive_tasks() > 0 {
            assert!(began.elapsed() < PATIENCE, "a task is left");
            thread::yield_now();
        }
    }
}

fn limits() -> Limits {
    Limits::default()
        .with_memory(16 << 20)
        .with_request_body(1 << 20)
        .with_instances(INSTANCES)
        .with_spawn_concurrency(2)
        .with_spawn_queue(8)
}

fn host(limits: Limits) -> Host {
    let cache = CacheLimits::default().with_bytes(32 << 20);
    let host = Host::builder().limits(limits).cache_limits(cache);
    host.build().unwrap()
}

fn deploy(host: &Host, tarpit: &str) -> Function {
    host.deploy("spawned", support::guest("task")).unwrap();
    let hostile = Deployment::from_wasm(support::guest("hostile"));
    let hostile = hostile.with_variable("TARPIT", tarpit);
    host.deploy("hostile", hostile).unwrap()
}

/// Asks a function until it is told to stop, once at least, and tells how long each answer took.
async fn ask(function: Function, stop: Arc<AtomicBool>) -> Vec<Duration> {
    let mut took = Vec::new();
    while took.is_empty() || !stop.load(Ordering::Relaxed) {
        let began = Instant::now();
        let outcome = function.invoke(Request::get("/")).await;
        assert_eq!(outcome.response.text(), "1", "{outcome:?}");
        took.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    took
}

async fn judge(function: Function, visit: Visit) -> Result<(), String> {
    let visited = run(&function, &visit);
    let Ok(answer) = tokio::time::timeout(PATIENCE, visited).await else {
        return Err(format!("{visit:?} does not end"));
    };
    let ends = Ends::of(&visit);
    let right = match &answer.error {
        Some(error) => ends.allow(error.kind().code()),
        None => ends.answer && (answers_otherwise(&visit.steps) || is_done(&answer)),
    };
    match right {
        true => Ok(()),
        false => Err(format!("{visit:?} ended with {answer:?}, not as {ends:?}")),
    }
}

pub fn is_done(answer: &Answer) -> bool {
    (answer.status, &answer.first[..]) == (200, b"done")
}

/// Reads an answer as fast as it comes, and keeps nothing of it.
pub async fn run(function: &Function, visit: &Visit) -> Answer {
    let request = Request::post("/a/path?a=1&b=2").body(body(visit));
    let (mut head, mut body) = function.start(request).await.into_parts();
    let mut answer = Answer {
        status: head.status.as_u16(),
        size: 0,
        first: Bytes::new(),
        error: head.extensions.remove(),
    };
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => answer.add(frame.into_data().unwrap_or_default()),
            Err(error) => answer.error = Some(error),
        }
    }
    answer
}

impl Answer {
    fn add(&mut self, piece: Bytes) {
        self.size += piece.len();
        if self.first.is_empty() {
            self.first = piece;
        }
    }
}

fn body(visit: &Visit) -> RequestBody {
    let steps = |rest: &[u8]| script(&visit.steps, rest);
    let then = |end| arriving([Arrives::Piece(steps(b"some").into()), end]).0;
    match visit.rest {
        Rest::Whole(size) => steps(&vec![b'r'; size]).into(),
        Rest::Stalls => then(Arrives::Stall),
        Rest::Fails => then(Arrives::Fail("the sender left")),
    }
}

/// Has as many invocations live at once as an engine has places.
async fn hold_every_place(host: &Host) {
    let stream = host.deploy("stream", support::guest("stream")).unwrap();
    let mut held = Vec::new();
    for place in 0..INSTANCES {
        let request = Request::post("/").body("sse\t-\t-\tone\nspin");
        let answer = stream.start(request).await;
        assert_eq!(answer.status(), 200, "place {place}: {answer:?}");
        held.push(answer);
    }
}
