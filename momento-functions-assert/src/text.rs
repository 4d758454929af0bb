//! How texts differ.

use similar::TextDiff;
use std::time::Duration;

/// How many characters of a text are shown in a line.
const MAX_SHOWN: usize = 200;

/// How many bytes of a text are compared by line.
const MAX_COMPARED: usize = 64 << 10;

/// How many characters of a diff are shown.
const MAX_DIFF: usize = 8 << 10;

/// How long a diff is looked for; a worse one is given then.
const PATIENCE: Duration = Duration::from_secs(1);

/// Tells how a text differs from the expected one, if it does.
pub(crate) fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let is_line = |text: &str| !text.contains('\n') && text.len() <= MAX_SHOWN;
    Some(match is_line(expected) && is_line(found) {
        true => format!("expected {expected:?}, got {found:?}"),
        false => diff(expected, found),
    })
}

fn diff(expected: &str, found: &str) -> String {
    let (one, other) = (start(expected, MAX_COMPARED), start(found, MAX_COMPARED));
    if one == other {
        let at = expected.bytes().zip(found.bytes());
        let at = at.take_while(|(one, other)| one == other).count();
        return format!("they differ from byte {at} on");
    }
    let diff = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(one, other);
    let mut unified = diff.unified_diff();
    let text = unified
        .context_radius(3)
        .header("expected", "got")
        .to_string();
    shortened(&text, MAX_DIFF)
}

/// Gives the first characters of a text, and says if there are more.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Gives the first bytes of a text, up to the end of a character.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev();
    let end = end.into_iter().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{MAX_COMPARED, MAX_DIFF, difference};

    /// KIT.19
    #[test]
    fn a_short_text_is_told_whole() {
        assert_eq!(difference("a", "a"), None);
        let told = difference("a", "b\"").unwrap();
        assert_eq!(told, r#"expected "a", got "b\"""#);
    }

    /// KIT.19
    #[test]
    fn lines_are_told_as_a_diff() {
        let told = difference("a\nb\nc\n", "a\nx\nc\n").unwrap();
        assert!(told.contains("\n a\n-b\n+x\n c\n"), "{told}");
        assert!(told.starts_with("--- expected\n+++ got\n"), "{told}");
    }

    /// KIT.19
    #[test]
    fn the_difference_of_long_texts_has_an_end() {
        let lines = |word: &str| format!("{word}\n").repeat(MAX_COMPARED);
        let told = difference(&lines("a"), &lines("b")).unwrap();
        assert!(told.chars().count() <= MAX_DIFF + 1, "{}", told.len());
        let same = "é".repeat(MAX_COMPARED);
        let told = difference(&format!("{same}a"), &format!("{same}b")).unwrap();
        assert_eq!(told, format!("they differ from byte {} on", same.len()));
    }
}
