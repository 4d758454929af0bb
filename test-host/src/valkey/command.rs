use super::error::ValkeyError;
use bytes::Bytes;

/// How many bytes the name and the arguments of one command may have together.
pub(crate) const MAX_COMMAND: u64 = 32 << 20;

/// What a function asks of a server.
pub(crate) struct Command {
    pub(super) name: String,
    pub(super) arguments: Vec<Bytes>,
}

impl Command {
    /// Takes what is within the limits; nothing else is checked here.
    pub(crate) fn new(name: String, arguments: Vec<Bytes>) -> Result<Self, ValkeyError> {
        if name.is_empty() {
            return Err(ValkeyError::NoName);
        }
        let arguments_size: u64 = arguments.iter().map(|argument| argument.len() as u64).sum();
        if arguments_size.saturating_add(name.len() as u64) > MAX_COMMAND {
            return Err(ValkeyError::CommandTooLarge(MAX_COMMAND));
        }
        Ok(Self { name, arguments })
    }

    pub(super) fn packed(&self) -> redis::Cmd {
        let mut command = redis::cmd(&self.name);
        for argument in &self.arguments {
            command.arg(&argument[..]);
        }
        command
    }

    pub(super) fn refused(&self, reason: &'static str) -> ValkeyError {
        ValkeyError::Refused {
            command: self.name.to_ascii_uppercase(),
            reason,
        }
    }
}
