//! Real servers for tests: `valkey-server` or `redis-server`, whichever is installed.
//!
//! A server takes some milliseconds to start and knows nothing from before, so each test has its own. A
//! cluster takes two seconds to agree, so the tests of a file share one with [`shared`].

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAMS: [&str; 2] = ["valkey-server", "redis-server"];

/// How long a server may take to answer, or a cluster to agree.
const PATIENCE: Duration = Duration::from_secs(120);

/// A port that was free can be taken by another test's server before this one has it.
const ATTEMPTS: usize = 10;

/// The ports of servers. No system gives one of these to whoever wants any port (RFC 6335 begins those at 49152, Linux
/// at 32768), so a server that was stopped finds its own again.
const PORTS: Range<u16> = 10_000..30_000;

/// A server of its own, on a port of loopback, that keeps nothing on disk. It is killed on drop.
pub struct RedisServer {
    process: Child,
    port: u16,
    folder: tempfile::TempDir,
    settings: Vec<String>,
}

/// Three masters that share all slots. They are killed on drop.
pub struct RedisCluster {
    nodes: Vec<RedisServer>,
}

/// The program to test against, or none: then the test is skipped, and its output says why.
///
/// # Panics
///
/// There is none, and `CI` is `true`: nothing is skipped there.
pub fn program() -> Option<&'static str> {
    let found = PROGRAMS.into_iter().find(|program| runs(program));
    if found.is_none() {
        let reason = format!("neither {} is installed", PROGRAMS.join(" nor "));
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "{reason}, and CI=true skips nothing"
        );
        println!("skipped: {reason}");
    }
    found
}

fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Gives what a running test of this file has made already, or makes it. The last test that holds it drops
/// it: a static would outlive its process.
pub fn shared<T>(slot: &Mutex<Weak<T>>, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = slot.upgrade() {
        return Some(made);
    }
    let made = Arc::new(make()?);
    *slot = Arc::downgrade(&made);
    Some(made)
}

impl RedisServer {
    /// Starts a server, or none where there is no program.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// Starts a server with more command line settings, such as `["--requirepass", "secret"]`.
    pub fn start_with(settings: &[&str]) -> Option<Self> {
        let owned = || settings.iter().map(|&setting| setting.to_owned()).collect();
        Self::start_as(owned)
    }

    /// Starts a server with settings that each attempt has anew.
    fn start_as(settings: impl Fn() -> Vec<String>) -> Option<Self> {
        let program = program()?;
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            let settings = settings();
            let folder = tempfile::tempdir().expect("a temporary folder");
            let port = free_port();
            match spawn(program, port, folder.path(), &settings) {
                Ok(process) => {
                    return Some(Self {
                        process,
                        port,
                        folder,
                        settings,
                    });
                }
                Err(output) => last = output,
            }
        }
        panic!("{program} does not start:\n{last}")
    }

    /// The URL that a `momento.toml` or a client names it by.
    pub fn url(&self) -> String {
        format!("redis://{}", self.address())
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// A client beside the host, to seed the server and to look into it.
    pub fn connection(&self) -> redis::Connection {
        let client = redis::Client::open(self.url()).expect("a URL");
        client.get_connection().expect("a connection")
    }

    /// Kills the server, as a crash would.
    pub fn stop(&mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }

    /// Starts a server that was stopped, empty, at the same address.
    pub fn restart(&mut self) {
        let program = program().expect("it was there before");
        self.process = spawn(program, self.port, self.folder.path(), &self.settings)
            .expect("the port is free again");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have been stopped already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl RedisCluster {
    /// Starts a cluster, or none where there is no program.
    pub fn start() -> Option<Self> {
        let nodes: Option<Vec<_>> = (0..3).map(|_| cluster_node()).collect();
        let cluster = Self { nodes: nodes? };
        cluster.share_slots();
        cluster.meet();
        cluster.wait_until_agreed();
        Some(cluster)
    }

    /// The URL of one node, from which a client finds the others.
    pub fn url(&self) -> String {
        self.nodes[0].url()
    }

    pub fn nodes(&self) -> &[RedisServer] {
        &self.nodes
    }

    /// Kills a node, as a crash would.
    pub fn stop_node(&mut self, index: usize) {
        self.nodes[index].stop();
    }

    /// Starts a node that was stopped, which finds the others again.
    pub fn restart_node(&mut self, index: usize) {
        self.nodes[index].restart();
    }

    fn share_slots(&self) {
        let shares = [(0, 5460), (5461, 10922), (10923, 16383)];
        for (node, (from, to)) in self.nodes.iter().zip(shares) {
            let mut command = redis::cmd("CLUSTER");
            command.arg("ADDSLOTSRANGE").arg(from).arg(to);
            command
                .exec(&mut node.connection())
                .expect("it takes the slots");
        }
    }

    fn meet(&self) {
        let mut first = self.nodes[0].connection();
        for node in &self.nodes[1..] {
            let mut command = redis::cmd("CLUSTER");
            command.arg("MEET").arg("127.0.0.1").arg(node.port);
            command
                .arg(cluster_port(node))
                .exec(&mut first)
                .expect("they meet");
        }
    }

    fn wait_until_agreed(&self) {
        let agreed = |node: &RedisServer| {
            let info: redis::RedisResult<String> = redis::cmd("CLUSTER")
                .arg("INFO")
                .query(&mut node.connection());
            info.is_ok_and(|info| {
                info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3")
            })
        };
        let deadline = Instant::now() + PATIENCE;
        while !self.nodes.iter().all(agreed) {
            assert!(Instant::now() < deadline, "the cluster does not agree");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn cluster_node() -> Option<RedisServer> {
    RedisServer::start_as(|| {
        let bus = free_port().to_string();
        let settings = [
            "--cluster-enabled",
            "yes",
            "--cluster-node-timeout",
            "5000",
            "--cluster-port",
            &bus,
        ];
        settings.map(str::to_owned).to_vec()
    })
}

fn cluster_port(node: &RedisServer) -> &str {
    node.settings.last().expect("it was started with one")
}

/// A port that nobody had a moment ago: any one, so that tests that look for one at once find different ones.
fn free_port() -> u16 {
    let any = || RandomState::new().hash_one(PORTS) % u64::from(PORTS.end - PORTS.start);
    let mut ports = std::iter::repeat_with(|| PORTS.start + any() as u16);
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    ports.find(is_free).expect("a free port")
}

/// Starts the program and waits until it takes connections; else what it printed before it ended.
fn spawn(
    program: &str,
    port: u16,
    folder: &std::path::Path,
    settings: &[String],
) -> Result<Child, String> {
    let mut command = Command::new(program);
    command
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
        .args(["--save", "", "--appendonly", "no", "--dir"])
        .arg(folder)
        .args(settings)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut process = command.spawn().map_err(|error| error.to_string())?;
    let ready = wait_until_ready(&mut process);
    if ready.is_err() {
        let _ = process.kill();
        let _ = process.wait();
    }
    ready.map(|()| process)
}

/// The server says that it is ready; that nobody else has the port is then sure, too.
fn wait_until_ready(process: &mut Child) -> Result<(), String> {
    let output = process.stdout.take().expect("it is piped");
    let (lines, printed) = mpsc::channel();
    // Goes on reading when nobody listens, so that the server can go on writing.
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = lines.send(line);
        }
    });
    let deadline = Instant::now() + PATIENCE;
    let mut all = String::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let Ok(line) = printed.recv_timeout(left) else {
            return Err(all);
        };
        if line.contains("Ready to accept connections") {
            return Ok(());
        }
        all += &line;
        all.push('\n');
    }
}
