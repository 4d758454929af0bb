//! AWS Signature Version 4: NET.4.

use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use super::redirect::Head;
use super::url::escape;
use crate::query;

/// Headers that change on their way, or are made here.
const UNSIGNED: [&str; 4] = [
    "authorization",
    "user-agent",
    "x-amzn-trace-id",
    "transfer-encoding",
];

/// Who signs, for which service, and when.
pub(crate) struct Scope<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    /// In seconds since 1970.
    pub(crate) time: u64,
}

/// What a signature says of the body.
#[derive(Clone, Copy)]
pub(crate) enum Payload<'a> {
    Bytes(&'a [u8]),
    /// Nothing: TLS alone protects it. S3 takes this, and no other service.
    Unsigned,
}

/// Signs a request, whose headers are all that it will have but those that are the client's to set.
pub(crate) fn sign(head: &mut Head, payload: Payload<'_>, scope: &Scope<'_>) {
    let time = date_time(scope.time);
    let hash = match payload {
        Payload::Bytes(bytes) => hex(&Sha256::digest(bytes)),
        Payload::Unsigned => "UNSIGNED-PAYLOAD".to_owned(),
    };
    set(head, "x-amz-date", &time);
    if scope.service == "s3" {
        set(head, "x-amz-content-sha256", &hash);
    }
    let (names, headers) = headers(head);
    let canonical = format!(
        "{}\n{}\n{}\n{headers}\n{names}\n{hash}",
        head.method,
        path(head.url.path(), scope.service),
        parameters(head.url.query()),
    );
    let day = time.split('T').next().unwrap_or_default();
    let range = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let text = format!(
        "AWS4-HMAC-SHA256\n{time}\n{range}\n{}",
        hex(&Sha256::digest(canonical))
    );
    let signature = hex(&hmac(&key(scope, day), &text));
    let id = scope.id;
    let value = format!(
        "AWS4-HMAC-SHA256 Credential={id}/{range}, SignedHeaders={names}, Signature={signature}"
    );
    set(head, "authorization", &value);
}

/// Puts a header in the place of those of its name.
fn set(head: &mut Head, name: &str, value: &str) {
    head.headers.retain(|(other, _)| other != name);
    head.headers.push((name.to_owned(), value.to_owned()));
}

/// Gives the names of what is signed, and the headers in their canonical form.
fn headers(head: &Head) -> (String, String) {
    let mut signed: Vec<(&str, String)> = vec![("host", head.url.authority())];
    for (name, value) in &head.headers {
        if UNSIGNED.contains(&name.as_str()) {
            continue;
        }
        let value = value
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        match signed.iter_mut().find(|(other, _)| other == name) {
            Some((_, values)) => *values = format!("{values},{value}"),
            None => signed.push((name, value)),
        }
    }
    signed.sort_unstable();
    let names: Vec<&str> = signed.iter().map(|(name, _)| *name).collect();
    let lines = signed
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"));
    (names.join(";"), lines.collect())
}

/// S3 takes a path as it is; the other services want it without empty segments, and encoded once more.
fn path(path: &str, service: &str) -> String {
    if service == "s3" {
        return path.to_owned();
    }
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let mut encoded = String::from("/");
    encode(&segments.join("/"), b"/", &mut encoded);
    if path.ends_with('/') && !segments.is_empty() {
        encoded.push('/');
    }
    encoded
}

fn parameters(query: &str) -> String {
    let encoded = |text: &str| {
        let mut encoded = String::new();
        encode(text, b"", &mut encoded);
        encoded
    };
    let mut pairs: Vec<(String, String)> = query::parameters(query)
        .map(|(name, value)| (encoded(&name), encoded(&value)))
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn encode(text: &str, others: &[u8], encoded: &mut String) {
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || others.contains(&byte) {
            true => encoded.push(char::from(byte)),
            false => escape(byte, encoded),
        }
    }
}

fn key(scope: &Scope<'_>, day: &str) -> Vec<u8> {
    let first = format!("AWS4{}", scope.secret).into_bytes();
    let parts = [day, scope.region, scope.service, "aws4_request"];
    parts.iter().fold(first, |key, part| hmac(&key, part))
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    // A key may have any length.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mac| mac.chain_update(text).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

/// Writes a moment as `20150830T123600Z`: the days are counted from 0000-03-01, so that a leap day is the last
/// of its year.
fn date_time(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = match month < 10 {
        true => (era * 400 + year, month + 3),
        false => (era * 400 + year + 1, month - 9),
    };
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::super::url::Url;
    use super::*;

    const EXAMPLE: Scope<'static> = Scope {
        id: "AKIDEXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
        service: "service",
        time: 1_440_938_160,
    };

    fn head(url: &str) -> Head {
        Head {
            method: "GET".to_owned(),
            url: Url::parse(url).unwrap(),
            headers: Vec::new(),
        }
    }

    fn value<'a>(head: &'a Head, name: &str) -> &'a str {
        &head
            .headers
            .iter()
            .find(|(other, _)| other == name)
            .unwrap()
            .1
    }

    /// NET.4. The case `get-vanilla` of AWS's test suite for Signature Version 4.
    #[test]
    fn a_signature_is_the_one_that_aws_computes() {
        let mut head = head("https://example.amazonaws.com/");
        sign(&mut head, Payload::Bytes(b""), &EXAMPLE);
        assert_eq!(
            value(&head, "authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
        assert_eq!(value(&head, "x-amz-date"), "20150830T123600Z");
    }

    /// NET.4
    #[test]
    fn a_moment_is_a_date_and_a_time() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (951_782_399, "20000228T235959Z"),
            (951_782_400, "20000229T000000Z"),
            (951_868_800, "20000301T000000Z"),
            (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
            (1_735_689_599, "20241231T235959Z"),
        ] {
            assert_eq!(date_time(seconds), text);
        }
    }

    /// NET.4
    #[test]
    fn s3_is_told_of_its_body() {
        let scope = Scope {
            service: "s3",
            ..EXAMPLE
        };
        for (payload, told) in [
            (Payload::Unsigned, "UNSIGNED-PAYLOAD"),
            (
                Payload::Bytes(b""),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
        ] {
            let mut head = head("https://bucket.test/a%20b");
            sign(&mut head, payload, &scope);
            assert_eq!(value(&head, "x-amz-content-sha256"), told);
        }
    }
}
