mod deploy;
mod host;
mod invocation;

pub use deploy::{DeployError, MissingImport};
pub use host::HostError;
pub use invocation::{InvocationError, InvocationErrorKind};
