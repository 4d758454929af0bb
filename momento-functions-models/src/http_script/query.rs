/// Reads the parameters of a URL's query as forms have them: `+` is a space, `%41` a byte.
pub(super) fn parameters(url: &str) -> Vec<(String, String)> {
    let url = url.split('#').next().unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        (rest, _) = match (first, escape(more)) {
            (b'%', Some((byte, after))) => (after, bytes.push(byte)),
            (b'+', _) => (more, bytes.push(b' ')),
            (other, _) => (more, bytes.push(other)),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads the two digits of an escape. A `%` that begins none stands for itself.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, after) = text.split_first_chunk::<2>()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let [high, low] = *digits;
    let byte = digit(high)? * 16 + digit(low)?;
    Some((u8::try_from(byte).ok()?, after))
}
