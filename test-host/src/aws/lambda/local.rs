use super::answer::{Answer, failed};
use super::{Checked, InvocationType, InvokedLambda, LambdaConfiguration};
use crate::aws::Failure;
use crate::error::InvocationErrorKind;
use crate::function::{Function, FunctionKind};
use crate::invocation::{self, Context};
use crate::outcome::Outcome;
use crate::request::{Origin, Request};
use crate::time::{Activity, Stopwatch};
use bytes::Bytes;
use momento_functions_models::lambda::{MAX_PAYLOAD, executed_version};
use momento_functions_models::waits_for_others;
use std::collections::BTreeMap;
use tokio::task::JoinHandle;

/// AWS.7: how many invocations may lead to one another.
const MAX_DEPTH: u8 = 16;

/// Ends an invocation with whoever waits for it.
struct Waiting(JoinHandle<(Outcome, Activity)>);

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
        FunctionKind::SpawnV2 | FunctionKind::SpawnV1 | FunctionKind::Test => Err(other(format!(
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
    let version = Some(executed_version(call.name.qualifier()).to_owned());
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
    let mut activity = Activity::on(&*function.settings().clock);
    let invocation = async move {
        let watch = Stopwatch::start(&*function.settings().clock);
        let outcome = Outcome::at_most(watch, function.begin(request), MAX_PAYLOAD);
        // The clock may not move between the end of this and what its caller goes on with.
        (activity.track(outcome).await, activity)
    };
    let mut waiting = Waiting(tokio::spawn(invocation));
    match waits_for_others(&mut waiting.0).await {
        Ok((outcome, _activity)) => Ok(outcome),
        Err(_) => Err(other("the invocation was given up".to_owned())),
    }
}

/// Runs a function that nobody waits for, once, if it may be one more.
fn queue(function: Function, request: Request) -> Result<(), Failure> {
    let permit = invocation::permit(&function).map_err(|error| {
        function.settings().counters.refuse(error.kind());
        too_many()
    })?;
    let mut activity = Activity::on(&*function.settings().clock);
    tokio::spawn(async move {
        let name = function.name().to_owned();
        let started = invocation::begin(&function, Some(permit), request);
        let watch = Stopwatch::start(&*function.settings().clock);
        let outcome = activity
            .track(Outcome::at_most(watch, started, MAX_PAYLOAD))
            .await;
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
