use super::Request;
use super::conditions::ANY_METHOD;
use super::entry::{Entry, Miss};
use super::secret::without_secrets;
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// How many differences from the nearest script are told.
const MAX_DIFFERENCES: usize = 10;

/// A request that no script answers.
///
/// Its text has the request, without credentials, and the nearest script with what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unscripted(Arc<str>);

impl Unscripted {
    pub(super) fn new(request: &Request, misses: &[(Arc<Entry>, Miss)]) -> Self {
        let mut text = "no script answers this request:".to_owned();
        for line in request.to_string().lines() {
            let _ = write!(text, "\n  {line}");
        }
        let nearest = misses.iter().min_by_key(|(_, miss)| distance(miss));
        text.push('\n');
        text.push_str(&match nearest {
            Some((entry, miss)) => near(entry, miss),
            None => first(request),
        });
        Self(text.into())
    }
}

/// One that is used up matches, and is nearer than one that does not.
fn distance(miss: &Miss) -> u32 {
    match miss {
        Miss::UsedUp(_) => 0,
        Miss::Differs(differences) => differences.distance,
    }
}

fn near(entry: &Entry, miss: &Miss) -> String {
    let Entry {
        conditions,
        made_at,
        ..
    } = entry;
    let mut text = format!("the nearest script is {conditions}, made at {made_at}:");
    match miss {
        Miss::UsedUp(times) => {
            let _ = write!(
                text,
                "\n  it matches, and is used up: it was to answer {times} times"
            );
        }
        Miss::Differs(differences) => {
            for difference in differences.told.iter().take(MAX_DIFFERENCES) {
                let _ = write!(text, "\n  {difference}");
            }
        }
    }
    text
}

/// Tells what to write when there is no script yet.
fn first(request: &Request) -> String {
    let method = match request.method.is_empty() {
        true => ANY_METHOD,
        false => &request.method,
    };
    let url = without_secrets(&request.url);
    let url = url.split('?').next().unwrap_or_default();
    format!(
        "there is no script; this one would: http.on({method:?}, {url:?}).respond(Reply::status(200))"
    )
}

impl fmt::Display for Unscripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unscripted {}
