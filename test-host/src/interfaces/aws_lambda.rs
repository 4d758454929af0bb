use crate::aws::{CredentialsProvider, Failure, InvokeLambda, InvokedLambda, LambdaClient};
use crate::bindings::aws_lambda::{Host, HostClient, InvokeOutput, InvokeRequest, LambdaError};
use crate::invocation::{HostBuffer, State};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;
use wasmtime::component::Resource;

/// Translates the types that both contracts spell alike.
macro_rules! invocation_type {
    ($bindings:ident) => {
        impl From<crate::bindings::$bindings::InvocationType> for crate::aws::InvocationType {
            fn from(how: crate::bindings::$bindings::InvocationType) -> Self {
                use crate::bindings::$bindings::InvocationType as Given;
                match how {
                    Given::RequestResponse(parameters) => Self::RequestResponse {
                        log_tail: parameters.log_type.is_some(),
                        client_context: parameters.client_context,
                    },
                    Given::Event => Self::Event,
                    Given::DryRun => Self::DryRun,
                }
            }
        }
    };
}
pub(in crate::interfaces) use invocation_type;

invocation_type!(aws_lambda);

impl Host for State {}

#[observed(aws_lambda)]
impl HostClient for State {
    #[observed(local)]
    fn new(
        &mut self,
        credentials: Resource<CredentialsProvider>,
    ) -> Result<Resource<LambdaClient>> {
        let client = LambdaClient(self.table.get(&credentials)?.clone());
        Ok(self.table.push(client)?)
    }

    async fn invoke(
        &mut self,
        client: Resource<LambdaClient>,
        request: InvokeRequest,
    ) -> Result<Result<InvokeOutput, LambdaError>> {
        let payload = request.payload.map(|payload| self.take_data(payload));
        let call = InvokeLambda {
            function_name: request.function_name,
            qualifier: request.qualifier,
            payload: payload.transpose()?,
            how: request.invocation_type.into(),
        };
        let client = self.table.get(&client)?;
        let lambda = &self.context.settings().lambda;
        let place = match self.open_body() {
            Ok(place) => place,
            Err(error) => return Ok(Err(Failure::from(error).into())),
        };
        let mut invoked = match lambda.invoke(client, &self.context, call).await {
            Ok(invoked) => invoked,
            Err(failure) => return Ok(Err(failure.into())),
        };
        let payload = invoked.payload.take();
        let payload = payload.map(|payload| payload.opened(place).held_by(&self.host_memory));
        Ok(match payload.transpose() {
            Ok(payload) => Ok(self.invoked(invoked, payload)?),
            Err(error) => Err(Failure::from(error).into()),
        })
    }

    fn drop(&mut self, client: Resource<LambdaClient>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

impl State {
    /// Hands an answer to the guest: its payload stays on the host.
    fn invoked(
        &mut self,
        invoked: InvokedLambda,
        payload: Option<HostBuffer>,
    ) -> Result<InvokeOutput> {
        let payload = payload.map(|payload| self.give_body(payload));
        Ok(InvokeOutput {
            status_code: invoked.status_code,
            payload: payload.transpose()?,
            log_result: invoked.log_result,
            executed_version: invoked.executed_version,
        })
    }
}
