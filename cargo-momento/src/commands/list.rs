//! `cargo momento list`

use super::deployed::{self, Description, Listing};
use super::table::table;
use crate::cli::ListArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::Remote;

pub(crate) fn run(args: &ListArgs, output: &Output) -> Result<Exit, Error> {
    let remote = Remote::new(&args.remote, &deployed::settings(&args.remote)?, output)?;
    let Some(listing) = deployed::get::<Listing>(&remote, &[])? else {
        return Ok(Exit::Ok);
    };
    if output.is_json() {
        listing.functions.iter().for_each(|each| output.json(each));
    } else if listing.functions.is_empty() {
        let cache = remote.cache();
        output.line(format_args!("There is no function in the cache {cache}."));
    } else {
        let rows: Vec<_> = listing.functions.iter().map(row).collect();
        let head = ["NAME", "VERSION", "LATEST", "UPDATED", "DESCRIPTION"];
        output.result(table(head, &rows).as_bytes());
    }
    Ok(Exit::Ok)
}

fn row(function: &Description) -> [String; 5] {
    [
        function.name.clone(),
        version(function),
        function.latest_version.to_string(),
        function.updated_at.clone(),
        function.description.clone().unwrap_or_default(),
    ]
}

/// The version that is invoked.
pub(super) fn version(function: &Description) -> String {
    let pinned = if function.pinned { " (pinned)" } else { "" };
    format!("{}{pinned}", function.current_version)
}
