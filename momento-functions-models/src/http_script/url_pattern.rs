use std::fmt;

/// What a URL never has where it counts: readers of URLs encode these, or take them for something else.
const NEVER: [char; 9] = [' ', '"', '<', '>', '`', '{', '}', '\\', '#'];

/// The URLs that a script answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UrlPattern {
    text: String,
    /// Scheme, authority and path.
    place: Vec<Symbol>,
    /// None for any query.
    query: Option<Vec<Symbol>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Is(char),
    /// Any characters up to the next slash.
    Segment,
    /// Any characters.
    Rest,
}

/// A URL, with what has two spellings in one of them.
struct Url<'a> {
    scheme: String,
    authority: String,
    path: &'a str,
    query: Option<&'a str>,
}

impl UrlPattern {
    /// Reads a pattern, and refuses one that no URL matches, with the reason.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::read(text).ok_or("it has no scheme: begin it with http:// or https://")?;
        check(text, &url)?;
        Ok(Self {
            text: text.to_owned(),
            place: wild(&url.place(), Symbol::Segment),
            query: url.query.map(|query| wild(query, Symbol::Rest)),
        })
    }

    pub(super) fn matches(&self, url: &str) -> bool {
        let Some(url) = Url::read(url) else {
            return false;
        };
        let query = || url.query.unwrap_or_default();
        fits(&self.place, &literal(&url.place()))
            && self
                .query
                .as_ref()
                .is_none_or(|pattern| fits(pattern, &literal(query())))
    }

    /// Tells whether every URL that the other one matches is matched by this one. Not every such pair is
    /// found; every one that is found is such.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let query = match (&self.query, &other.query) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => fits(one, other),
        };
        query && fits(&self.place, &other.place)
    }

    /// Tells whether a URL is of the pattern's server, as it is written.
    pub(super) fn has_server_of(&self, url: &str) -> bool {
        let server = |url: Url<'_>| (url.scheme, url.authority);
        let own = Url::read(&self.text).map(server);
        own.is_some() && own == Url::read(url).map(server)
    }
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'a> Url<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let text = text.split('#').next().unwrap_or_default();
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let (authority, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = match tail.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (tail, None),
        };
        Some(Self {
            authority: without_default_port(&scheme, authority.to_ascii_lowercase()),
            scheme,
            // What is wild enough stands for the path, too.
            path: match path {
                "" if !authority.ends_with('*') => "/",
                path => path,
            },
            query,
        })
    }

    fn place(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.path)
    }

    /// The host, and the port that follows it.
    fn host_and_port(&self) -> (&str, Option<&str>) {
        let bracket = self.authority.rfind(']').unwrap_or(0);
        match self.authority.rfind(':').filter(|colon| *colon >= bracket) {
            Some(colon) => {
                let (host, port) = self.authority.split_at(colon);
                (host, port.get(1..))
            }
            None => (&self.authority, None),
        }
    }
}

fn without_default_port(scheme: &str, authority: String) -> String {
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return authority,
    };
    match authority.strip_suffix(port) {
        Some(host) => host.to_owned(),
        None => authority,
    }
}

fn check(text: &str, url: &Url<'_>) -> Result<(), String> {
    if let Some(bad) = text.chars().find(|c| is_never(*c)) {
        return Err(match bad {
            '#' => "a server is not told what follows `#`: leave it out".to_owned(),
            '{' | '}' => {
                "braces are no wildcard: write `*` for a segment, `**` for more".to_owned()
            }
            _ => format!("no URL has {bad:?} as it is: write it percent-encoded"),
        });
    }
    if !matches!(url.scheme.as_str(), "http" | "https") {
        return Err(format!(
            "its scheme is `{}`: begin it with http:// or https://",
            url.scheme
        ));
    }
    if url.authority.contains('@') {
        return Err("a URL with a user in it is not requested: match `authorization`".to_owned());
    }
    check_server(url)?;
    match url.path.split('/').any(|part| matches!(part, "." | "..")) {
        true => Err("`.` and `..` are gone before a URL is requested".to_owned()),
        false => Ok(()),
    }
}

fn check_server(url: &Url<'_>) -> Result<(), String> {
    let (host, port) = url.host_and_port();
    if host.is_empty() {
        return Err("it has no host: write `*` for any".to_owned());
    }
    let is_port = |port: &str| port.contains('*') || port.parse::<u16>().is_ok();
    match port {
        Some(port) if !is_port(port) => {
            Err(format!("`{port}` is no port: write 0 to 65535, or `*`"))
        }
        _ => Ok(()),
    }
}

fn is_never(c: char) -> bool {
    NEVER.contains(&c) || c.is_ascii_control() || !c.is_ascii()
}

/// Reads `*` and `**`, and a `*` at the end, which is for all that follows.
fn wild(text: &str, star: Symbol) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '*' {
            symbols.push(Symbol::Is(c));
            continue;
        }
        let double = rest.next_if_eq(&'*').is_some();
        let last = rest.peek().is_none();
        symbols.push(if double || last { Symbol::Rest } else { star });
    }
    symbols
}

fn literal(text: &str) -> Vec<Symbol> {
    text.chars().map(Symbol::Is).collect()
}

/// Follows all ways through a pattern at once, so that no pattern takes longer than its length for each
/// symbol.
fn fits(pattern: &[Symbol], symbols: &[Symbol]) -> bool {
    let mut at = vec![false; pattern.len() + 1];
    let mut next = at.clone();
    set(&mut at, 0);
    skip_wild(pattern, &mut at);
    for &symbol in symbols {
        next.fill(false);
        step(pattern, symbol, &at, &mut next);
        skip_wild(pattern, &mut next);
        std::mem::swap(&mut at, &mut next);
        if !at.contains(&true) {
            return false;
        }
    }
    is_set(&at, pattern.len())
}

fn step(pattern: &[Symbol], symbol: Symbol, at: &[bool], next: &mut [bool]) {
    for (index, &own) in pattern.iter().enumerate() {
        if !is_set(at, index) {
            continue;
        }
        if takes(own, symbol) {
            set(next, index);
        } else if own == symbol && matches!(own, Symbol::Is(_)) {
            set(next, index + 1);
        }
    }
}

/// What is wild stands for nothing, too.
fn skip_wild(pattern: &[Symbol], at: &mut [bool]) {
    for (index, own) in pattern.iter().enumerate() {
        if is_set(at, index) && !matches!(own, Symbol::Is(_)) {
            set(at, index + 1);
        }
    }
}

fn takes(wild: Symbol, symbol: Symbol) -> bool {
    match wild {
        Symbol::Is(_) => false,
        Symbol::Segment => !matches!(symbol, Symbol::Is('/') | Symbol::Rest),
        Symbol::Rest => true,
    }
}

fn is_set(at: &[bool], index: usize) -> bool {
    at.get(index).copied().unwrap_or(false)
}

fn set(at: &mut [bool], index: usize) {
    if let Some(at) = at.get_mut(index) {
        *at = true;
    }
}
