use super::error::ValkeyError;
use super::reply_guard::TOO_LARGE;
use crate::invocation::{self, Held, HostMemory};
use bytes::Bytes;
use redis::{PushKind, RedisError, Value, VerbatimFormat};
use std::sync::Arc;

/// One value of what a server answered.
///
/// RESP3 says more than the contract has cases for, and comes as RESP2 would say it: maps as keys and values
/// in turn, sets as arrays, booleans as 1 and 0, doubles and large numbers as text.
#[derive(Debug)]
pub(crate) enum Reply {
    Nil,
    Int(i64),
    Data(Bytes),
    Bulk(Replies),
    Okay,
    SimpleString(String),
    SimpleError(String),
}

/// The values of a reply that has several, each given once.
#[derive(Debug)]
#[expect(unreachable_pub, reason = "the bindings name it")]
pub struct Replies {
    values: std::vec::IntoIter<Value>,
    held: Arc<Held>,
}

impl Reply {
    /// Takes what the client library read, unless the host cut it, or the invocation holds too much.
    pub(super) fn whole(value: Value, budget: &HostMemory) -> Result<Self, ValkeyError> {
        let held = hold(std::slice::from_ref(&value), budget)?;
        Ok(Self::new(value, &held))
    }

    /// Takes an error as a value, if the server answered it.
    pub(super) fn refusal(error: &RedisError) -> Option<Self> {
        let text = error_text(error.code()?, error.detail());
        Some(Self::SimpleError(text))
    }

    fn new(value: Value, held: &Arc<Held>) -> Self {
        match value {
            Value::Nil => Self::Nil,
            Value::Int(number) => Self::Int(number),
            Value::Boolean(boolean) => Self::Int(boolean.into()),
            Value::BulkString(bytes) | Value::BigNumber(bytes) => Self::data(bytes, held),
            Value::Double(number) => Self::data(number.to_string().to_lowercase().into(), held),
            Value::VerbatimString { text, .. } => Self::data(text.into(), held),
            Value::Array(values) | Value::Set(values) => Self::bulk(values, held),
            Value::Push { data, .. } => Self::bulk(data, held),
            Value::Map(pairs) => {
                let values = pairs.into_iter().flat_map(<[Value; 2]>::from);
                Self::bulk(values.collect(), held)
            }
            Value::Attribute { data, .. } => Self::new(*data, held),
            Value::Okay => Self::Okay,
            Value::SimpleString(text) => Self::SimpleString(text),
            Value::ServerError(error) => {
                Self::SimpleError(error_text(error.code(), error.details()))
            }
            _ => Self::SimpleError("ERR a reply of an unknown kind".to_owned()),
        }
    }

    fn data(bytes: Vec<u8>, held: &Arc<Held>) -> Self {
        Self::Data(invocation::held(bytes, Arc::clone(held)))
    }

    fn bulk(values: Vec<Value>, held: &Arc<Held>) -> Self {
        Self::Bulk(Replies::new(values, held))
    }
}

impl Replies {
    fn new(values: Vec<Value>, held: &Arc<Held>) -> Self {
        Self {
            values: values.into_iter(),
            held: Arc::clone(held),
        }
    }

    /// Takes what the client library read, as [`Reply::whole`] does.
    pub(super) fn whole(values: Vec<Value>, budget: &HostMemory) -> Result<Self, ValkeyError> {
        let held = hold(&values, budget)?;
        Ok(Self::new(values, &held))
    }

    /// Makes replies that no server sent, and that no invocation holds.
    pub(super) fn unheld(values: Vec<Value>) -> Self {
        Self::new(values, &Arc::new(Held::nothing()))
    }

    /// Gives the values that were not taken.
    pub(super) fn left(&self) -> &[Value] {
        self.values.as_slice()
    }

    /// Takes the next value, or none at the end.
    pub(crate) fn take_next(&mut self) -> Option<Reply> {
        let value = self.values.next()?;
        Some(Reply::new(value, &self.held))
    }
}

pub(super) fn error_text(code: &str, details: Option<&str>) -> String {
    match details {
        Some(details) => format!("{code} {details}"),
        None => code.to_owned(),
    }
}

fn hold(values: &[Value], budget: &HostMemory) -> Result<Arc<Held>, ValkeyError> {
    let size = sum(values).ok_or_else(ValkeyError::too_large)?;
    Ok(Arc::new(budget.hold(size)?))
}

/// How much memory a value takes, or none if the guard put its mark anywhere in it. Nothing is nested
/// deeper than the guard lets through.
fn size(value: &Value) -> Option<usize> {
    let inner = match value {
        Value::ServerError(error) if error.code() == TOO_LARGE => return None,
        Value::BulkString(bytes) | Value::BigNumber(bytes) => bytes.len(),
        Value::SimpleString(text) => text.len(),
        Value::VerbatimString { format, text } => text.len().saturating_add(format_size(format)),
        Value::ServerError(error) => {
            let details = error.details().unwrap_or_default();
            error.code().len().saturating_add(details.len())
        }
        Value::Array(values) | Value::Set(values) => sum(values)?,
        Value::Push { kind, data } => sum(data)?.saturating_add(kind_size(kind)),
        Value::Map(pairs) => sizes(pairs)?,
        Value::Attribute { data, attributes } => size(data)?.saturating_add(sizes(attributes)?),
        _ => 0,
    };
    Some(inner.saturating_add(size_of::<Value>()))
}

fn sum(values: &[Value]) -> Option<usize> {
    values.iter().map(size).sum()
}

/// A server may send what it likes where three letters are due.
fn format_size(format: &VerbatimFormat) -> usize {
    match format {
        VerbatimFormat::Unknown(name) => name.len(),
        _ => 0,
    }
}

fn kind_size(kind: &PushKind) -> usize {
    match kind {
        PushKind::Other(name) => name.len(),
        _ => 0,
    }
}

fn sizes(pairs: &[(Value, Value)]) -> Option<usize> {
    let pairs = pairs.iter();
    pairs
        .map(|(a, b)| Some(size(a)?.saturating_add(size(b)?)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows a reply in one line.
    fn shown(reply: Reply) -> String {
        match reply {
            Reply::Data(bytes) => format!("data {:?}", String::from_utf8_lossy(&bytes)),
            Reply::Bulk(mut replies) => {
                let values = std::iter::from_fn(|| replies.take_next());
                let values: Vec<String> = values.map(shown).collect();
                format!("[{}]", values.join(", "))
            }
            other => format!("{other:?}"),
        }
    }

    fn read(resp: &[u8]) -> String {
        let value = redis::parse_redis_value(resp).unwrap();
        shown(Reply::whole(value, &HostMemory::of_nobody()).unwrap())
    }

    /// SVC.9
    #[test]
    fn replies_of_resp2_have_a_case_each() {
        assert_eq!(read(b"$-1\r\n"), "Nil");
        assert_eq!(read(b"*-1\r\n"), "Nil");
        assert_eq!(read(b":-7\r\n"), "Int(-7)");
        assert_eq!(read(b"$3\r\na\0b\r\n"), "data \"a\\0b\"");
        assert_eq!(read(b"+OK\r\n"), "Okay");
        assert_eq!(read(b"+PONG\r\n"), "SimpleString(\"PONG\")");
        assert_eq!(read(b"-WRONGTYPE no\r\n"), "SimpleError(\"WRONGTYPE no\")");
        assert_eq!(read(b"-ERR no\r\n"), "SimpleError(\"ERR no\")");
        assert_eq!(read(b"-LONELY\r\n"), "SimpleError(\"LONELY\")");
        assert_eq!(read(b"*2\r\n:1\r\n*1\r\n$-1\r\n"), "[Int(1), [Nil]]");
    }

    /// SVC.10
    #[test]
    fn every_text_of_a_reply_counts_as_held() {
        let long = "a".repeat(1000);
        for resp in [
            format!("${}\r\n{long}\r\n", long.len()),
            format!("+{long}\r\n"),
            format!("-{long}\r\n"),
            format!("-ERR {long}\r\n"),
            format!("({long}\r\n"),
            format!("=1002\r\na:{long}\r\n"),
            format!("=1002\r\n{long}:a\r\n"),
            format!("*1\r\n>1\r\n+{long}\r\n"),
            format!("~1\r\n+{long}\r\n"),
            format!("%1\r\n+{long}\r\n_\r\n"),
            format!("|1\r\n_\r\n+{long}\r\n_\r\n"),
        ] {
            let value = redis::parse_redis_value(resp.as_bytes()).unwrap();
            assert!(size(&value).unwrap() >= long.len(), "{resp}");
        }
    }

    /// SVC.9
    #[test]
    fn replies_of_resp3_come_as_resp2_would_say_them() {
        assert_eq!(read(b"_\r\n"), "Nil");
        assert_eq!(read(b"#t\r\n"), "Int(1)");
        assert_eq!(read(b"#f\r\n"), "Int(0)");
        assert_eq!(read(b",1.5\r\n"), "data \"1.5\"");
        assert_eq!(read(b",3\r\n"), "data \"3\"");
        assert_eq!(read(b",inf\r\n"), "data \"inf\"");
        assert_eq!(read(b",-inf\r\n"), "data \"-inf\"");
        assert_eq!(read(b",nan\r\n"), "data \"nan\"");
        assert_eq!(
            read(b"(12345678901234567890\r\n"),
            "data \"12345678901234567890\""
        );
        assert_eq!(read(b"=7\r\ntxt:abc\r\n"), "data \"abc\"");
        assert_eq!(read(b"~2\r\n:1\r\n:2\r\n"), "[Int(1), Int(2)]");
        let map = b"%2\r\n$1\r\na\r\n:1\r\n$1\r\nb\r\n:2\r\n";
        assert_eq!(read(map), "[data \"a\", Int(1), data \"b\", Int(2)]");
        assert_eq!(read(b"|1\r\n+ttl\r\n:9\r\n:5\r\n"), "Int(5)");
        assert_eq!(read(b"!5\r\nERR x\r\n"), "SimpleError(\"ERR x\")");
    }
}
