use crate::aws::{CredentialsProvider, Failure, GotObject, PutObject, S3Client, StoredObject};
use crate::bindings::v1_aws_s3::{
    GetObjectOutput, GetObjectOutputExtended, GetObjectRequest, Host, HostClient, ObjectOptions,
    PutObjectOutput, PutObjectRequest, S3Error,
};
use crate::invocation::{HostBuffer, State};
use momento_functions_models::s3::{ObjectError, Properties};
use momento_functions_test_host_macros::observed;
use wasmtime::Result;
use wasmtime::component::Resource;

impl Host for State {}

#[observed(v1_aws_s3)]
impl HostClient for State {
    #[observed(local)]
    fn new(&mut self, credentials: Resource<CredentialsProvider>) -> Result<Resource<S3Client>> {
        let client = S3Client(self.table.get(&credentials)?.clone());
        Ok(self.table.push(client)?)
    }

    async fn put(
        &mut self,
        client: Resource<S3Client>,
        request: PutObjectRequest,
    ) -> Result<Result<PutObjectOutput, S3Error>> {
        let stored = self.put_object(client, request, Ok(Properties::default()));
        Ok(stored.await?.map_err(S3Error::from))
    }

    async fn get(
        &mut self,
        client: Resource<S3Client>,
        request: GetObjectRequest,
    ) -> Result<Result<GetObjectOutput, S3Error>> {
        let found = self.get_object(client, request).await?;
        Ok(found
            .map_err(S3Error::from)
            .map(|(found, body)| GetObjectOutput {
                body,
                etag: found.etag,
                version_id: found.version_id,
                expiration: found.expiration,
            }))
    }

    async fn put_extended(
        &mut self,
        client: Resource<S3Client>,
        request: PutObjectRequest,
        options: ObjectOptions,
    ) -> Result<Result<PutObjectOutput, S3Error>> {
        let ObjectOptions {
            content_type,
            content_encoding,
        } = options;
        let properties = Properties::default().with_content(content_type, content_encoding);
        let stored = self.put_object(client, request, properties);
        Ok(stored.await?.map_err(S3Error::from))
    }

    /// The options say nothing about reading.
    async fn get_extended(
        &mut self,
        client: Resource<S3Client>,
        request: GetObjectRequest,
        _options: ObjectOptions,
    ) -> Result<Result<GetObjectOutputExtended, S3Error>> {
        let found = self.get_object(client, request).await?;
        Ok(found
            .map_err(S3Error::from)
            .map(|(found, body)| GetObjectOutputExtended {
                body,
                etag: found.etag,
                version_id: found.version_id,
                expiration: found.expiration,
                content_type: found.content_type,
            }))
    }

    fn drop(&mut self, client: Resource<S3Client>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

impl State {
    async fn put_object(
        &mut self,
        client: Resource<S3Client>,
        request: PutObjectRequest,
        properties: Result<Properties, ObjectError>,
    ) -> Result<Result<PutObjectOutput, Failure>> {
        let object = PutObject {
            bucket: request.bucket,
            key: request.key,
            body: HostBuffer::from(request.body),
            properties,
        };
        let client = self.table.get(&client)?;
        let settings = self.context.settings();
        let stored = settings.s3.put(settings, client, object).await;
        Ok(stored.map(PutObjectOutput::from))
    }

    /// Reads an object, and its body to its end, as far as that can fit into the guest.
    async fn get_object(
        &mut self,
        client: Resource<S3Client>,
        request: GetObjectRequest,
    ) -> Result<Result<(GotObject, Option<Vec<u8>>), Failure>> {
        let GetObjectRequest { bucket, key } = request;
        let client = self.table.get(&client)?;
        let settings = self.context.settings();
        let mut found = match settings.s3.get(settings, client, bucket, key).await {
            Ok(found) => found,
            Err(failure) => return Ok(Err(failure)),
        };
        let body = match found.body.take() {
            Some(body) => self.whole(body).await.map(Some),
            None => Ok(None),
        };
        Ok(body.map(|body| (found, body)))
    }

    /// Collects what AWS sends for a guest that takes it as plain bytes.
    pub(super) async fn whole(&mut self, mut body: HostBuffer) -> Result<Vec<u8>, Failure> {
        let limit = self.context.function().held_to().memory();
        match body.collect(limit).await {
            Ok(Ok(bytes)) => Ok(bytes.into()),
            Ok(Err(_)) => Err(Failure::Other(format!(
                "a function has at most {limit} bytes of memory; this has more"
            ))),
            Err(broken) => Err(Failure::Other(broken.to_string())),
        }
    }
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
