use super::answer::{Answer, failed};
use super::{Checked, InvocationType, InvokedLambda, LambdaConfiguration, MAX_PAYLOAD};
use crate::aws::Failure;
use crate::error::InvocationErrorKind;
use crate::function::{Function, FunctionKind};
use crate::invocation::{self, Context};
use crate::outcome::Outcome;
use crate::request::{Origin, Request};
use bytes::Bytes;
use std::collections::BTreeMap;
use tokio::task::JoinHandle;

/// AWS.7: how many invocations may lead to one another.
const MAX_DEPTH: u8 = 16;

/// Ends an invocation with whoever waits for it.
struct Waiting(JoinHandle<Outcome>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// AWS.6: finds the function that stands in for a Lambda function.
pub(super) fn find(
    local: &BTreeMap<String, LambdaConfiguration>,
    name: &str,
    caller: &Context,
) -> Result<Function, Failure> {
    let Some(LambdaConfiguration { function }) = local.get(name) else {
        return Err(other(format!(
            "ResourceNotFoundException: no function stands in for the Lambda function `{name}`: add `[local.lambda.{name}]` to momento.toml, and below it `function = \"…\"` with a function's name"
        )));
    };
    match caller.sibling(function) {
        Ok(Some(function)) => web(function),
        Ok(None) => Err(other(format!(
            "ResourceNotFoundException: `[local.lambda.{name}]` of momento.toml names the function `{function}`, which is not deployed"
        ))),
        Err(_) => Err(other("the host has ended".to_owned())),
    }
}

fn web(function: Function) -> Result<Function, Failure> {
    match function.kind() {
        FunctionKind::WebV2 | FunctionKind::WebV1 => Ok(function),
        FunctionKind::SpawnV2 | FunctionKind::SpawnV1 => Err(other(format!(
            "`{}` is a spawn function: a web function can stand in for a Lambda function",
            function.name()
        ))),
    }
}

/// AWS.7: invokes a function as Lambda would.
pub(super) async fn invoke(
    function: Function,
    depth: u8,
    call: Checked,
) -> Result<InvokedLambda, Failure> {
    if depth >= MAX_DEPTH {
        return Err(other(format!(
            "RecursiveInvocationException: {MAX_DEPTH} invocations led to one another, which is the limit"
        )));
    }
    let version = Some(version(call.name.qualifier()).to_owned());
    match call.how {
        InvocationType::DryRun => Ok(InvokedLambda {
            status_code: 204,
            ..InvokedLambda::default()
        }),
        InvocationType::Event => {
            let request = request(call.payload, depth, None, false);
            queue(function, request)?;
            Ok(InvokedLambda {
                status_code: 202,
                ..InvokedLambda::default()
            })
        }
        InvocationType::RequestResponse {
            log_tail,
            client_context,
        } => {
            let request = request(call.payload, depth, client_context, true);
            let outcome = run(function, request).await?;
            let answer = Answer::new(outcome)?;
            Ok(answer.told(log_tail, version))
        }
    }
}

/// Lambda gives an empty object to a function that is invoked without a payload.
fn request(payload: Bytes, depth: u8, client_context: Option<String>, awaited: bool) -> Request {
    let payload = match payload.is_empty() {
        true => Bytes::from_static(b"{}"),
        false => payload,
    };
    let request = Request::post("")
        .header("content-type", "application/json")
        .body(payload)
        .origin(Origin {
            depth: depth.saturating_add(1),
            awaited,
        });
    match client_context {
        Some(context) => request.header("x-amz-client-context", context),
        None => request,
    }
}

/// Runs a function in a task of its own: however deep invocations go, each has a stack of its own.
async fn run(function: Function, request: Request) -> Result<Outcome, Failure> {
    let invocation = async move { Outcome::at_most(function.begin(request), limit()).await };
    let mut waiting = Waiting(tokio::spawn(invocation));
    let outcome = (&mut waiting.0).await;
    outcome.map_err(|_| other("the invocation was given up".to_owned()))
}

fn limit() -> usize {
    usize::try_from(MAX_PAYLOAD).unwrap_or(usize::MAX)
}

/// Runs a function that nobody waits for, once, if it may be one more.
fn queue(function: Function, request: Request) -> Result<(), Failure> {
    let permit = invocation::permit(&function).map_err(|error| {
        function.settings().counters.refuse(error.kind());
        too_many()
    })?;
    tokio::spawn(async move {
        let name = function.name().to_owned();
        let started = invocation::begin(&function, Some(permit), request);
        let outcome = Outcome::at_most(started, limit()).await;
        if let Some(error) = failed(&outcome) {
            tracing::warn!(
                function = name,
                id = outcome.invocation_id,
                "an event failed: {:.1024}",
                error.to_string()
            );
        }
    });
    Ok(())
}

pub(super) fn too_many() -> Failure {
    let text = InvocationErrorKind::TooManyInvocations.message();
    other(format!("TooManyRequestsException: {text}"))
}

fn other(text: String) -> Failure {
    Failure::Other(text)
}

/// Locally a function has one version: it runs whatever version or alias is asked for.
fn version(qualifier: Option<&str>) -> &str {
    let number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    qualifier.filter(number).unwrap_or("$LATEST")
}
