//! Services that are asked over HTTP: the host of `cargo momento serve`, and Momento's.

mod answer;
mod client;
mod content;
mod destination;
mod dry_run;
mod endpoint;
mod error;
mod key;
mod request;
mod tls;
mod upload;

use http::Method;
use momento_functions_test_host::Configuration;
use reqwest::Url;
use tokio::runtime::Runtime;

use crate::cli::{CallerArgs, RemoteArgs};
use crate::error::Error;
use crate::output::Output;
use client::{Client, Stream};
use destination::Destination;
use endpoint::Endpoint;
use key::Key;
use request::shown;
use upload::Upload;

pub(crate) use answer::{Answer, plain};
pub(crate) use content::{Content, quoted};
pub(crate) use endpoint::parse as parse_url;
pub(crate) use error::RemoteError;
pub(crate) use request::Request;

/// The variable with the key, where a destination names no other.
const KEY: &str = "MOMENTO_API_KEY";

/// How many bytes of an answer are collected that is no function's.
const ANSWER: usize = 16 << 20;

/// One service, and who asks it.
#[derive(Debug)]
pub(crate) struct Remote {
    endpoint: Endpoint,
    /// The cache that was named.
    cache: Option<String>,
    /// The one that `momento.toml` names.
    configured: Option<String>,
    key: Option<Key>,
    /// The variable that a shell has the key in.
    key_variable: String,
    dry_run: bool,
    client: Client,
    runtime: Runtime,
    output: Output,
}

impl Remote {
    /// Finds the service that the command line, `momento.toml` and the variables name. Nothing is sent yet.
    pub(crate) fn new(
        args: &RemoteArgs,
        configuration: &Configuration,
        output: &Output,
    ) -> Result<Self, Error> {
        let destination = args.to.as_deref();
        let destination = destination.map(|name| Destination::find(name, configuration));
        let destination = destination.transpose()?;
        let endpoint = destination.as_ref().map(|destination| destination.endpoint);
        let endpoint = endpoint.or(args.endpoint.as_deref());
        let mut remote = Self::at(endpoint, &args.caller, destination.as_ref(), output)?;
        let cache = destination.and_then(|destination| destination.cache);
        if let (None, Some(cache)) = (&args.caller.cache, cache) {
            remote.cache = Some(cache.to_owned());
        }
        remote.configured = configuration.cache.clone();
        Ok(remote)
    }

    /// Finds the service at a URL.
    pub(crate) fn of_url(url: &Url, args: &CallerArgs, output: &Output) -> Result<Self, Error> {
        Self::at(Some(url.as_str()), args, None, output)
    }

    fn at(
        endpoint: Option<&str>,
        args: &CallerArgs,
        destination: Option<&Destination<'_>>,
        output: &Output,
    ) -> Result<Self, Error> {
        let endpoint = Endpoint::find(endpoint, variable)?;
        let key = key(args, destination)?;
        let url = endpoint.url(&[])?;
        if key.is_some() && endpoint::is_open(&url) && !args.allow_plain_http {
            let url = shown(&url);
            return Err(RemoteError::PlainHttp { url }.into());
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::Runtime)?;
        let tells = Upload::is_seen(output);
        Ok(Self {
            client: Client::new(&url, args.timeout, tells, endpoint.is_default())?,
            endpoint,
            cache: args.cache.clone(),
            configured: None,
            key,
            key_variable: destination.map_or(KEY, |it| it.key_variable).to_owned(),
            dry_run: args.dry_run,
            runtime,
            output: *output,
        })
    }

    /// Sets the cache that a function's own settings name. What the command line or a destination names goes first.
    pub(crate) fn configure_cache(&mut self, cache: String) {
        self.configured = Some(cache);
    }

    pub(crate) fn cache(&self) -> &str {
        let cache = self.cache.as_deref().or(self.configured.as_deref());
        cache.unwrap_or("default")
    }

    pub(crate) fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The URL that invokes a function.
    pub(crate) fn function(&self, name: &str) -> Result<Url, RemoteError> {
        self.endpoint.url(&["functions", self.cache(), name])
    }

    /// The URL of a manage route: what follows the cache.
    pub(crate) fn manage(&self, route: &[&str]) -> Result<Url, RemoteError> {
        let base = ["functions", "manage", self.cache()];
        self.endpoint.url(&[&base, route].concat())
    }

    /// Sends a request with the key. A dry run prints it instead, and gives none.
    pub(crate) fn ask(&self, request: Request) -> Result<Option<Answer>, RemoteError> {
        self.ask_for(request, ANSWER)
    }

    /// The same for an answer of at most `limit` bytes.
    pub(crate) fn ask_for(
        &self,
        request: Request,
        limit: usize,
    ) -> Result<Option<Answer>, RemoteError> {
        let request = request.key(self.key.as_ref());
        if self.dry_run {
            dry_run::print(&request, &self.key_variable, &self.output);
            return Ok(None);
        }
        let sent = self.client.send(&request, self.key.as_ref(), limit);
        self.runtime.block_on(sent).map(Some)
    }

    /// Sends a request with the key, and gives its answer's body as it comes.
    pub(crate) async fn open(
        &self,
        request: Request,
        instead: &'static str,
    ) -> Result<Stream<'_>, RemoteError> {
        let request = request.key(self.key.as_ref());
        self.client.open(request, self.key.as_ref(), instead).await
    }

    /// Whether the service is ours, which says so to everybody. A dry run asks nobody, and takes it for another one.
    pub(crate) fn is_ours(&self) -> Result<bool, RemoteError> {
        if self.dry_run {
            return Ok(false);
        }
        let request = Request::new(Method::GET, self.endpoint.url(&[])?);
        let asked = self.client.send(&request, None, ANSWER);
        let answer = self.runtime.block_on(asked)?;
        let home: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
        let service = home.as_ref().and_then(|home| home.get("service")?.as_str());
        Ok(answer.status.is_success() && service == Some("momento-functions-test-host"))
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The key that is given, or in the variable. An empty variable is none; an empty option is a mistake, and so is a
/// destination whose own variable is not set.
fn key(
    args: &CallerArgs,
    destination: Option<&Destination<'_>>,
) -> Result<Option<Key>, RemoteError> {
    if let Some(key) = &args.key {
        return Key::new(&key.0, "`--key`").map(Some);
    }
    let name = destination.map_or(KEY, |destination| destination.key_variable);
    let set = variable(name).filter(|key| !key.trim().is_empty());
    match (set, destination) {
        (Some(key), _) => Key::new(&key, &format!("${name}")).map(Some),
        (None, Some(destination)) if destination.has_own_key => Err(RemoteError::KeyVariable {
            destination: destination.name.to_owned(),
            variable: name.to_owned(),
        }),
        (None, _) => Ok(None),
    }
}
