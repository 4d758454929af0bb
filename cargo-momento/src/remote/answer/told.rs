use std::fmt;

/// How many characters of a server's text are shown.
pub(super) const SHOWN: usize = 200;

/// What is told of an answer that was not expected.
#[derive(Debug)]
pub(crate) struct Told {
    pub(super) request: String,
    pub(super) status: String,
    pub(super) kind: String,
    pub(super) first_line: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was answered {}", self.request, self.status)?;
        match self.kind.is_empty() {
            true => f.write_str(", without a content type")?,
            false => write!(f, ", {}", self.kind)?,
        }
        match self.first_line.is_empty() {
            true => f.write_str(" and no text"),
            false => write!(f, ": {}", self.first_line),
        }
    }
}

/// A server's text on one line, cut, without commands to the terminal.
pub(crate) fn plain(text: &str) -> String {
    shown(text, SHOWN, |_| false)
}

/// The same with a length of its own, and with what is to be kept.
pub(super) fn shown(text: &str, most: usize, keep: impl Fn(char) -> bool) -> String {
    let printable = |c: char| if c.is_control() && !keep(c) { ' ' } else { c };
    let mut shown: String = text.chars().take(most).map(printable).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
