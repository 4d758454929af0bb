//! How std begins the message of a panic.

const THREAD: &[u8] = b"\nthread '";
const ADVICE: &str = "\nnote: run with `RUST_BACKTRACE=1` environment variable";
const PANICKED: &[u8] = b" panicked at ";

/// What the first bytes written to stderr say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A panic's message begins here.
    Panic,
    /// It may, after more bytes: std writes a long message in several pieces.
    Unclear,
    /// It does not.
    Other,
}

/// Tells whether `text` begins as std begins a panic: an empty line, then
/// `thread '<name>' (<number>) panicked at <file>:<line>:<column>:`.
pub(super) fn beginning(text: &[u8]) -> Beginning {
    let Some(header) = text.strip_prefix(THREAD) else {
        return if THREAD.starts_with(text) {
            Beginning::Unclear
        } else {
            Beginning::Other
        };
    };
    let line = header
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    match (
        line.windows(PANICKED.len())
            .any(|window| window == PANICKED),
        line.len() == header.len(),
    ) {
        (true, _) => Beginning::Panic,
        (false, true) => Beginning::Unclear,
        (false, false) => Beginning::Other,
    }
}

/// The message without what surrounds it: the empty line before, and std's advice after it, to set a
/// variable that shows no backtrace in WebAssembly.
pub(super) fn readable(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let message = text
        .rsplit_once(ADVICE)
        .map_or(&*text, |(message, _)| message);
    message.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stds_advice_is_left_out() {
        let text = b"\nthread 'a' panicked at b:\nwhy\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        assert_eq!(readable(text), "thread 'a' panicked at b:\nwhy");
        assert_eq!(
            readable(b"\nthread 'a' panicked at b:\n"),
            "thread 'a' panicked at b:"
        );
    }

    #[test]
    fn stds_header_is_a_panic() {
        assert_eq!(
            beginning(b"\nthread '<unnamed>' (1) panicked at src/lib.rs:3:5:\nwhy\n"),
            Beginning::Panic
        );
        assert_eq!(
            beginning(b"\nthread 'main' panicked at src/lib.rs:3:5:"),
            Beginning::Panic
        );
    }

    #[test]
    fn every_piece_of_the_header_is_unclear_until_it_is_whole() {
        let header = b"\nthread '<unnamed>' (1) panicked at ";
        for length in 0..header.len() {
            assert_eq!(beginning(&header[..length]), Beginning::Unclear, "{length}");
        }
        assert_eq!(beginning(header), Beginning::Panic);
    }

    #[test]
    fn other_text_is_no_panic() {
        for text in [
            &b"hello"[..],
            b"\n",
            b"\nthread safety\n",
            b"\nthread 'a' (1) says\n panicked at ",
        ] {
            let expected = if text == b"\n" {
                Beginning::Unclear
            } else {
                Beginning::Other
            };
            assert_eq!(beginning(text), expected, "{}", text.escape_ascii());
        }
    }
}
