//! The ways in which functions fail most often, and what mends each: `docs/traps.md` has the same.

use super::InvocationErrorKind as Kind;
use crate::interfaces::wasi::Unsupported;
use wasmtime::Trap;

/// A common way to fail.
#[derive(Debug)]
pub(crate) struct CommonTrap {
    /// What it is called.
    pub(crate) title: &'static str,
    /// How it comes about.
    pub(crate) cause: &'static str,
    /// What mends it.
    pub(crate) fix: &'static str,
    /// Whether a failure is of this kind.
    is: fn(&Failure<'_>) -> bool,
}

/// What is known of a failure.
pub(crate) struct Failure<'a> {
    pub(crate) kind: Kind,
    pub(crate) panic: Option<&'a str>,
    pub(crate) cause: Option<&'a wasmtime::Error>,
}

/// Finds the entry that a failure is of: the first that says so.
pub(crate) fn find(failure: &Failure<'_>) -> Option<&'static CommonTrap> {
    ALL.iter().find(|entry| (entry.is)(failure))
}

impl Failure<'_> {
    /// Tells whether the function used a part of WASI that no function has.
    fn uses(&self, interface: &str) -> bool {
        let cause = self.cause.and_then(|cause| {
            let mut chain = cause.chain();
            chain.find_map(|cause| cause.downcast_ref::<Unsupported>())
        });
        self.kind == Kind::Trap && cause.is_some_and(|cause| cause.is_of(interface))
    }

    /// Tells whether the message of the panic begins so, after its place.
    fn panicked(&self, with: &str) -> bool {
        let message = self.panic.and_then(|panic| panic.split_once('\n'));
        message.is_some_and(|(_, message)| message.starts_with(with))
    }

    fn trapped(&self, by: Trap) -> bool {
        let trap = self.cause.and_then(|cause| cause.downcast_ref::<Trap>());
        self.kind == Kind::Trap && trap == Some(&by)
    }

    fn says(&self, text: &str) -> bool {
        let cause = self.cause.map(|cause| cause.root_cause().to_string());
        self.kind == Kind::Trap && cause.is_some_and(|cause| cause.contains(text))
    }
}

/// All of them, what is told more exactly before what is not.
pub(crate) const ALL: &[CommonTrap] = &[
    CommonTrap {
        title: "Printing to standard output",
        cause: "`println!`, `print!` or `dbg!`, in the function or in a crate that it uses: the service gives a function no standard output, and neither does this host.",
        fix: "log with the macros of the `log` crate and `momento-functions-host-log`",
        is: |failure| failure.uses("wasi:cli/stdout"),
    },
    CommonTrap {
        title: "Printing to standard error",
        cause: "`eprintln!`, `eprint!` or `dbg!`. Only the message of a panic may be written there.",
        fix: "log with the macros of the `log` crate and `momento-functions-host-log`",
        is: |failure| failure.uses("wasi:cli/stderr"),
    },
    CommonTrap {
        title: "Reading standard input",
        cause: "`std::io::stdin`: nobody types into a function.",
        fix: "take what the caller sent as the handler's argument",
        is: |failure| failure.uses("wasi:cli/stdin"),
    },
    CommonTrap {
        title: "Using files",
        cause: "`std::fs`, or a crate that reads its configuration, certificates or time zones from files: there is no file system.",
        fix: "build data in with `include_bytes!` or `include_str!`, or keep it in a cache",
        is: |failure| failure.uses("wasi:filesystem"),
    },
    CommonTrap {
        title: "Ending the process",
        cause: "`std::process::exit`: an invocation is no process.",
        fix: "return from the handler instead, with an error for a failure",
        is: |failure| failure.uses("wasi:cli/exit"),
    },
    CommonTrap {
        title: "Starting a thread",
        cause: "`std::thread::spawn`, or a crate with threads of its own, such as `rayon` or an asynchronous runtime: an invocation has one thread.",
        fix: "do the work in the handler, or start a spawn function for it (`momento-functions-spawn`); of a crate, switch the feature off that brings threads",
        is: |failure| failure.panicked("failed to spawn thread"),
    },
    CommonTrap {
        title: "Too much memory",
        cause: "The function's memory may not grow beyond the limit; an allocation that is refused ends the function.",
        fix: "hold less at once: hand a body on as `Data` or in pieces, and give back what is not needed; or allow more",
        is: |failure| failure.kind == Kind::MemoryLimit,
    },
    CommonTrap {
        title: "A capacity beyond all memory",
        cause: "A collection was asked for more bytes than an address can count, by a length that was computed wrongly as a rule: a subtraction below zero, or a number of the caller's that nobody checked.",
        fix: "check the length before it is used, and take differences with `checked_sub`",
        is: |failure| failure.panicked("capacity overflow"),
    },
    CommonTrap {
        title: "Too many elements in tables",
        cause: "A table has one element for each function that is called by a pointer. One that grows while the function runs is made by hand, or by an interpreter.",
        fix: "make fewer functions at run time; the pool of sandboxes has room for no more than 20,000",
        is: |failure| failure.kind == Kind::TableLimit,
    },
    CommonTrap {
        title: "Too many handles",
        cause: "Buffers, clients, streams and timers of the host are held at once, in a collection as a rule.",
        fix: "drop them when they are done with, and use a client again instead of making another",
        is: |failure| failure.kind == Kind::HandleLimit,
    },
    CommonTrap {
        title: "Too deep a stack",
        cause: "A recursion without an end, or one as deep as a caller's data, or a large value on the stack: an array, or a structure that has one.",
        fix: "bound the depth, put large values in a `Box` or a `Vec`, or allow more: `--stack` of `serve` and `invoke` for calls, `--stack-size` of all that build for values",
        is: |failure| failure.kind == Kind::StackOverflow,
    },
    CommonTrap {
        title: "Too much fuel",
        cause: "The function ran more instructions than it may: a loop without an end, or more work than was thought.",
        fix: "look where the backtrace says it was; a profile tells where its time goes (`cargo momento invoke --profile-guest FILE`); or allow more",
        is: |failure| failure.kind == Kind::FuelLimit,
    },
    CommonTrap {
        title: "Too much time",
        cause: "The function waited for others, or worked, longer than an invocation may. Without a backtrace it was waiting.",
        fix: "see in the report which host call took the time (`cargo momento invoke --report`), give requests a timeout of their own, and spawn what nobody waits for; or allow more",
        is: |failure| failure.kind == Kind::TimeLimit,
    },
    CommonTrap {
        title: "Dividing by zero",
        cause: "An integer was divided by zero, or the smallest one by -1, where the compiler was told that this cannot be.",
        fix: "check the divisor, or use `checked_div` and `checked_rem`",
        is: |failure| {
            failure.trapped(Trap::IntegerDivisionByZero) || failure.trapped(Trap::IntegerOverflow)
        },
    },
    CommonTrap {
        title: "Memory that is not there",
        cause: "`unsafe` code, in the function or in a crate, has read or written beyond the function's memory.",
        fix: "look for the `unsafe` code that the backtrace leads to, and run the crate's tests natively under `cargo miri test`",
        is: |failure| failure.trapped(Trap::MemoryOutOfBounds),
    },
    CommonTrap {
        title: "A handle that is gone",
        cause: "A buffer was used after it had been given away or dropped, by bindings that were used directly.",
        fix: "give a handle away once; `Data` of `momento-functions-bytes` sees to it",
        is: |failure| failure.says("unknown handle index"),
    },
    CommonTrap {
        title: "Ended without a message",
        cause: "The function was built without the messages of panics (a lean function as `cargo momento build` makes it, or `panic = \"immediate-abort\"`), or it called `std::process::abort`.",
        fix: "run it by `cargo momento invoke` or `serve` from its crate, which build the messages in, or take `panic = \"immediate-abort\"` out of its profile",
        is: |failure| failure.panic.is_none() && failure.trapped(Trap::UnreachableCodeReached),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "docs/traps.md";

    fn page() -> String {
        let mut page = "# Why functions fail\n\n\
            What most often ends a function before it has answered, and what mends it. `cargo momento serve` and \
            `invoke`, and the library's `InvocationError::explanation`, tell it with the backtrace. The list is made \
            from the host's own: `BLESS=1 cargo test -p momento-functions-test-host --lib catalogue` writes it anew.\n"
            .to_owned();
        for entry in ALL {
            let CommonTrap {
                title, cause, fix, ..
            } = entry;
            page += &format!("\n## {title}\n\n{cause}\n\n**What to do**: {fix}.\n");
        }
        page
    }

    /// OBS.11
    #[test]
    fn the_documentation_has_every_entry() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(FILE);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, page()).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, page(), "{FILE}: run with BLESS=1");
    }

    /// OBS.11
    #[test]
    fn what_a_guest_says_itself_is_not_taken_for_the_hosts() {
        let panic = "thread 'main' panicked at src/lib.rs:1:1:\nno: failed to spawn thread";
        let failure = Failure {
            kind: Kind::Trap,
            panic: Some(panic),
            cause: None,
        };
        assert!(find(&failure).is_none());
        let panic = panic.replace("no: ", "");
        let failure = Failure {
            panic: Some(&panic),
            ..failure
        };
        assert_eq!(find(&failure).unwrap().title, "Starting a thread");
    }
}
