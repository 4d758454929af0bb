use super::aws::{Failure, told};
use super::data::{bytes, data};
use momento_functions_models::lambda::{
    LambdaName, MAX_EVENT, MAX_PAYLOAD, MalformedCall, check_client_context, check_payload,
    executed_version,
};
use momento_functions_wit::{aws_auth, aws_lambda as v2, v1 as older, v1::aws_lambda as v1};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::rc::Rc;

/// What Lambda functions answer, as the test says, and how they were invoked.
#[derive(Default)]
pub(super) struct Lambda(RefCell<BTreeMap<String, Function>>);

#[derive(Default)]
struct Function {
    answers: VecDeque<Vec<u8>>,
    calls: Vec<LambdaCall>,
}

/// An invocation of a Lambda function.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LambdaCall {
    /// The version or the alias that was asked for.
    pub qualifier: Option<String>,
    /// The payload.
    pub payload: Vec<u8>,
    /// Whether the function waits for the answer: an event's is not waited for.
    pub is_awaited: bool,
}

/// How a function invokes another, by whichever contract.
enum How {
    RequestResponse(Option<String>),
    Event,
    DryRun,
}

/// What came of an invocation.
struct Invoked {
    status_code: i32,
    payload: Option<Vec<u8>>,
    executed_version: Option<String>,
}

impl Lambda {
    fn invoke(
        &self,
        function: &str,
        qualifier: Option<&str>,
        payload: Vec<u8>,
        how: &How,
    ) -> Result<Invoked, Failure> {
        let name = LambdaName::new(function, qualifier)?;
        check(&payload, how)?;
        let mut functions = self.0.borrow_mut();
        let function = functions
            .get_mut(name.name())
            .filter(|function| !function.answers.is_empty())
            .ok_or_else(|| unscripted(name.name()))?;
        let done = |status_code| Invoked {
            status_code,
            payload: None,
            executed_version: None,
        };
        let call = LambdaCall {
            qualifier: name.qualifier().map(str::to_owned),
            payload,
            is_awaited: matches!(how, How::RequestResponse(_)),
        };
        match how {
            How::DryRun => return Ok(done(204)),
            How::Event => {
                function.calls.push(call);
                return Ok(done(202));
            }
            How::RequestResponse(_) => function.calls.push(call),
        }
        Ok(Invoked {
            payload: function.next_answer(),
            executed_version: Some(executed_version(name.qualifier()).to_owned()),
            ..done(200)
        })
    }
}

fn check(payload: &[u8], how: &How) -> Result<(), MalformedCall> {
    let limit = match how {
        How::Event => MAX_EVENT,
        How::RequestResponse(_) | How::DryRun => MAX_PAYLOAD,
    };
    if let How::RequestResponse(Some(context)) = how {
        check_client_context(context)?;
    }
    if payload.len() > limit {
        return Err(MalformedCall::too_large(limit));
    }
    check_payload(payload)
}

impl Function {
    fn next_answer(&mut self) -> Option<Vec<u8>> {
        match self.answers.len() {
            0 | 1 => self.answers.front().cloned(),
            _ => self.answers.pop_front(),
        }
    }
}

fn unscripted(name: &str) -> Failure {
    Failure::Other(format!(
        "ResourceNotFoundException: the test has no answer of the Lambda function `{name}`: add `host.lambda({name:?}).respond(…)`"
    ))
}

/// Answers one contract, which differs from the other in its module, and in what a payload is.
macro_rules! output {
    ($module:ident, $how:ident, $output:ident, $give:expr) => {
        fn $how(how: &$module::InvocationType) -> How {
            match how {
                $module::InvocationType::RequestResponse(parameters) => {
                    How::RequestResponse(parameters.client_context.clone())
                }
                $module::InvocationType::Event => How::Event,
                $module::InvocationType::DryRun => How::DryRun,
            }
        }

        fn $output(invoked: Invoked) -> $module::InvokeOutput {
            $module::InvokeOutput {
                status_code: invoked.status_code,
                payload: invoked.payload.map($give),
                // A scripted answer comes from no function that could have logged.
                log_result: None,
                executed_version: invoked.executed_version,
            }
        }
    };
}

output!(v2, v2_how, v2_output, data);
output!(v1, v1_how, v1_output, Vec::from);

impl v2::Host for Lambda {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> v2::Client {
        v2::Client::from_native(())
    }

    fn client_invoke(
        &self,
        _: &v2::Client,
        request: v2::InvokeRequest,
    ) -> Result<v2::InvokeOutput, v2::LambdaError> {
        let payload = request.payload.map(bytes).unwrap_or_default();
        let (name, qualifier) = (&request.function_name, request.qualifier.as_deref());
        let how = v2_how(&request.invocation_type);
        let invoked = self.invoke(name, qualifier, payload, &how);
        invoked.map(v2_output).map_err(told)
    }
}

impl v1::Host for Lambda {
    fn client(&self, _: &older::aws_auth::CredentialsProvider) -> v1::Client {
        v1::Client::from_native(())
    }

    fn client_invoke(
        &self,
        _: &v1::Client,
        request: &v1::InvokeRequest,
    ) -> Result<v1::InvokeOutput, v1::LambdaError> {
        let payload = request.payload.clone().unwrap_or_default();
        let (name, qualifier) = (&request.function_name, request.qualifier.as_deref());
        let how = v1_how(&request.invocation_type);
        let invoked = self.invoke(name, qualifier, payload, &how);
        invoked.map(v1_output).map_err(told)
    }
}

/// A Lambda function of a native host: it answers what the test says.
pub struct NativeLambda {
    lambda: Rc<Lambda>,
    name: String,
}

impl NativeLambda {
    pub(super) fn new(lambda: Rc<Lambda>, name: &str) -> Self {
        Self {
            lambda,
            name: name.to_owned(),
        }
    }

    /// Says what the function answers: a JSON text. Answers are given in the order in which they are added,
    /// and the last one from then on.
    pub fn respond(&self, payload: impl Into<Vec<u8>>) -> &Self {
        let mut functions = self.lambda.0.borrow_mut();
        let function = functions.entry(self.name.clone()).or_default();
        function.answers.push_back(payload.into());
        self
    }

    /// Returns how the function was invoked, in order. A dry run invokes nothing.
    #[must_use]
    pub fn calls(&self) -> Vec<LambdaCall> {
        let functions = self.lambda.0.borrow();
        let function = functions.get(&self.name);
        function.map_or_else(Vec::new, |function| function.calls.clone())
    }
}

impl LambdaCall {
    /// Returns the payload as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.payload).into_owned()
    }
}

impl fmt::Debug for LambdaCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LambdaCall")
            .field("qualifier", &self.qualifier)
            .field("payload", &self.text())
            .field("is_awaited", &self.is_awaited)
            .finish()
    }
}

impl fmt::Debug for NativeLambda {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeLambda")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
