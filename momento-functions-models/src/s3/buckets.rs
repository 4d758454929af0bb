use super::upload::{Room, Upload};
use super::{ObjectName, Properties};
use crate::cache::budget::Budget;
use bytes::Bytes;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

type Objects = RwLock<HashMap<ObjectName, Arc<Object>>>;

/// Buckets in memory. A bucket is there as soon as an object is put into it. A clone has the same objects.
///
/// # Examples
///
/// ```
/// use momento_functions_models::s3::{Buckets, ObjectName, Properties};
///
/// let buckets = Buckets::new(1 << 20);
/// let name = ObjectName::new("reports", "today.txt")?;
/// let mut upload = buckets.upload(name.clone(), Properties::default())?;
/// upload.write(b"all is ")?;
/// upload.write(b"well")?;
/// upload.finish();
/// assert_eq!(buckets.get(&name).unwrap().body(), "all is well");
/// # Ok::<(), momento_functions_models::s3::ObjectError>(())
/// ```
#[derive(Clone)]
pub struct Buckets {
    objects: Arc<Objects>,
    budget: Arc<Budget>,
}

/// An object that is stored.
pub struct Object {
    pub(super) body: Bytes,
    pub(super) etag: String,
    pub(super) properties: Properties,
    /// What it takes is free again when nobody reads it any more.
    pub(super) _room: Room,
}

impl Buckets {
    /// Makes a store that keeps at most `bytes`; keys, metadata and what an object costs beside its
    /// bytes count.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self {
            objects: Arc::default(),
            budget: Arc::new(Budget::new(bytes)),
        }
    }

    /// Begins to write an object. Nothing is there to read before [`Upload::finish`].
    ///
    /// # Errors
    ///
    /// The store has no room for it.
    pub fn upload(
        &self,
        name: ObjectName,
        properties: Properties,
    ) -> Result<Upload, super::ObjectError> {
        let room = Room::new(Arc::clone(&self.budget));
        Upload::new(Arc::clone(&self.objects), name, properties, room)
    }

    /// Returns the object of a name.
    #[must_use]
    pub fn get(&self, name: &ObjectName) -> Option<Arc<Object>> {
        let objects = self.objects.read().unwrap_or_else(PoisonError::into_inner);
        objects.get(name).map(Arc::clone)
    }
}

impl Object {
    /// Returns the object's bytes.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Gives the object's bytes; the object keeps its room for as long as somebody holds them.
    #[must_use]
    pub fn bytes(self: &Arc<Self>) -> Bytes {
        Bytes::from_owner(Held(Arc::clone(self)))
    }

    /// Returns the entity tag, in quotes.
    #[must_use]
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// Returns what is stored beside the bytes.
    #[must_use]
    pub fn properties(&self) -> &Properties {
        &self.properties
    }
}

/// The bytes of an object that somebody reads.
struct Held(Arc<Object>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0.body
    }
}

impl fmt::Debug for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Buckets")
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("bytes", &self.body.len())
            .field("etag", &self.etag)
            .field("properties", &self.properties)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ObjectError, ObjectName, Properties};
    use super::Buckets;

    fn name(key: &str) -> ObjectName {
        ObjectName::new("bucket", key).unwrap()
    }

    fn put(buckets: &Buckets, key: &str, body: &[u8]) -> Result<String, ObjectError> {
        let mut upload = buckets.upload(name(key), Properties::default())?;
        upload.write(body)?;
        Ok(upload.finish())
    }

    fn get(buckets: &Buckets, key: &str) -> Option<Vec<u8>> {
        buckets.get(&name(key)).map(|object| object.body().to_vec())
    }

    /// SVC.4
    #[test]
    fn an_object_is_what_was_put_last() {
        let buckets = Buckets::new(4096);
        assert_eq!(get(&buckets, "key"), None);
        let first = put(&buckets, "key", b"one").unwrap();
        assert_eq!(get(&buckets, "key").as_deref(), Some(&b"one"[..]));
        let second = put(&buckets, "key", b"").unwrap();
        assert_eq!(get(&buckets, "key").as_deref(), Some(&b""[..]));
        assert_ne!(first, second);
        let other = ObjectName::new("another", "key").unwrap();
        assert!(buckets.get(&other).is_none());
    }

    #[test]
    fn an_upload_that_is_given_up_leaves_everything_as_it_was() {
        let buckets = Buckets::new(1024);
        put(&buckets, "key", b"one").unwrap();
        for _ in 0..10 {
            let mut upload = buckets.upload(name("key"), Properties::default()).unwrap();
            upload.write(&[0; 400]).unwrap();
        }
        assert_eq!(get(&buckets, "key").as_deref(), Some(&b"one"[..]));
    }

    /// AWS.3
    #[test]
    fn an_object_that_is_read_keeps_its_room_when_another_takes_its_place() {
        let buckets = Buckets::new(2048);
        put(&buckets, "key", &[1; 600]).unwrap();
        let read = buckets.get(&name("key")).unwrap().bytes();
        let one = buckets.budget.used();
        put(&buckets, "key", &[2; 600]).unwrap();
        assert_eq!(buckets.budget.used(), 2 * one);
        assert_eq!(read, [1; 600][..]);
        drop(read);
        assert_eq!(buckets.budget.used(), one);
    }

    /// AWS.3
    #[test]
    fn what_stands_beside_an_objects_bytes_counts() {
        let used = |properties: Properties| {
            let buckets = Buckets::new(u64::MAX);
            buckets.upload(name("key"), properties).unwrap().finish();
            buckets.budget.used()
        };
        let plain = used(Properties::default());
        let typed = Properties::default().with_content(Some("a".repeat(1000)), None);
        assert!(used(typed.unwrap()) >= plain + 1000);
    }

    /// AWS.3
    #[test]
    fn the_bound_is_met_to_the_byte_and_never_passed() {
        let cost = {
            let large = Buckets::new(u64::MAX);
            put(&large, "key", b"").unwrap();
            large.budget.used()
        };
        let buckets = Buckets::new(cost + 100);
        assert!(put(&buckets, "key", &[0; 101]).is_err());
        assert_eq!(buckets.budget.used(), 0);
        put(&buckets, "key", &[0; 100]).unwrap();
        assert_eq!(
            put(&buckets, "other", b""),
            Err(ObjectError::Full(cost + 100))
        );
        assert_eq!(get(&buckets, "key").map(|body| body.len()), Some(100));
    }

    /// AWS.3
    #[test]
    fn the_room_of_what_was_replaced_is_free_again() {
        let buckets = Buckets::new(2048);
        for _ in 0..100 {
            put(&buckets, "key", &[0; 600]).unwrap();
        }
    }
}
