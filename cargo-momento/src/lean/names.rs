//! The names of functions, as far as they tell where a function is from.

use rustc_demangle::demangle;

/// The crate that a function was written in, or generated for: the first word of its path.
pub(super) fn crate_of(mangled: &str) -> Option<String> {
    let path = path_of(mangled)?;
    let word: &str = path
        .trim_start_matches(['<', '&', '*', '(', '['])
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .next()?;
    (!word.is_empty()).then(|| word.to_owned())
}

/// The path of a Rust function. A name that rustc did not mangle, such as an export's, has none.
pub(super) fn path_of(mangled: &str) -> Option<String> {
    let path = format!("{:#}", demangle(mangled));
    (path != mangled).then_some(path)
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
                "T",
            ),
        ] {
            assert_eq!(crate_of(mangled).as_deref(), Some(expected), "{mangled}");
        }
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
