pub(crate) mod allow;
mod catalogue;
mod deploy;
mod host;
mod invocation;
mod spawn;
mod state;
mod version;

pub use deploy::{DeployError, MissingImport};
pub use host::HostError;
pub(crate) use invocation::Cause;
pub use invocation::{InvocationError, InvocationErrorKind};
pub use spawn::SpawnError;
pub use state::StateError;
pub use version::VersionError;
