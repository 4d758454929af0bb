//! `cargo momento logs`

mod events;

use http::Method;
use http::header::{ACCEPT, HeaderValue};
use serde::{Deserialize, Serialize};

use self::events::{Event, Events};
use super::deployed;
use super::stop::StopSignals;
use crate::cli::LogsArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Remote, Request, plain};

/// How functions log on a service that has no such route.
const INSTEAD: &str = "On Momento's service a function sends its lines to a topic: have it call \
    `momento_functions::log::configure_logs` with a topic of its cache, and read them as a subscriber of that topic.";

/// A line as a service tells it.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    invocation_id: String,
    function: String,
    #[serde(default)]
    version: Option<u64>,
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    level: Option<String>,
    message: String,
}

pub(crate) fn run(args: LogsArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let mut url = remote.manage(&[&name, "logs"])?;
    if args.follow {
        url.set_query(Some("follow=true"));
    }
    let request = Request::new(Method::GET, url)
        .header(ACCEPT, HeaderValue::from_static("text/event-stream"));
    if remote.is_dry_run() {
        remote.ask(request)?;
        return Ok(Exit::Ok);
    }
    remote.runtime().block_on(async {
        let mut signals = StopSignals::take().map_err(Error::Runtime)?;
        let read = read(&remote, request, args.follow, output);
        tokio::select! {
            read = read => read,
            () = signals.next() => Ok(()),
        }
    })?;
    Ok(Exit::Ok)
}

async fn read(
    remote: &Remote,
    request: Request,
    follow: bool,
    output: &Output,
) -> Result<(), Error> {
    let mut stream = remote.open(request, INSTEAD).await?;
    let mut events = Events::default();
    while let Some(piece) = stream.next().await? {
        events.push(&piece);
        while let Some(event) = events.next() {
            tell(&event, output);
        }
    }
    if follow {
        output.status("Ended", "the service has ended the stream");
    }
    Ok(())
}

fn tell(event: &Event, output: &Output) {
    match (
        event.name.as_str(),
        serde_json::from_str::<Line>(&event.data),
    ) {
        (_, Ok(line)) => print(&line, output),
        // Who reads too slowly is told how much is lost.
        ("missed", _) => output.line(format_args!("({} lines are missing)", plain(&event.data))),
        _ => output.detail("The service told something that is no line of a log."),
    }
}

fn print(line: &Line, output: &Output) {
    if output.is_json() {
        return output.json(line);
    }
    let level = line
        .level
        .as_deref()
        .map(|level| level.to_ascii_uppercase());
    let level = level.map(|level| format!("{level} ")).unwrap_or_default();
    let (function, id) = (&line.function, &line.invocation_id);
    output.result(format!("[{function} {id}] {level}{}\n", line.message).as_bytes());
}
