//! What `dev` tells while it works: a line for people, then one of JSON for programs.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::function::{Deployed, Developed};
use crate::error::Error;
use crate::output::Output;
use crate::units::{grouped, milliseconds, short};

/// How many files a line names.
const NAMED: usize = 3;

/// A line of JSON for each thing that happens.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Line<'a> {
    Changed {
        paths: &'a [String],
    },
    Built {
        name: &'a str,
        cache: &'a str,
        version: u64,
        bytes: usize,
        duration_ms: f64,
        /// Whether the version is a new one.
        deployed: bool,
    },
    BuildFailed {
        name: &'a str,
        cache: &'a str,
        error: &'a str,
        duration_ms: f64,
        /// The version that goes on.
        version: Option<u64>,
    },
    Configured {
        name: &'a str,
        cache: &'a str,
        version: u64,
    },
    /// Changes that are no reason for a build.
    Ignored {
        paths: &'a [String],
    },
    ConfigurationFailed {
        error: &'a str,
    },
}

/// Names the files that changed.
pub(super) fn changed(output: &Output, files: &BTreeSet<PathBuf>) {
    let paths = named_from_here(files);
    let named = paths.get(..NAMED).unwrap_or(&paths).join(", ");
    match paths.len().checked_sub(NAMED) {
        Some(more @ 1..) => output.status("Changed", format_args!("{named} and {more} more")),
        _ => output.status("Changed", named),
    }
    output.json(&Line::Changed { paths: &paths });
}

/// Tells of a build that went well.
pub(super) fn built(output: &Output, function: &Developed, deployed: &Deployed, took: Duration) {
    let Deployed {
        version,
        bytes,
        same,
    } = *deployed;
    let name = &function.name;
    let size = grouped(bytes as u64);
    let what = if same {
        "is served already"
    } else {
        "is served"
    };
    output.status(
        "Built",
        format_args!(
            "{name} in {} ({size} bytes): version {version} {what}",
            short(took)
        ),
    );
    output.json(&Line::Built {
        name,
        cache: function.cache(),
        version,
        bytes,
        duration_ms: milliseconds(took),
        deployed: !same,
    });
}

/// Tells that another version than the one that was built is invoked.
pub(super) fn pinned(output: &Output, name: &str, version: u64) {
    output.status(
        "Keeping",
        format_args!(
            "version {version} of {name}, which is pinned: unpin it in the console, or by `cargo momento unpin {name}`"
        ),
    );
}

/// Tells of a build that failed. `text` is all that is known of it; the compiler's part was printed as it came.
pub(super) fn build_failed(
    output: &Output,
    function: &Developed,
    error: &Error,
    text: &str,
    took: Duration,
) {
    let version = function.function().map(|function| function.version());
    let name = &function.name;
    output.error(format_args!("{name}: {error}"));
    match version {
        Some(version) => output.status("Keeping", format_args!("version {version} of {name}")),
        None => output.status("Waiting", format_args!("for a first build of {name}")),
    }
    output.json(&Line::BuildFailed {
        name,
        cache: function.cache(),
        error: text,
        duration_ms: milliseconds(took),
        version,
    });
}

/// Tells of settings that took effect without a build.
pub(super) fn configured(output: &Output, function: &Developed, version: u64) {
    let name = &function.name;
    output.status(
        "Configured",
        format_args!("{name}: version {version} is served"),
    );
    output.json(&Line::Configured {
        name,
        cache: function.cache(),
        version,
    });
}

/// Tells of settings that cannot be read.
pub(super) fn configuration_failed(output: &Output, error: &Error) {
    let text = error.to_string();
    output.error(format_args!("{text}\nThe settings from before go on."));
    output.json(&Line::ConfigurationFailed { error: &text });
}

/// Tells of files that builds write themselves, each in another way.
pub(super) fn written_by_builds(output: &Output, files: &BTreeSet<PathBuf>) {
    let paths = named_from_here(files);
    for path in &paths {
        output.line(format_args!(
            "warning: {path} changes with each build, so that is no reason for another one; git should ignore it"
        ));
    }
    output.json(&Line::Ignored { paths: &paths });
}

fn named_from_here(files: &BTreeSet<PathBuf>) -> Vec<String> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let here = here.unwrap_or_default();
    files
        .iter()
        .map(|file| file.strip_prefix(&here).unwrap_or(file))
        .map(|file| file.display().to_string())
        .collect()
}

/// Tells of folders that are not there.
pub(super) fn missing(output: &Output, folders: &BTreeSet<PathBuf>) {
    for folder in folders {
        output.line(format_args!(
            "warning: {} is gone: what was built of it goes on, and it is built again when it is back",
            folder.display()
        ));
    }
}

/// Tells of settings that the host was started with.
pub(super) fn needs_restart(output: &Output, what: &str) {
    output.line(format_args!(
        "warning: {what} changed: that takes effect when `cargo momento dev` is started again"
    ));
}
