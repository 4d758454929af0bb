mod answer;
mod configuration;
mod endpoint;
mod local;

use super::{AwsEndpoint, Failure, LambdaClient, Service};
use crate::error::HostError;
use crate::invocation::{Context, HostBuffer};
use bytes::Bytes;
pub use configuration::LambdaConfiguration;
use momento_functions_models::lambda::{
    LambdaName, MAX_EVENT, MAX_PAYLOAD, MalformedCall, MalformedName, check_client_context,
    check_payload,
};
use std::collections::BTreeMap;

/// Who runs the Lambda functions that functions invoke.
#[derive(Debug, Default)]
pub(crate) struct Lambda {
    local: BTreeMap<String, LambdaConfiguration>,
    /// Asked in place of what is local.
    endpoint: Option<Service>,
}

/// An invocation, as a function asks for it.
pub(crate) struct InvokeLambda {
    pub(crate) function_name: String,
    pub(crate) qualifier: Option<String>,
    pub(crate) payload: Option<HostBuffer>,
    pub(crate) how: InvocationType,
}

/// Whether to wait, and what for.
#[derive(Debug)]
pub(crate) enum InvocationType {
    RequestResponse {
        log_tail: bool,
        client_context: Option<String>,
    },
    Event,
    DryRun,
}

/// What came of an invocation.
#[derive(Default)]
pub(crate) struct InvokedLambda {
    pub(crate) status_code: i32,
    pub(crate) payload: Option<HostBuffer>,
    pub(crate) log_result: Option<String>,
    pub(crate) executed_version: Option<String>,
}

/// An invocation whose parts hold to the rules.
struct Checked {
    /// The function as it was asked for.
    function: String,
    name: LambdaName,
    payload: Bytes,
    how: InvocationType,
}

impl Lambda {
    pub(crate) fn new(
        at: Option<&AwsEndpoint>,
        local: BTreeMap<String, LambdaConfiguration>,
    ) -> Result<Self, HostError> {
        let endpoint = at.map(|at| Service::new(at, "lambda", "lambda"));
        Ok(Self {
            local,
            endpoint: endpoint.transpose()?,
        })
    }

    /// Invokes a Lambda function for the function of `caller`.
    pub(crate) async fn invoke(
        &self,
        client: &LambdaClient,
        caller: &Context,
        call: InvokeLambda,
    ) -> Result<InvokedLambda, Failure> {
        let call = Checked::new(call).await?;
        if let Some(endpoint) = &self.endpoint {
            return endpoint::invoke(endpoint, caller.settings(), client, call).await;
        }
        let function = local::find(&self.local, call.name.name(), caller)?;
        local::invoke(function, caller.depth(), call).await
    }
}

impl Checked {
    async fn new(call: InvokeLambda) -> Result<Self, Failure> {
        let name = LambdaName::new(&call.function_name, call.qualifier.as_deref())?;
        check_context(&call.how)?;
        let limit = match call.how {
            InvocationType::Event => MAX_EVENT,
            _ => MAX_PAYLOAD,
        };
        let payload = match call.payload {
            Some(payload) => whole(payload, limit).await?,
            None => Bytes::new(),
        };
        check_payload(&payload)?;
        Ok(Self {
            function: call.function_name,
            name,
            payload,
            how: call.how,
        })
    }
}

async fn whole(mut payload: HostBuffer, limit: usize) -> Result<Bytes, Failure> {
    match payload.collect(limit as u64).await {
        Ok(Ok(payload)) => Ok(payload),
        Ok(Err(_)) => Err(MalformedCall::too_large(limit).into()),
        Err(broken) => Err(Failure::Other(broken.to_string())),
    }
}

fn check_context(how: &InvocationType) -> Result<(), Failure> {
    match how {
        InvocationType::RequestResponse {
            client_context: Some(context),
            ..
        } => Ok(check_client_context(context)?),
        _ => Ok(()),
    }
}

impl From<MalformedName> for Failure {
    fn from(error: MalformedName) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<MalformedCall> for Failure {
    fn from(error: MalformedCall) -> Self {
        Self::Malformed(error.to_string())
    }
}
