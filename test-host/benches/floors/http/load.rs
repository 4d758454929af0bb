//! A load generator that takes as little as it can of the cores that it shares with the server.

use crate::Result;
use crate::plan::Plan;
use crate::process::{Child, cpu_time};
use std::net::SocketAddr;
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::task::JoinSet;

/// The same request, again and again, over connections that are kept.
#[derive(Clone)]
pub struct Load {
    pub connections: usize,
    pub request: &'static [u8],
}

/// What a server did in one round.
#[derive(Debug, Clone, Copy)]
pub struct Served {
    /// In a second.
    pub requests: f64,
    /// Microseconds of processor time that the server took for each.
    pub cpu: f64,
}

impl Load {
    pub fn new(connections: usize, path: &str, body: usize) -> Self {
        let head = match body {
            0 => format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"),
            _ => {
                format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {body}\r\n\r\n")
            }
        };
        let mut request = head.into_bytes();
        request.resize(request.len() + body, b'a');
        Self {
            connections,
            // Made once for each row, and used to the end of the program.
            request: request.leak(),
        }
    }

    /// Loads a server for as long as `round` lasts.
    pub fn put_on(&self, plan: &Plan, server: &Child) -> Result<Served> {
        let address = address(server.said())?;
        let before = cpu_time(server.id())?;
        let begin = Instant::now();
        let served = plan
            .runtime
            .block_on(self.all(address, begin + plan.round))?;
        let took = begin.elapsed();
        let cpu = cpu_time(server.id())?.saturating_sub(before);
        Ok(Served {
            requests: served as f64 / took.as_secs_f64(),
            cpu: cpu.as_secs_f64() * 1e6 / served as f64,
        })
    }

    async fn all(&self, address: SocketAddr, end: Instant) -> Result<u64> {
        let mut connections = JoinSet::new();
        for _ in 0..self.connections {
            connections.spawn(keep_asking(address, self.request, end));
        }
        let mut served = 0;
        while let Some(connection) = connections.join_next().await {
            served += connection??;
        }
        Ok(served)
    }
}

/// Finds the address in `127.0.0.1:80` and in `Serving HTTP on http://127.0.0.1:80/`.
fn address(said: &str) -> Result<SocketAddr> {
    let url = said.rsplit_once("://").map_or(said, |(_, url)| url);
    Ok(url.trim_end_matches('/').parse()?)
}

async fn keep_asking(address: SocketAddr, request: &[u8], end: Instant) -> Result<u64> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.split();
    let mut answers = Answers::new(reader);
    let mut served = 0;
    while Instant::now() < end {
        ask(&mut writer, &mut answers, request).await?;
        served += 1;
    }
    Ok(served)
}

/// A large answer comes while its request is still on the way.
async fn ask(writer: &mut WriteHalf<'_>, answers: &mut Answers<'_>, request: &[u8]) -> Result<()> {
    if request.len() < 4096 {
        writer.write_all(request).await?;
        return answers.next().await;
    }
    let write = async { Ok(writer.write_all(request).await?) };
    tokio::try_join!(write, answers.next()).map(drop)
}

/// Reads answers, and keeps nothing of them.
struct Answers<'a> {
    reader: ReadHalf<'a>,
    buffer: Vec<u8>,
}

impl<'a> Answers<'a> {
    fn new(reader: ReadHalf<'a>) -> Self {
        Self {
            reader,
            buffer: vec![0; 256 << 10],
        }
    }

    async fn next(&mut self) -> Result<()> {
        let mut filled = 0;
        let (head, length) = loop {
            filled += self.read(filled).await?;
            let got = self.buffer.get(..filled).unwrap_or_default();
            if let Some(end) = memchr::memmem::find(got, b"\r\n\r\n") {
                let head = got.get(..end).unwrap_or_default();
                break (end + 4, length(head)?);
            }
        };
        let mut body = filled - head;
        match length {
            Some(length) => {
                while body < length {
                    body += self.read(0).await?;
                }
            }
            None => {
                while !self
                    .buffer
                    .get(..filled)
                    .unwrap_or_default()
                    .ends_with(b"0\r\n\r\n")
                {
                    filled += self.read(filled).await?;
                }
            }
        }
        Ok(())
    }

    async fn read(&mut self, at: usize) -> Result<usize> {
        let space = self.buffer.get_mut(at..).unwrap_or_default();
        match self.reader.read(space).await? {
            0 => Err("the server closed the connection".into()),
            size => Ok(size),
        }
    }
}

/// The length of the body; none when it comes in chunks.
fn length(head: &[u8]) -> Result<Option<usize>> {
    if !head.starts_with(b"HTTP/1.1 200") {
        return Err(format!("the server answered {}", String::from_utf8_lossy(head)).into());
    }
    let name = b"content-length: ";
    let Some(at) = memchr::memmem::find(head, name) else {
        return Ok(None);
    };
    let value = head.get(at + name.len()..).unwrap_or_default();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    Ok(Some(digits.fold(0, |sum, digit| {
        sum * 10 + usize::from(digit - b'0')
    })))
}
