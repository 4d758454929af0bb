mod deploy;
mod host;
mod invocation;
mod spawn;

pub use deploy::{DeployError, MissingImport};
pub use host::HostError;
pub use invocation::{InvocationError, InvocationErrorKind};
pub use spawn::SpawnError;
