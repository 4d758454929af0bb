//! `cargo momento serve`

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use momento_functions_test_host::service::{Key, Service, ServiceBuilder};
use momento_functions_test_host::{Function, Host};
use serde::Serialize;
use tokio::runtime::Handle;

use super::function::Source;
use super::stop::StopSignals;
use super::{engine, journal, port, profiles, reports, state};
use crate::cli::{AccessArgs, Engine, ServeArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings::{Asked, Plan};
use crate::telemetry::{self, Telemetry};
use crate::units::grouped;

/// The line of JSON that a script can wait for.
#[derive(Serialize)]
struct Ready {
    event: &'static str,
    url: String,
    functions: Vec<Served>,
    pool: Pooled,
    /// The folder that functions are kept in, if they are.
    state: Option<PathBuf>,
    /// How many versions in it cannot be served.
    unloaded: usize,
}

/// What is kept ready for invocations.
#[derive(Serialize)]
struct Pooled {
    instances: u32,
    memory: usize,
    page_map_scan: bool,
    keep_resident: usize,
    /// The folder of compiled code, if it is kept.
    code_cache: Option<PathBuf>,
}

#[derive(Serialize)]
pub(super) struct Served {
    name: String,
    cache: String,
    url: String,
    /// Whether it answers HTTP; a spawn function does not.
    invocable: bool,
}

pub(crate) fn run(mut args: ServeArgs, output: &Output) -> Result<Exit, Error> {
    args.paths = args.state.paths(args.paths);
    if args.engine == Engine::Wasmtime {
        return engine::run(&args, output);
    }
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    let plan = Plan::read(&args.asked())?;
    plan.warn(output);
    let host = args.host(&plan, output)?;
    let watchers = args.watch(&host, runtime.handle(), output)?;
    // The port is taken before the build: to be told after minutes that it is in use would be a pity.
    let service = runtime.block_on(port::bind(&args, || args.service(&host, output)))?;
    runtime.block_on(host.seed_caches(&plan.seeds))?;
    let functions = all(&host, deploy(&args, &plan, &host, output)?);
    // Before anyone can know that it serves, and stop it.
    let signals = runtime
        .block_on(async { StopSignals::take() })
        .map_err(Error::Runtime)?;
    let url = url(service.local_addr());
    let served = functions.iter().map(|function| Served::at(&url, function));
    args.announce(&host, url.clone(), served.collect(), output);
    runtime.block_on(service.run(interrupted(signals, *output)));
    watchers.end(output)?;
    Ok(Exit::Ok)
}

impl ServeArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            config: self.config.as_deref(),
            paths: &self.paths,
            name: self.name.as_deref(),
            cache: self.cache.as_deref(),
            environment: &self.function.environment,
            seeds: &self.function.seeds,
        }
    }

    /// The host that the command line asks for, in the functions' surroundings.
    pub(super) fn host(&self, plan: &Plan, output: &Output) -> Result<Host, Error> {
        let host = self.limits.apply_for(&plan.functions, Host::builder());
        let host = self.code_cache.apply(host);
        let host = self.console.apply(host);
        let host = self.state.apply(host);
        let observed =
            self.console.console || self.report || telemetry::is_wanted(self.otlp.as_deref());
        let host = host
            .observe_calls(observed)
            .profile_guests(self.profile_guest.is_some());
        let host = match self.old_versions {
            Some(count) => host.keep_versions(count),
            None => host,
        };
        let host = host.configuration(plan.surroundings.clone()).build()?;
        state::tell_unloaded(&host, output);
        if let Some(folder) = &self.record {
            let recording = host.record(folder);
            recording.map_err(Error::io("cannot record in", folder))?;
        }
        Ok(host)
    }

    /// Watches the host as the command line asks for it.
    pub(super) fn watch(
        &self,
        host: &Host,
        runtime: &Handle,
        output: &Output,
    ) -> Result<Watchers, Error> {
        let telemetry = Telemetry::begin(self.otlp.as_deref(), host, runtime, output)?;
        if self.report {
            reports::print_each(host, output);
        }
        Ok(Watchers {
            host: host.clone(),
            telemetry,
            profile: self.profile_guest.clone(),
        })
    }

    /// Says where functions are served, to whom, and what is kept.
    pub(super) fn announce(&self, host: &Host, url: String, served: Vec<Served>, output: &Output) {
        announce(host, url, served, self.state.state.as_deref(), output);
        self.console.announce(output);
        self.access.announce(output);
    }

    /// The service that the command line asks for, which tells what happens.
    pub(super) fn service(&self, host: &Host, output: &Output) -> ServiceBuilder {
        let journal = *output;
        let service = self.access.apply(Service::builder(host.clone()));
        let service = self.console.offer(service);
        service.observer(move |event| journal::happened(&journal, event))
    }
}

/// What watches a host for as long as it serves.
pub(super) struct Watchers {
    host: Host,
    telemetry: Option<Telemetry>,
    profile: Option<PathBuf>,
}

impl Watchers {
    /// Sends and writes what was seen.
    pub(super) fn end(self, output: &Output) -> Result<(), Error> {
        if let Some(telemetry) = self.telemetry {
            telemetry.end(output);
        }
        profiles::write(self.profile.as_deref(), &self.host, output)
    }
}

impl AccessArgs {
    fn is_open(&self) -> bool {
        self.keys.is_empty() && self.invoke_keys.is_empty()
    }

    /// Says who may use the service.
    fn announce(&self, output: &Output) {
        output.line(if self.is_open() {
            "No key is set: whoever reaches this address may invoke and deploy (`--key` sets one).\n"
        } else {
            "A key is needed: curl -H 'authorization: KEY' …\n"
        });
    }

    fn apply(&self, mut service: ServiceBuilder) -> ServiceBuilder {
        for key in &self.keys {
            service = service.key(Key::full(key));
        }
        for key in &self.invoke_keys {
            service = service.key(Key::invoke_only(key));
        }
        for name in &self.allowed_hosts {
            service = service.allow_host(name);
        }
        service.allow_open(self.allow_open)
    }
}

fn deploy(
    args: &ServeArgs,
    plan: &Plan,
    host: &Host,
    output: &Output,
) -> Result<Vec<Function>, Error> {
    let mut given = HashMap::new();
    let mut functions = Vec::new();
    for settings in &plan.functions {
        let source = Source::prepare(settings, &settings.build(&args.build), output)?;
        check_free(&mut given, &settings.cache, &source.name, &settings.path)?;
        functions.push(source.deploy(host, settings)?);
    }
    Ok(functions)
}

/// The functions that are given, in their order, and what else there is.
fn all(host: &Host, mut functions: Vec<Function>) -> Vec<Function> {
    let given: Vec<_> = functions.iter().map(named).collect();
    for cache in host.caches() {
        let kept = host.functions(&cache).into_iter();
        functions.extend(kept.filter(|kept| !given.contains(&named(kept))));
    }
    functions
}

fn named(function: &Function) -> (String, String) {
    (function.cache().to_owned(), function.name().to_owned())
}

/// The paths of functions by their caches and names.
pub(super) type Given = HashMap<(String, String), PathBuf>;

pub(super) fn check_free(
    given: &mut Given,
    cache: &str,
    name: &str,
    path: &Path,
) -> Result<(), Error> {
    match given.insert((cache.to_owned(), name.to_owned()), path.to_owned()) {
        Some(first) => Err(Error::SameName {
            name: name.to_owned(),
            first,
            second: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Says where functions are served.
fn announce(
    host: &Host,
    url: String,
    functions: Vec<Served>,
    state: Option<&Path>,
    output: &Output,
) {
    let pool = Pooled::of(host);
    output.status("Pooling", &pool);
    if let Some(folder) = state {
        output.status("Keeping", format_args!("functions in {}", folder.display()));
    }
    output.status("Serving", format_args!("{url} (Ctrl-C stops)"));
    for function in functions.iter().filter(|function| function.invocable) {
        output.line(format_args!(
            "\n  {}\n  curl {} -d '{{\"name\": \"Ada\"}}'",
            function.name, function.url
        ));
    }
    for function in functions.iter().filter(|function| !function.invocable) {
        output.line(format_args!(
            "\n  {}\n  a spawn function: others start it (once by hand: `cargo momento invoke`)",
            function.name
        ));
    }
    output.line("");
    output.json(&Ready {
        event: "ready",
        url,
        functions,
        pool,
        state: state.map(Path::to_owned),
        unloaded: host.unloaded().len(),
    });
}

impl Pooled {
    fn of(host: &Host) -> Self {
        let pool = host.pool();
        Self {
            instances: pool.instances,
            memory: pool.memory,
            page_map_scan: pool.page_map_scan,
            keep_resident: pool.keep_resident,
            code_cache: host.code_cache().map(Path::to_owned),
        }
    }
}

impl fmt::Display for Pooled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instances = grouped(self.instances.into());
        let memory = grouped(self.memory as u64);
        let scan = match self.page_map_scan {
            true => "cleared by page-map scan",
            false => "cleared without page-map scan, which this kernel lacks",
        };
        write!(f, "{instances} instances of up to {memory} bytes, {scan}; ")?;
        match &self.code_cache {
            Some(folder) => write!(f, "compiled code in {}", folder.display()),
            None => f.write_str("compiled code is not kept"),
        }
    }
}

/// The URL that a service is called by.
pub(super) fn url(address: SocketAddr) -> String {
    format!("http://{}", reachable(address))
}

/// An address that can be called: not the one that stands for all.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

impl Served {
    pub(super) fn at(url: &str, function: &Function) -> Self {
        Self {
            invocable: !function.kind().is_spawn(),
            ..Self::later(url, function.cache(), function.name())
        }
    }

    /// One that is not there yet, of which nobody knows that it does not answer HTTP.
    pub(super) fn later(url: &str, cache: &str, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            cache: cache.to_owned(),
            url: format!("{url}/functions/{cache}/{name}"),
            invocable: true,
        }
    }
}

/// Waits for the first Ctrl-C. The second one ends the process at once.
pub(super) async fn interrupted(mut signals: StopSignals, output: Output) {
    signals.next().await;
    output.status(
        "Stopping",
        "once all is answered, and what was spawned has ended (Ctrl-C again stops now)",
    );
    tokio::spawn(async move {
        signals.next().await;
        std::process::exit(130);
    });
}
