use super::{EtagHasher, Object, ObjectError, ObjectName, Properties};
use crate::cache::budget::Budget;
use bytes::{Bytes, BytesMut};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// What an object costs beside its texts and its bytes.
const COST: u64 = 256;

/// What a pair of metadata costs beside its texts.
const PAIR: usize = 96;

/// An object that is being written.
pub struct Upload {
    objects: Arc<RwLock<HashMap<ObjectName, Arc<Object>>>>,
    name: ObjectName,
    properties: Properties,
    body: BytesMut,
    hasher: EtagHasher,
    room: Room,
}

/// What was taken of a budget, and is given back at the end.
pub(super) struct Room {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Room {
    pub(super) fn new(budget: Arc<Budget>) -> Self {
        Self { budget, bytes: 0 }
    }

    fn take(&mut self, bytes: u64) -> Result<(), ObjectError> {
        if !self.budget.take(bytes) {
            return Err(ObjectError::Full(self.budget.bound()));
        }
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.budget.give(self.bytes);
    }
}

impl Upload {
    pub(super) fn new(
        objects: Arc<RwLock<HashMap<ObjectName, Arc<Object>>>>,
        name: ObjectName,
        properties: Properties,
        mut room: Room,
    ) -> Result<Self, ObjectError> {
        let metadata = properties.metadata().iter();
        let pairs: usize = metadata
            .map(|(name, value)| PAIR + name.len() + value.len())
            .sum();
        let content = [properties.content_type(), properties.content_encoding()];
        let texts = pairs + content.into_iter().flatten().map(str::len).sum::<usize>();
        room.take(COST + (name.bucket().len() + name.key().len() + texts) as u64)?;
        Ok(Self {
            objects,
            name,
            properties,
            body: BytesMut::new(),
            hasher: EtagHasher::default(),
            room,
        })
    }

    /// Adds bytes.
    ///
    /// # Errors
    ///
    /// The store has no room for them.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), ObjectError> {
        self.room.take(bytes.len() as u64)?;
        self.hasher.update(bytes);
        self.body.extend_from_slice(bytes);
        Ok(())
    }

    /// Puts the object in place of what is under its key, and returns its entity tag.
    pub fn finish(self) -> String {
        let etag = self.hasher.finish();
        let object = Object {
            // What it was let grow beyond its size is given back.
            body: Bytes::from(Vec::from(self.body).into_boxed_slice()),
            etag: etag.clone(),
            properties: self.properties,
            _room: self.room,
        };
        let mut objects = self.objects.write().unwrap_or_else(PoisonError::into_inner);
        let replaced = objects.insert(self.name, Arc::new(object));
        drop(objects);
        drop(replaced);
        etag
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("name", &self.name)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
