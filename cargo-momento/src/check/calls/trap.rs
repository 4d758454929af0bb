//! The part of std that links and ends an invocation.

use serde::Serialize;

use super::{CallingCrate, Calls};
use crate::wasm::path_of;

/// What is called that traps, and by whom.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Trap {
    pub(crate) what: &'static str,
    pub(crate) instead: &'static str,
    /// None, where it is called by a pointer alone.
    pub(crate) callers: Vec<CallingCrate>,
}

/// A part of std, or of the C library below it, by the beginnings of its functions' paths.
struct Forbidden {
    what: &'static str,
    instead: &'static str,
    paths: &'static [&'static str],
    /// Functions that rustc has not named.
    c: &'static [&'static str],
}

const FORBIDDEN: [Forbidden; 5] = [
    Forbidden {
        what: "standard output",
        instead: "log with `momento-functions-host-log`",
        paths: &["std::io::stdio::_print", "std::io::stdio::Stdout"],
        c: &["puts", "printf", "putchar"],
    },
    Forbidden {
        what: "standard error",
        instead: "log with `momento-functions-host-log`",
        paths: &["std::io::stdio::_eprint", "std::io::stdio::Stderr"],
        c: &["perror"],
    },
    Forbidden {
        what: "standard input",
        instead: "take the request's body",
        paths: &["std::io::stdio::Stdin"],
        c: &["getchar", "scanf"],
    },
    Forbidden {
        what: "the filesystem",
        instead: "keep data in the cache or a bucket, and files in the component with `include_bytes!`",
        paths: &["std::fs", "std::sys::fs"],
        c: &[
            "open", "fopen", "opendir", "stat", "lstat", "unlink", "mkdir", "rename",
        ],
    },
    Forbidden {
        what: "`exit`, the end of the process",
        instead: "return an error, or panic",
        paths: &[
            "std::process::exit",
            "std::sys::exit::exit",
            "std::sys::os::exit",
        ],
        c: &["exit"],
    },
];

/// To ask whether a stream is a terminal is allowed.
const ASKS: &str = "std::io::stdio::IsTerminal";

pub(super) fn traps(calls: &Calls<'_>) -> Vec<Trap> {
    let trap = |forbidden: &Forbidden| {
        let is_called = |name: &str| forbidden.is(name);
        // Whoever calls one of the others is told there: what ends the process writes its output first.
        let is_other = |name: &str| FORBIDDEN.iter().any(|it| it.is(name)) && !forbidden.is(name);
        let found = calls.callers(
            |module, index| is_called(module.name(index)),
            |module, index| is_other(module.name(index)),
        );
        (found.lost || !found.crates.is_empty()).then_some(Trap {
            what: forbidden.what,
            instead: forbidden.instead,
            callers: found.crates,
        })
    };
    FORBIDDEN.iter().filter_map(trap).collect()
}

impl Forbidden {
    fn is(&self, mangled: &str) -> bool {
        match path_of(mangled) {
            Some(path) => starts_with_one(&path, self.paths),
            None => self.c.contains(&mangled),
        }
    }
}

/// Whether a path is one of `starts`, or of something in it: `<std::fs::File as …>` is of `std::fs`.
fn starts_with_one(path: &str, starts: &[&str]) -> bool {
    let path = path
        .trim_start_matches(['<', '&'])
        .trim_start_matches("mut ");
    starts.iter().any(|start| path.starts_with(start)) && !path.contains(ASKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINT: &str = "_ZN3std2io5stdio6_print17h0123456789abcdefE";
    const EXIT: &str = "_ZN3std7process4exit17h0123456789abcdefE";
    const CHAT: &str = "_ZN6chatty4chat17h0123456789abcdefE";
    const PANIC: &str = "_ZN3std9panicking12default_hook17h0123456789abcdefE";
    const SDK: &str = "_ZN27momento_functions_guest_web3run17h0123456789abcdefE";

    /// What traps in a module of these functions, each called by the one after it; the last may be exported.
    fn trapping(functions: &[&str], exported: bool) -> Vec<(&'static str, Vec<String>)> {
        let mut text = String::from("(module");
        for (index, name) in functions.iter().enumerate() {
            let call = index
                .checked_sub(1)
                .map(|callee| format!("(call {callee})"));
            text += &format!(" (func ${name} {})", call.unwrap_or_default());
        }
        if exported {
            text += &format!(" (export \"invoke\" (func {}))", functions.len() - 1);
        }
        let module = wat::parse_str(text + ")").unwrap();
        let calls = Calls::read(&module, "hello-there").unwrap();
        let name = |caller: &CallingCrate| caller.name.clone();
        traps(&calls)
            .iter()
            .map(|trap| (trap.what, trap.callers.iter().map(name).collect()))
            .collect()
    }

    /// CLI.32
    #[test]
    fn the_crate_or_the_function_itself_is_the_caller() {
        let output = |caller: &str| vec![("standard output", vec![caller.to_owned()])];
        assert_eq!(trapping(&[PRINT, CHAT], false), output("chatty"));
        assert_eq!(trapping(&[PRINT, "invoke"], true), output("hello_there"));
        // The author's code, which the compiler has put into the SDK's.
        assert_eq!(
            trapping(&[PRINT, SDK, "invoke"], true),
            output("hello_there")
        );
        // A function of C, between.
        assert_eq!(trapping(&["exit", "leave", CHAT], false).len(), 1);
    }

    /// CLI.32
    #[test]
    fn what_panics_alone_call_is_no_trap() {
        assert!(trapping(&[PRINT, PANIC, CHAT], false).is_empty());
        assert!(trapping(&[CHAT, "invoke"], true).is_empty());
    }

    /// CLI.32
    #[test]
    fn what_is_called_by_a_pointer_has_no_known_caller() {
        assert_eq!(trapping(&[PRINT], false), [("standard output", Vec::new())]);
    }

    /// CLI.32
    #[test]
    fn who_ends_the_process_has_not_written_what_is_flushed_then() {
        let flush = "_ZN57_$LT$std..io..stdio..Stdout$u20$as$u20$std..io..Write$GT$5flush17h0123456789abcdefE";
        assert_eq!(trapping(&[flush, CHAT], false).len(), 1);
        let traps = trapping(&[flush, EXIT, CHAT], false);
        assert_eq!(
            traps,
            [("`exit`, the end of the process", vec!["chatty".to_owned()])]
        );
    }

    /// CLI.32
    #[test]
    fn to_ask_for_a_terminal_is_allowed_and_names_are_told_apart() {
        let forbidden = |mangled: &str| FORBIDDEN.iter().any(|it| it.is(mangled));
        let asks = "_ZN69_$LT$std..io..stdio..Stdout$u20$as$u20$std..io..stdio..IsTerminal$GT$11is_terminal17h0123456789abcdefE";
        assert!(path_of(asks).is_some() && !forbidden(asks));
        assert!(forbidden("_ZN3std2fs4read5inner17h0123456789abcdefE"));
        assert!(forbidden(
            "_ZN48_$LT$std..fs..File$u20$as$u20$std..io..Write$GT$5write17h0123456789abcdefE"
        ));
        assert!(forbidden("open") && !forbidden("open_ended"));
        assert!(!forbidden("_ZN5mystd2fs4read17h0123456789abcdefE"));
    }
}
