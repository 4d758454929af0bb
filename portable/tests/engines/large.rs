//! Bodies larger than what an engine may hold of them.

use super::both::{Both, Place};
use super::client::patient;
use super::guests::guest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

const SIZE: usize = 200_000_000;

/// By how much an engine may grow while it echoes them.
const GROWTH: usize = 32 << 20;

/// No two pieces of a body are the same, so that a piece that is lost or told twice is noticed.
fn byte(at: usize) -> u8 {
    (at % 251) as u8
}

fn piece(from: usize, to: usize) -> Vec<u8> {
    (from..to).map(byte).collect()
}

/// POR.21
#[tokio::test]
async fn an_echo_of_200_megabytes_grows_the_engine_by_little() {
    let Some(both) = Both::serve(&guest("echo")).await else {
        return;
    };
    // The engine has compiled and answered before.
    echo(&both.on_engine(), 1 << 20).await;
    let before = both.engine.peak();
    for place in both.places() {
        echo(&place, SIZE).await;
    }
    let grown = both.engine.peak() - before;
    println!(
        "the engine's peak: {} MiB, {grown} bytes of them for the echo",
        both.engine.peak() >> 20
    );
    assert!(grown < GROWTH, "{grown} bytes more than before");
}

/// Sends a body and takes it back at the same time.
async fn echo(place: &Place, size: usize) {
    let stream = TcpStream::connect(place.address).await.unwrap();
    let (reader, writer) = stream.into_split();
    let call = place
        .call("POST", "")
        .header("content-length", &size.to_string());
    let head = call.bytes(place.address);
    let writing = tokio::spawn(async move { write(writer, &head, size).await });
    read(reader, size).await;
    // Closed before, it would be a client that goes away.
    drop(writing.await.unwrap());
}

async fn write(mut writer: OwnedWriteHalf, head: &[u8], size: usize) -> OwnedWriteHalf {
    writer.write_all(head).await.unwrap();
    // A whole number of the pattern's periods.
    let block = piece(0, 251 * 256);
    let mut left = size;
    while left > 0 {
        let now = left.min(block.len());
        patient(writer.write_all(&block[..now])).await.unwrap();
        left -= now;
    }
    writer
}

async fn read(mut reader: OwnedReadHalf, size: usize) {
    let mut buffer = vec![0; 256 << 10];
    let mut filled = 0;
    let head = loop {
        filled += patient(reader.read(&mut buffer[filled..])).await.unwrap();
        if let Some(end) = memchr::memmem::find(&buffer[..filled], b"\r\n\r\n") {
            break end + 4;
        }
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_lowercase();
    assert!(text.starts_with("http/1.1 200"), "{text}");
    assert!(text.contains(&format!("content-length: {size}")), "{text}");
    let mut at = 0;
    let mut came = head..filled;
    loop {
        for &got in &buffer[came.clone()] {
            assert_eq!(got, byte(at), "byte {at}");
            at += 1;
        }
        if at == size {
            return;
        }
        let read = patient(reader.read(&mut buffer)).await.unwrap();
        assert!(read > 0, "the answer ended after {at} bytes");
        came = 0..read;
    }
}
