use super::{GotObject, LocalS3, broken, counted};
use crate::aws::Failure;
use crate::invocation::HostBuffer;
use momento_functions_models::s3::{Buckets, ObjectName, Properties};

/// Objects in memory.
#[derive(Debug)]
pub(crate) struct Memory {
    buckets: Buckets,
    max_object: u64,
}

impl Memory {
    pub(super) fn new(local: &LocalS3) -> Self {
        Self {
            buckets: Buckets::new(local.memory_bytes),
            max_object: local.max_object_bytes,
        }
    }

    pub(super) fn buckets(&self) -> Buckets {
        self.buckets.clone()
    }

    pub(super) async fn put(
        &self,
        name: ObjectName,
        properties: Properties,
        mut body: HostBuffer,
    ) -> Result<String, Failure> {
        let mut upload = self.buckets.upload(name, properties)?;
        let mut size = 0;
        while let Some(piece) = body.piece().await.map_err(|error| broken(&error))? {
            size = counted(size, piece.len(), self.max_object)?;
            upload.write(&piece)?;
        }
        Ok(upload.finish())
    }

    pub(super) fn get(&self, name: &ObjectName) -> GotObject {
        let Some(object) = self.buckets.get(name) else {
            return GotObject::default();
        };
        let properties = object.properties();
        GotObject {
            body: Some(HostBuffer::from(object.bytes())),
            etag: Some(object.etag().to_owned()),
            metadata: properties.metadata().to_vec(),
            content_type: properties.content_type().map(str::to_owned),
            ..GotObject::default()
        }
    }
}
