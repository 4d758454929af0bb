//! DynamoDB itself, or a server that speaks its protocol: AWS JSON 1.0, one request a call.

use super::wire::{self, Answered};
use super::{Answer, Failure, GetItem, PutItem};
use crate::aws::endpoint::Endpoint;
use crate::aws::signing::{Payload, Scope, sign};
use crate::aws::{AwsEndpoint, CredentialsProvider, Roles};
use crate::error::HostError;
use crate::http_client::{HttpClient, HttpFailure, SendOptions};
use crate::invocation::HostBuffer;
use bytes::Bytes;
use http::{Request, Response};
use momento_functions_models::Clock;
use momento_functions_models::dynamodb::MAX_ITEM_JSON;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

const SERVICE: &str = "dynamodb";

/// The name of the API's version, and the dot before the operation.
const TARGET: &str = "DynamoDB_20120810.";

const TIMEOUT: Duration = Duration::from_secs(30);

/// An item, and what is said of it.
const MAX_RESPONSE: usize = 2 * MAX_ITEM_JSON;

/// What a call to AWS takes of the host.
pub(crate) struct Caller<'a> {
    pub(crate) http: &'a HttpClient,
    pub(crate) roles: &'a Roles,
    pub(crate) clock: &'a Arc<dyn Clock>,
}

#[derive(Debug)]
pub(super) struct Remote {
    endpoint: Endpoint,
}

impl Remote {
    pub(super) fn new(configured: &AwsEndpoint) -> Result<Self, HostError> {
        Ok(Self {
            endpoint: Endpoint::new(SERVICE, configured)?,
        })
    }

    pub(super) async fn put_item(
        &self,
        caller: &Caller<'_>,
        provider: &CredentialsProvider,
        request: &PutItem,
    ) -> Result<Answer, Failure> {
        let body = wire::put_item(request)?;
        let answered = self.call(caller, provider, "PutItem", body).await?;
        Ok(answered.answer("Attributes"))
    }

    pub(super) async fn get_item(
        &self,
        caller: &Caller<'_>,
        provider: &CredentialsProvider,
        request: &GetItem,
    ) -> Result<Answer, Failure> {
        let body = wire::get_item(request);
        let answered = self.call(caller, provider, "GetItem", body).await?;
        Ok(answered.answer("Item"))
    }

    async fn call(
        &self,
        caller: &Caller<'_>,
        provider: &CredentialsProvider,
        operation: &str,
        body: String,
    ) -> Result<Answered, Failure> {
        let credentials = caller.roles.credentials(provider).await;
        let credentials = credentials?;
        let scope = Scope {
            credentials: &credentials,
            region: provider.region(),
            service: SERVICE,
            time: caller.clock.wall(),
        };
        let request = self.request(operation, Bytes::from(body), &scope)?;
        let options = SendOptions {
            timeout: Some(TIMEOUT),
            ..SendOptions::default()
        };
        let response = caller.http.trusted().send(request, &options).await;
        read(response.map_err(|failure| unreached(&failure))?).await
    }

    fn request(
        &self,
        operation: &str,
        body: Bytes,
        scope: &Scope<'_>,
    ) -> Result<Request<HostBuffer>, Failure> {
        let origin = self.endpoint.origin(SERVICE, scope.region);
        let request = Request::post(format!("{origin}/"))
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("{TARGET}{operation}"))
            .body(());
        let (mut parts, ()) = request.map_err(other)?.into_parts();
        sign(&mut parts, Payload::Bytes(&body), scope).map_err(other)?;
        Ok(Request::from_parts(parts, HostBuffer::from(body)))
    }
}

async fn read(response: Response<HostBuffer>) -> Result<Answered, Failure> {
    let status = response.status();
    let body = response.into_body().collect(MAX_RESPONSE as u64).await;
    let broken = |error| other(format!("DynamoDB's answer did not come whole: {error}"));
    match body.map_err(broken)? {
        Ok(body) if status.is_success() => Answered::read(&body),
        Ok(body) => Err(wire::refusal(status, &body)),
        Err(_) => Err(other(format!(
            "DynamoDB's answer has more than {MAX_RESPONSE} bytes"
        ))),
    }
}

fn unreached(failure: &HttpFailure) -> Failure {
    other(format!("DynamoDB did not answer: {failure}"))
}

fn other(text: impl Display) -> Failure {
    Failure::Other(text.to_string())
}
