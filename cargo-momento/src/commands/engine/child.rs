//! A running `wasmtime serve`: what it says, and how it ends.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::commands::stop::StopSignals;
use crate::output::Output;

/// Where the server waits to be asked to end: any free port of this machine.
pub(super) const LOOPBACK: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// What the server says once it listens, and once it can be asked to end.
const SERVING: &str = "Serving HTTP on ";
const SHUTDOWN: &str = "Listening for shutdown on tcp://";

/// The longest line that is looked at before the server serves.
const LONGEST_LINE: u64 = 64 << 10;

/// How long the server may take to hear that it is to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a server ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Asked,
    ByItself(String),
}

/// A server.
#[derive(Debug)]
pub(super) struct Child {
    process: std::process::Child,
    said: mpsc::UnboundedReceiver<Said>,
    shutdown: Option<SocketAddr>,
}

/// What is heard of a server.
#[derive(Debug)]
enum Said {
    Serving(String),
    Shutdown(SocketAddr),
    /// It has closed its output, and is about to end.
    Nothing,
}

impl Child {
    /// Starts the server. What it prints to stdout, the function's own lines, is passed through.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        let mut process = command
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let (tell, said) = mpsc::unbounded_channel();
        if let Some(stderr) = process.stderr.take() {
            thread::spawn(move || {
                listen(BufReader::new(stderr), &tell);
                let _ = tell.send(Said::Nothing);
            });
        }
        Ok(Self {
            process,
            said,
            shutdown: None,
        })
    }

    /// Waits for the end: the server's own, or the one that a signal asks for.
    pub(super) async fn run(
        mut self,
        mut signals: StopSignals,
        ready: impl Fn(&str),
        output: &Output,
    ) -> io::Result<Ended> {
        let mut asked = 0_u32;
        loop {
            tokio::select! {
                said = self.said.recv() => match said {
                    Some(Said::Serving(url)) => ready(&url),
                    Some(Said::Shutdown(address)) => self.shutdown = Some(address),
                    Some(Said::Nothing) | None => break,
                },
                () = signals.next() => {
                    asked += 1;
                    self.stop(asked, output);
                }
            }
        }
        let status = self.process.wait()?;
        match asked {
            0 => Ok(Ended::ByItself(how(status))),
            1 => Ok(Ended::Asked),
            _ => std::process::exit(130),
        }
    }

    /// The first time it is asked to answer what it has begun; after that it is ended.
    fn stop(&mut self, asked: u32, output: &Output) {
        if asked == 1 {
            output.status("Stopping", "once all is answered (Ctrl-C again stops now)");
        }
        let is_told = asked == 1 && self.ask();
        if !is_told {
            let _ = self.process.kill();
        }
    }

    /// Whether it was asked to end. From a terminal it has had the signal, too.
    fn ask(&self) -> bool {
        let address = self.shutdown.as_ref();
        address.is_some_and(|address| TcpStream::connect_timeout(address, PATIENCE).is_ok())
    }
}

/// A server does not outlive the command.
impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads what the server says of itself, and passes all else on as it is.
fn listen(mut lines: impl io::BufRead, tell: &mpsc::UnboundedSender<Said>) {
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut bounded = lines.by_ref().take(LONGEST_LINE);
        match bounded.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        match heard(&String::from_utf8_lossy(&line)) {
            Some(said @ Said::Shutdown(_)) => drop(tell.send(said)),
            Some(said) => {
                let _ = tell.send(said);
                break;
            }
            None => drop(io::stderr().lock().write_all(&line)),
        }
    }
    // Whoever reads this command may go away: the server must not notice.
    if io::copy(&mut lines, &mut io::stderr()).is_err() {
        let _ = io::copy(&mut lines, &mut io::sink());
    }
}

fn heard(line: &str) -> Option<Said> {
    let line = line.trim();
    if let Some(url) = line.strip_prefix(SERVING) {
        return Some(Said::Serving(url.to_owned()));
    }
    let address = line.strip_prefix(SHUTDOWN)?.trim_end_matches('/');
    address.parse().ok().map(Said::Shutdown)
}

fn how(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("with exit code {code}"),
        None => format!("by itself ({status})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// POR.11
    #[test]
    fn what_a_server_says_of_itself_is_told_from_all_else() {
        let said = "warning: something\nListening for shutdown on tcp://127.0.0.1:4001/\n\
                    Serving HTTP on http://127.0.0.1:4000/\nServing HTTP on http://nowhere/\n";
        let (tell, mut heard) = mpsc::unbounded_channel();
        listen(said.as_bytes(), &tell);
        drop(tell);
        assert!(matches!(heard.try_recv(), Ok(Said::Shutdown(at)) if at.port() == 4001));
        assert!(
            matches!(heard.try_recv(), Ok(Said::Serving(url)) if url == "http://127.0.0.1:4000/")
        );
        assert!(heard.try_recv().is_err());
    }
}
