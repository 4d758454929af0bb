use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;

use super::key::MASK;

/// A request's body, piece by piece: what is sent, what is shown of it, and how a shell writes it.
#[derive(Clone, Default)]
pub(crate) struct Content(Vec<Piece>);

#[derive(Clone)]
struct Piece {
    sent: Bytes,
    /// What is shown in its place, if it is not shown as it is.
    shown: Option<String>,
    /// What a shell puts there, between double quotes, if it is not written as it is.
    shell: Option<String>,
}

impl Content {
    /// A body of JSON without secrets.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        Self::default().text(serde_json::to_string(value).unwrap_or_default())
    }

    /// A body that is the user's own.
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        let hidden = std::str::from_utf8(&bytes).is_err();
        Self(vec![Piece {
            shown: hidden.then(|| format!("({} bytes)", bytes.len())),
            shell: hidden.then(|| "$(cat BODY)".to_owned()),
            sent: bytes.into(),
        }])
    }

    /// Adds text that everybody may see.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece {
            sent: text.into().into(),
            shown: None,
            shell: None,
        });
        self
    }

    /// Adds a value in JSON.
    pub(crate) fn value(self, value: &impl Serialize) -> Self {
        self.text(serde_json::to_string(value).unwrap_or_default())
    }

    /// Adds what is too long to be shown: `shown` stands for it, and the shell makes it by `command`.
    pub(crate) fn long(mut self, sent: String, shown: String, command: &str) -> Self {
        self.0.push(Piece {
            sent: sent.into(),
            shown: Some(shown),
            shell: Some(format!("$({command})")),
        });
        self
    }

    /// Adds variables as an object of JSON. Their values are not shown: a shell has them in variables of these names.
    pub(crate) fn variables(self, variables: &BTreeMap<String, String>) -> Self {
        let begun = self.text("{");
        let all = variables.iter().enumerate();
        all.fold(begun, |content, (at, (name, value))| {
            let comma = if at == 0 { "" } else { "," };
            let content = content.text(comma).value(name).text(":");
            content.secret(value, name)
        })
        .text("}")
    }

    fn secret(self, value: &str, name: &str) -> Self {
        let json = serde_json::to_string(value).unwrap_or_default();
        let inner = json.trim_start_matches('"');
        let inner = inner.strip_suffix('"').unwrap_or(inner).to_owned();
        let mut content = self.text("\"");
        content.0.push(Piece {
            sent: inner.into(),
            shown: Some(MASK.to_owned()),
            shell: Some(format!("${{{}}}", shell_name(name))),
        });
        content.text("\"")
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| piece.sent.is_empty())
    }

    /// What is sent.
    pub(super) fn whole(&self) -> Bytes {
        match self.0.as_slice() {
            [piece] => piece.sent.clone(),
            pieces => {
                let sent: Vec<&[u8]> = pieces.iter().map(|piece| &*piece.sent).collect();
                sent.concat().into()
            }
        }
    }

    /// What is shown.
    pub(super) fn shown(&self) -> String {
        let shown = self.0.iter().map(|piece| match &piece.shown {
            Some(shown) => shown.clone(),
            None => piece.plain(),
        });
        shown.collect()
    }

    /// The word of a shell that stands for it.
    pub(super) fn shell(&self) -> String {
        let (mut word, mut text) = (String::new(), String::new());
        for piece in &self.0 {
            match &piece.shell {
                Some(shell) => {
                    word.push_str(&quoted(&std::mem::take(&mut text)));
                    word.push_str(&format!("\"{shell}\""));
                }
                None => text.push_str(&piece.plain()),
            }
        }
        // What stands side by side is one word.
        word + &quoted(&text)
    }
}

impl Piece {
    fn plain(&self) -> String {
        String::from_utf8_lossy(&self.sent).into_owned()
    }
}

/// A word that a shell takes for nothing else.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A variable of a shell; a name that cannot be one is left to be filled in.
fn shell_name(name: &str) -> &str {
    let legal = |at, byte: u8| {
        byte.is_ascii_alphabetic() || byte == b'_' || (at > 0 && byte.is_ascii_digit())
    };
    let fits = !name.is_empty() && name.bytes().enumerate().all(|(at, byte)| legal(at, byte));
    if fits { name } else { "VALUE" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Content {
        let pairs = pairs.iter();
        let pairs: BTreeMap<_, _> = pairs
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        Content::default().variables(&pairs)
    }

    /// CLI.7
    #[test]
    fn values_are_sent_and_not_shown() {
        let content = variables(&[("A", "say \"x\"\\"), ("B-2", "\u{e9}")]);
        let sent: serde_json::Value = serde_json::from_slice(&content.whole()).unwrap();
        assert_eq!(
            sent,
            serde_json::json!({"A": "say \"x\"\\", "B-2": "\u{e9}"})
        );
        assert_eq!(content.shown(), r#"{"A":"***","B-2":"***"}"#);
        assert_eq!(
            content.shell(),
            r#"'{"A":"'"${A}"'","B-2":"'"${VALUE}"'"}'"#
        );
    }

    /// CLI.7
    #[test]
    fn a_shell_takes_a_text_as_it_is() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        let content = Content::default().text("a").text("'b");
        assert_eq!(content.shell(), r"'a'\''b'");
    }

    /// CLI.7
    #[test]
    fn a_body_that_is_no_text_is_told_by_its_size() {
        let content = Content::bytes(vec![0xff, 0]);
        assert_eq!(content.shown(), "(2 bytes)");
        assert_eq!(&*content.whole(), [0xff, 0]);
    }
}
