use super::Unreadable;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde_json::{Value as Json, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many bytes are kept of the host calls of one invocation, bodies included.
pub(crate) const MAX_BYTES: usize = 64 << 20;

/// What may still be kept of an invocation's bodies.
#[derive(Debug)]
pub(crate) struct Room(AtomicUsize);

impl Default for Room {
    fn default() -> Self {
        Self(AtomicUsize::new(MAX_BYTES))
    }
}

impl Room {
    pub(crate) fn take(&self, bytes: usize) -> bool {
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| {
                room.checked_sub(bytes)
            });
        taken.is_ok()
    }
}

/// A body that is written down while somebody reads it.
#[derive(Debug, Clone)]
pub(crate) struct ObservedBody(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    room: Arc<Room>,
    record: Mutex<Record>,
}

#[derive(Debug, Default)]
struct Record {
    pieces: Vec<Bytes>,
    kept: usize,
    /// What has come, whether it was kept or not.
    length: usize,
    end: End,
}

#[derive(Debug, Default)]
enum End {
    /// Not read to its end.
    #[default]
    Open,
    Whole,
    Broken(String),
}

impl ObservedBody {
    pub(crate) fn new(room: &Arc<Room>) -> Self {
        Self(Arc::new(Inner {
            room: Arc::clone(room),
            record: Mutex::default(),
        }))
    }

    pub(crate) fn whole(bytes: Bytes, room: &Arc<Room>) -> Self {
        let body = Self::new(room);
        body.add(&bytes);
        body.end();
        body
    }

    /// Keeps a piece, as long as there is room.
    pub(crate) fn add(&self, piece: &Bytes) {
        if piece.is_empty() {
            return;
        }
        let mut record = self.record();
        let complete = record.kept == record.length;
        record.length = record.length.saturating_add(piece.len());
        if complete
            && self
                .0
                .room
                .take(piece.len().saturating_add(size_of::<Bytes>()))
        {
            record.kept = record.length;
            record.pieces.push(piece.clone());
        }
    }

    pub(crate) fn end(&self) {
        self.record().end = End::Whole;
    }

    pub(crate) fn fail(&self, why: String) {
        self.record().end = End::Broken(why);
    }

    /// Gives a body as a text if it is UTF-8, kept whole and not broken; else as a record that says more.
    pub(crate) fn json(&self) -> Json {
        let record = self.record();
        record.with_end(bytes(record.pieces.concat()))
    }

    /// Gives a body as [`json`](Self::json) does, but with its pieces as they came, if there are several.
    pub(crate) fn json_in_pieces(&self) -> Json {
        let record = self.record();
        if record.pieces.len() < 2 {
            return record.with_end(bytes(record.pieces.concat()));
        }
        let pieces = record.pieces.iter().map(|piece| bytes(piece.to_vec()));
        record.with_end(json!({ PIECES: pieces.collect::<Vec<_>>() }))
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    /// Adds what is to be said of the end.
    fn with_end(&self, body: Json) -> Json {
        let broken = match &self.end {
            End::Broken(why) => Some(why),
            End::Open | End::Whole => None,
        };
        if self.kept == self.length && broken.is_none() {
            return body;
        }
        let mut fields = match body {
            Json::Object(fields) => fields,
            text => serde_json::Map::from_iter([(TEXT.to_owned(), text)]),
        };
        if self.kept < self.length {
            fields.insert(CUT_FROM.to_owned(), self.length.into());
        }
        if let Some(why) = broken {
            fields.insert(BROKEN.to_owned(), why.clone().into());
        }
        Json::Object(fields)
    }
}

fn bytes(bytes: Vec<u8>) -> Json {
    match String::from_utf8(bytes) {
        Ok(text) => Json::String(text),
        Err(binary) => json!({ BASE64: BASE64_STANDARD.encode(binary.as_bytes()) }),
    }
}

/// Tells whether something in a value was cut.
pub(super) fn is_cut(value: &Json) -> bool {
    match value {
        Json::Object(fields) => fields.contains_key(CUT_FROM) || fields.values().any(is_cut),
        Json::Array(items) => items.iter().any(is_cut),
        _ => false,
    }
}

/// Tells how many bytes of texts and bodies a value has, those included that were not kept.
pub(super) fn size(value: &Json) -> u64 {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
        Json::String(text) => text.len() as u64,
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(fields) => match (fields.get(CUT_FROM), fields.get(BASE64)) {
            (Some(length), _) => length.as_u64().unwrap_or_default(),
            (None, Some(Json::String(base64))) => decoded_size(base64),
            _ => fields.values().map(size).sum(),
        },
    }
}

fn decoded_size(base64: &str) -> u64 {
    let padding = base64.bytes().rev().take_while(|byte| *byte == b'=');
    let digits = base64.len().saturating_sub(padding.count());
    digits as u64 * 3 / 4
}

/// Stands for something for which there was no room.
pub(super) fn cut(from: usize) -> Json {
    json!({ CUT_FROM: from })
}

const TEXT: &str = "text";
const PIECES: &str = "pieces";
const BASE64: &str = "base64";
const CUT_FROM: &str = "cut-from";
const BROKEN: &str = "broken";

/// A body that was read back.
pub(crate) struct WrittenBody {
    pieces: Vec<Bytes>,
    pub(crate) broken: Option<String>,
}

impl WrittenBody {
    pub(crate) fn read(json: &Json) -> Result<Self, Unreadable> {
        let text = |name| json.get(name).and_then(Json::as_str);
        if let Some(length) = json.get(CUT_FROM) {
            return Err(Unreadable::new(format!(
                "a body of {length} bytes was too large to be kept whole"
            )));
        }
        let pieces = match json.get(PIECES).and_then(Json::as_array) {
            Some(pieces) => pieces.iter().map(read_bytes).collect::<Result<_, _>>()?,
            None => vec![read_bytes(json)?],
        };
        let broken = text(BROKEN).map(str::to_owned);
        Ok(Self { pieces, broken })
    }

    /// Gives the bytes in one.
    pub(crate) fn whole(&self) -> Bytes {
        match &self.pieces[..] {
            [whole] => whole.clone(),
            pieces => pieces.concat().into(),
        }
    }

    /// Gives the bytes in their pieces, and whether a failure follows.
    pub(crate) fn into_pieces(self) -> (Vec<Bytes>, Option<String>) {
        (self.pieces, self.broken)
    }
}

fn read_bytes(json: &Json) -> Result<Bytes, Unreadable> {
    let text = |name| json.get(name).and_then(Json::as_str);
    match (json.as_str().or_else(|| text(TEXT)), text(BASE64)) {
        (Some(text), None) => Ok(Bytes::copy_from_slice(text.as_bytes())),
        (None, Some(base64)) => BASE64_STANDARD
            .decode(base64)
            .map(Bytes::from)
            .map_err(|error| Unreadable::new(format!("bytes in base64: {error}"))),
        _ => Err(Unreadable::expected("a text, or bytes in base64", json)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[&'static [u8]], end: impl FnOnce(&ObservedBody)) -> Json {
        let body = ObservedBody::new(&Arc::default());
        for piece in pieces {
            body.add(&Bytes::from_static(piece));
        }
        end(&body);
        body.json()
    }

    #[test]
    fn a_body_is_told_by_what_it_is_and_read_back() {
        for (json, bytes, broken) in [
            (
                told(&[b"he", b"llo"], ObservedBody::end),
                &b"hello"[..],
                None,
            ),
            (told(&[], ObservedBody::end), b"", None),
            (told(&[b"\xff", b"\0"], ObservedBody::end), b"\xff\0", None),
            (
                told(&[b"half"], |body| body.fail("it broke".to_owned())),
                b"half",
                Some("it broke"),
            ),
        ] {
            let read = WrittenBody::read(&json).unwrap();
            assert_eq!(read.whole(), bytes, "{json}");
            assert_eq!(read.broken.as_deref(), broken, "{json}");
        }
    }

    #[test]
    fn a_body_is_kept_up_to_a_limit_and_told_to_be_cut() {
        let room = Arc::new(Room(AtomicUsize::new(4 + size_of::<Bytes>())));
        let (fits, over) = (ObservedBody::new(&room), ObservedBody::new(&room));
        fits.add(&Bytes::from_static(b"four"));
        over.add(&Bytes::from_static(b"5"));
        over.add(&Bytes::new());
        assert_eq!(fits.json(), json!("four"));
        assert_eq!(over.json(), json!({ "text": "", "cut-from": 1 }));
        let error = WrittenBody::read(&over.json()).err().unwrap();
        assert!(error.to_string().contains("too large"), "{error}");
    }

    #[test]
    fn pieces_come_back_as_they_were() {
        let body = ObservedBody::new(&Arc::default());
        for piece in [&b"a"[..], b"\xff", b"b"] {
            body.add(&Bytes::copy_from_slice(piece));
        }
        body.fail("gone".to_owned());
        let json = body.json_in_pieces();
        assert_eq!(json["pieces"], json!(["a", {"base64": "/w=="}, "b"]));
        let (pieces, broken) = WrittenBody::read(&json).unwrap().into_pieces();
        assert_eq!(pieces, [&b"a"[..], b"\xff", b"b"]);
        assert_eq!(broken.as_deref(), Some("gone"));
    }

    /// OBS.1
    #[test]
    fn a_size_is_of_what_a_call_carried() {
        for (json, bytes) in [
            (json!(null), 0),
            (json!(7), 0),
            (json!("hello"), 5),
            (json!({ "ok": "é", "other": ["a", {"base64": "/w=="}] }), 4),
            (json!({ "base64": "/wAB" }), 3),
            (json!({ "text": "a", "cut-from": 1000 }), 1000),
        ] {
            assert_eq!(size(&json), bytes, "{json}");
        }
    }

    #[test]
    fn what_is_no_body_is_refused() {
        for json in [json!(1), json!({}), json!({ "base64": "%" })] {
            assert!(WrittenBody::read(&json).is_err(), "{json}");
        }
    }
}
