//! Keeps credentials out of texts and files.

use momento_functions_assert::{is_secret_header, is_secret_parameter};
use serde_json::Value as Json;
use std::borrow::Cow;

/// Stands for what is not told.
pub(crate) const REDACTED: &str = "[redacted]";

/// Fields whose whole value is a secret, by the contract's names.
const FIELDS: [&str; 6] = [
    "api-key",
    "basic-connection",
    "secret",
    "secret-access-key",
    "secret-bytes",
    "secret-string",
];

/// Commands of Valkey whose arguments are credentials.
const COMMANDS: [&str; 4] = ["ACL", "AUTH", "CONFIG", "HELLO"];

/// How long a secret is at least to be taken out of everything: a shorter one is no secret, and would take
/// half the text with it.
const MIN: usize = 6;

/// How many secrets are kept in mind: each is looked for in each text.
const MAX: usize = 256;

/// Texts that are known to be secrets.
#[derive(Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// Takes the secrets out of a named value, and keeps them in mind.
    pub(crate) fn find(&mut self, name: &str, value: &mut Json) {
        match FIELDS.contains(&name) {
            true => self.hide(value),
            false => self.redact(value),
        }
    }

    /// Takes what carries credentials out of a query, or of the query and the user of a URL.
    pub(crate) fn find_in_url(&mut self, text: &mut String) {
        self.hide_user(text);
        let (before, query) = match text.split_once('?') {
            Some((before, query)) => (format!("{before}?"), query.to_owned()),
            None if text.contains("://") => return,
            None => (String::new(), text.clone()),
        };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if is_secret_parameter(name) => {
                self.learn(value);
                Cow::Owned(format!("{name}={REDACTED}"))
            }
            _ => Cow::Borrowed(pair),
        });
        let pairs: Vec<_> = pairs.collect();
        *text = before + &pairs.join("&");
    }

    /// Takes what was found out of a value, wherever it stands.
    pub(crate) fn remove(&self, value: &mut Json) {
        match value {
            Json::String(text) => self.remove_from(text),
            Json::Array(items) => items.iter_mut().for_each(|item| self.remove(item)),
            Json::Object(fields) => fields.values_mut().for_each(|item| self.remove(item)),
            _ => {}
        }
    }

    /// Takes what was found out of a text.
    pub(crate) fn remove_from(&self, text: &mut String) {
        for secret in &self.0 {
            if text.contains(secret.as_str()) {
                *text = text.replace(secret.as_str(), REDACTED);
            }
        }
    }

    fn redact(&mut self, value: &mut Json) {
        match value {
            Json::Object(fields) => {
                let named = named(fields);
                if named == Some(Named::Command) {
                    fields.values_mut().for_each(|value| self.hide_list(value));
                    return;
                }
                for (name, value) in fields {
                    match (named, name.as_str()) {
                        (Some(Named::Header), "value") => self.hide_header(value),
                        (Some(Named::Parameter), "value") => self.hide(value),
                        (_, name) => self.find(name, value),
                    }
                }
            }
            Json::Array(items) => match items.as_mut_slice() {
                [Json::String(name), value] if is_secret_header(name) => self.hide_header(value),
                items => items.iter_mut().for_each(|item| self.redact(item)),
            },
            Json::String(text) if text.contains("://") => self.find_in_url(text),
            _ => {}
        }
    }

    fn hide(&mut self, value: &mut Json) {
        match value {
            Json::Null => {}
            Json::String(text) => {
                self.learn(text);
                self.learn_password(text);
                REDACTED.clone_into(text);
            }
            Json::Object(fields) if !fields.contains_key("base64") => {
                for value in fields.values_mut() {
                    self.hide(value);
                }
            }
            other => *other = REDACTED.into(),
        }
    }

    /// The name of a command is told, its arguments are not.
    fn hide_list(&mut self, value: &mut Json) {
        if let Json::Array(items) = value {
            items.iter_mut().for_each(|item| self.hide(item));
        }
    }

    /// Of a header's value the parts are secrets, too: what follows a scheme, and each cookie.
    fn hide_header(&mut self, value: &mut Json) {
        if let Json::String(text) = value {
            for part in text.split([' ', ';', ',']) {
                let value = part.split_once('=').map_or(part, |(_, value)| value);
                self.learn(value);
            }
        }
        self.hide(value);
    }

    fn hide_user(&mut self, url: &mut String) {
        let Some(start) = url.find("://").map(|at| at + 3) else {
            return;
        };
        let rest = url.get(start..).unwrap_or_default();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let Some(user) = rest.get(..end).and_then(|authority| authority.rfind('@')) else {
            return;
        };
        self.learn_password(&url.clone());
        url.replace_range(start..start + user, REDACTED);
    }

    /// Keeps the password of a URL in mind.
    fn learn_password(&mut self, url: &str) {
        if let Ok(url) = url::Url::parse(url)
            && let Some(password) = url.password()
        {
            self.learn(password);
        }
    }

    /// Keeps a text in mind, as it is and as a URL writes it.
    fn learn(&mut self, secret: &str) {
        if secret.len() < MIN || secret == REDACTED {
            return;
        }
        let encoded = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let decoded = percent_decoded(secret);
        for form in [secret.to_owned(), encoded, decoded] {
            let place = self
                .0
                .partition_point(|known| (known.len(), &**known) > (form.len(), &*form));
            // The longest first: one may be a part of another.
            if self.0.get(place) != Some(&form) && form.len() >= MIN && self.0.len() < MAX {
                self.0.insert(place, form);
            }
        }
    }
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("k={}", text.replace('+', "%2B"));
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// What a record is that says by its own name whether it is secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Header,
    Parameter,
    Command,
}

fn named(fields: &serde_json::Map<String, Json>) -> Option<Named> {
    let text = |field| fields.get(field).and_then(Json::as_str);
    if let (2, Some(name)) = (fields.len(), text("name")) {
        return match name {
            name if is_secret_header(name) => Some(Named::Header),
            name if is_secret_parameter(name) => Some(Named::Parameter),
            _ => None,
        };
    }
    let command = text("command")?.to_uppercase();
    COMMANDS
        .contains(&command.as_str())
        .then_some(Named::Command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn redacted(value: &Json) -> Json {
        let mut secrets = Secrets::default();
        let mut value = value.clone();
        secrets.find("", &mut value);
        secrets.remove(&mut value);
        value
    }

    /// KIT.45
    #[test]
    fn secrets_are_found_by_the_names_of_the_contract() {
        for (value, expected) in [
            (
                json!({"url": "u", "headers": [["Authorization", "Bearer abc"], ["x-a", "1"]]}),
                json!({"url": "u", "headers": [["Authorization", "[redacted]"], ["x-a", "1"]]}),
            ),
            (
                json!([{"name": "cookie", "value": "id=7"}]),
                json!([{"name": "cookie", "value": "[redacted]"}]),
            ),
            (
                json!([{"name": "api_key", "value": "k"}]),
                json!([{"name": "api_key", "value": "[redacted]"}]),
            ),
            (
                json!({"hardcoded": {"access-key-id": "AK", "secret-access-key": "SK"}}),
                json!({"hardcoded": {"access-key-id": "AK", "secret-access-key": "[redacted]"}}),
            ),
            (
                json!({"ok": {"name": "n", "secret": {"secret-string": "sesame"}}}),
                json!({"ok": {"name": "n", "secret": {"secret-string": "[redacted]"}}}),
            ),
            (
                json!({"secret": {"secret-bytes": {"base64": "/w=="}}}),
                json!({"secret": {"secret-bytes": "[redacted]"}}),
            ),
            (
                json!({"command": "auth", "arguments": ["ada", "p"]}),
                json!({"command": "auth", "arguments": ["[redacted]", "[redacted]"]}),
            ),
            (
                json!({"command": "GET", "arguments": ["key"]}),
                json!({"command": "GET", "arguments": ["key"]}),
            ),
            (
                json!("https://ada:pw@a.test/x?api_key=k&q=1"),
                json!("https://[redacted]@a.test/x?api_key=[redacted]&q=1"),
            ),
        ] {
            assert_eq!(redacted(&value), expected);
        }
    }

    /// KIT.45
    #[test]
    fn a_known_secret_is_taken_out_wherever_it_stands_and_however_it_is_written() {
        let header = |value: &str| json!(["authorization", value]);
        for (secret, text, expected) in [
            (
                header("Bearer top-secret"),
                "user:top-secret",
                "user:[redacted]",
            ),
            (
                json!(["cookie", "sid=abc1234; theme=x"]),
                "session:abc1234",
                "session:[redacted]",
            ),
            (
                json!({"secret": "wJalr/K7+x"}),
                "k=wJalr%2FK7%2Bx",
                "k=[redacted]",
            ),
            (
                json!({"secret": "sesame"}),
                "key=sesame&x",
                "key=[redacted]&x",
            ),
            (json!({"secret": "short"}), "short", "short"),
            (
                json!("redis://u:password@a.test/"),
                "password",
                "[redacted]",
            ),
            (
                json!({"basic-connection": "redis://u:password@a.test/"}),
                "password",
                "[redacted]",
            ),
        ] {
            let value = redacted(&json!([secret, text]));
            assert_eq!(value[1], expected, "{secret}");
        }
    }

    /// KIT.45
    #[test]
    fn a_query_has_no_credentials() {
        let mut query = "q=otter&token=abcdefg".to_owned();
        Secrets::default().find_in_url(&mut query);
        assert_eq!(query, "q=otter&token=[redacted]");
    }

    #[test]
    fn what_is_kept_in_mind_has_an_end() {
        let mut secrets = Secrets::default();
        for number in 0..MAX + 10 {
            secrets.learn(&format!("secret-{number}"));
        }
        assert_eq!(secrets.0.len(), MAX);
    }
}
