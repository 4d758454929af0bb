use momento_functions_test_host::{Function, Host, SpawnOutcome, SpawnResult};
use tokio::runtime::Runtime;

use super::exit_of;
use crate::cli::InvokeArgs;
use crate::commands::journal;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Runs a spawn function, and what it spawns itself.
pub(super) fn run(
    host: &Host,
    function: &Function,
    payload: Vec<u8>,
    runtime: &Runtime,
    output: &Output,
) -> Result<Exit, Error> {
    let journal = *output;
    host.on_spawned(move |outcome| journal::ran(&journal, outcome));
    runtime.block_on(async {
        let outcome = function.spawn(payload)?.outcome().await;
        host.spawned().await;
        Ok(exit(&outcome))
    })
}

/// There is no request: what would be one cannot be meant.
pub(super) fn check(args: &InvokeArgs, function: &Function) -> Result<(), Error> {
    let InvokeArgs {
        method,
        sub_path,
        headers,
        query,
        include,
        token_metadata,
        ..
    } = args;
    let given = method.is_some() || sub_path.is_some() || token_metadata.is_some() || *include;
    if given || !headers.is_empty() || !query.is_empty() {
        let name = function.name().to_owned();
        return Err(Error::NoRequest { name });
    }
    Ok(())
}

fn exit(outcome: &SpawnOutcome) -> Exit {
    match &outcome.result {
        Ok(result) if SpawnResult::is_ok(result) => Exit::Ok,
        Ok(_) => Exit::AnsweredWithError,
        Err(error) => exit_of(error.kind()),
    }
}
