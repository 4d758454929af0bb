use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningParams,
    SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::SystemTime;

/// Who signs, for which service, and when.
pub(crate) struct Scope<'a> {
    pub(crate) credentials: &'a Credentials,
    pub(crate) region: &'a str,
    /// The signing name of the service, such as `execute-api`.
    pub(crate) service: &'a str,
    pub(crate) time: SystemTime,
}

/// What a signature says of the body.
pub(crate) enum Payload<'a> {
    /// It is these bytes.
    Bytes(&'a [u8]),
    /// Nothing: TLS alone protects it. S3 takes this, and no other service.
    Unsigned,
}

/// A request cannot be signed.
#[derive(Debug, thiserror::Error)]
#[error("the request cannot be signed for AWS: {0}")]
pub(crate) struct SigningError(&'static str);

/// Signs a request, whose URI is absolute and whose headers are all that it will have, by AWS
/// Signature Version 4.
pub(crate) fn sign(
    parts: &mut Parts,
    payload: Payload<'_>,
    scope: &Scope<'_>,
) -> Result<(), SigningError> {
    let signed = signature(parts, payload, scope)?;
    for (name, value) in signed {
        parts.headers.insert(name, value);
    }
    Ok(())
}

fn signature(
    parts: &Parts,
    payload: Payload<'_>,
    scope: &Scope<'_>,
) -> Result<Vec<(HeaderName, HeaderValue)>, SigningError> {
    check(parts, scope.credentials)?;
    let identity = scope.credentials.clone().into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(scope.region)
        .name(scope.service)
        .time(scope.time)
        .settings(settings(scope.service))
        .build()
        .map_err(|_| SigningError("a parameter is missing"))?;
    let request = SignableRequest::new(
        parts.method.as_str(),
        parts.uri.to_string(),
        texts(&parts.headers)?.into_iter(),
        payload.into(),
    );
    let request = request.map_err(|_| SigningError("its URL does not parse"))?;
    let signed = aws_sigv4::http_request::sign(request, &SigningParams::V4(parameters))
        .map_err(|_| SigningError("its parts make no canonical request"))?;
    let (headers, _) = signed.into_parts().0.into_parts();
    let headers = headers.into_iter();
    headers
        .map(|header| value(header.name(), header.value()))
        .collect()
}

/// Refuses what the signing library takes for granted.
fn check(parts: &Parts, credentials: &Credentials) -> Result<(), SigningError> {
    if parts.uri.host().is_none() {
        return Err(SigningError("its URL has no host"));
    }
    if let Some(token) = credentials.session_token() {
        HeaderValue::from_str(token)
            .map_err(|_| SigningError("the session token is no header value"))?;
    }
    Ok(())
}

fn texts(headers: &HeaderMap) -> Result<Vec<(&str, &str)>, SigningError> {
    let text = |value| str::from_utf8(value).map_err(|_| SigningError("a header is no UTF-8"));
    headers
        .iter()
        .map(|(name, value)| Ok((name.as_str(), text(value.as_bytes())?)))
        .collect()
}

fn value(name: &'static str, value: &str) -> Result<(HeaderName, HeaderValue), SigningError> {
    let invalid = |_| SigningError("the access key, region or service has a control character");
    let mut value = HeaderValue::from_str(value).map_err(invalid)?;
    value.set_sensitive(true);
    Ok((HeaderName::from_static(name), value))
}

/// S3 takes a path as it is, and wants the body's hash in a header.
fn settings(service: &str) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    settings
}

impl<'a> From<Payload<'a>> for SignableBody<'a> {
    fn from(payload: Payload<'a>) -> Self {
        match payload {
            Payload::Bytes(bytes) => Self::Bytes(bytes),
            Payload::Unsigned => Self::UnsignedPayload,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;
    use std::time::Duration;

    /// The moment and the key of AWS's published examples.
    fn scope<'a>(credentials: &'a Credentials, service: &'a str) -> Scope<'a> {
        Scope {
            credentials,
            region: "us-east-1",
            service,
            time: SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160),
        }
    }

    fn key(id: &str, secret: &str, token: Option<&str>) -> Credentials {
        Credentials::new(id, secret, token.map(str::to_owned), None, "test")
    }

    fn example() -> Credentials {
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        key("AKIDEXAMPLE", secret, None)
    }

    fn parts(url: &str) -> Parts {
        Request::get(url).body(()).unwrap().into_parts().0
    }

    fn signed(parts: &mut Parts, payload: Payload<'_>, service: &str) -> String {
        sign(parts, payload, &scope(&example(), service)).unwrap();
        let value = parts.headers.get("authorization").unwrap();
        assert!(value.is_sensitive());
        value.to_str().unwrap().to_owned()
    }

    /// NET.4. The case `get-vanilla` of AWS's test suite for Signature Version 4.
    #[test]
    fn a_signature_is_the_one_that_aws_computes() {
        let mut parts = parts("https://example.amazonaws.com/");
        let authorization = signed(&mut parts, Payload::Bytes(b""), "service");
        assert_eq!(
            authorization,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
        assert_eq!(parts.headers.get("x-amz-date").unwrap(), "20150830T123600Z");
    }

    /// NET.4
    #[test]
    fn a_header_and_the_body_are_under_the_signature() {
        let plain = signed(&mut parts("https://a.test/"), Payload::Bytes(b"a"), "s");
        let other = signed(&mut parts("https://a.test/"), Payload::Bytes(b"b"), "s");
        assert_ne!(plain, other);
        let mut with_header = parts("https://a.test/");
        with_header.headers.insert("x-a", "1".parse().unwrap());
        let text = signed(&mut with_header, Payload::Bytes(b"a"), "s");
        assert!(text.contains("SignedHeaders=host;x-a;x-amz-date"), "{text}");
    }

    /// NET.4
    #[test]
    fn s3_is_told_of_its_body_and_of_one_that_is_not_signed() {
        for (payload, told) in [
            (Payload::Unsigned, "UNSIGNED-PAYLOAD"),
            (
                Payload::Bytes(b""),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
        ] {
            let mut parts = parts("https://bucket.test/a%20b");
            signed(&mut parts, payload, "s3");
            assert_eq!(parts.headers.get("x-amz-content-sha256").unwrap(), told);
        }
    }

    /// NET.4
    #[test]
    fn what_cannot_be_signed_is_an_error_without_the_secret() {
        let secret = "a\nsecret";
        let keys = [
            key("a\nkey", secret, None),
            key("key", secret, Some("a\ntoken")),
        ];
        for credentials in keys {
            let mut parts = parts("https://a.test/");
            let error = sign(&mut parts, Payload::Unsigned, &scope(&credentials, "s")).unwrap_err();
            assert!(!error.to_string().contains('\n'), "{error}");
        }
        let mut parts = parts("/no-host");
        assert!(sign(&mut parts, Payload::Unsigned, &scope(&example(), "s")).is_err());
    }
}
