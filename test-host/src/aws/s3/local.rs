use bytes::Bytes;
use momento_functions_models::s3::{Buckets, Object, ObjectError, ObjectName, Properties};
use std::fmt;
use std::sync::Arc;

/// A bucket of the stand-in for S3 in memory, to seed it and to look into it.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Host;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let host = Host::builder().build()?;
/// host.bucket("reports").put("today.txt", "all is well")?;
/// assert_eq!(host.bucket("reports").get("today.txt")?.as_deref(), Some(&b"all is well"[..]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct LocalBucket {
    buckets: Buckets,
    name: String,
}

impl LocalBucket {
    pub(crate) fn new(buckets: Buckets, name: &str) -> Self {
        Self {
            buckets,
            name: name.to_owned(),
        }
    }

    /// Puts an object, in place of one under this key, and returns its entity tag.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key, or there is no room: `[local.s3] memory-bytes`.
    pub fn put(&self, key: &str, body: impl AsRef<[u8]>) -> Result<String, ObjectError> {
        let name = ObjectName::new(&*self.name, key)?;
        let mut upload = self.buckets.upload(name, Properties::default())?;
        upload.write(body.as_ref())?;
        Ok(upload.finish())
    }

    /// Returns the bytes of an object; none when there is none.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key.
    pub fn get(&self, key: &str) -> Result<Option<Bytes>, ObjectError> {
        Ok(self.object(key)?.map(|object| object.bytes()))
    }

    /// Returns the metadata of an object; none when there is no object.
    ///
    /// # Errors
    ///
    /// S3 knows no such bucket or key.
    pub fn metadata(&self, key: &str) -> Result<Option<Vec<(String, String)>>, ObjectError> {
        let object = self.object(key)?;
        Ok(object.map(|object| object.properties().metadata().to_vec()))
    }

    fn object(&self, key: &str) -> Result<Option<Arc<Object>>, ObjectError> {
        let name = ObjectName::new(&*self.name, key)?;
        Ok(self.buckets.get(&name))
    }
}

impl fmt::Debug for LocalBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalBucket")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
