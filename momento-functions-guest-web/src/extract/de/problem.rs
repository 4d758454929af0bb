use std::fmt;

/// The longest piece of the caller's text that an answer repeats, in characters.
const SHOWN: usize = 64;

/// What was wrong, and with which text.
#[derive(Debug)]
pub(crate) struct Problem {
    place: Option<String>,
    message: String,
}

impl Problem {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self {
            place: None,
            message: message.to_string(),
        }
    }

    /// Says that the problem is with `text`, called `name`, unless a closer place is known.
    pub(crate) fn at(mut self, name: &str, text: &str) -> Self {
        self.place
            .get_or_insert_with(|| format!("{name} = {:?}", shortened(text)));
        self
    }
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Problem {}

impl serde::de::Error for Problem {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_place_is_kept() {
        let problem = Problem::new("no number")
            .at("page", "x")
            .at("all", "page=x");
        assert_eq!(problem.to_string(), r#"page = "x": no number"#);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let problem = Problem::new("too long")
            .at("name", &"é".repeat(100))
            .to_string();
        assert_eq!(problem, format!("name = \"{}…\": too long", "é".repeat(64)));
    }
}
