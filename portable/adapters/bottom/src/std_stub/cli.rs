use super::Never;
use crate::bindings::exports::wasi::cli::terminal_input::{self, TerminalInput};
use crate::bindings::exports::wasi::cli::terminal_output::{self, TerminalOutput};
use crate::bindings::exports::wasi::cli::{exit, terminal_stderr, terminal_stdin, terminal_stdout};
use crate::{Bottom, log};

impl exit::Guest for Bottom {
    fn exit(_: Result<(), ()>) {
        log::trap("a function cannot end its process (`exit`): let it return its answer")
    }
}

impl terminal_input::GuestTerminalInput for Never {}

impl terminal_output::GuestTerminalOutput for Never {}

impl terminal_input::Guest for Bottom {
    type TerminalInput = Never;
}

impl terminal_output::Guest for Bottom {
    type TerminalOutput = Never;
}

impl terminal_stdin::Guest for Bottom {
    fn get_terminal_stdin() -> Option<TerminalInput> {
        None
    }
}

impl terminal_stdout::Guest for Bottom {
    fn get_terminal_stdout() -> Option<TerminalOutput> {
        None
    }
}

impl terminal_stderr::Guest for Bottom {
    fn get_terminal_stderr() -> Option<TerminalOutput> {
        None
    }
}
