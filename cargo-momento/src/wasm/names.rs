//! The names of functions, as far as they tell where a function is from.

use std::fmt::{self, Write as _};

use rustc_demangle::demangle;

/// The crate that a function was written in, or generated for: the first word of its path.
pub(crate) fn crate_of(mangled: &str) -> Option<String> {
    let path = path_of(mangled)?;
    let path = path.trim_start_matches(['<', '&', '*', '(', '[']);
    let word = first_word(path);
    // What is no path is a parameter or a type of the language itself: then the trait tells.
    let is_path = path.get(word.len()..)?.starts_with("::");
    let of_trait = path.split_once(" as ").filter(|_| !is_path);
    let word = of_trait.map_or(word, |(_, path)| first_word(path));
    let word = if PRIMITIVE.contains(&word) {
        "core"
    } else {
        word
    };
    (!word.is_empty()).then(|| word.to_owned())
}

/// Types of the language that have functions of their own.
const PRIMITIVE: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

fn first_word(path: &str) -> &str {
    let end = path.find(|character: char| !(character.is_alphanumeric() || character == '_'));
    path.split_at(end.unwrap_or(path.len())).0
}

/// The path of a Rust function. A name that rustc did not mangle, such as an export's, has none.
pub(crate) fn path_of(mangled: &str) -> Option<String> {
    let mut path = Bounded(String::new());
    // A name that is too long is cut.
    let _ = write!(path, "{:#}", demangle(mangled));
    (path.0 != mangled).then_some(path.0)
}

/// A text with an end: a few bytes of a name may stand for a million.
struct Bounded(String);

/// How many bytes of a path are written.
const MAX_PATH: usize = 4 << 10;

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > MAX_PATH {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_the_first_word_of_a_path() {
        for (mangled, expected) in [
            ("_ZN5inner5stamp17hd1410acd0971a417E", "inner"),
            (
                "_ZN4talc4base17Talc$LT$S$C$B$GT$8allocate17hb5b8cbdb08b7ffbfE",
                "talc",
            ),
            ("_RNvMNtCsebHcaeoSrxy_3std4timeNtB2_7Instant3now", "std"),
            (
                "_ZN65_$LT$alloc..vec..Vec$LT$T$C$A$GT$$u20$as$u20$core..fmt..Debug$GT$3fmt17hbe396142e32b5e89E",
                "alloc",
            ),
            (
                "_ZN42_$LT$$RF$T$u20$as$u20$core..fmt..Debug$GT$3fmt17hd4fa3d699714ef86E",
                "core",
            ),
            (
                "_ZN87_$LT$F$u20$as$u20$momento_functions_guest_web..handler..Handler$LT$$LP$A$C$$RP$$GT$$GT$4call17h2b82bac5368002c5E",
                "momento_functions_guest_web",
            ),
        ] {
            assert_eq!(crate_of(mangled).as_deref(), Some(expected), "{mangled}");
        }
    }

    #[test]
    fn what_the_language_has_itself_is_cores() {
        // `<char>::escape_debug_ext`
        let mangled = "_RNvMNtNtCsaeJYxR4AYe_4core4char7methodsc16escape_debug_ext";
        assert_eq!(
            path_of(mangled).as_deref(),
            Some("<char>::escape_debug_ext")
        );
        assert_eq!(crate_of(mangled).as_deref(), Some("core"));
    }

    #[test]
    fn an_export_is_of_no_crate() {
        for name in [
            "momento:web-function/guest-function-web@1.0.0#invoke",
            "cabi_realloc",
            "",
        ] {
            assert_eq!(crate_of(name), None, "{name}");
        }
    }

    #[test]
    fn stds_clocks_have_their_paths() {
        let path = path_of("_RNvMs5_NtCsebHcaeoSrxy_3std4timeNtB5_10SystemTime3now");
        assert_eq!(path.as_deref(), Some("<std::time::SystemTime>::now"));
    }
}
