//! A service under test, and a client that sees every byte.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use momento_functions_test_host::Host;
use momento_functions_test_host::service::{Answered, Event, Service, ServiceBuilder};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Longer than anything here takes: a test that waits for what never comes fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running service.
pub struct Server {
    pub address: SocketAddr,
    events: mpsc::UnboundedReceiver<Event>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    pub async fn start(host: &Host) -> Self {
        Self::with(host, |service| service).await
    }

    pub async fn with(
        host: &Host,
        configure: impl FnOnce(ServiceBuilder) -> ServiceBuilder,
    ) -> Self {
        let (tell, events) = mpsc::unbounded_channel();
        let service = configure(Service::builder(host.clone())).observer(move |event| {
            let _ = tell.send(event);
        });
        let service = service.bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = service.local_addr();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(service.run(async {
            let _ = stopped.await;
        }));
        Self {
            address,
            events,
            stop,
            task,
        }
    }

    /// Sends one request on a connection of its own and reads all of the answer.
    pub async fn send(&self, call: Call) -> Answer {
        self.begin(call).await.rest().await
    }

    /// Sends one request and leaves its answer to be read.
    pub async fn begin(&self, call: Call) -> Exchange {
        let mut exchange = self.connect().await;
        exchange.write(&call.bytes(self.address)).await;
        exchange
    }

    pub async fn connect(&self) -> Exchange {
        Exchange::with(self.address).await
    }

    /// The next thing that the service tells.
    pub async fn event(&mut self) -> Event {
        patient(self.events.recv()).await.unwrap()
    }

    /// The next answer that the service tells of.
    pub async fn answered(&mut self) -> Answered {
        loop {
            if let Event::Answered(answered) = self.event().await {
                return answered;
            }
        }
    }

    /// Asks the service to stop; what this gives ends when it has stopped.
    pub fn stop(self) -> JoinHandle<()> {
        let _ = self.stop.send(());
        self.task
    }
}

pub async fn patient<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.unwrap()
}

/// One request.
#[derive(Clone)]
pub struct Call {
    head: String,
    host: Option<String>,
    body: Vec<u8>,
}

impl Call {
    pub fn new(method: &str, target: &str) -> Self {
        Self {
            head: format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n"),
            host: None,
            body: Vec::new(),
        }
    }

    pub fn get(target: &str) -> Self {
        Self::new("GET", target)
    }

    pub fn post(target: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new("POST", target).body(body)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// Names another host than the service's address.
    pub fn host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.head
            .push_str(&format!("content-length: {}\r\n", self.body.len()));
        self
    }

    pub fn bytes(&self, address: SocketAddr) -> Vec<u8> {
        let host = self.host.clone().unwrap_or_else(|| address.to_string());
        let mut bytes = format!("{}host: {host}\r\n\r\n", self.head).into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// A connection, and what has been read of it.
pub struct Exchange {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Exchange {
    /// Connects to a server.
    pub async fn with(address: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            read: Vec::new(),
        }
    }

    pub async fn write(&mut self, bytes: &[u8]) {
        self.try_write(bytes).await.unwrap();
    }

    /// Writes, unless the connection has ended.
    pub async fn try_write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            patient(self.stream.writable()).await?;
            match self.stream.try_write(bytes) {
                Ok(size) => bytes = &bytes[size..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The next bytes; none at the connection's end.
    pub async fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = vec![0; 65536];
        loop {
            patient(self.stream.readable()).await?;
            match self.stream.try_read(&mut piece) {
                Ok(size) => return Ok(piece[..size].to_vec()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads until the given text has come; fails when the connection ends before.
    pub async fn until(&mut self, text: &str) -> String {
        loop {
            let all = String::from_utf8_lossy(&self.read).into_owned();
            if all.contains(text) {
                return all;
            }
            let piece = self.read().await.unwrap();
            assert!(
                !piece.is_empty(),
                "the connection ended before {text:?} came: {all}"
            );
            self.read.extend_from_slice(&piece);
        }
    }

    /// Waits for the end of the connection; nothing that comes before it counts.
    pub async fn ends(&mut self) -> bool {
        while self.read().await.is_ok_and(|piece| !piece.is_empty()) {}
        true
    }

    /// Reads until the connection ends, in whichever way.
    pub async fn rest(mut self) -> Answer {
        while let Some(piece) = self.read().await.ok().filter(|piece| !piece.is_empty()) {
            self.read.extend_from_slice(&piece);
        }
        Answer::parse(&self.read)
    }
}

/// An answer, as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the answer says that it has ended.
    pub complete: bool,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let pair = |line: &str| {
            line.split_once(": ")
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let headers = lines.map(|line| pair(line).unwrap()).collect();
        let mut answer = Self {
            status,
            headers,
            body: bytes[end + 4..].to_vec(),
            complete: false,
        };
        answer.decode();
        answer
    }

    fn decode(&mut self) {
        if self.header("transfer-encoding") == Some("chunked") {
            (self.body, self.complete) = chunks(&self.body);
        } else {
            let length = self
                .header("content-length")
                .map_or(0, |length| length.parse().unwrap());
            self.complete = self.body.len() == length;
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The status and code of an error that the service makes, whose shape is checked here.
    pub fn error(&self) -> (u16, String) {
        let json = self.json();
        assert!(json["message"].is_string(), "{json}");
        assert_eq!(
            self.header("content-type"),
            Some("application/json; charset=utf-8")
        );
        (self.status, json["code"].as_str().unwrap().to_owned())
    }

    /// The message of an error that the service makes.
    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap().to_owned()
    }
}

fn chunks(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(line) = bytes.windows(2).position(|window| window == b"\r\n") else {
            return (body, false);
        };
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            return (body, true);
        }
        let Some(chunk) = bytes.get(line + 2..line + 2 + size) else {
            return (body, false);
        };
        body.extend_from_slice(chunk);
        bytes = bytes.get(line + 4 + size..).unwrap_or_default();
    }
}
