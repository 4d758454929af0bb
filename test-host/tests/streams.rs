//! Streams between a client and a function, at the pace of the slower one: in a process of its own, whose
//! memory is measured.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "service/client.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and uses its own part of this"
)]
mod client;
mod support;

use client::{Answer, Call, Exchange, Server, patient};
use momento_functions_test_host::{Host, Limits};
use std::time::Duration;
use support::process::growth;
use support::script;
use tokio::sync::{Mutex, MutexGuard};

const MIB: usize = 1 << 20;

/// The most that one stream may make the process grow, whatever its length. A MiB that a function sends is
/// in its memory, on its way, and in the hands of the connection.
const GROWTH: usize = 16 * MIB;

/// What sockets may hold of a stream that nobody takes.
const IN_SOCKETS: usize = 32 * MIB;

const HOSTILE: &str = "/functions/default/hostile";

/// Each test has the process for itself.
async fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::const_new(());
    ONE.lock().await
}

async fn serve(time: Duration, stall_time: Duration) -> Server {
    let limits = Limits::default().with_concurrency(1).with_time(time);
    let host = Host::builder().limits(limits).build().unwrap();
    for guest in ["hostile", "buffer"] {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    let server = Server::with(&host, |service| service.stall_time(stall_time)).await;
    // What is made once for all calls is not what a stream takes.
    is_free(&server).await;
    server
}

fn run(steps: &[(u8, u8)]) -> Call {
    Call::post(HOSTILE, script(steps, b""))
}

/// A function of which one invocation may live can be invoked.
async fn is_free(server: &Server) {
    assert_eq!(server.send(run(&[])).await.text(), "done");
}

/// Takes what has come, keeps nothing of it, and tells how much it was; none at the connection's end.
async fn take(client: &mut Exchange) -> Option<usize> {
    let piece = client.read().await.ok()?;
    (!piece.is_empty()).then_some(piece.len())
}

/// Takes so many bytes or more.
async fn at_least(client: &mut Exchange, size: usize) -> usize {
    let mut taken = 0;
    while taken < size {
        taken += take(client).await.unwrap();
    }
    taken
}

const HOUR: Duration = Duration::from_secs(3600);

/// STR.5
#[tokio::test]
async fn a_client_that_reads_nothing_parks_the_function_and_is_cut_off() {
    let _alone = alone().await;
    let mut server = serve(HOUR, Duration::from_millis(300)).await;
    server.answered().await;
    let grown = growth(async {
        // After a GiB it would log a line.
        let mut client = server.begin(run(&[(b'W', 0), (b'l', 1)])).await;
        client.until("\r\n\r\n").await;
        let answered = server.answered().await;
        assert!(
            answered.abandoned && answered.logs.is_empty(),
            "{answered:?}"
        );
    });
    let grown = grown.await;
    assert!(grown < GROWTH, "{grown} bytes");
    is_free(&server).await;
}

/// STR.5
#[tokio::test]
async fn a_gibibyte_streams_in_little_memory() {
    let _alone = alone().await;
    let server = serve(HOUR, HOUR).await;
    let mut read = 0;
    let grown = growth(async {
        let mut client = server.begin(run(&[(b'W', 0)])).await;
        while let Some(size) = take(&mut client).await {
            read += size;
        }
    });
    let grown = grown.await;
    assert!(read > 1024 * MIB, "{read} bytes came");
    assert!(grown < GROWTH, "{grown} bytes");
}

/// INV.7
#[tokio::test]
async fn a_client_that_goes_amid_a_stream_frees_the_functions_place() {
    let _alone = alone().await;
    let mut server = serve(HOUR, HOUR).await;
    server.answered().await;
    for endless in [b'F', b'W'] {
        let mut client = server.begin(run(&[(endless, 0)])).await;
        client.until("ddd").await;
        drop(client);
        assert!(server.answered().await.abandoned);
        is_free(&server).await;
        server.answered().await;
    }
}

async fn begin_upload(server: &Server, path: &str) -> Exchange {
    let mut client = server.connect().await;
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    client.write(head.as_bytes()).await;
    client
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    let size = format!("{:x}\r\n", bytes.len());
    [size.as_bytes(), bytes, b"\r\n"].concat()
}

/// Sends more and more until the service is done with the request, and tells how much that was.
async fn flood(server: &mut Server, client: &mut Exchange) -> usize {
    let piece = chunk(&[b'u'; 64 << 10]);
    let mut sent = 0;
    let flood = async {
        while client.try_write(&piece).await.is_ok() {
            sent += piece.len();
        }
        // The service has closed the connection, and is about to tell.
        std::future::pending().await
    };
    tokio::select! {
        () = flood => {}
        _ = server.answered() => {}
    }
    sent
}

/// STR.6
#[tokio::test]
async fn an_upload_that_the_function_does_not_read_stalls() {
    let _alone = alone().await;
    let mut server = serve(Duration::from_secs(1), HOUR).await;
    server.answered().await;
    let (mut answer, mut sent) = (None, 0);
    let grown = growth(async {
        let mut client = begin_upload(&server, HOSTILE).await;
        client.write(&chunk(&script(&[(b'Z', 0)], b""))).await;
        sent = flood(&mut server, &mut client).await;
        answer = Some(client.rest().await);
    });
    let grown = grown.await;
    assert_eq!(answer.map(|answer: Answer| answer.status), Some(504));
    assert!(sent < IN_SOCKETS, "{sent} bytes were sent");
    assert!(grown < GROWTH, "{grown} bytes");
    is_free(&server).await;
}

/// STR.6
#[tokio::test]
async fn a_function_may_answer_before_its_body_has_come() {
    let _alone = alone().await;
    let mut server = serve(HOUR, HOUR).await;
    server.answered().await;
    for _ in 0..10 {
        let mut client = begin_upload(&server, HOSTILE).await;
        client.write(&chunk(&script(&[(b'a', 0)], b"+"))).await;
        let sent = flood(&mut server, &mut client).await;
        let answer = client.rest().await;
        assert_eq!((answer.text(), answer.complete), ("done", true));
        assert!(sent < IN_SOCKETS, "{sent} bytes were sent");
    }
}

/// DATA.5, STR.6
#[tokio::test]
async fn what_is_left_of_a_body_streams_back_in_little_memory() {
    let _alone = alone().await;
    const PIECES: usize = 64;
    let server = serve(HOUR, HOUR).await;
    let mut received = 0;
    let grown = growth(async {
        let path = "/functions/default/buffer/give-back-after/5";
        let mut client = begin_upload(&server, path).await;
        client.write(&chunk(b"half-")).await;
        for _ in 0..PIECES {
            client.write(&chunk(&vec![b'u'; MIB])).await;
            received += at_least(&mut client, MIB).await;
        }
        client.write(b"0\r\n\r\n").await;
        while let Some(size) = take(&mut client).await {
            received += size;
        }
    });
    let grown = grown.await;
    assert!(received > PIECES * MIB, "{received} bytes came");
    assert!(grown < GROWTH, "{grown} bytes");
    patient(server.stop()).await.unwrap();
}
