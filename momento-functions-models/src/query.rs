//! The query of a URL.

use std::borrow::Cow;

/// Splits a query string into its parameters, in order, decoded as HTML forms are.
///
/// # Examples
///
/// ```
/// use momento_functions_models::query::parameters;
///
/// let parameters: Vec<_> = parameters("q=sea+otter&page=2").collect();
/// assert_eq!(parameters[0], ("q".to_owned(), "sea otter".to_owned()));
/// ```
pub fn parameters(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
}

/// Gives the values of a query's parameters of one name, in order, decoded as HTML forms are. They need not be text.
///
/// # Examples
///
/// ```
/// use momento_functions_models::query::values;
///
/// let values: Vec<_> = values("key=%ff&page=2&key=b", "key").collect();
/// assert_eq!(values, [b"\xff", b"b"]);
/// ```
pub fn values<'a>(query: &'a str, name: &'a str) -> impl Iterator<Item = Vec<u8>> + 'a {
    let pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .filter(move |(own, _)| bytes(own) == name.as_bytes())
        .map(|(_, value)| bytes(value))
}

fn decode(text: &str) -> String {
    let bytes = bytes(text);
    match String::from_utf8_lossy(&bytes) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

/// Decodes `%xx` and `+` as HTML forms do; a `%` that starts no escape stands for itself.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, after) = match (first, escape(tail)) {
            (b'%', Some((byte, after))) => (byte, after),
            (b'+', _) => (b' ', tail),
            _ => (first, tail),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

fn escape(tail: &[u8]) -> Option<(u8, &[u8])> {
    let (&[high, low], after) = tail.split_first_chunk::<2>()?;
    Some((hex(high)? << 4 | hex(low)?, after))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::{parameters, values};

    fn parsed(query: &str) -> Vec<(String, String)> {
        parameters(query).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|&(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    #[test]
    fn repeats_are_kept_in_order() {
        assert_eq!(
            parsed("a=1&b=2&a=3"),
            pairs(&[("a", "1"), ("b", "2"), ("a", "3")])
        );
    }

    #[test]
    fn names_and_values_are_decoded() {
        assert_eq!(parsed("a%20b=c+d%C3%A9"), pairs(&[("a b", "c dé")]));
    }

    #[test]
    fn what_is_no_escape_stands_for_itself() {
        assert_eq!(
            parsed("a=100%&b=%zz&c=%4"),
            pairs(&[("a", "100%"), ("b", "%zz"), ("c", "%4")])
        );
    }

    #[test]
    fn a_name_without_a_value_has_an_empty_one() {
        assert_eq!(parsed("a&&=b&"), pairs(&[("a", ""), ("", "b")]));
    }

    /// DAT.2
    #[test]
    fn values_are_bytes() {
        let of = |query| values(query, "k").collect::<Vec<_>>();
        assert_eq!(
            of("a=1&k=%ff+%00&%6b=x&kk=2&k"),
            [&b"\xff \0"[..], b"x", b""]
        );
        assert!(of("").is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(parsed("a=%ff"), pairs(&[("a", "\u{fffd}")]));
    }
}
