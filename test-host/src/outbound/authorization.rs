use crate::aws::signing::{Payload, Scope, sign};
use crate::aws::{self, CredentialsProvider};
use crate::host::Settings;
use crate::http_client::HttpFailure;
use crate::invocation::HostBuffer;
use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Uri};

/// The region of AWS's services that have none of their own.
const GLOBAL: &str = "us-east-1";

/// How the host authorizes a request.
pub(crate) enum Authorization {
    None,
    Key {
        id: String,
        secret: String,
        region: String,
        service: String,
    },
    Role {
        arn: String,
        service: String,
    },
}

impl Authorization {
    pub(super) async fn apply(
        self,
        request: Request<HostBuffer>,
        settings: &Settings,
    ) -> Result<Request<HostBuffer>, HttpFailure> {
        match self.provider(request.uri())? {
            None => Ok(request),
            Some((provider, service)) => signed(request, &provider, &service, settings).await,
        }
    }

    /// Tells who signs, and for which service.
    fn provider(self, uri: &Uri) -> Result<Option<(CredentialsProvider, String)>, HttpFailure> {
        let (authorization, region, service) = match self {
            Self::None => return Ok(None),
            Self::Key {
                id,
                secret,
                region,
                service,
            } => (aws::Authorization::hardcoded(id, secret), region, service),
            Self::Role { arn, service } => {
                (aws::Authorization::federated(arn), region_of(uri), service)
            }
        };
        if !is_service(&service) {
            let text = "the signing name of the AWS service is none, such as `execute-api`";
            return Err(HttpFailure::Request(text.to_owned()));
        }
        let provider = authorization.and_then(|who| CredentialsProvider::new(who, region));
        let provider = provider.map_err(|malformed| refused(&malformed))?;
        Ok(Some((provider, service)))
    }
}

async fn signed(
    request: Request<HostBuffer>,
    provider: &CredentialsProvider,
    service: &str,
    settings: &Settings,
) -> Result<Request<HostBuffer>, HttpFailure> {
    let credentials = settings.roles.credentials(provider).await;
    let credentials = credentials.map_err(|missing| refused(&missing))?;
    let (mut parts, body) = request.into_parts();
    let (payload, body) = payload(body, &parts.uri, service, settings).await?;
    let payload = payload.as_deref().map_or(Payload::Unsigned, Payload::Bytes);
    let scope = Scope {
        credentials: &credentials,
        region: provider.region(),
        service,
        time: settings.clock.wall(),
    };
    sign(&mut parts, payload, &scope).map_err(|error| refused(&error))?;
    Ok(Request::from_parts(parts, body))
}

/// Gives the bytes that are signed, if they are, and the body. Only S3, and only over TLS, takes a body
/// that is not signed; and it wants to know its length.
async fn payload(
    mut body: HostBuffer,
    uri: &Uri,
    service: &str,
    settings: &Settings,
) -> Result<(Option<Bytes>, HostBuffer), HttpFailure> {
    let unsigned = service == "s3" && uri.scheme() == Some(&Scheme::HTTPS);
    if unsigned && body.replay().is_none() && body.exact_size().is_some() {
        return Ok((None, body));
    }
    let limit = settings.limits.request_body();
    match body.collect(limit).await {
        Ok(Ok(bytes)) => Ok((Some(bytes.clone()), HostBuffer::from(bytes))),
        Ok(Err(_)) => Err(HttpFailure::Request(format!(
            "a body that is signed for AWS has at most {limit} bytes; this one has more"
        ))),
        Err(error) => Err(refused(&error)),
    }
}

fn refused(error: &dyn std::error::Error) -> HttpFailure {
    HttpFailure::Request(error.to_string())
}

/// A part of a signature's scope: no slash, comma or space may stand in it.
fn is_service(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=63).contains(&name.len()) && name.chars().all(legal)
}

/// Finds the region in the name of AWS's endpoint: the contract names none for a role.
fn region_of(uri: &Uri) -> String {
    let labels = uri.host().unwrap_or_default().split('.');
    let mut regions = labels.filter(|label| is_region(label));
    regions.next_back().unwrap_or(GLOBAL).to_owned()
}

/// `us-west-2`, `us-gov-east-1`: words with dashes between them, and a digit.
fn is_region(label: &str) -> bool {
    let (words, digit) = label.rsplit_once('-').unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    digit.len() == 1
        && digit.bytes().all(|b| b.is_ascii_digit())
        && words.split('-').count() >= 2
        && words.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NET.4
    #[test]
    fn the_region_of_a_role_is_in_the_endpoints_name() {
        for (url, region) in [
            (
                "https://abc.execute-api.us-west-2.amazonaws.com/",
                "us-west-2",
            ),
            (
                "https://abc.lambda-url.eu-central-1.on.aws/",
                "eu-central-1",
            ),
            ("https://s3.us-gov-east-1.amazonaws.com/b", "us-gov-east-1"),
            ("https://iam.amazonaws.com/", "us-east-1"),
            (
                "https://my-shop-1.s3.ap-south-2.amazonaws.com/",
                "ap-south-2",
            ),
            ("http://127.0.0.1/", "us-east-1"),
        ] {
            assert_eq!(region_of(&url.parse().unwrap()), region, "{url}");
        }
    }

    /// NET.4
    #[test]
    fn a_service_is_a_word() {
        for name in ["s3", "execute-api", &"a".repeat(63)] {
            assert!(is_service(name), "{name}");
        }
        for name in ["", "a/b", "a b", "a\r\n", "é", &"a".repeat(64)] {
            assert!(!is_service(name), "{name}");
        }
    }
}
