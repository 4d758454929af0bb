//! Arguments and options as lists.

use std::fmt::Write as _;

use clap::{Arg, Command, Id};

/// The arguments and the options of a command, by their headings, but for those that were told above it.
pub(super) fn sections(text: &mut String, command: &Command, told: &[Id]) {
    let own = |wanted: &dyn Fn(&Arg) -> bool| -> Vec<&Arg> {
        let args = command.get_arguments();
        args.filter(|arg| !told.contains(arg.get_id()) && !is_left_out(arg) && wanted(arg))
            .collect()
    };
    list_of(text, "Arguments", &own(&Arg::is_positional));
    let plain = |arg: &Arg| !arg.is_positional() && arg.get_help_heading().is_none();
    list_of(text, "Options", &own(&plain));
    for heading in headings(&own(&|_| true)) {
        let under = |arg: &Arg| !arg.is_positional() && arg.get_help_heading() == Some(&*heading);
        list_of(text, &heading, &own(&under));
    }
}

/// The options of a command that those below it have, too.
pub(super) fn shared(command: &Command) -> Vec<Id> {
    let args = command.get_arguments().filter(|arg| arg.is_global_set());
    args.map(|arg| arg.get_id().clone()).collect()
}

/// The options that all commands have.
pub(super) fn list(text: &mut String, root: &Command) {
    let args = root.get_arguments().filter(|arg| arg.is_global_set());
    args.filter(|arg| !is_left_out(arg))
        .for_each(|arg| write(text, arg));
}

fn is_left_out(arg: &Arg) -> bool {
    arg.is_hide_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

/// The headings in their order, each once.
fn headings(args: &[&Arg]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for heading in args.iter().filter_map(|arg| arg.get_help_heading()) {
        if !headings.iter().any(|known| known == heading) {
            headings.push(heading.to_owned());
        }
    }
    headings
}

fn list_of(text: &mut String, heading: &str, args: &[&Arg]) {
    if args.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n### {heading}\n");
    args.iter().for_each(|arg| write(text, arg));
}

fn write(text: &mut String, arg: &Arg) {
    let help = arg.get_long_help().or(arg.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let _ = write!(text, "- {}: {}", name(arg), one_line(&help));
    let defaults = arg.get_default_values().iter();
    let defaults: Vec<String> = defaults.map(|it| format!("`{}`", it.display())).collect();
    if !defaults.is_empty() && takes_value(arg) && !arg.is_hide_default_value_set() {
        let _ = write!(text, " [default: {}]", defaults.join(", "));
    }
    text.push('\n');
    for value in arg
        .get_possible_values()
        .iter()
        .filter(|it| !it.is_hide_set())
    {
        let help = value
            .get_help()
            .map(|help| format!(": {}", one_line(&help.to_string())));
        if takes_value(arg) {
            let _ = writeln!(
                text,
                "  - `{}`{}",
                value.get_name(),
                help.unwrap_or_default()
            );
        }
    }
}

fn takes_value(arg: &Arg) -> bool {
    arg.is_positional() || arg.get_action().takes_values()
}

/// As the option is typed: `-k`, `--key <KEY>`.
fn name(arg: &Arg) -> String {
    // What clap writes of an option: `--key <KEY>`.
    let long = arg.to_string();
    match arg.get_short().filter(|_| arg.get_long().is_some()) {
        Some(short) => format!("`-{short}`, `{long}`"),
        None => format!("`{long}`"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
