use http::{HeaderName, HeaderValue};
use momento_functions_test_host::InvocationErrorKind;
use reqwest::Url;
use serde::Serialize;

use super::{Answered, LIMITS, exit_of, head, method, split_header, target};
use crate::cli::InvokeArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Answer, Content, Remote, RemoteError, Request, parse_url};
use crate::units::short;

/// How many bytes of an answer's body are collected, as of a function that is invoked here.
const ANSWER: usize = 256 << 20;

/// The header by which our host names the invocation that failed.
const INVOCATION_ID: &str = "x-momento-invocation-id";

/// What `--json` tells of an invocation elsewhere.
#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    invocation_id: Option<&'a str>,
    #[serde(flatten)]
    answer: Answered<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    explanation: &'static str,
}

/// A function's URL, taken apart.
struct FunctionUrl {
    /// The URL of its service.
    service: Url,
    /// The path up to the function's name.
    function: String,
    /// What follows the name.
    below: String,
    query: Option<String>,
}

/// Invokes a function that is deployed.
pub(super) fn run(
    text: &str,
    args: &InvokeArgs,
    data: Option<Vec<u8>>,
    output: &Output,
) -> Result<Exit, Error> {
    let url = parse_url(text).map_err(|reason| RemoteError::Url(reason.to_owned()))?;
    let named = FunctionUrl::find(&url)?;
    check(args, named.is_some())?;
    let service = named.as_ref().map_or(&url, |named| &named.service);
    let remote = Remote::of_url(service, &args.caller, output)?;
    let function = match (named, &args.name) {
        (Some(named), _) => named,
        (None, name) => FunctionUrl::of(&remote, name.as_deref().unwrap_or_default())?,
    };
    let request = request(function.url(args)?, args, data)?;
    match remote.ask_for(request, ANSWER)? {
        Some(answer) => Ok(print(&answer, function.name(), args, output)),
        None => Ok(Exit::Ok),
    }
}

/// Holds the line to naming the function once.
fn check(args: &InvokeArgs, named: bool) -> Result<(), RemoteError> {
    let twice = args.name.is_some() || args.caller.cache.is_some();
    match (named, twice, &args.name) {
        (true, true, _) => Err(RemoteError::Url(
            "the URL names the function and its cache already: leave out `--name` and `--cache`"
                .to_owned(),
        )),
        (false, _, None) => Err(RemoteError::Url(
            "it names no function: write …/functions/CACHE/FUNCTION, or add `--name FUNCTION`"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}

impl FunctionUrl {
    /// Takes the URL of a function apart; the URL of a service is none.
    fn find(url: &Url) -> Result<Option<Self>, RemoteError> {
        let Some((base, route)) = url.path().split_once("/functions/") else {
            return Ok(None);
        };
        let mut parts = route.splitn(3, '/');
        let (cache, name) = (parts.next(), parts.next());
        let (Some(cache), Some(name)) = (cache, name.filter(|name| !name.is_empty())) else {
            return Err(RemoteError::Url(
                "write …/functions/CACHE/FUNCTION".to_owned(),
            ));
        };
        if cache == "manage" {
            return Err(RemoteError::Url(
                "this is the route that deploys: functions are at …/functions/CACHE/FUNCTION"
                    .to_owned(),
            ));
        }
        let below = parts.next().map(|below| format!("/{below}"));
        let mut service = url.clone();
        service.set_path(base);
        service.set_query(None);
        service.set_fragment(None);
        Ok(Some(Self {
            service,
            function: format!("{base}/functions/{cache}/{name}"),
            below: below.unwrap_or_default(),
            query: url.query().map(str::to_owned),
        }))
    }

    fn of(remote: &Remote, name: &str) -> Result<Self, RemoteError> {
        let service = remote.function(name)?;
        Ok(Self {
            function: service.path().to_owned(),
            service,
            below: String::new(),
            query: None,
        })
    }

    fn name(&self) -> &str {
        self.function.rsplit('/').next().unwrap_or_default()
    }

    /// The URL that invokes it, with what the command line adds.
    fn url(&self, args: &InvokeArgs) -> Result<Url, RemoteError> {
        let added = target(args);
        let (path, query) = match added.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (&*added, None),
        };
        let version = args.function_version.map(|version| format!("@{version}"));
        let function = format!("{}{}", self.function, version.unwrap_or_default());
        let below = match path {
            "" => self.below.clone(),
            path => format!("{}{path}", self.below.trim_end_matches('/')),
        };
        let mut url = self.service.clone();
        url.set_path(&format!("{function}{below}"));
        if url
            .path()
            .strip_prefix(&function)
            .is_none_or(|rest| !rest.is_empty() && !rest.starts_with('/'))
        {
            return Err(RemoteError::Url(
                "the path leads out of the function: leave out the `..`".to_owned(),
            ));
        }
        let queries: Vec<&str> = self.query.as_deref().into_iter().chain(query).collect();
        if !queries.is_empty() {
            url.set_query(Some(&queries.join("&")));
        }
        Ok(url)
    }
}

fn request(url: Url, args: &InvokeArgs, data: Option<Vec<u8>>) -> Result<Request, Error> {
    let mut request = Request::new(method(args, data.is_some())?, url);
    for header in &args.headers {
        let (name, value) = split_header(header)?;
        let pair = name
            .parse::<HeaderName>()
            .ok()
            .zip(value.parse::<HeaderValue>().ok());
        if let Some((name, value)) = pair {
            request = request.header(name, value);
        }
    }
    Ok(request.body(Content::bytes(data.unwrap_or_default())))
}

fn print(answer: &Answer, function: &str, args: &InvokeArgs, output: &Output) -> Exit {
    let status = answer.status.as_u16();
    let failure = failure(answer);
    if output.is_json() {
        let id = answer.headers.get(INVOCATION_ID);
        output.json(&Report {
            event: "answered",
            invocation_id: id.and_then(|id| id.to_str().ok()),
            answer: Answered::of(status, &answer.headers, &answer.body, answer.took),
            error: failure.map(|kind| Failure {
                code: kind.code(),
                explanation: kind.message(),
            }),
        });
    } else {
        if args.include {
            output.result(head(status, &answer.headers).as_bytes());
        }
        output.result(&answer.body);
    }
    output.status(
        "Answered",
        format_args!("{status} in {}", short(answer.took)),
    );
    match (failure, answer.advice()) {
        (Some(kind), _) => output.error(format_args!(
            "{}: `cargo momento logs {function}` shows what the host knows of it",
            kind.message()
        )),
        (None, Some(advice)) => output.error(advice),
        (None, None) => {}
    }
    match failure {
        Some(kind) => exit_of(kind),
        None if status >= 400 => Exit::AnsweredWithError,
        None => Exit::Ok,
    }
}

/// What ended the invocation, where our host says so. It is our host's only if all of it is: a function may answer with
/// JSON, too.
fn failure(answer: &Answer) -> Option<InvocationErrorKind> {
    let error = answer.host_error()?;
    let kinds = [InvocationErrorKind::Trap, InvocationErrorKind::NotInvocable];
    kinds.into_iter().chain(LIMITS).find(|kind| {
        answer.status.as_u16() == kind.status()
            && (error.code.as_str(), error.message.as_str()) == (kind.code(), kind.message())
    })
}
