/// The text of a test, without what makes no difference.
pub(crate) struct Source {
    tight: String,
    short: String,
}

impl Source {
    pub(crate) fn new(text: &str) -> Self {
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let tight = tight(&code.join("\n"));
        let short = short(&tight);
        Self { tight, short }
    }

    /// Whether this stands there, with its paths as they are.
    pub(crate) fn has(&self, text: &str) -> bool {
        stands_in(&self.tight, text)
    }

    /// Whether this stands there, where each path is its last name.
    pub(crate) fn has_short(&self, text: &str) -> bool {
        stands_in(&self.short, text)
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Leaves white space between words only, and references without their lifetimes.
pub(crate) fn tight(text: &str) -> String {
    let mut tight = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        tight.push_str(word);
        let next = words.peek().and_then(|next| next.chars().next());
        if word.chars().last().is_some_and(is_word) && next.is_some_and(is_word) {
            tight.push(' ');
        }
    }
    without_lifetimes(&tight)
}

fn without_lifetimes(text: &str) -> String {
    let mut parts = text.split("&'");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(is_word);
        text.push('&');
        text.push_str(rest.trim_start());
    }
    text
}

/// Leaves of each path its last name.
pub(crate) fn short(text: &str) -> String {
    let mut pieces = text.split("::").peekable();
    let mut short = String::new();
    while let Some(piece) = pieces.next() {
        let before = piece.trim_end_matches(is_word);
        if pieces.peek().is_none() {
            short.push_str(piece);
        } else if before.len() < piece.len() {
            short.push_str(before);
        } else {
            // No name: the `>` of `<T as Trait>::Output`, for one.
            short.push_str(piece);
            short.push_str("::");
        }
    }
    short
}

/// Whether `text` stands in `source`, and neither of its ends goes on there.
fn stands_in(source: &str, text: &str) -> bool {
    let goes_on = |end: Option<char>, next: Option<char>| {
        end.is_some_and(is_word) && next.is_some_and(is_word)
    };
    source.match_indices(text).any(|(start, _)| {
        let (before, rest) = source.split_at(start);
        let after = rest.strip_prefix(text).unwrap_or_default();
        !goes_on(text.chars().next(), before.chars().last())
            && !goes_on(text.chars().last(), after.chars().next())
    })
}
