//! `cargo momento versions`, `pin`, `unpin` and `rollback`

use http::Method;
use serde::Serialize;

use super::deployed::{self, Version, Versions};
use super::table::table;
use crate::cli::{PinArgs, RollbackArgs, UnpinArgs, VersionsArgs};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Content, Remote, RemoteError, Request};
use crate::units::grouped;

/// How much of a digest tells versions apart.
const DIGEST: usize = 12;

#[derive(Serialize)]
struct Pin {
    version: u64,
}

#[derive(Serialize)]
struct Pinned<'a> {
    event: &'static str,
    cache: &'a str,
    function: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u64>,
}

pub(crate) fn versions(args: VersionsArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let Some(found) = all(&remote, &name)? else {
        return Ok(Exit::Ok);
    };
    if output.is_json() {
        found.versions.iter().for_each(|each| output.json(each));
    } else {
        let rows: Vec<_> = found.versions.iter().map(row).collect();
        let head = [
            "VERSION",
            "CREATED",
            "BYTES",
            "SHA-256",
            "KIND",
            "ENVIRONMENT",
            "DESCRIPTION",
        ];
        output.result(table(head, &rows).as_bytes());
    }
    Ok(Exit::Ok)
}

pub(crate) fn pin(args: PinArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(Some(args.name), &args.remote, output)?;
    set(&remote, &name, args.version, output)?;
    Ok(Exit::Ok)
}

pub(crate) fn unpin(args: UnpinArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let request = Request::new(Method::DELETE, remote.manage(&[&name, "pin"])?);
    if deployed::order(&remote, request)? {
        output.status(
            "Unpinned",
            format_args!("{name}: the latest version is invoked"),
        );
        tell("unpinned", &remote, &name, None, output);
    }
    Ok(Exit::Ok)
}

pub(crate) fn rollback(args: RollbackArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let Some(found) = all(&remote, &name)? else {
        output.line("Then the version before the current one would be pinned.");
        return Ok(Exit::Ok);
    };
    set(
        &remote,
        &name,
        before_current(&name, &found.versions)?,
        output,
    )?;
    Ok(Exit::Ok)
}

fn all(remote: &Remote, name: &str) -> Result<Option<Versions>, RemoteError> {
    deployed::get(remote, &[name, "versions"])
}

fn set(remote: &Remote, name: &str, version: u64, output: &Output) -> Result<(), RemoteError> {
    let request = Request::new(Method::PUT, remote.manage(&[name, "pin"])?)
        .content("application/json", Content::json(&Pin { version }));
    if deployed::order(remote, request)? {
        output.status("Pinned", format_args!("{name} to version {version}"));
        tell("pinned", remote, name, Some(version), output);
    }
    Ok(())
}

fn tell(event: &'static str, remote: &Remote, name: &str, version: Option<u64>, output: &Output) {
    output.json(&Pinned {
        event,
        cache: remote.cache(),
        function: name,
        version,
    });
}

/// The newest version that is older than the one that is invoked.
fn before_current(name: &str, versions: &[Version]) -> Result<u64, RemoteError> {
    let current = versions.iter().find(|version| version.current);
    let current = current.map_or(0, |current| current.version);
    let older = versions.iter().map(|version| version.version);
    older
        .filter(|version| *version < current)
        .max()
        .ok_or_else(|| RemoteError::NoEarlier {
            name: name.to_owned(),
            current,
        })
}

fn row(version: &Version) -> [String; 7] {
    let current = if version.current { " (current)" } else { "" };
    [
        format!("{}{current}", version.version),
        version.created_at.clone(),
        grouped(version.size),
        version.sha256.chars().take(DIGEST).collect(),
        version.kind.clone(),
        version.environment.join(","),
        version.description.clone().unwrap_or_default(),
    ]
}
