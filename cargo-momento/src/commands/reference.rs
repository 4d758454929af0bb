//! `cargo momento reference`: what `docs/cli.md` has, from the definition of the command line.
//!
//! Nothing here depends on the terminal, and no command is named: what clap knows is written.

mod options;

use std::fmt::Write as _;

use clap::{Command, Id};

use crate::cli;
use crate::error::{Error, Exit};
use crate::output::Output;

const INTRODUCTION: &str = "\
<!-- Written by `BLESS=1 cargo test -p cargo-momento --test cli docs`: edit the command line, not this file. -->

# The command line
";

pub(crate) fn run(output: &Output) -> Result<Exit, Error> {
    output.result(reference(cli::command()).as_bytes());
    Ok(Exit::Ok)
}

fn reference(mut root: Command) -> String {
    root.build();
    let mut text = INTRODUCTION.to_owned();
    describe(&mut text, &mut root, "");
    let _ = writeln!(text, "\n## Options of every command\n");
    options::list(&mut text, &root);
    let told = options::shared(&root);
    commands(&mut text, &mut root, "", &told);
    text
}

/// The commands below one, and those below them. `path` is what is typed before them.
fn commands(text: &mut String, command: &mut Command, path: &str, told: &[Id]) {
    let mut names: Vec<String> = shown(command).map(|it| it.get_name().to_owned()).collect();
    names.sort();
    for name in names {
        if let Some(below) = command.find_subcommand_mut(&name) {
            let path = format!("{path} {name}");
            let _ = writeln!(text, "\n## `cargo momento{path}`");
            describe(text, below, &path);
            options::sections(text, below, told);
            let told = [told, &options::shared(below)].concat();
            commands(text, below, &path, &told);
        }
    }
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    let all = command.get_subcommands();
    all.filter(|it| !it.is_hide_set() && it.get_name() != "help")
}

/// What it is for, how it is called, and what stands below its help.
fn describe(text: &mut String, command: &mut Command, path: &str) {
    if let Some(about) = command.get_long_about().or(command.get_about()) {
        let _ = writeln!(text, "\n{}.", about.to_string().trim_end_matches('.'));
    }
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let _ = writeln!(text, "\n```text\n{}\n```", usage.trim());
    let after = command
        .get_after_long_help()
        .or(command.get_after_help())
        .map(ToString::to_string);
    if let Some(after) = after {
        let _ = writeln!(text, "\n```text\n{}\n```", after.trim());
    }
    let mut below: Vec<(String, String)> = shown(command).map(row).collect();
    below.sort();
    if !below.is_empty() {
        let _ = writeln!(text, "\n| command | what it does |\n|---|---|");
    }
    for (name, about) in below {
        let anchor = format!("{path} {name}").replace(' ', "-");
        let _ = writeln!(text, "| [`{name}`](#cargo-momento{anchor}) | {about} |");
    }
}

fn row(command: &Command) -> (String, String) {
    let about = command.get_about().map(ToString::to_string);
    (command.get_name().to_owned(), about.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Arg, ArgAction};

    fn sample() -> Command {
        let sing = Command::new("sing")
            .about("Sing a song")
            .arg(
                Arg::new("song")
                    .required(true)
                    .value_name("SONG")
                    .help("Which one"),
            )
            .arg(
                Arg::new("key")
                    .long("key")
                    .short('k')
                    .default_value("C")
                    .help("In which key"),
            )
            .arg(
                Arg::new("loud")
                    .long("loud")
                    .action(ArgAction::SetTrue)
                    .help("So that all hear")
                    .help_heading("Voice"),
            )
            .arg(Arg::new("secret").long("secret").hide(true))
            .arg(Arg::new("hall").long("hall").global(true).help("Where to"))
            .subcommand(Command::new("alone").about("Solo"))
            .after_help("Examples:\n  sing Yesterday");
        let quiet = Arg::new("quiet")
            .long("quiet")
            .global(true)
            .action(ArgAction::SetTrue)
            .help("Softly");
        Command::new("root")
            .about("A choir")
            .arg(quiet)
            .subcommand(sing)
            .subcommand(Command::new("inner").hide(true))
    }

    /// CLI.39
    #[test]
    fn all_that_clap_knows_of_a_command_is_written_once() {
        let text = reference(sample());
        for expected in [
            "A choir.",
            "| [`sing`](#cargo-momento-sing) | Sing a song |",
            "## `cargo momento sing`",
            "- `<SONG>`: Which one",
            "- `-k`, `--key <key>`: In which key [default: `C`]",
            "### Voice",
            "- `--loud`: So that all hear",
            "Examples:\n  sing Yesterday",
            "- `--hall <hall>`: Where to",
            "| [`alone`](#cargo-momento-sing-alone) | Solo |",
            "## `cargo momento sing alone`",
        ] {
            assert!(text.contains(expected), "{expected:?} in {text}");
        }
        for once in ["Softly", "Where to"] {
            assert_eq!(text.matches(once).count(), 1, "{once} in {text}");
        }
        for hidden in ["secret", "inner", "help"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
    }
}
