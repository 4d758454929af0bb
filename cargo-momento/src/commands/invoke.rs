//! `cargo momento invoke`

mod spawn;

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderName, HeaderValue, Method};
use momento_functions_test_host::{
    Host, InvocationErrorKind, LogLine, LogOrigin, Outcome, Request,
};
use serde::Serialize;

use super::cost::CostReport;
use super::function::Source;
use super::{is_failure, told};
use crate::cli::InvokeArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings;
use crate::units::{milliseconds, short};

/// What `--json` tells of an invocation.
#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    invocation_id: &'a str,
    status: u16,
    headers: Vec<(&'a str, String)>,
    /// The body, where it is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    /// The body, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    duration_ms: f64,
    cost: CostReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    explanation: String,
}

pub(crate) fn run(mut args: InvokeArgs, output: &Output) -> Result<Exit, Error> {
    let data = args.data.as_deref().map(data).transpose()?;
    let request = request(&args, data.clone())?;
    let configuration = settings::of(args.config.as_deref(), std::slice::from_ref(&args.path))?;
    args.build.develop(&configuration);
    let source = Source::prepare(&args.path, &args.build, output)?;
    let host = args.limits.apply(Host::builder());
    let host = args.code_cache.apply(host);
    let host = host.configuration(configuration).build()?;
    let function = source.deploy(&host, "default")?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    if function.kind().is_spawn() {
        spawn::check(&args, &function)?;
        return spawn::run(&host, &function, data.unwrap_or_default(), &runtime, output);
    }
    let outcome = runtime.block_on(function.invoke(request));
    print(&args, &outcome, output);
    Ok(exit(&outcome))
}

fn request(args: &InvokeArgs, body: Option<Vec<u8>>) -> Result<Request, Error> {
    let default = if body.is_some() { "POST" } else { "GET" };
    let method = method(args.method.as_deref().unwrap_or(default))?;
    let mut request = Request::new(method, &target(args)).body(body.unwrap_or_default());
    for header in &args.headers {
        let (name, value) = split_header(header)?;
        request = request.header(name, value);
    }
    Ok(request)
}

fn data(text: &str) -> Result<Vec<u8>, Error> {
    match text.strip_prefix('@').unwrap_or(text) {
        "-" => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .read_to_end(&mut bytes)
                .map_err(Error::io("cannot read", "stdin"))?;
            Ok(bytes)
        }
        path if text.starts_with('@') => {
            std::fs::read(path).map_err(Error::io("cannot read", Path::new(path)))
        }
        text => Ok(text.as_bytes().to_vec()),
    }
}

fn method(text: &str) -> Result<Method, Error> {
    Method::from_bytes(text.as_bytes()).map_err(|_| Error::Argument {
        text: text.to_owned(),
        what: "method",
        right: "write one like GET or POST",
    })
}

/// What follows the function's name: a path where one is given, and the query.
fn target(args: &InvokeArgs) -> String {
    let mut target = String::new();
    if let Some(path) = &args.sub_path {
        let _ = write!(target, "/{}", path.strip_prefix('/').unwrap_or(path));
    }
    if !args.query.is_empty() {
        let _ = write!(target, "?{}", args.query.join("&"));
    }
    target
}

fn split_header(header: &str) -> Result<(&str, &str), Error> {
    let split = header
        .split_once(':')
        .map(|(name, value)| (name.trim(), value.trim()));
    let legal = |(name, value): &(&str, &str)| {
        name.parse::<HeaderName>().is_ok() && value.parse::<HeaderValue>().is_ok()
    };
    split.filter(legal).ok_or_else(|| Error::Argument {
        text: header.to_owned(),
        what: "header",
        right: "write `name: value`",
    })
}

fn print(args: &InvokeArgs, outcome: &Outcome, output: &Output) {
    let id = &outcome.invocation_id;
    let failure = outcome.error.as_ref().map(ToString::to_string);
    let shown = |line: &&LogLine| !is_failure(line, failure.as_deref());
    for line in outcome.logs.iter().filter(shown) {
        let message = told(line);
        match line.origin {
            LogOrigin::System | LogOrigin::Function => {
                output.line(format_args!("[{id}] {message}"));
            }
            _ if output.is_json() => output.line(format_args!("[{id}] {message}")),
            _ => output.result(format!("[{id}] {message}\n").as_bytes()),
        }
    }
    if output.is_json() {
        output.json(&Report::of(outcome));
    } else {
        if args.include {
            output.result(head(outcome).as_bytes());
        }
        output.result(&outcome.response.body);
    }
    output.status(
        "Answered",
        format_args!("{} in {}", outcome.response.status, short(outcome.duration)),
    );
    if let Some(error) = &outcome.error {
        output.error(error.explanation());
    }
}

fn head(outcome: &Outcome) -> String {
    let mut head = format!("HTTP/1.1 {}\n", outcome.response.status);
    for (name, value) in &outcome.response.headers {
        let _ = writeln!(
            head,
            "{name}: {}",
            String::from_utf8_lossy(value.as_bytes())
        );
    }
    head.push('\n');
    head
}

impl<'a> Report<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = outcome.response.headers.iter();
        let body = std::str::from_utf8(&outcome.response.body).ok();
        let failure = |error: &momento_functions_test_host::InvocationError| Failure {
            code: error.kind().code(),
            explanation: error.explanation(),
        };
        Self {
            event: "answered",
            invocation_id: &outcome.invocation_id,
            status: outcome.response.status,
            headers: headers
                .map(|(name, value)| (name.as_str(), text(value)))
                .collect(),
            body,
            body_base64: body
                .is_none()
                .then(|| BASE64_STANDARD.encode(&outcome.response.body)),
            duration_ms: milliseconds(outcome.duration),
            cost: outcome.cost.into(),
            error: outcome.error.as_ref().map(failure),
        }
    }
}

fn exit(outcome: &Outcome) -> Exit {
    match outcome.error.as_ref().map(|error| error.kind()) {
        Some(kind) => exit_of(kind),
        None if outcome.response.status >= 400 => Exit::AnsweredWithError,
        None => Exit::Ok,
    }
}

fn exit_of(kind: InvocationErrorKind) -> Exit {
    match kind {
        InvocationErrorKind::Trap => Exit::Trapped,
        InvocationErrorKind::MemoryLimit
        | InvocationErrorKind::TableLimit
        | InvocationErrorKind::HandleLimit
        | InvocationErrorKind::TimeLimit
        | InvocationErrorKind::FuelLimit
        | InvocationErrorKind::StackOverflow
        | InvocationErrorKind::RequestTooLarge
        | InvocationErrorKind::TooManyInvocations => Exit::OverLimit,
        InvocationErrorKind::NotInvocable => Exit::Unusable,
        _ => Exit::AnsweredWithError,
    }
}
