//! `cargo momento invoke`

mod remote;
mod spawn;

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use momento_functions_test_host::{
    Host, InvocationErrorKind, LogLine, LogOrigin, Outcome, Request,
};
use serde::Serialize;

use super::cost::CostReport;
use super::function::Source;
use super::{is_failure, told};
use super::{profiles, reports};
use crate::cli::{CallerArgs, InvokeArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::report::Report as Taken;
use crate::settings::{Asked, Plan};
use crate::units::{milliseconds, short};

/// What `--json` tells of an invocation.
#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    invocation_id: &'a str,
    #[serde(flatten)]
    answer: Answered<'a>,
    cost: CostReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
    /// With `--report`.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Taken>,
}

/// What `--json` tells of an answer.
#[derive(Serialize)]
struct Answered<'a> {
    status: u16,
    headers: Vec<(&'a str, String)>,
    /// The body, where it is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    /// The body, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    duration_ms: f64,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    explanation: String,
}

pub(crate) fn run(args: InvokeArgs, output: &Output) -> Result<Exit, Error> {
    let data = args.data.as_deref().map(data).transpose()?;
    if let Some(url) = &args.remote {
        return remote::run(url, &args, data, output);
    }
    check_local(&args.caller)?;
    let request = request(&args, data.clone())?;
    let mut plan = Plan::read(&args.asked())?;
    let settings = plan.single()?;
    let source = Source::prepare(&settings, &settings.build(&args.build), output)?;
    let functions = std::slice::from_ref(&settings);
    let host = args.limits.apply_for(functions, Host::builder());
    let host = args.code_cache.apply(host);
    let host = host.configuration(plan.surroundings);
    let host = host.profile_guests(args.profile_guest.is_some());
    let host = reports::observe(args.report, host).build()?;
    let function = source.deploy(&host, &settings)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    runtime.block_on(host.seed_caches(&plan.seeds))?;
    if function.kind().is_spawn() {
        spawn::check(&args, &function)?;
        if args.report {
            reports::print_each(&host, output);
        }
        let exit = spawn::run(&host, &function, data.unwrap_or_default(), &runtime, output)?;
        profiles::write(args.profile_guest.as_deref(), &host, output)?;
        return Ok(exit);
    }
    let outcome = runtime.block_on(function.invoke(request));
    let report = reports::of(&host, &outcome.invocation_id, source.size());
    print(&args, &outcome, report.as_ref(), output);
    profiles::write(args.profile_guest.as_deref(), &host, output)?;
    Ok(exit(&outcome))
}

/// What is said of a service means nothing here, and `--dry-run` would promise what is not so.
fn check_local(caller: &CallerArgs) -> Result<(), Error> {
    let said = [
        ("--dry-run", caller.dry_run),
        ("--key", caller.key.is_some()),
        ("--allow-plain-http", caller.allow_plain_http),
    ];
    match said.into_iter().find(|(_, is_said)| *is_said) {
        None => Ok(()),
        Some((option, _)) => Err(Error::Argument {
            text: option.to_owned(),
            what: "option of a call on this machine",
            right: "name the service with `--remote URL`, or leave it out",
        }),
    }
}

impl InvokeArgs {
    fn asked(&self) -> Asked<'_> {
        Asked {
            config: self.config.as_deref(),
            paths: std::slice::from_ref(&self.path),
            name: None,
            cache: self.caller.cache.as_deref(),
            environment: &self.function.environment,
            seeds: &self.function.seeds,
        }
    }
}

fn request(args: &InvokeArgs, body: Option<Vec<u8>>) -> Result<Request, Error> {
    let method = method(args, body.is_some())?;
    let mut request = Request::new(method, &target(args)).body(body.unwrap_or_default());
    for header in &args.headers {
        let (name, value) = split_header(header)?;
        request = request.header(name, value);
    }
    Ok(match &args.token_metadata {
        Some(metadata) => request.token_metadata(metadata),
        None => request,
    })
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

fn method(args: &InvokeArgs, has_body: bool) -> Result<Method, Error> {
    let default = if has_body { "POST" } else { "GET" };
    let text = args.method.as_deref().unwrap_or(default);
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
        // What follows the name may be a credential.
        text: header
            .split([':', ' '])
            .next()
            .unwrap_or_default()
            .to_owned(),
        what: "header",
        right: "write `name: value`",
    })
}

fn print(args: &InvokeArgs, outcome: &Outcome, report: Option<&Taken>, output: &Output) {
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
        output.json(&Report::of(outcome, report));
    } else {
        if args.include {
            let response = &outcome.response;
            output.result(head(response.status, &response.headers).as_bytes());
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
    if let (Some(report), false) = (report, output.is_json()) {
        output.line(report);
    }
}

fn head(status: u16, headers: &HeaderMap) -> String {
    let mut head = format!("HTTP/1.1 {status}\n");
    for (name, value) in headers {
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
    fn of(outcome: &'a Outcome, report: Option<&'a Taken>) -> Self {
        let failure = |error: &momento_functions_test_host::InvocationError| Failure {
            code: error.kind().code(),
            explanation: error.explanation(),
        };
        let response = &outcome.response;
        Self {
            event: "answered",
            invocation_id: &outcome.invocation_id,
            answer: Answered::of(
                response.status,
                &response.headers,
                &response.body,
                outcome.duration,
            ),
            cost: outcome.cost.into(),
            error: outcome.error.as_ref().map(failure),
            report,
        }
    }
}

impl<'a> Answered<'a> {
    fn of(status: u16, headers: &'a HeaderMap, bytes: &'a [u8], took: Duration) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let body = std::str::from_utf8(bytes).ok();
        Self {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| (name.as_str(), text(value)))
                .collect(),
            body,
            body_base64: body.is_none().then(|| BASE64_STANDARD.encode(bytes)),
            duration_ms: milliseconds(took),
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

/// The limits that an invocation can go over.
const LIMITS: [InvocationErrorKind; 8] = [
    InvocationErrorKind::MemoryLimit,
    InvocationErrorKind::TableLimit,
    InvocationErrorKind::HandleLimit,
    InvocationErrorKind::TimeLimit,
    InvocationErrorKind::FuelLimit,
    InvocationErrorKind::StackOverflow,
    InvocationErrorKind::RequestTooLarge,
    InvocationErrorKind::TooManyInvocations,
];

fn exit_of(kind: InvocationErrorKind) -> Exit {
    match kind {
        InvocationErrorKind::Trap => Exit::Trapped,
        InvocationErrorKind::NotInvocable => Exit::Unusable,
        kind if LIMITS.contains(&kind) => Exit::OverLimit,
        _ => Exit::AnsweredWithError,
    }
}
