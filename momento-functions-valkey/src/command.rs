use std::mem;

use momento_functions_bytes::Data;
use momento_functions_wit::valkey as host;

/// One command: its name, and its arguments in order.
///
/// Nothing of it is checked before it is sent. A text alone is a command without arguments, such as
/// `"PING"`: it is not split at its spaces.
///
/// # Examples
/// ```
/// use momento_functions_valkey::Command;
///
/// let commands = [
///     Command::set("greeting", "hello"),
///     Command::from("PING"),
///     Command::builder("ZADD").with_argument("scores").with_argument("7").with_argument("ada").into(),
/// ];
/// # let _ = commands;
/// ```
#[derive(Debug)]
pub struct Command {
    name: String,
    arguments: Vec<Data>,
}

/// A command to which arguments are added.
///
/// # Examples
/// ```
/// use momento_functions_valkey::Command;
///
/// let mut builder = Command::builder("HSET");
/// builder.argument("user:1");
/// for (field, value) in [("name", "Ada"), ("language", "Analytical Engine")] {
///     builder.argument(field).argument(value);
/// }
/// let command = Command::from(builder);
/// # let _ = command;
/// ```
#[derive(Debug)]
pub struct CommandBuilder {
    command: Command,
}

impl Command {
    /// Starts any command, by its name.
    pub fn builder(command_name: impl Into<String>) -> CommandBuilder {
        CommandBuilder {
            command: Self::from(command_name.into()),
        }
    }

    /// Makes a `GET`: the value of a key.
    pub fn get(key: impl Into<Data>) -> Self {
        Self::builder("GET").with_argument(key).into()
    }

    /// Makes a `SET`: a key, and its new value.
    pub fn set(key: impl Into<Data>, value: impl Into<Data>) -> Self {
        let key = Self::builder("SET").with_argument(key);
        key.with_argument(value).into()
    }

    /// Makes a `DEL`: a key that shall be gone.
    pub fn del(key: impl Into<Data>) -> Self {
        Self::builder("DEL").with_argument(key).into()
    }

    pub(crate) fn into_abi(self) -> host::Command {
        host::Command {
            command: self.name,
            arguments: self.arguments.into_iter().map(Data::__into_abi).collect(),
        }
    }
}

impl CommandBuilder {
    /// Adds an argument. It is bytes, whatever the command takes it for: a number is given as text.
    ///
    /// A body that is on the host goes to the cluster from there, and is never copied into the function.
    pub fn argument(&mut self, argument: impl Into<Data>) -> &mut Self {
        self.command.arguments.push(argument.into());
        self
    }

    /// Adds an argument as [`argument`](CommandBuilder::argument) does, and gives the builder back: a
    /// command in one expression.
    #[must_use]
    pub fn with_argument(mut self, argument: impl Into<Data>) -> Self {
        self.argument(argument);
        self
    }
}

impl From<CommandBuilder> for Command {
    fn from(builder: CommandBuilder) -> Self {
        builder.command
    }
}

/// Takes the command out of the builder, so that a chain of
/// [`argument`](CommandBuilder::argument) can be sent as it stands. The builder is left without a name
/// and arguments.
impl From<&mut CommandBuilder> for Command {
    fn from(builder: &mut CommandBuilder) -> Self {
        mem::replace(&mut builder.command, Self::from(""))
    }
}

/// A command without arguments.
impl From<String> for Command {
    fn from(name: String) -> Self {
        Self {
            name,
            arguments: Vec::new(),
        }
    }
}

/// A command without arguments.
impl From<&str> for Command {
    fn from(name: &str) -> Self {
        Self::from(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name and the arguments that the host is given.
    fn sent(command: impl Into<Command>) -> Vec<String> {
        let host::Command { command, arguments } = command.into().into_abi();
        let arguments = arguments.into_iter().map(Data::__from_abi);
        let texts = arguments.map(|data| String::from_utf8(data.into_bytes()).unwrap());
        [command].into_iter().chain(texts).collect()
    }

    #[test]
    fn the_usual_commands_have_their_arguments_in_order() {
        assert_eq!(sent(Command::get("k")), ["GET", "k"]);
        assert_eq!(sent(Command::set("k", "v")), ["SET", "k", "v"]);
        assert_eq!(sent(Command::del("k")), ["DEL", "k"]);
    }

    #[test]
    fn a_text_is_a_command_without_arguments() {
        assert_eq!(sent("PING"), ["PING"]);
        assert_eq!(sent(String::from("GET k")), ["GET k"]);
    }

    #[test]
    fn both_ways_of_adding_arguments_are_the_same() {
        let mut builder = Command::builder("ZADD");
        builder.argument("s").argument(b"1").argument(vec![b'm']);
        let expected = ["ZADD", "s", "1", "m"];
        assert_eq!(sent(builder), expected);
        let chained = Command::builder("ZADD")
            .with_argument("s")
            .with_argument("1");
        assert_eq!(sent(chained.with_argument("m")), expected);
        assert_eq!(sent(Command::builder("ECHO").argument("x")), ["ECHO", "x"]);
    }

    #[test]
    fn debug_text_leaves_the_arguments_contents_out() {
        let text = format!("{:?}", Command::set("key", "secret"));
        assert!(text.contains("SET") && !text.contains("secret"), "{text}");
    }
}
