//! `cargo momento man`

use std::fs;
use std::path::Path;

use clap_mangen::Man;
use serde::Serialize;

use crate::cli::{self, ManArgs};
use crate::error::{Error, Exit};
use crate::output::Output;

#[derive(Serialize)]
struct Written<'a> {
    event: &'static str,
    path: &'a Path,
}

pub(crate) fn run(args: &ManArgs, output: &Output) -> Result<Exit, Error> {
    let mut command = cli::program().disable_help_subcommand(true);
    command.build();
    match &args.folder {
        None => output.result(&page(command)?),
        Some(folder) => {
            fs::create_dir_all(folder).map_err(Error::io("cannot make the folder", folder))?;
            write(&command, folder, output)?;
        }
    }
    Ok(Exit::Ok)
}

/// Writes the page of a command and of those below it.
fn write(command: &clap::Command, folder: &Path, output: &Output) -> Result<(), Error> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, page(command.clone())?).map_err(Error::io("cannot write", &path))?;
    output.status("Wrote", path.display());
    output.json(&Written {
        event: "written",
        path: &path,
    });
    let below = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set());
    below
        .into_iter()
        .try_for_each(|below| write(below, folder, output))
}

fn page(command: clap::Command) -> Result<Vec<u8>, Error> {
    let mut page = Vec::new();
    let rendered = Man::new(command).render(&mut page);
    rendered.map_err(Error::io("cannot write", "the manual page"))?;
    Ok(page)
}
