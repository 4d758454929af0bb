//! Objects in buckets: what S3 accepts, and a store in memory.

mod buckets;
mod error;
mod etag;
mod name;
mod properties;
mod upload;

pub use buckets::{Buckets, Object};
pub use error::ObjectError;
pub use etag::EtagHasher;
pub use name::ObjectName;
pub use properties::Properties;
pub use upload::Upload;
