//! What the adapters compute, natively: by itself, and against what the host computes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningParams,
    SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use momento_functions_models::{head as model, query};

#[path = "../adapters/bottom/src/head.rs"]
mod head;
#[path = "../adapters/bottom/src/client"]
mod client {
    pub(crate) mod redirect;
    pub(crate) mod sign;
    pub(crate) mod url;
}

use client::redirect::Head;
use client::sign::{Payload, Scope, sign};
use client::url::Url;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

const TIME: u64 = 1_440_938_160;

fn owned(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// HTTP.9: what the host sends is sent, and what it refuses is refused with the same words.
#[test]
fn heads_are_judged_as_the_host_does() {
    let long = "b".repeat(64 << 10);
    let values = [
        "",
        "a",
        "a\tb",
        "é",
        "a\r\nb: c",
        "a\0",
        "\u{7f}",
        " a ",
        &long,
    ];
    let names = [
        "",
        "x-a",
        "X-A",
        "a b",
        "a:b",
        "é",
        "connection",
        "Keep-Alive",
        "content-length",
        "a\"",
        "~`|^",
    ];
    for status in [0, 100, 199, 200, 204, 304, 500, 599, 600, u16::MAX] {
        for name in names {
            for value in values {
                let headers = owned(&[("x-z", "1"), (name, value), ("Connection", "x-z")]);
                assert_eq!(
                    ours(status, headers.clone()),
                    hosts(status, headers),
                    "{status} {name:?} {value:?}"
                );
            }
        }
    }
    for count in [256, 257] {
        let headers = vec![("a".to_owned(), String::new()); count];
        assert_eq!(ours(200, headers.clone()), hosts(200, headers), "{count}");
    }
}

type Judged = Result<(u16, bool, Vec<(String, String)>), String>;

fn ours(status: u16, headers: Vec<(String, String)>) -> Judged {
    let head = head::Head::checked(status, headers).map_err(|error| error.to_string())?;
    Ok((head.status, head.is_bodiless(), head.headers))
}

fn hosts(status: u16, headers: Vec<(String, String)>) -> Judged {
    let head = model::Head::checked(status, headers).map_err(|error| error.to_string())?;
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    Ok((head.status.as_u16(), head.is_bodiless(), headers.collect()))
}

/// NET.4: the signature is the one of the library that the host signs with.
#[test]
fn signatures_are_those_of_the_hosts_library() {
    let urls = [
        "https://example.amazonaws.com/",
        "https://example.amazonaws.com:8443/a/b",
        "http://127.0.0.1:9000/a%20b//c/?b=2&a=1&a=%2F&c&d=x+y",
        "https://example.amazonaws.com/%E1%88%B4/;,=?-._~=%C3%A9&A=1",
        "https://example.amazonaws.com//a//",
        "https://example.amazonaws.com/a/?Action=ListUsers&Version=2010-05-08",
    ];
    let headers = [
        &[][..],
        &[
            ("x-b", "1"),
            ("x-a", "  a   b  "),
            ("x-b", "2"),
            ("content-type", "text/plain"),
        ],
        &[
            ("user-agent", "a"),
            ("authorization", "b"),
            ("x-amzn-trace-id", "c"),
            ("x-amz-date", "d"),
        ],
    ];
    for url in urls {
        for headers in headers {
            for service in ["service", "s3"] {
                for body in [None, Some(&b"hello"[..])] {
                    let (ours, theirs) = (
                        signed(url, headers, service, body),
                        library(url, headers, service, body),
                    );
                    assert_eq!(ours, theirs, "{url} {headers:?} {service}");
                }
            }
        }
    }
}

/// The headers that a signature adds, sorted.
fn signed(
    url: &str,
    headers: &[(&str, &str)],
    service: &str,
    body: Option<&[u8]>,
) -> Vec<(String, String)> {
    let mut head = Head {
        method: "PUT".to_owned(),
        url: Url::parse(url).unwrap(),
        headers: owned(headers),
    };
    let scope = Scope {
        id: "AKIDEXAMPLE",
        secret: SECRET,
        region: "us-east-1",
        service,
        time: TIME,
    };
    sign(
        &mut head,
        body.map_or(Payload::Unsigned, Payload::Bytes),
        &scope,
    );
    let is_signatures =
        |name: &str| ["authorization", "x-amz-date", "x-amz-content-sha256"].contains(&name);
    head.headers.retain(|(name, _)| is_signatures(name));
    head.headers.sort();
    head.headers
}

fn library(
    url: &str,
    headers: &[(&str, &str)],
    service: &str,
    body: Option<&[u8]>,
) -> Vec<(String, String)> {
    let identity = Credentials::new("AKIDEXAMPLE", SECRET, None, None, "test").into();
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name(service)
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(TIME))
        .settings(settings)
        .build()
        .unwrap();
    let body = body.map_or(SignableBody::UnsignedPayload, SignableBody::Bytes);
    let request = SignableRequest::new("PUT", url, headers.iter().copied(), body).unwrap();
    let signed = aws_sigv4::http_request::sign(request, &SigningParams::V4(parameters)).unwrap();
    let (headers, _) = signed.into_parts().0.into_parts();
    let mut headers: Vec<_> = headers
        .iter()
        .map(|it| (it.name().to_owned(), it.value().to_owned()))
        .collect();
    headers.sort();
    headers
}
