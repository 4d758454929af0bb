/// Translates one contract's types, which differ from the other's in their module alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::aws::{CredentialsProvider, Failure, SecretAnswer, SecretsClient};
        use crate::bindings::$bindings::{
            GetSecretValueRequest, GetSecretValueResponse, Host, HostClient, SecretValue as Told,
            SecretsError,
        };
        use crate::invocation::State;
        use momento_functions_models::secrets::{SecretRequest, SecretValue};
        use momento_functions_test_host_macros::observed;
        use wasmtime::Result;
        use wasmtime::component::Resource;

        impl Host for State {}

        #[observed($bindings)]
        impl HostClient for State {
            #[observed(local)]
            fn new(
                &mut self,
                credentials: Resource<CredentialsProvider>,
            ) -> Result<Resource<SecretsClient>> {
                let client = SecretsClient(self.table.get(&credentials)?.clone());
                Ok(self.table.push(client)?)
            }

            async fn get_secret_value(
                &mut self,
                client: Resource<SecretsClient>,
                request: GetSecretValueRequest,
            ) -> Result<Result<GetSecretValueResponse, SecretsError>> {
                let client = self.table.get(&client)?;
                let GetSecretValueRequest {
                    secret_id,
                    version_id,
                    version_stage,
                    allowed_staleness_seconds,
                } = request;
                let request = match SecretRequest::new(secret_id, version_id, version_stage) {
                    Ok(request) => request,
                    Err(malformed) => return Ok(Err(Failure::from(malformed).into())),
                };
                let settings = self.context.settings();
                let found = settings
                    .secrets
                    .get(settings, client, request, allowed_staleness_seconds)
                    .await;
                Ok(found
                    .map(|found| GetSecretValueResponse::from(&*found))
                    .map_err(SecretsError::from))
            }

            fn drop(&mut self, client: Resource<SecretsClient>) -> Result<()> {
                self.table.delete(client)?;
                Ok(())
            }
        }

        impl From<&SecretAnswer> for GetSecretValueResponse {
            fn from(answer: &SecretAnswer) -> Self {
                Self {
                    arn: answer.arn.clone(),
                    created_date_epoch_seconds: answer.created_seconds,
                    name: answer.name.clone(),
                    secret: match &answer.value {
                        SecretValue::Text(text) => Told::SecretString(text.clone()),
                        SecretValue::Bytes(bytes) => Told::SecretBytes(bytes.clone()),
                    },
                    version_id: answer.version_id.clone(),
                    version_stages: answer.version_stages.clone(),
                }
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(aws_secrets);
