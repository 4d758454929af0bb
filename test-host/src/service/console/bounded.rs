//! Answers have an end, however much there is to tell.

/// How many lines, or calls, of one invocation are told.
const COUNT: usize = 1000;

/// How many bytes of their texts are told together.
const BYTES: usize = 512 << 10;

/// How many bytes of one of them are told.
pub(super) const TEXT: usize = 16 << 10;

/// Takes from the front as long as there is room, and counts the rest.
pub(super) fn bounded<T>(all: Vec<T>, size: impl Fn(&T) -> usize) -> (Vec<T>, usize) {
    let count = all.len();
    let mut left = BYTES;
    let fits = |one: &T| {
        let fits = left.checked_sub(size(one));
        left = fits.unwrap_or_default();
        fits.is_some()
    };
    let told: Vec<T> = all.into_iter().take(COUNT).take_while(fits).collect();
    let rest = count - told.len();
    (told, rest)
}

/// Cuts a text, between two characters, where it is longer than `most` bytes.
pub(in crate::service) fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most);
    format!("{}…", text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CON.4
    #[test]
    fn count_and_bytes_are_bounded_and_the_rest_is_counted() {
        let (told, rest) = bounded(vec![0; COUNT + 3], |_| 1);
        assert_eq!((told.len(), rest), (COUNT, 3));
        let (told, rest) = bounded(vec![BYTES / 2; 5], |size| *size);
        assert_eq!((told.len(), rest), (2, 3));
        let (told, rest) = bounded(vec![BYTES + 1], |size| *size);
        assert_eq!((told.len(), rest), (0, 1));
    }

    /// CON.4
    #[test]
    fn a_text_is_cut_between_two_characters() {
        assert_eq!(cut("aé", 3), "aé");
        assert_eq!(cut("aé", 2), "a…");
        assert_eq!(cut("é", 0), "…");
    }
}
