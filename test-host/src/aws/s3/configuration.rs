use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;

/// `[local.s3]`: where the objects of functions are kept, while no endpoint is configured.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalS3 {
    /// A folder that objects are kept in, beyond the host's end. Without one they are in memory.
    pub folder: Option<PathBuf>,
    /// How many bytes the memory keeps. The default is 256 MiB.
    pub memory_bytes: u64,
    /// How many bytes an object may have. The default is 5 GiB, as on S3.
    pub max_object_bytes: u64,
}

impl Default for LocalS3 {
    fn default() -> Self {
        Self {
            folder: None,
            memory_bytes: 256 << 20,
            max_object_bytes: 5 << 30,
        }
    }
}
