//! `cargo momento env` and `env-file`

use std::collections::BTreeMap;

use http::Method;
use serde::{Deserialize, Serialize};

use super::deployed::{self, Description};
use crate::cli::{EnvArgs, EnvCommand, EnvFileArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Content, Remote, Request, plain};
use crate::settings::variables_of;

/// What is told where a route is unknown.
const INSTEAD: &str = "On Momento's service each deploy brings the whole environment: \
    `cargo momento deploy --env NAME=VALUE --env-file FILE`.";

/// RFC 7396.
const MERGE_PATCH: &str = "application/merge-patch+json";

#[derive(Deserialize)]
struct Names {
    environment: Vec<String>,
}

#[derive(Deserialize)]
struct Changed {
    version: u64,
}

#[derive(Serialize)]
struct Variable<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    event: &'static str,
    cache: &'a str,
    function: &'a str,
    version: u64,
}

pub(crate) fn run(args: EnvArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let patch = match args.change {
        None | Some(EnvCommand::List) => {
            list(&remote, &name, output)?;
            return Ok(Exit::Ok);
        }
        Some(EnvCommand::Set { variables }) => {
            Content::default().variables(&variables.into_iter().collect())
        }
        Some(EnvCommand::Unset { names }) => without(&names),
    };
    change(&remote, &name, patch, output)?;
    Ok(Exit::Ok)
}

pub(crate) fn file(args: EnvFileArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let variables = variables_of(&args.file)?;
    change(
        &remote,
        &name,
        Content::default().variables(&variables),
        output,
    )?;
    Ok(Exit::Ok)
}

fn without(names: &[String]) -> Content {
    let nulls: BTreeMap<&String, Option<()>> = names.iter().map(|name| (name, None)).collect();
    Content::json(&nulls)
}

fn list(remote: &Remote, name: &str, output: &Output) -> Result<(), Error> {
    let request = Request::new(Method::GET, remote.manage(&[name, "environment"])?);
    let Some(answer) = remote.ask(request)? else {
        return Ok(());
    };
    let names: Names = answer.json(Some(INSTEAD))?;
    for name in &names.environment {
        output.json(&Variable { name });
        if !output.is_json() {
            output.result(format!("{}\n", plain(name)).as_bytes());
        }
    }
    Ok(())
}

fn change(remote: &Remote, name: &str, patch: Content, output: &Output) -> Result<(), Error> {
    let request = Request::new(Method::PATCH, remote.manage(&[name, "environment"])?);
    let Some(answer) = remote.ask(request.content(MERGE_PATCH, patch))? else {
        return Ok(());
    };
    let Changed { version } = answer.json(Some(INSTEAD))?;
    output.status(
        "Changed",
        format_args!("the environment of {name}: version {version}"),
    );
    output.json(&Told {
        event: "environment",
        cache: remote.cache(),
        function: name,
        version,
    });
    let known = deployed::get::<Description>(remote, &[name])?;
    if let Some(known) = known {
        known.tell_pin(output);
    }
    Ok(())
}
