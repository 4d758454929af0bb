use super::body::{self, WrittenBody};
use super::calls::HostCall;
use super::redact::Secrets;
use super::replay::Replay;
use super::value::Unreadable;
use crate::invocation::{Context, InvocationId, RequestBody};
use crate::request::{Again, Request};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// The version of the files that this crate writes, and the only one that it reads.
const VERSION: u32 = 1;

/// How much of a function's name is in a file's.
const MAX_NAME: usize = 100;

/// The field that a record is known by; its value is the version.
const MARK: &str = "momento-functions-record";

/// An invocation with all its host calls, as a file has it: JSON, to be read and changed by people, too.
///
/// It is of a web function. Credentials are left out: those that the contract has a name for (secrets, keys,
/// made tokens, headers such as `authorization`), and each of these texts wherever else it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Record {
    #[serde(rename = "momento-functions-record")]
    version: u32,
    /// The function's cache.
    pub cache: String,
    /// The function's name.
    pub function: String,
    /// The invocation's id, a UUIDv7: its time is in it.
    pub invocation_id: String,
    /// The names of the variables that the function was deployed with: their values may be secrets.
    pub variables: Vec<String>,
    /// What the function was asked.
    pub request: RecordedRequest,
    /// What the function asked of its host, the time and chance included.
    pub calls: Vec<HostCall>,
    /// How many calls there were: more than there are here if it was more than are kept.
    pub call_count: usize,
    /// What came of it.
    pub answer: RecordedAnswer,
}

/// Whose record it is.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    cache: String,
    function: String,
    invocation_id: String,
    variables: Vec<String>,
}

impl Recorded {
    pub(crate) fn of(context: &Context) -> Self {
        let function = context.function();
        Self {
            cache: function.cache().to_owned(),
            function: function.name().to_owned(),
            invocation_id: context.invocation_id().to_owned(),
            variables: function.environment().keys().cloned().collect(),
        }
    }

    /// Names a file: a function's name may be as long as a file's.
    pub(crate) fn file_name(&self) -> String {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let function: String = self.function.chars().take(MAX_NAME).collect();
        let function = function.replace(|letter| !plain(letter), "_");
        format!("{function}-{}.json", self.invocation_id)
    }
}

/// What a recorded function was asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: String,
    /// The path below the function.
    pub path: Option<String>,
    /// The query, percent-encoded.
    pub query: Option<String>,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// What the function was told of its caller's token.
    pub token_metadata: Option<String>,
    /// The body, as far as it was read: a text, or bytes in base64.
    pub body: Json,
}

/// What came of a recorded invocation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordedAnswer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body: a text, or bytes in base64.
    pub body: Json,
    /// The short name of the error that ended the invocation, if one did: `trap`, for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Why a file is no record that can be replayed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The file cannot be read.
    #[error("cannot read the record {}: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The text is no JSON: it was cut, or edited.
    #[error("the record is no JSON, {0}: was it cut, or edited? Record the invocation again")]
    Syntax(serde_json::Error),
    /// The JSON is something else.
    #[error(
        "this JSON is no record: it has no field `{MARK}`. `cargo momento serve --record DIR` writes records"
    )]
    NoRecord,
    /// The file is of another version.
    #[error(
        "the record is of version {found}; this release reads version {VERSION}: record the invocation again"
    )]
    Version {
        /// The file's version.
        found: String,
    },
    /// A field is not as it should be.
    #[error("the record has a field that is not as it should be, {0}")]
    Field(serde_json::Error),
    /// A value was too large to be kept, or is none.
    #[error("the record's {what} cannot be replayed: {why}")]
    Value {
        /// Which value.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// There is no function to run.
    #[error(
        "the record is of the function `{function}` of the cache `{cache}`, which the host does not have: deploy it under this name"
    )]
    NoFunction {
        /// The cache.
        cache: String,
        /// The function.
        function: String,
    },
    /// The function lacks variables that it had.
    #[error(
        "the function had variables that it does not have now: {0}. Deploy it with them; to `cargo momento replay` they are given by `--env NAME=VALUE`"
    )]
    Variables(String),
    /// The invocation was refused before the function began.
    #[error("the function did not begin: {0}")]
    Refused(String),
    /// Not all calls were kept.
    #[error(
        "the record has {kept} of the {count} host calls that the invocation made, which is all that is kept: it cannot be replayed"
    )]
    Cut {
        /// How many there are.
        kept: usize,
        /// How many there were.
        count: usize,
    },
}

impl Record {
    pub(super) fn new(
        of: &Recorded,
        request: RecordedRequest,
        (calls, call_count): (Vec<HostCall>, usize),
        answer: RecordedAnswer,
    ) -> Self {
        Self {
            version: VERSION,
            cache: of.cache.clone(),
            function: of.function.clone(),
            invocation_id: of.invocation_id.clone(),
            variables: of.variables.clone(),
            request,
            calls,
            call_count,
            answer,
        }
        .redacted()
    }

    /// Reads a record from a file.
    ///
    /// # Errors
    ///
    /// See [`RecordError`].
    pub fn from_file(file: impl AsRef<Path>) -> Result<Self, RecordError> {
        let file = file.as_ref();
        let text = std::fs::read_to_string(file).map_err(|source| RecordError::Io {
            file: file.to_owned(),
            source,
        })?;
        Self::from_json(&text)
    }

    /// Reads a record from a text.
    ///
    /// # Errors
    ///
    /// See [`RecordError`].
    pub fn from_json(text: &str) -> Result<Self, RecordError> {
        // The mark first: what another release wrote is refused for that alone.
        let json: Json = serde_json::from_str(text).map_err(RecordError::Syntax)?;
        let version = json.get(MARK).ok_or(RecordError::NoRecord)?;
        if *version != VERSION {
            return Err(RecordError::Version {
                found: version.to_string(),
            });
        }
        let record: Self = serde_json::from_str(text).map_err(RecordError::Field)?;
        record.check()?;
        Ok(record)
    }

    fn check(&self) -> Result<(), RecordError> {
        let (kept, count) = (self.calls.len(), self.call_count);
        if kept != count {
            return Err(RecordError::Cut { kept, count });
        }
        let cut = |what| RecordError::Value {
            what,
            why: "a part of it was too large to be kept".to_owned(),
        };
        if self.calls.iter().any(HostCall::is_cut) {
            return Err(cut("host calls"));
        }
        if body::is_cut(&self.answer.body) {
            return Err(cut("answer"));
        }
        self.to_request().map(drop)
    }

    /// Writes the record as JSON, indented for people.
    ///
    /// # Errors
    ///
    /// None: a record is JSON by its nature.
    #[must_use]
    pub fn to_json(&self) -> String {
        // It has no map whose keys are no texts, which is all that JSON could refuse.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Writes the record to a file, whole or not at all.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(&self, file: impl AsRef<Path>) -> io::Result<()> {
        let file = file.as_ref();
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut written = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        io::Write::write_all(&mut written, self.to_json().as_bytes())?;
        written.persist(file)?;
        Ok(())
    }

    /// Gives the request that the record is of, to be answered again.
    pub(crate) fn to_request(&self) -> Result<Request, RecordError> {
        let wrong = |what, why: String| RecordError::Value { what, why };
        let recorded = &self.request;
        let method = Method::from_bytes(recorded.method.as_bytes())
            .map_err(|error| wrong("method", error.to_string()))?;
        let body = WrittenBody::read(&recorded.body)
            .map_err(|error: Unreadable| wrong("request body", error.to_string()))?;
        let (pieces, broken) = body.into_pieces();
        let body = RequestBody::in_pieces(pieces, broken);
        let mut request = Request::new(method, "").body(body);
        request.path.clone_from(&recorded.path);
        request.query.clone_from(&recorded.query);
        request.token_metadata.clone_from(&recorded.token_metadata);
        for (name, value) in &recorded.headers {
            request = request.header(name, value);
        }
        let id = InvocationId::parse(&self.invocation_id);
        let id = id.ok_or_else(|| wrong("invocation id", "it is no UUID".to_owned()))?;
        request.again = Some(Again {
            id,
            calls: Replay::new(self.calls.clone()),
        });
        Ok(request)
    }

    /// Leaves credentials out.
    fn redacted(mut self) -> Self {
        let mut secrets = Secrets::default();
        self.each_named(&mut |name, value| secrets.find(name, value));
        if let Some(query) = &mut self.request.query {
            secrets.find_in_url(query);
        }
        self.each_named(&mut |_, value| secrets.remove(value));
        let request = &mut self.request;
        let texts = [
            &mut request.query,
            &mut request.path,
            &mut request.token_metadata,
        ];
        texts
            .into_iter()
            .flatten()
            .for_each(|text| secrets.remove_from(text));
        self
    }

    /// Visits every value with its name.
    fn each_named(&mut self, visit: &mut impl FnMut(&str, &mut Json)) {
        for call in &mut self.calls {
            call.each_named(visit);
        }
        visit("", &mut self.request.body);
        visit("", &mut self.answer.body);
        for headers in [&mut self.request.headers, &mut self.answer.headers] {
            for (name, value) in headers {
                let mut pair = Json::from(vec![std::mem::take(name), std::mem::take(value)]);
                visit("", &mut pair);
                if let Some([Json::String(a), Json::String(b)]) =
                    pair.as_array_mut().map(Vec::as_mut_slice)
                {
                    (*name, *value) = (std::mem::take(a), std::mem::take(b));
                }
            }
        }
    }

    /// Writes what can be compared with another run: all but the times.
    pub(super) fn lines(&self) -> String {
        let mut text = String::new();
        for (place, call) in self.calls.iter().enumerate() {
            let _ = writeln!(text, "{:3}. {}", place + 1, call.line());
        }
        let answer = &self.answer;
        let _ = writeln!(text, "status: {}", answer.status);
        for (name, value) in &answer.headers {
            let _ = writeln!(text, "{name}: {value}");
        }
        if let Some(error) = &answer.error {
            let _ = writeln!(text, "error: {error}");
        }
        match answer.body.as_str() {
            Some(body) => text.push_str(body),
            None => text.push_str(&answer.body.to_string()),
        }
        text.push('\n');
        text
    }
}
