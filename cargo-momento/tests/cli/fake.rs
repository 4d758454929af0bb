//! Servers on loopback that keep what they are sent, and answer as a test says.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method and the target.
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// A server for one test. Its threads end with the test's process.
pub struct Fake {
    pub url: String,
    requests: Arc<Mutex<Vec<Received>>>,
}

impl Fake {
    /// Answers each request as `answer` says: `(status, content type, body)`.
    pub fn start(
        answer: impl Fn(&Received) -> (u16, &'static str, String) + Send + Sync + 'static,
    ) -> Self {
        Self::raw(move |request| {
            let (status, kind, body) = answer(request);
            let size = body.len();
            format!(
                "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {size}\r\n\r\n{body}"
            )
        })
    }

    /// Answers each request with the bytes that `answer` gives, and closes the connection.
    pub fn raw(answer: impl Fn(&Received) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (all, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (all, answer) = (Arc::clone(&all), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &all, &*answer));
            }
        });
        Self { url, requests }
    }

    /// Answers one request with the beginning of an answer, which goes on until the other side of `held` is dropped.
    pub fn held(begin: &'static str, held: Receiver<()>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            read(&stream).unwrap();
            stream.write_all(begin.as_bytes()).unwrap();
            let _ = held.recv();
        });
        let requests = Arc::default();
        Self { url, requests }
    }

    /// Answers as Momento's service does to a deploy, and knows no other route.
    pub fn momento() -> Self {
        Self::start(
            |request| match request.line.starts_with("PUT /functions/manage/") {
                true => (204, "text/plain", String::new()),
                false => (404, "text/plain", "Not Found".to_owned()),
            },
        )
    }

    /// What has come until now.
    pub fn requests(&self) -> Vec<Received> {
        self.requests.lock().unwrap().clone()
    }
}

impl Received {
    /// The values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

fn serve(
    mut stream: TcpStream,
    all: &Mutex<Vec<Received>>,
    answer: &(impl Fn(&Received) -> String + ?Sized),
) {
    let Some(request) = read(&stream) else {
        return;
    };
    let bytes = answer(&request);
    all.lock().unwrap().push(request);
    let _ = stream.write_all(bytes.as_bytes());
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut next = |reader: &mut BufReader<_>| {
        line.clear();
        reader.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    };
    let head = next(&mut reader)?;
    let mut headers = Vec::new();
    while let Some((name, value)) = next(&mut reader)?.split_once(':') {
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received {
        line: head.strip_suffix(" HTTP/1.1")?.to_owned(),
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}
