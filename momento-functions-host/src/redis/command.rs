use std::marker::PhantomData;

use momento_functions_wit::v1::redis as host;

use crate::encoding::{Encode, encoded};

/// One command: its name, and its arguments in order.
///
/// # Examples
/// ```
/// use momento_functions_host::redis::Command;
///
/// let lock = Command::builder().set("lock", "mine")?.if_not_exists().build();
/// let trim = Command::builder().any("LTRIM").arg("news").arg("0").arg("99").build();
/// # let _ = (lock, trim);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug)]
pub struct Command {
    command: host::Command,
}

/// A command that is being built, by its kind.
#[derive(Clone, Debug)]
pub struct CommandBuilder<Kind> {
    command: host::Command,
    kind: PhantomData<Kind>,
}

/// The kinds: which command it is, once it is known.
#[derive(Clone, Copy, Debug)]
pub enum SelectCommand {}
#[derive(Clone, Copy, Debug)]
pub enum Get {}
#[derive(Clone, Copy, Debug)]
pub enum Set {}
#[derive(Clone, Copy, Debug)]
pub enum Any {}

impl Command {
    /// Starts a command.
    #[must_use]
    pub fn builder() -> CommandBuilder<SelectCommand> {
        CommandBuilder::of(String::new(), Vec::new())
    }

    pub(crate) fn into_abi(self) -> host::Command {
        self.command
    }
}

impl<Kind> CommandBuilder<Kind> {
    fn of(command: String, arguments: Vec<Vec<u8>>) -> Self {
        Self {
            command: host::Command { command, arguments },
            kind: PhantomData,
        }
    }

    fn with(mut self, argument: impl Into<Vec<u8>>) -> Self {
        self.command.arguments.push(argument.into());
        self
    }

    fn built(self) -> Command {
        Command {
            command: self.command,
        }
    }
}

impl CommandBuilder<SelectCommand> {
    /// Makes it any command, by its name.
    #[must_use]
    pub fn any(self, command: impl Into<String>) -> CommandBuilder<Any> {
        CommandBuilder::of(command.into(), Vec::new())
    }

    /// Makes it a `GET`: the value of a key.
    #[must_use]
    pub fn get(self, key: impl Into<Vec<u8>>) -> CommandBuilder<Get> {
        CommandBuilder::of("GET".to_owned(), vec![key.into()])
    }

    /// Makes it a `SET`: a key, and its new value.
    ///
    /// # Errors
    /// The value cannot be encoded.
    pub fn set<T: Encode>(
        self,
        key: impl Into<Vec<u8>>,
        value: T,
    ) -> Result<CommandBuilder<Set>, T::Error> {
        let arguments = vec![key.into(), encoded(value, |cause| cause)?];
        Ok(CommandBuilder::of("SET".to_owned(), arguments))
    }
}

impl CommandBuilder<Get> {
    /// Gives the command.
    #[must_use]
    pub fn build(self) -> Command {
        self.built()
    }
}

impl CommandBuilder<Set> {
    /// How many arguments come before the condition.
    const KEY_AND_VALUE: usize = 2;

    /// Sets the value only when the key has one. The last condition counts.
    #[must_use]
    pub fn if_exists(self) -> Self {
        self.only_if("XX")
    }

    /// Sets the value only when the key has none. The last condition counts.
    #[must_use]
    pub fn if_not_exists(self) -> Self {
        self.only_if("NX")
    }

    fn only_if(mut self, condition: &str) -> Self {
        self.command.arguments.truncate(Self::KEY_AND_VALUE);
        self.with(condition)
    }

    /// Gives the command.
    #[must_use]
    pub fn build(self) -> Command {
        self.built()
    }
}

impl CommandBuilder<Any> {
    /// Adds an argument.
    #[must_use]
    pub fn arg(self, arg: impl Into<Vec<u8>>) -> Self {
        self.with(arg)
    }

    /// Adds a value as an argument.
    ///
    /// # Errors
    /// The value cannot be encoded.
    pub fn value<T: Encode>(self, value: T) -> Result<Self, T::Error> {
        Ok(self.with(encoded(value, |cause| cause)?))
    }

    /// Gives the command.
    #[must_use]
    pub fn build(self) -> Command {
        self.built()
    }
}
