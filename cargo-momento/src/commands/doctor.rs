//! `cargo momento doctor`

mod finding;
mod host;
mod port;
mod project;
mod system;
mod toolchain;

use self::finding::{Finding, State};
use crate::cli::DoctorArgs;
use crate::error::{Error, Exit};
use crate::output::Output;

pub(crate) fn run(args: &DoctorArgs, output: &Output) -> Result<Exit, Error> {
    let folder = match args.path.is_dir() {
        true => args.path.as_path(),
        false => return Err(no_folder(args)),
    };
    let mut findings = toolchain::look(folder);
    findings.extend(host::look(&args.code_cache));
    findings.extend(system::look());
    findings.push(port::look(args.listen));
    findings.extend(project::look(folder));
    for finding in &findings {
        tell(finding, output);
    }
    let has_problem = findings.iter().any(|it| it.state == State::Problem);
    Ok(if has_problem {
        Exit::Unusable
    } else {
        Exit::Ok
    })
}

fn no_folder(args: &DoctorArgs) -> Error {
    let source = std::io::Error::from(std::io::ErrorKind::NotADirectory);
    Error::io("cannot look at", &args.path)(source)
}

/// A quiet doctor tells what is wrong.
fn tell(finding: &Finding, output: &Output) {
    if output.is_json() {
        output.json(finding);
    } else if !output.is_quiet() || finding.state != State::Ok {
        output.result(format!("{finding}\n").as_bytes());
    }
}
