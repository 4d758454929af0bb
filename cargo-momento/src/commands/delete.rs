//! `cargo momento delete`

use std::io::IsTerminal as _;

use http::Method;
use serde::Serialize;

use super::deployed;
use crate::cli::DeleteArgs;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::remote::{Remote, RemoteError, Request};

#[derive(Serialize)]
struct Deleted<'a> {
    event: &'static str,
    cache: &'a str,
    function: &'a str,
}

pub(crate) fn run(args: DeleteArgs, output: &Output) -> Result<Exit, Error> {
    let (remote, name) = deployed::function(Some(args.name), &args.remote, output)?;
    let (name, cache) = (&name, remote.cache());
    let url = remote.manage(&[name])?;
    if !args.yes && !remote.is_dry_run() && !confirm(&remote, name, url.as_str())? {
        output.status("Kept", format_args!("{name}, as you said"));
        return Ok(Exit::Unusable);
    }
    if deployed::order(&remote, Request::new(Method::DELETE, url))? {
        output.status("Deleted", format_args!("{name} from the cache {cache}"));
        output.json(&Deleted {
            event: "deleted",
            cache,
            function: name,
        });
    }
    Ok(Exit::Ok)
}

/// Asks on the terminal. Where there is none, nobody has said yes.
fn confirm(remote: &Remote, name: &str, url: &str) -> Result<bool, Error> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        let name = name.to_owned();
        return Err(RemoteError::Unconfirmed { name }.into());
    }
    let cache = remote.cache();
    eprint!(
        "Delete the function {name} of the cache {cache}, with all its versions ({url})? [y/N] "
    );
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(Error::io("cannot read", "stdin"))?;
    Ok(is_yes(&line))
}

fn is_yes(line: &str) -> bool {
    matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLI.14
    #[test]
    fn only_a_yes_is_one() {
        assert!(["y\n", "Yes\r\n", " YES "].into_iter().all(is_yes));
        assert!(!["", "\n", "n\n", "yo\n", "y y"].into_iter().any(is_yes));
    }
}
