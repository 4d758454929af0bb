//! `cargo momento replay`

use momento_functions_test_host::{Host, InvocationRecord};
use serde::Serialize;

use super::function::Source;
use crate::cli::ReplayArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings;

/// What `--json` tells of a replay.
#[derive(Serialize)]
struct Report {
    event: &'static str,
    invocation_id: String,
    same: bool,
    /// The difference, as a diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<String>,
}

pub(crate) fn run(mut args: ReplayArgs, output: &Output) -> Result<Exit, Error> {
    // Read before the build: to be told after minutes that the file is no record would be a pity.
    let record = InvocationRecord::from_file(&args.file)?;
    let configuration = settings::of(None, std::slice::from_ref(&args.path))?;
    args.build.develop(&configuration);
    let mut source = Source::prepare(&args.path, &args.build, output)?;
    source.name.clone_from(&record.function);
    let host = args.limits.apply(Host::builder());
    let host = args.code_cache.apply(host);
    let host = host.virtual_clock().scripted_http().build()?;
    source.deploy_with(&host, &record.cache, &args.variables)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::Runtime)?;
    let replayed = runtime.block_on(host.replay(&record))?;
    let same = replayed.is_same();
    let text = replayed.to_string();
    if output.is_json() {
        output.json(&Report {
            event: "replayed",
            invocation_id: record.invocation_id,
            same,
            difference: (!same).then_some(text),
        });
    } else {
        output.result(format!("{}\n", text.trim_end()).as_bytes());
    }
    Ok(if same {
        Exit::Ok
    } else {
        Exit::AnsweredWithError
    })
}
