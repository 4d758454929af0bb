//! `cargo momento replay`

use momento_functions_test_host::{Host, InvocationRecord};
use serde::Serialize;

use super::function::Source;
use crate::cli::{EnvironmentArgs, ReplayArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::settings::{Asked, FunctionSettings, Plan};

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

pub(crate) fn run(args: ReplayArgs, output: &Output) -> Result<Exit, Error> {
    // Read before the build: to be told after minutes that the file is no record would be a pity.
    let record = InvocationRecord::from_file(&args.file)?;
    let mut settings = settings(&args, &record)?;
    settings.name = Some(record.function.clone());
    let source = Source::prepare(&settings, &settings.build(&args.build), output)?;
    let host = args.limits.apply(Host::builder());
    let host = args.code_cache.apply(host);
    let host = host.virtual_clock().scripted_http().build()?;
    source.deploy(&host, &settings)?;
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

/// The function's settings, in the cache that the record names.
fn settings(args: &ReplayArgs, record: &InvocationRecord) -> Result<FunctionSettings, Error> {
    let environment = EnvironmentArgs {
        variables: args.variables.clone(),
        env_files: Vec::new(),
    };
    let asked = Asked {
        config: None,
        paths: std::slice::from_ref(&args.path),
        name: None,
        cache: Some(&record.cache),
        environment: &environment,
        seeds: &[],
    };
    Plan::read(&asked)?.single()
}
