//! SVC.8: which commands may share a connection.

use super::command::Command;
use super::error::ValkeyError;
use bytes::Bytes;

const SHARED: &str = "it changes its connection, and functions do not have one of their own; \
                      a script (`EVAL`) does several things at once";
const DATABASE: &str = "it changes its connection, and functions do not have one of their own; \
                        the URL in momento.toml names the database";
const USER: &str = "it changes its connection, and functions do not have one of their own; \
                    the URL in momento.toml names the user";
const WAITS: &str = "it counts what its own connection wrote, and functions do not have one";
const NO_REPLY: &str = "it has no reply, or more than one";

/// How a command to a shared cluster is sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sending {
    Shared,
    /// It waits on the server, and would hold up all that comes after it on its connection.
    Alone,
}

/// Tells how a command is sent to a connection that all functions share.
pub(super) fn shared(command: &Command) -> Result<Sending, ValkeyError> {
    one_reply(command)?;
    let refused = |reason| Err(command.refused(reason));
    match command.name.to_ascii_uppercase().as_str() {
        "AUTH" | "HELLO" => refused(USER),
        "SELECT" => refused(DATABASE),
        "WAIT" | "WAITAOF" => refused(WAITS),
        "ASKING" | "CLIENT" | "DISCARD" | "EXEC" | "MULTI" | "QUIT" | "READONLY" | "READWRITE"
        | "RESET" | "UNWATCH" | "WATCH" => refused(SHARED),
        "SCRIPT" if is(command.arguments.first(), "DEBUG") => refused(SHARED),
        "BLMOVE" | "BLMPOP" | "BLPOP" | "BRPOP" | "BRPOPLPUSH" | "BZMPOP" | "BZPOPMAX"
        | "BZPOPMIN" => Ok(Sending::Alone),
        "XREAD" | "XREADGROUP" if blocks(&command.arguments) => Ok(Sending::Alone),
        _ => Ok(Sending::Shared),
    }
}

/// Refuses what a request and its reply cannot be, on any connection.
pub(super) fn one_reply(command: &Command) -> Result<(), ValkeyError> {
    match command.name.to_ascii_uppercase().as_str() {
        "MONITOR" | "PSUBSCRIBE" | "PSYNC" | "PUNSUBSCRIBE" | "REPLCONF" | "SSUBSCRIBE"
        | "SUBSCRIBE" | "SUNSUBSCRIBE" | "SYNC" | "UNSUBSCRIBE" => Err(command.refused(NO_REPLY)),
        "CLIENT" if is(command.arguments.first(), "REPLY") => Err(command.refused(NO_REPLY)),
        _ => Ok(()),
    }
}

/// Whether a read may have the option `BLOCK`. A group or a stream of that name does no harm: its command is
/// sent alone, too.
fn blocks(arguments: &[Bytes]) -> bool {
    arguments.iter().any(|argument| is(Some(argument), "BLOCK"))
}

fn is(argument: Option<&Bytes>, word: &str) -> bool {
    argument.is_some_and(|argument| argument.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sending(words: &str) -> Result<Sending, String> {
        let mut words = words.split(' ');
        let name = words.next().unwrap().to_owned();
        let arguments = words.map(|word| Bytes::from(word.to_owned())).collect();
        shared(&Command::new(name, arguments).unwrap()).map_err(|error| error.to_string())
    }

    /// SVC.8
    #[test]
    fn what_changes_a_connection_is_refused_in_any_case() {
        for words in [
            "SELECT 1",
            "select 1",
            "MULTI",
            "WATCH k",
            "AUTH secret",
            "HELLO 3",
            "CLIENT SETNAME me",
            "QUIT",
            "RESET",
            "WAIT 1 0",
            "SCRIPT debug YES",
        ] {
            let refused = sending(words).unwrap_err();
            let name = words.split(' ').next().unwrap().to_uppercase();
            assert!(refused.starts_with(&format!("`{name}` is not sent: it ")));
            assert!(!refused.contains("secret"));
        }
    }

    /// SVC.8
    #[test]
    fn what_has_not_one_reply_is_refused() {
        for words in [
            "SUBSCRIBE a",
            "psubscribe a*",
            "MONITOR",
            "CLIENT reply OFF",
            "SYNC",
        ] {
            let refused = sending(words).unwrap_err();
            assert!(
                refused.ends_with("it has no reply, or more than one"),
                "{refused}"
            );
        }
    }

    /// SVC.8
    #[test]
    fn what_waits_is_sent_alone_and_the_rest_shares() {
        for words in [
            "BLPOP k 0",
            "bzpopmin k 1",
            "XREAD COUNT 1 block 0 STREAMS s $",
            "XREADGROUP GROUP streams c BLOCK 0 STREAMS s >",
        ] {
            assert_eq!(sending(words), Ok(Sending::Alone), "{words}");
        }
        for words in [
            "GET k",
            "XREAD STREAMS s 0",
            "SCRIPT LOAD x",
            "LPOP k",
            "unknown",
        ] {
            assert_eq!(sending(words), Ok(Sending::Shared), "{words}");
        }
    }
}
