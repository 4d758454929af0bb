//! `cargo momento describe`

use std::fmt::Write as _;

use super::deployed::{self, Description};
use super::list::version;
use crate::cli::DescribeArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::plain;

pub(crate) fn run(args: DescribeArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(args.name, &args.remote, output)?;
    let Some(function) = deployed::get::<Description>(&remote, &[&name])? else {
        return Ok(Exit::Ok);
    };
    if output.is_json() {
        output.json(&function);
    } else {
        let url = remote.function(&name)?;
        output.result(text(&function, url.as_str()).as_bytes());
    }
    Ok(Exit::Ok)
}

fn text(function: &Description, url: &str) -> String {
    let mut text = String::new();
    for (title, value) in [
        ("name", &*function.name),
        ("cache", &function.cache),
        (
            "description",
            function.description.as_deref().unwrap_or("-"),
        ),
        ("version", &version(function)),
        ("latest", &function.latest_version.to_string()),
        ("updated", &function.updated_at),
        ("url", url),
    ] {
        let _ = writeln!(text, "{title:<12} {}", plain(value));
    }
    text
}
