//! `cargo momento dev`

mod configure;
mod function;
mod snapshot;
mod told;
mod watch;
mod work;

use std::collections::HashMap;
use std::net::SocketAddr;

use momento_functions_test_host::service::{FailedBuilds, Service};
use tokio::sync::watch as flag;

use self::function::Developed;
use self::watch::Watch;
use self::work::Work;
use super::engine::EngineError;
use super::port;
use super::serve::{Served, check_free, interrupted, url};
use super::stop::StopSignals;
use crate::cli::{DevArgs, Engine};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings::Plan;

/// How many old builds of each function are kept: each save makes one.
const OLD_VERSIONS: usize = 10;

pub(crate) fn run(args: DevArgs, output: &Output) -> Result<Exit, Error> {
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    let DevArgs {
        serve: mut args,
        poll,
    } = args;
    if args.engine != Engine::Host {
        return Err(EngineError::Dev.into());
    }
    args.paths = args.state.paths(args.paths);
    args.console.develop();
    args.old_versions = Some(OLD_VERSIONS);
    let plan = Plan::read(&args.asked())?;
    plan.warn(output);
    let functions = find(&plan)?;
    let host = args.host(&plan, output)?;
    let watchers = args.watch(&host, runtime.handle(), output)?;
    let failed = FailedBuilds::default();
    let service = || {
        let service = args.service(&host, output).explain_errors(true);
        service.failed_builds(failed.clone())
    };
    let service = runtime.block_on(port::bind(&args, service))?;
    runtime.block_on(host.seed_caches(&plan.seeds))?;
    let with = (
        Watch::start(poll, output),
        runtime.handle().clone(),
        *output,
    );
    let work = Work::begin(args, plan, functions, host, failed, with);
    // Before anyone can know that it serves, and stop it.
    let signals = runtime
        .block_on(async { StopSignals::take() })
        .map_err(Error::Runtime)?;
    ready(&work, service.local_addr());
    runtime.block_on(serve(service, work, signals, *output));
    watchers.end(output)?;
    // A build that still runs is nobody's any more.
    runtime.shutdown_background();
    Ok(Exit::Ok)
}

/// Finds the crates: a folder without one will not get one by waiting.
fn find(plan: &Plan) -> Result<Vec<Developed>, Error> {
    let mut given = HashMap::new();
    let mut found = Vec::new();
    for settings in &plan.functions {
        let function = Developed::find(settings.clone())?;
        check_free(&mut given, function.cache(), &function.name, &settings.path)?;
        found.push(function);
    }
    Ok(found)
}

fn ready(work: &Work, address: SocketAddr) {
    let url = url(address);
    let served = work
        .functions
        .iter()
        .map(|function| match function.function() {
            Some(deployed) => Served::at(&url, deployed),
            None => Served::later(&url, function.cache(), &function.name),
        });
    work.args
        .announce(&work.host, url.clone(), served.collect(), &work.output);
    work.output
        .status("Watching", "for changes: what you save is built and served");
}

async fn serve(service: Service, work: Work, signals: StopSignals, output: Output) {
    let (stop, stopped) = flag::channel(());
    let interrupted = async move {
        interrupted(signals, output).await;
        drop(stop);
    };
    tokio::join!(service.run(interrupted), watch(work, stopped, output));
}

/// Catches up with each change, until it is told to stop. What is built then is dropped.
async fn watch(mut work: Work, mut stopped: flag::Receiver<()>, output: Output) {
    loop {
        let caught_up = tokio::task::spawn_blocking(move || {
            work.catch_up();
            work
        });
        work = tokio::select! {
            _ = stopped.changed() => return,
            caught_up = caught_up => match caught_up {
                Ok(work) => work,
                Err(error) => return output.error(format_args!("changes are not watched any more: {error}")),
            },
        };
        tokio::select! {
            _ = stopped.changed() => return,
            () = work.watch.changed() => {}
        }
    }
}
