use super::failure::HttpFailure;
use super::patience::Patience;
use super::redirect::Head;
use super::sign::{Payload, Scope, sign};
use crate::aws::{check_key, check_region};
use crate::bindings::wasi::clocks::wall_clock;
use crate::body::Body;

/// The most bytes of a body that is signed: LIM.6.
const MAX_BODY: usize = 32 << 20;

/// How a request is authorized, beyond its headers.
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
    },
}

impl Authorization {
    /// Signs a request. Its body comes whole for that, where the signature covers it.
    pub(crate) fn apply(
        self,
        mut head: Head,
        mut body: Body,
        patience: &Patience,
    ) -> Result<(Head, Body), HttpFailure> {
        let (id, secret, region, service) = match self {
            Self::None => return Ok((head, body)),
            Self::Key {
                id,
                secret,
                region,
                service,
            } => (id, secret, region, service),
            Self::Role { arn } => return Err(no_role(&arn)),
        };
        if !is_service(&service) {
            return Err(refused(
                "the signing name of the AWS service is none, such as `execute-api`",
            ));
        }
        check_key(&id, &secret)
            .and_then(|()| check_region(&region))
            .map_err(|error| refused(&error.to_string()))?;
        let time = wall_clock::now().seconds;
        let scope = Scope {
            id: &id,
            secret: &secret,
            region: &region,
            service: &service,
            time,
        };
        // Only S3, and only over TLS, takes a body that is not signed; and it wants to know its length.
        let unsigned = service == "s3" && head.url.secure;
        if unsigned && body.whole().is_none() && body.known_length().is_some() {
            sign(&mut head, Payload::Unsigned, &scope);
            return Ok((head, body));
        }
        let bytes = body
            .collect(MAX_BODY, patience.end())
            .map_err(|failure| patience.unsigned(&failure))?
            .ok_or_else(too_long)?;
        sign(&mut head, Payload::Bytes(&bytes), &scope);
        Ok((head, bytes.into()))
    }
}

fn no_role(arn: &str) -> HttpFailure {
    let told: String = arn.chars().take(200).collect();
    refused(&format!(
        "the role {told:?} gives no credentials: roles are taken on by Momento's service alone. \
         Give the function an access key, and sign with `aws-sigv4-secret`"
    ))
}

fn too_long() -> HttpFailure {
    refused(&format!(
        "a body that is signed for AWS has at most {MAX_BODY} bytes; this one has more"
    ))
}

fn refused(text: &str) -> HttpFailure {
    HttpFailure::Request(text.to_owned())
}

/// A part of a signature's scope: no slash, comma or space may stand in it.
fn is_service(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=63).contains(&name.len()) && name.chars().all(legal)
}
