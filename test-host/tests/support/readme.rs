//! What the README of an example shows: lines of a shell, and what they print.

use http::Method;

/// A `console` block of a README: a line of curl or of `cargo momento invoke`, and what it prints.
pub struct Exchange {
    pub command: String,
    pub answer: String,
}

/// A line of curl that calls a function.
#[derive(Debug, Clone)]
pub struct Curl {
    pub method: Method,
    /// What follows the function's name in the URL.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// All blocks of a README, in their order.
pub fn exchanges(readme: &str) -> Vec<Exchange> {
    let mut found = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let (block, _) = block.split_once("\n```").expect("the block ends");
        let (command, answer) = block.split_once('\n').expect("a command, and its answer");
        found.push(Exchange {
            command: command.strip_prefix("$ ").expect("a prompt").to_owned(),
            answer: answer.to_owned(),
        });
    }
    found
}

/// Splits a command line as a shell does, as far as quotes go.
pub fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Reads a line of curl that calls what is served at `url`.
pub fn curl(command: &str, url: &str) -> Curl {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"));
    let mut method = Method::GET;
    let mut target = None;
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut body = String::new();
    while let Some(word) = words.next() {
        let mut argument = || words.next().expect("the option's argument");
        match word.as_str() {
            "-i" | "-iN" => {}
            "-X" => method = argument().parse().expect("a method"),
            "-d" => {
                body = argument();
                method = Method::POST;
            }
            "-H" => {
                let header = argument();
                let (name, value) = header.split_once(": ").expect("a header");
                headers.push((name.to_owned(), value.to_owned()));
            }
            word => target = word.strip_prefix(url).map(str::to_owned),
        }
    }
    Curl {
        method,
        target: target.unwrap_or_else(|| panic!("{command} does not call {url}")),
        headers,
        body,
    }
}

/// Whether every line is as expected; a line that ends in `…` may go on in any way.
pub fn matches(expected: &str, actual: &str) -> bool {
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    loop {
        match (expected.next(), actual.next()) {
            (None, None) => return true,
            (Some(expected), Some(actual)) => match expected.strip_suffix('…') {
                Some(start) if actual.starts_with(start) => {}
                None if actual == expected => {}
                _ => return false,
            },
            _ => return false,
        }
    }
}
