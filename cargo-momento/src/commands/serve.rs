//! `cargo momento serve`

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use momento_functions_test_host::service::{Key, Service, ServiceBuilder};
use momento_functions_test_host::{Function, Host};
use serde::Serialize;

use super::function::Source;
use super::journal;
use super::stop::StopSignals;
use crate::cli::{AccessArgs, ServeArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings;
use crate::units::grouped;

/// The line of JSON that a script can wait for.
#[derive(Serialize)]
struct Ready {
    event: &'static str,
    url: String,
    functions: Vec<Served>,
    pool: Pooled,
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
struct Served {
    name: String,
    cache: String,
    url: String,
    /// Whether it answers HTTP; a spawn function does not.
    invocable: bool,
}

pub(crate) fn run(mut args: ServeArgs, output: &Output) -> Result<Exit, Error> {
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    let journal = *output;
    let configuration = settings::of(args.config.as_deref(), &args.paths)?;
    args.build.develop(&configuration);
    let host = args.limits.apply(Host::builder());
    let host = args.code_cache.apply(host);
    let host = host.configuration(configuration).build()?;
    if let Some(folder) = &args.record {
        let recording = host.record(folder);
        recording.map_err(Error::io("cannot record in", folder))?;
    }
    // The port is taken before the build: to be told after minutes that it is in use would be a pity.
    let service = args.access.apply(Service::builder(host.clone()));
    let service = service.observer(move |event| journal::happened(&journal, event));
    let service = runtime.block_on(service.bind(args.listen))?;
    let functions = deploy(&args, &host, output)?;
    // Before anyone can know that it serves, and stop it.
    let signals = runtime
        .block_on(async { StopSignals::take() })
        .map_err(Error::Runtime)?;
    announce(&host, service.local_addr(), &functions, output);
    output.line(if args.access.is_open() {
        "No key is set: whoever reaches this address may invoke and deploy (`--key` sets one).\n"
    } else {
        "A key is needed: curl -H 'authorization: KEY' …\n"
    });
    runtime.block_on(service.run(interrupted(signals, *output)));
    Ok(Exit::Ok)
}

impl AccessArgs {
    fn is_open(&self) -> bool {
        self.keys.is_empty() && self.invoke_keys.is_empty()
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

fn deploy(args: &ServeArgs, host: &Host, output: &Output) -> Result<Vec<Function>, Error> {
    if args.name.is_some() && args.paths.len() > 1 {
        return Err(Error::NameForMany {
            count: args.paths.len(),
        });
    }
    let mut given = HashMap::new();
    let mut functions = Vec::new();
    for path in &args.paths {
        let mut source = Source::prepare(path, &args.build, output)?;
        source.name = args.name.clone().unwrap_or(source.name);
        check_free(&mut given, &source.name, path)?;
        functions.push(source.deploy(host, &args.cache)?);
    }
    Ok(functions)
}

fn check_free(given: &mut HashMap<String, PathBuf>, name: &str, path: &Path) -> Result<(), Error> {
    match given.insert(name.to_owned(), path.to_owned()) {
        Some(first) => Err(Error::SameName {
            name: name.to_owned(),
            first,
            second: path.to_owned(),
        }),
        None => Ok(()),
    }
}

fn announce(host: &Host, address: SocketAddr, functions: &[Function], output: &Output) {
    let url = format!("http://{}", reachable(address));
    let pool = Pooled::of(host);
    output.status("Pooling", &pool);
    output.status("Serving", format_args!("{url} (Ctrl-C stops)"));
    let functions: Vec<Served> = functions
        .iter()
        .map(|function| Served::at(&url, function))
        .collect();
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
    fn at(url: &str, function: &Function) -> Self {
        let (name, cache) = (function.name().to_owned(), function.cache().to_owned());
        let url = format!("{url}/functions/{cache}/{name}");
        Self {
            name,
            cache,
            url,
            invocable: !function.kind().is_spawn(),
        }
    }
}

/// Waits for the first Ctrl-C. The second one ends the process at once.
async fn interrupted(mut signals: StopSignals, output: Output) {
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
