//! `cargo momento deploy`

mod content;

use std::collections::HashMap;

use http::Method;
use serde::Serialize;

use self::content::{Component, VersionLimits};
use super::deployed::{self, Description};
use super::function::Source;
use super::serve::check_free;
use crate::cli::DeployArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Remote, Request};
use crate::settings::{Asked, FunctionSettings, Plan};
use crate::units::grouped;

#[derive(Serialize)]
struct Deployed<'a> {
    event: &'static str,
    cache: &'a str,
    function: &'a str,
    /// The service's number, if it tells one.
    version: Option<u64>,
    url: &'a str,
    bytes: usize,
    sha256: &'a str,
}

/// A function, ready to be sent.
struct Ready {
    name: String,
    component: Component,
    settings: FunctionSettings,
    limits: VersionLimits,
}

pub(crate) fn run(args: DeployArgs, output: &Output) -> Result<Exit, Error> {
    let plan = Plan::read(&args.asked())?;
    let mut remote = Remote::new(&args.remote, &plan.surroundings, output)?;
    // The service is asked who it is before the builds: to be told after minutes that nobody is there would be a pity.
    let ours = remote.is_ours()?;
    // All are built before the first is sent.
    let mut given = HashMap::new();
    let mut all = Vec::new();
    for settings in plan.functions {
        let ready = Ready::make(settings, &args, output)?;
        // Another cache may have been named for all of them.
        remote.configure_cache(ready.settings.cache.clone());
        check_free(
            &mut given,
            remote.cache(),
            &ready.name,
            &ready.settings.path,
        )?;
        all.push(ready);
    }
    for ready in all {
        remote.configure_cache(ready.settings.cache.clone());
        deploy(&remote, &ready, ours, output)?;
    }
    Ok(Exit::Ok)
}

impl DeployArgs {
    fn asked(&self) -> Asked<'_> {
        Asked {
            config: self.remote.config.as_deref(),
            paths: &self.paths,
            name: self.name.as_deref(),
            cache: self.remote.caller.cache.as_deref(),
            environment: &self.environment,
            seeds: &[],
        }
    }
}

impl Ready {
    /// Builds a function. What the command line says goes before its settings.
    fn make(
        mut settings: FunctionSettings,
        args: &DeployArgs,
        output: &Output,
    ) -> Result<Self, Error> {
        let source = Source::prepare(&settings, &settings.release(&args.build), output)?;
        settings.description = args.description.clone().or(settings.description);
        Ok(Self {
            component: Component::read(source.component())?,
            limits: VersionLimits::of(&args.limits, &settings.limits),
            name: source.name,
            settings,
        })
    }
}

fn deploy(remote: &Remote, ready: &Ready, ours: bool, output: &Output) -> Result<(), Error> {
    let name = &ready.name;
    if ours {
        // A key that is not known is told before all is sent to it.
        check_access(remote, name)?;
    }
    let limits = ready.limits(ours, remote.is_dry_run(), output);
    let request = Request::new(Method::PUT, remote.manage(&[name])?)
        .content("application/json", content::deploy(ready, limits))
        .uploading(name);
    let Some(answer) = remote.ask(request)? else {
        return Ok(());
    };
    answer.succeed(None)?;
    let known = match ours {
        true => deployed::get::<Description>(remote, &[name])?,
        false => None,
    };
    let version = known.as_ref().map(|known| known.latest_version);
    tell(remote, ready, version, output)?;
    if let Some(known) = known {
        known.tell_pin(output);
    }
    Ok(())
}

impl Ready {
    /// The service documents no limits, and refuses or ignores what it does not know: they go to our host alone.
    fn limits(&self, ours: bool, dry_run: bool, output: &Output) -> Option<&VersionLimits> {
        const ALONE: &str = "the host of `cargo momento serve` alone takes limits";
        if self.limits.is_empty() {
            return None;
        }
        match (ours, dry_run) {
            (true, _) => {}
            (false, true) => output.line(format_args!("The limits may be left out: {ALONE}.")),
            (false, false) => output.status("Leaving out", format_args!("the limits: {ALONE}")),
        }
        (ours || dry_run).then_some(&self.limits)
    }
}

/// Holds the service to letting this key manage the function, which need not be there yet.
fn check_access(remote: &Remote, name: &str) -> Result<(), Error> {
    let request = Request::new(Method::GET, remote.manage(&[name])?);
    match remote.ask(request)? {
        Some(answer) if answer.status == http::StatusCode::NOT_FOUND => Ok(()),
        Some(answer) => Ok(answer.succeed(None).map(drop)?),
        None => Ok(()),
    }
}

fn tell(
    remote: &Remote,
    ready: &Ready,
    version: Option<u64>,
    output: &Output,
) -> Result<(), Error> {
    let (name, cache) = (&ready.name, remote.cache());
    let url = remote.function(name)?;
    let bytes = ready.component.bytes.len();
    let number = version.map(|version| format!(" version {version}"));
    output.status(
        "Deployed",
        format_args!(
            "{name}{} to the cache {cache} ({} bytes): {url}",
            number.unwrap_or_default(),
            grouped(bytes as u64)
        ),
    );
    output.json(&Deployed {
        event: "deployed",
        cache,
        function: name,
        version,
        url: url.as_str(),
        bytes,
        sha256: &ready.component.sha256,
    });
    Ok(())
}
