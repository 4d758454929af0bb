use crate::support::redis_server::RedisServer;
use crate::{ask, host, server};
use momento_functions_test_host::LocalValkey;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const PONG: &[u8] = b"+PONG\r\n";
const TOLD: &str = "failed: the Valkey command failed: ";

/// How long a server has that does not answer, in milliseconds; one that does needs less, also where much
/// else runs.
const SHORT: u64 = 1000;

/// A server that does as the test says with one connection after the other, and its URL.
fn scripted<const N: usize>(connections: [fn(&mut TcpStream); N]) -> (LocalValkey, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("redis://{}", listener.local_addr().unwrap());
    let served = thread::spawn(move || {
        for connection in connections {
            connection(&mut listener.accept().unwrap().0);
        }
    });
    (LocalValkey::new(url), served)
}

/// Reads one command, which is never longer than a piece here.
fn command(stream: &mut TcpStream) -> Vec<u8> {
    let mut piece = vec![0; 4096];
    let size = stream.read(&mut piece).unwrap();
    piece.truncate(size);
    piece
}

fn until_closed(stream: &mut TcpStream) {
    while stream.read(&mut [0; 4096]).is_ok_and(|size| size > 0) {}
}

fn pong(stream: &mut TcpStream) {
    assert_eq!(command(stream), b"*1\r\n$4\r\nPING\r\n");
    stream.write_all(PONG).unwrap();
}

/// SVC.11
#[tokio::test]
async fn a_command_whose_connection_is_lost_is_not_sent_again() {
    let increment = |stream: &mut TcpStream| {
        assert_eq!(command(stream), b"*2\r\n$4\r\nINCR\r\n$1\r\nk\r\n");
    };
    let (server, served) = scripted([increment, pong]);
    let host = host(&server);
    let lost = ask(&host, "INCR k").await;
    assert!(
        lost.starts_with(&format!("{TOLD}the server did not answer: ")),
        "{lost}"
    );
    assert!(lost.ends_with("; the command may have been done"), "{lost}");
    assert_eq!(ask(&host, "PING").await, "text PONG");
    served.join().unwrap();
}

/// SVC.11
#[tokio::test]
async fn a_reply_that_breaks_off_is_an_error() {
    let half = |stream: &mut TcpStream| {
        command(stream);
        stream.write_all(b"*2\r\n$3\r\nabc\r\n$3\r\na").unwrap();
    };
    let (server, served) = scripted([half, pong]);
    let host = host(&server);
    let lost = ask(&host, "MGET a b").await;
    assert!(
        lost.starts_with(&format!("{TOLD}the server did not answer: ")),
        "{lost}"
    );
    assert_eq!(ask(&host, "PING").await, "text PONG");
    served.join().unwrap();
}

/// SVC.11
#[tokio::test]
async fn a_server_that_does_not_answer_in_time_is_told() {
    let silent = |stream: &mut TcpStream| {
        command(stream);
        until_closed(stream);
    };
    let (mut server, served) = scripted([silent, pong]);
    server.timeout_milliseconds = SHORT;
    let host = host(&server);
    let late = ask(&host, "GET k").await;
    let reason = "the server did not answer: it took too long; the command may have been done";
    assert_eq!(late, format!("{TOLD}{reason}"));
    assert_eq!(ask(&host, "PING").await, "text PONG");
    served.join().unwrap();
}

/// SVC.11
#[tokio::test]
async fn a_server_that_never_finishes_a_handshake_is_told() {
    let (mut server, served) = scripted([until_closed, |stream| {
        command(stream);
        stream.write_all(b"+OK\r\n").unwrap();
        pong(stream);
    }]);
    server.timeout_milliseconds = SHORT;
    server.url = server.url.replace("//", "//:password@");
    let host = host(&server);
    let late = ask(&host, "PING").await;
    assert_eq!(
        late,
        format!("{TOLD}there is no connection: it took too long")
    );
    assert_eq!(ask(&host, "PING").await, "text PONG");
    served.join().unwrap();
}

/// SVC.3
#[tokio::test]
async fn commands_that_wait_for_the_same_connection_wait_no_longer_than_one() {
    const COMMANDS: u32 = 20;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // Connections are made, and nobody answers the password.
    let mut server = LocalValkey::new(format!("redis://:password@{address}"));
    server.timeout_milliseconds = SHORT;
    let host = host(&server);
    let start = Instant::now();
    let mut commands = JoinSet::new();
    for _ in 0..COMMANDS {
        let host = host.clone();
        commands.spawn(async move { ask(&host, "PING").await });
    }
    for late in commands.join_all().await {
        assert_eq!(
            late,
            format!("{TOLD}there is no connection: it took too long")
        );
    }
    let one_after_the_other = Duration::from_millis(SHORT) * COMMANDS;
    assert!(start.elapsed() < one_after_the_other / 2);
}

/// SVC.11
#[tokio::test]
async fn what_is_no_valkey_server_is_told() {
    let web = |stream: &mut TcpStream| {
        command(stream);
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
    };
    let (server, served) = scripted([web, pong]);
    let host = host(&server);
    let told = ask(&host, "PING").await;
    assert!(
        told.contains("it is no Valkey server: it sent a value of an unknown kind"),
        "{told}"
    );
    assert_eq!(ask(&host, "PING").await, "text PONG");
    served.join().unwrap();
}

/// SVC.11
#[tokio::test]
async fn a_server_that_went_away_and_came_back_is_used_again() {
    let Some((mut server, host)) = server() else {
        return;
    };
    assert_eq!(ask(&host, "SET key value").await, "ok");
    server.stop();
    let gone = ask(&host, "GET key").await;
    assert!(gone.starts_with(TOLD), "{gone}");
    server.restart();
    assert_eq!(ask(&host, "GET key").await, "nil");
    assert_eq!(ask(&host, "SET key value").await, "ok");
}

/// SVC.11
#[tokio::test]
async fn a_server_that_goes_away_ends_the_commands_that_wait_on_it() {
    let Some((mut server, host)) = server() else {
        return;
    };
    let waiting = tokio::spawn({
        let host = host.clone();
        async move { ask(&host, "BLPOP queue 0").await }
    });
    let mut connection = server.connection();
    loop {
        let info: String = redis::cmd("INFO")
            .arg("clients")
            .query(&mut connection)
            .unwrap();
        if info.contains("blocked_clients:1") {
            break;
        }
        tokio::task::yield_now().await;
    }
    server.stop();
    let lost = waiting.await.unwrap();
    assert!(
        lost.starts_with(&format!("{TOLD}the server did not answer: ")),
        "{lost}"
    );
    server.restart();
    assert_eq!(ask(&host, "RPUSH queue job").await, "int 1");
    assert_eq!(
        ask(&host, "BLPOP queue 0").await,
        "[inline queue, inline job]"
    );
}

/// SVC.11
#[test]
fn a_host_is_used_from_one_runtime_after_the_other() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let host = host(&LocalValkey::new(server.url()));
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let idle = runtime();
    assert_eq!(idle.block_on(ask(&host, "INCR count")), "int 1");
    for count in 2..5 {
        // Each is gone before the next comes; the first is there, and drives nothing.
        assert_eq!(
            runtime().block_on(ask(&host, "INCR count")),
            format!("int {count}")
        );
    }
    assert_eq!(idle.block_on(ask(&host, "INCR count")), "int 5");
}
