use super::aws::{Failure, told};
use super::data::{bytes, data};
use momento_functions_models::s3::{Buckets, Object, ObjectError, ObjectName, Properties};
use momento_functions_wit::{aws_auth, aws_s3 as v2, v1 as older, v1::aws_s3 as v1};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// The objects of every bucket.
pub(super) struct Objects(Buckets);

impl Default for Objects {
    fn default() -> Self {
        // As many bytes as the test host keeps unless it is told otherwise.
        Self(Buckets::new(256 << 20))
    }
}

impl Objects {
    fn put(
        &self,
        bucket: &str,
        key: &str,
        properties: Result<Properties, ObjectError>,
        body: &[u8],
    ) -> Result<String, ObjectError> {
        let name = ObjectName::new(bucket, key)?;
        let mut upload = self.0.upload(name, properties?)?;
        upload.write(body)?;
        Ok(upload.finish())
    }

    /// SVC.4: that there is no object is no failure.
    fn get(&self, bucket: &str, key: &str) -> Result<Option<Arc<Object>>, ObjectError> {
        Ok(self.0.get(&ObjectName::new(bucket, key)?))
    }
}

impl v2::Host for Objects {
    fn client(&self, _: &aws_auth::CredentialsProvider) -> v2::Client {
        v2::Client::from_native(())
    }

    fn client_put(
        &self,
        _: &v2::Client,
        request: v2::PutObjectRequest,
    ) -> Result<v2::PutObjectOutput, v2::S3Error> {
        let properties = Properties::new(request.metadata);
        let body = bytes(request.body);
        let stored = self.put(&request.bucket, &request.key, properties, &body);
        let etag = stored.map_err(|error| told(Failure::from(error)))?;
        Ok(v2::PutObjectOutput {
            expiration: None,
            etag: Some(etag),
            version_id: None,
        })
    }

    fn client_get(
        &self,
        _: &v2::Client,
        request: &v2::GetObjectRequest,
    ) -> Result<v2::GetObjectOutput, v2::S3Error> {
        let found = self.get(&request.bucket, &request.key);
        let object = found.map_err(|error| told(Failure::from(error)))?;
        let object = object.as_deref();
        let metadata = object.map(|object| object.properties().metadata().to_vec());
        Ok(v2::GetObjectOutput {
            body: object.map(|object| data(object.body().to_vec())),
            etag: object.map(|object| object.etag().to_owned()),
            version_id: None,
            expiration: None,
            metadata: metadata.unwrap_or_default(),
        })
    }
}

impl Objects {
    fn v1_put(
        &self,
        request: &v1::PutObjectRequest,
        properties: Result<Properties, ObjectError>,
    ) -> Result<v1::PutObjectOutput, v1::S3Error> {
        let stored = self.put(&request.bucket, &request.key, properties, &request.body);
        let etag = stored.map_err(|error| told(Failure::from(error)))?;
        Ok(v1::PutObjectOutput {
            expiration: None,
            etag: Some(etag),
            version_id: None,
        })
    }

    fn v1_get(&self, request: &v1::GetObjectRequest) -> Result<Option<Arc<Object>>, v1::S3Error> {
        let found = self.get(&request.bucket, &request.key);
        found.map_err(|error| told(Failure::from(error)))
    }
}

impl v1::Host for Objects {
    fn client(&self, _: &older::aws_auth::CredentialsProvider) -> v1::Client {
        v1::Client::from_native(())
    }

    fn client_put(
        &self,
        _: &v1::Client,
        request: &v1::PutObjectRequest,
    ) -> Result<v1::PutObjectOutput, v1::S3Error> {
        self.v1_put(request, Ok(Properties::default()))
    }

    fn client_get(
        &self,
        _: &v1::Client,
        request: &v1::GetObjectRequest,
    ) -> Result<v1::GetObjectOutput, v1::S3Error> {
        let object = self.v1_get(request)?;
        Ok(v1::GetObjectOutput {
            body: object.as_deref().map(|object| object.body().to_vec()),
            etag: object.as_deref().map(|object| object.etag().to_owned()),
            version_id: None,
            expiration: None,
        })
    }

    fn client_put_extended(
        &self,
        _: &v1::Client,
        request: &v1::PutObjectRequest,
        options: &v1::ObjectOptions,
    ) -> Result<v1::PutObjectOutput, v1::S3Error> {
        let (media_type, encoding) = (&options.content_type, &options.content_encoding);
        let properties = Properties::default().with_content(media_type.clone(), encoding.clone());
        self.v1_put(request, properties)
    }

    /// The options say nothing about reading.
    fn client_get_extended(
        &self,
        _: &v1::Client,
        request: &v1::GetObjectRequest,
        _: &v1::ObjectOptions,
    ) -> Result<v1::GetObjectOutputExtended, v1::S3Error> {
        let object = self.v1_get(request)?;
        let object = object.as_deref();
        let content_type = object.and_then(|object| object.properties().content_type());
        Ok(v1::GetObjectOutputExtended {
            body: object.map(|object| object.body().to_vec()),
            etag: object.map(|object| object.etag().to_owned()),
            version_id: None,
            expiration: None,
            content_type: content_type.map(str::to_owned),
        })
    }
}

/// A bucket of a native host's S3. It is there as soon as it is used.
///
/// # Examples
///
/// ```
/// use momento_functions_test::NativeHost;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let host = NativeHost::new();
/// host.bucket("reports").put("today.txt", "all is well")?;
/// assert_eq!(host.bucket("reports").get("today.txt")?.as_deref(), Some(&b"all is well"[..]));
/// # Ok(())
/// # }
/// ```
pub struct NativeBucket {
    objects: Rc<Objects>,
    name: String,
}

impl NativeBucket {
    pub(super) fn new(objects: Rc<Objects>, name: &str) -> Self {
        Self {
            objects,
            name: name.to_owned(),
        }
    }

    /// Puts an object, in place of one under this key, and returns its entity tag.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key, or the objects of the host would have more than 256 MiB.
    pub fn put(&self, key: &str, body: impl AsRef<[u8]>) -> Result<String, ObjectError> {
        let properties = Ok(Properties::default());
        self.objects.put(&self.name, key, properties, body.as_ref())
    }

    /// Returns the bytes of an object; none when there is none.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key.
    pub fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ObjectError> {
        let object = self.objects.get(&self.name, key)?;
        Ok(object.map(|object| object.body().to_vec()))
    }

    /// Returns the metadata of an object; none when there is no object.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key.
    pub fn metadata(&self, key: &str) -> Result<Option<Vec<(String, String)>>, ObjectError> {
        let object = self.objects.get(&self.name, key)?;
        Ok(object.map(|object| object.properties().metadata().to_vec()))
    }
}

impl fmt::Debug for NativeBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeBucket")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
