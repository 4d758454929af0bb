use crate::aws::{CredentialsProvider, InvokeLambda, LambdaClient};
use crate::bindings::v1_aws_lambda::{Host, HostClient, InvokeOutput, InvokeRequest, LambdaError};
use crate::invocation::{HostBuffer, State};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;
use wasmtime::component::Resource;

crate::interfaces::aws_lambda::invocation_type!(v1_aws_lambda);

impl Host for State {}

#[observed(v1_aws_lambda)]
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
        let call = InvokeLambda {
            function_name: request.function_name,
            qualifier: request.qualifier,
            payload: request.payload.map(HostBuffer::from),
            how: request.invocation_type.into(),
        };
        let client = self.table.get(&client)?;
        let lambda = &self.context.settings().lambda;
        let invoked = match lambda.invoke(client, &self.context, call).await {
            Ok(invoked) => invoked,
            Err(failure) => return Ok(Err(failure.into())),
        };
        let payload = match invoked.payload {
            Some(payload) => match self.whole(payload).await {
                Ok(payload) => Some(payload),
                Err(failure) => return Ok(Err(failure.into())),
            },
            None => None,
        };
        Ok(Ok(InvokeOutput {
            status_code: invoked.status_code,
            payload,
            log_result: invoked.log_result,
            executed_version: invoked.executed_version,
        }))
    }

    fn drop(&mut self, client: Resource<LambdaClient>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}
