/// Translates one version of the interface, which differs from the other in its errors alone.
macro_rules! translate {
    ($bindings:ident) => {
        use crate::aws::{
            CredentialsProvider, Failure, GotObject, PutObject, S3Client, StoredObject,
        };
        use crate::bindings::$bindings::{
            GetObjectOutput, GetObjectRequest, Host, HostClient, PutObjectOutput, PutObjectRequest,
            S3Error,
        };
        use crate::invocation::{HostBuffer, State};
        use momento_functions_models::s3::Properties;
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
            ) -> Result<Resource<S3Client>> {
                let client = S3Client(self.table.get(&credentials)?.clone());
                Ok(self.table.push(client)?)
            }

            async fn put(
                &mut self,
                client: Resource<S3Client>,
                request: PutObjectRequest,
            ) -> Result<Result<PutObjectOutput, S3Error>> {
                let object = PutObject {
                    body: self.take_data(request.body)?,
                    bucket: request.bucket,
                    key: request.key,
                    properties: Properties::new(request.metadata),
                };
                let client = self.table.get(&client)?;
                let settings = self.context.settings();
                let stored = settings.s3.put(settings, client, object).await;
                Ok(stored.map(PutObjectOutput::from).map_err(S3Error::from))
            }

            async fn get(
                &mut self,
                client: Resource<S3Client>,
                request: GetObjectRequest,
            ) -> Result<Result<GetObjectOutput, S3Error>> {
                let GetObjectRequest { bucket, key } = request;
                let client = self.table.get(&client)?;
                let settings = self.context.settings();
                let place = match self.open_body() {
                    Ok(place) => place,
                    Err(error) => return Ok(Err(Failure::from(error).into())),
                };
                let mut found = match settings.s3.get(settings, client, bucket, key).await {
                    Ok(found) => found,
                    Err(failure) => return Ok(Err(failure.into())),
                };
                let body = found.body.take();
                let body = body.map(|body| body.opened(place).held_by(&self.host_memory));
                Ok(match body.transpose() {
                    Ok(body) => Ok(given(self, found, body)?),
                    Err(error) => Err(Failure::from(error).into()),
                })
            }

            fn drop(&mut self, client: Resource<S3Client>) -> Result<()> {
                self.table.delete(client)?;
                Ok(())
            }
        }

        /// Hands an object to the guest: its body stays on the host.
        fn given(
            state: &mut State,
            found: GotObject,
            body: Option<HostBuffer>,
        ) -> Result<GetObjectOutput> {
            let body = body.map(|body| state.give_body(body)).transpose()?;
            Ok(GetObjectOutput {
                body,
                etag: found.etag,
                version_id: found.version_id,
                expiration: found.expiration,
                metadata: found.metadata,
            })
        }

        impl From<StoredObject> for PutObjectOutput {
            fn from(stored: StoredObject) -> Self {
                Self {
                    expiration: stored.expiration,
                    etag: stored.etag,
                    version_id: stored.version_id,
                }
            }
        }
    };
}
pub(in crate::interfaces) use translate;

translate!(aws_s3);
