//! `cargo momento new`

mod git;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use serde::Serialize;

use crate::checkout::Checkout;
use crate::cli::NewArgs;
use crate::error::{Error, Exit};
use crate::name;
use crate::output::Output;
use crate::template::{Template, Values};

#[derive(Serialize)]
struct Created<'a> {
    event: &'static str,
    name: &'a str,
    template: String,
    path: &'a Path,
}

/// A line of `--list --json`.
#[derive(Serialize)]
struct Listed {
    template: String,
    about: String,
}

pub(crate) fn run(args: &NewArgs, output: &Output) -> Result<Exit, Error> {
    match &args.name {
        Some(name) => make(name, args, output)?,
        None => list(output),
    }
    Ok(Exit::Ok)
}

fn list(output: &Output) {
    for template in Template::value_variants() {
        let (template, about) = (template.name(), template.about());
        match output.is_json() {
            true => output.json(&Listed { template, about }),
            false => output.result(format!("{template:<8}{about}\n").as_bytes()),
        }
    }
}

fn make(name: &str, args: &NewArgs, output: &Output) -> Result<(), Error> {
    name::check(name)?;
    let folder = args.path.clone().unwrap_or_else(|| PathBuf::from(name));
    create(&folder)?;
    write(args.template, name, &folder)?;
    if !args.no_git {
        git::init(&folder, output);
    }
    output.status(
        "Created",
        format_args!("function `{name}` in {}", folder.display()),
    );
    let then = match args.template {
        Template::Spawn => "invoke --data 'to be or not to be'",
        _ => "dev",
    };
    output.line(format_args!(
        "\n  cd {} && cargo momento {then}\n",
        folder.display()
    ));
    output.json(&Created {
        event: "created",
        name,
        template: args.template.name(),
        path: &folder,
    });
    Ok(())
}

/// Makes the folder. One that is there is never written into, except an empty one.
fn create(folder: &Path) -> Result<(), Error> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(Error::io("cannot make the folder", parent))?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !is_empty(folder) => {
            Err(Error::Exists {
                path: folder.to_owned(),
            })
        }
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(Error::io("cannot make the folder", folder)(error))
        }
        _ => Ok(()),
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn write(template: Template, name: &str, folder: &Path) -> Result<(), Error> {
    let checkout = Checkout::find();
    let dependency = |folder| match &checkout {
        Some(checkout) => checkout.dependency(folder),
        None => published(),
    };
    let channel = checkout
        .as_ref()
        .and_then(Checkout::channel)
        .unwrap_or_else(|| "stable".to_owned());
    let values = Values {
        name,
        momento_functions: &dependency("momento-functions"),
        test_host: &dependency("test-host"),
        channel: &channel,
    };
    for (path, text) in template.render(&values) {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::io("cannot make the folder", parent))?;
        fs::write(&path, text).map_err(Error::io("cannot write", &path))?;
    }
    Ok(())
}

/// The SDK of this command's own version, from the registry.
fn published() -> String {
    format!("version = \"{}\"", env!("CARGO_PKG_VERSION"))
}
