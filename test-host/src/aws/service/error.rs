use super::said;
use crate::aws::Failure;
use crate::invocation::HostBuffer;
use http::Response;
use serde_json::Value;

/// How much of an error's body is read.
const MAX_ERROR: u64 = 64 << 10;

/// How much of an error's message a function is told.
const MAX_MESSAGE: usize = 1 << 10;

/// AWS.8: reads why a service refused a request, from its XML or its JSON.
pub(crate) async fn refused(response: Response<HostBuffer>) -> Failure {
    let status = response.status().as_u16();
    let header = said(&response, "x-amzn-errortype");
    let body = response.into_body().collect(MAX_ERROR).await;
    let body = match body {
        Ok(Ok(body)) => String::from_utf8_lossy(&body).into_owned(),
        _ => String::new(),
    };
    let (code, message) = read(&body);
    let code = header.or(code).unwrap_or_default();
    // `com.amazonaws.service#Code` and `Code:http://…` are the code.
    let code = code.rsplit('#').next().unwrap_or_default();
    let code = code.split(':').next().unwrap_or_default();
    failure(status, code, &message.unwrap_or_default())
}

fn read(body: &str) -> (Option<String>, Option<String>) {
    let Ok(json) = serde_json::from_str::<Value>(body) else {
        return (element(body, "Code"), element(body, "Message"));
    };
    let text = |name| json.get(name).and_then(Value::as_str).map(str::to_owned);
    (
        text("__type").or_else(|| text("code")),
        text("message").or_else(|| text("Message")),
    )
}

/// The text of the first element of a name; errors of S3 have no attributes and no markup in it.
fn element(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let text = entities
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    Some(text)
}

fn failure(status: u16, code: &str, message: &str) -> Failure {
    let message: String = message.chars().take(MAX_MESSAGE).collect();
    let text = match code {
        "" => format!("HTTP {status}: {message}"),
        code => format!("{code}: {message}"),
    };
    match code {
        "ResourceNotFoundException" => Failure::NotFound(text),
        "SlowDown"
        | "ServiceUnavailable"
        | "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded" => Failure::Throttled(text),
        "AccessDenied"
        | "AccessDeniedException"
        | "ExpiredToken"
        | "ExpiredTokenException"
        | "IncompleteSignature"
        | "InvalidAccessKeyId"
        | "InvalidSignatureException"
        | "InvalidToken"
        | "MissingAuthenticationToken"
        | "RequestTimeTooSkewed"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => Failure::Unauthorized(text),
        _ => match status {
            401 | 403 => Failure::Unauthorized(text),
            429 | 503 => Failure::Throttled(text),
            400 | 405 | 411..=417 => Failure::Malformed(text),
            _ => Failure::Other(text),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn told(status: u16, header: Option<&str>, body: &str) -> Failure {
        let mut response = Response::builder().status(status);
        if let Some(header) = header {
            response = response.header("x-amzn-errortype", header);
        }
        refused(
            response
                .body(HostBuffer::from(body.as_bytes().to_vec()))
                .unwrap(),
        )
        .await
    }

    /// AWS.8
    #[tokio::test]
    async fn an_error_is_told_by_its_code_and_else_by_its_status() {
        let xml = |code: &str| {
            format!(
                "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>a &lt;b&gt;</Message></Error>"
            )
        };
        for (status, header, body, expected) in [
            (
                403,
                None,
                xml("AccessDenied"),
                Failure::Unauthorized("AccessDenied: a <b>".into()),
            ),
            (
                503,
                None,
                xml("SlowDown"),
                Failure::Throttled("SlowDown: a <b>".into()),
            ),
            (
                400,
                None,
                xml("InvalidBucketName"),
                Failure::Malformed("InvalidBucketName: a <b>".into()),
            ),
            (
                404,
                None,
                xml("NoSuchBucket"),
                Failure::Other("NoSuchBucket: a <b>".into()),
            ),
            (
                400,
                None,
                "{\"__type\":\"x.y#ExpiredTokenException\",\"message\":\"m\"}".into(),
                Failure::Unauthorized("ExpiredTokenException: m".into()),
            ),
            (
                404,
                Some("ResourceNotFoundException:http://a"),
                "{\"Message\":\"m\"}".into(),
                Failure::NotFound("ResourceNotFoundException: m".into()),
            ),
            (
                500,
                None,
                "no XML".into(),
                Failure::Other("HTTP 500: ".into()),
            ),
            (
                403,
                None,
                String::new(),
                Failure::Unauthorized("HTTP 403: ".into()),
            ),
            (
                429,
                None,
                String::new(),
                Failure::Throttled("HTTP 429: ".into()),
            ),
        ] {
            assert_eq!(told(status, header, &body).await, expected);
        }
    }

    /// AWS.8
    #[tokio::test]
    async fn an_endless_error_is_told_by_its_status() {
        let long = "a".repeat(MAX_ERROR as usize + 1);
        assert_eq!(
            told(500, None, &long).await,
            Failure::Other("HTTP 500: ".into())
        );
    }
}
