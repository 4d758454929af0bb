use crate::dynamodb::DynamoDbError;

/// How many bytes an expression may have: AWS's quotas.
const MAX_EXPRESSION: usize = 4096;

/// The marks that operators are made of, those of other languages among them, so that an unknown
/// operator is named whole.
const OPERATOR: &[u8] = b"=<>!&|+-*/%^~";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword, a function or an attribute.
    Word,
    /// `#name`.
    Name,
    /// `:value`.
    Value,
    /// Digits.
    Digits,
    /// `=`, for example, or what looks like an operator and is none.
    Operator,
    /// One of `( ) [ ] . ,`, or a character that no expression has.
    Mark,
    End,
}

/// A piece of an expression, and where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    start: usize,
}

/// An expression in pieces, read one after the other.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// Which of the request's expressions it is.
    expression: &'static str,
    source: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(expression: &'static str, source: &'a str) -> Result<Self, DynamoDbError> {
        let tokens = Self {
            expression,
            source,
            tokens: split(source),
            at: 0,
        };
        if source.len() > MAX_EXPRESSION {
            return Err(tokens.refusal(format!(
                "Expression size has exceeded the maximum allowed size; expression size: {}",
                source.len()
            )));
        }
        if source.trim().is_empty() {
            return Err(tokens.refusal("The expression can not be empty;"));
        }
        Ok(tokens)
    }

    /// Gives the next piece and stays before it.
    pub(super) fn peek(&self) -> Token<'a> {
        self.tokens.get(self.at).copied().unwrap_or(Token {
            kind: Kind::End,
            text: "<EOF>",
            start: self.source.len(),
        })
    }

    /// Gives the next piece and goes behind it.
    pub(super) fn next(&mut self) -> Token<'a> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Goes behind the next piece if it is this mark.
    pub(super) fn take(&mut self, mark: &str) -> bool {
        let token = self.peek();
        let taken = token.kind == Kind::Mark && token.text == mark;
        self.at += usize::from(taken);
        taken
    }

    /// Goes behind the next piece if it is this keyword, in any case.
    pub(super) fn take_keyword(&mut self, keyword: &str) -> bool {
        let taken = self.peek().is_keyword(keyword);
        self.at += usize::from(taken);
        taken
    }

    /// Tells whether a `(` follows the next piece.
    pub(super) fn is_call(&self) -> bool {
        let after = self.tokens.get(self.at + 1);
        self.peek().kind == Kind::Word && after.is_some_and(|token| token.text == "(")
    }

    pub(super) fn expect(&mut self, mark: &str) -> Result<(), DynamoDbError> {
        if self.take(mark) {
            Ok(())
        } else {
            Err(self.unexpected(self.peek()))
        }
    }

    pub(super) fn expect_keyword(&mut self, keyword: &str) -> Result<(), DynamoDbError> {
        if self.take_keyword(keyword) {
            Ok(())
        } else {
            Err(self.unexpected(self.peek()))
        }
    }

    pub(super) fn expect_end(&self) -> Result<(), DynamoDbError> {
        match self.peek() {
            Token {
                kind: Kind::End, ..
            } => Ok(()),
            token => Err(self.unexpected(token)),
        }
    }

    /// A piece that cannot stand where it does, named with what is around it.
    pub(super) fn unexpected(&self, token: Token<'a>) -> DynamoDbError {
        let place = self.tokens.partition_point(|own| own.start < token.start);
        let around = self.tokens.get(place.saturating_sub(1)..);
        let around = around
            .unwrap_or_default()
            .get(..3)
            .or(around)
            .unwrap_or_default();
        let near: Vec<&str> = around.iter().map(|token| token.text).collect();
        let text = format!(
            "Syntax error; token: \"{}\", near: \"{}\"",
            token.text,
            near.join(" ")
        );
        self.refusal_at(token, text)
    }

    pub(super) fn refusal(&self, text: impl AsRef<str>) -> DynamoDbError {
        DynamoDbError::Validation(format!("Invalid {}: {}", self.expression, text.as_ref()))
    }

    /// A refusal that says where: by the character, the first of them is 1.
    pub(super) fn refusal_at(&self, token: Token<'a>, text: impl AsRef<str>) -> DynamoDbError {
        let before = self.source.get(..token.start).unwrap_or_default();
        let place = before.chars().count() + 1;
        self.refusal(format!("{}; character {place}", text.as_ref()))
    }
}

impl Token<'_> {
    pub(super) fn is_keyword(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }
}

/// A source that is too long gives no pieces: it is refused for its length.
fn split(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(rest) = source
        .get(start..)
        .filter(|_| source.len() <= MAX_EXPRESSION)
    {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if matches!(first, ' ' | '\t' | '\r' | '\n') {
            start += 1;
            continue;
        }
        let (kind, length) = piece(first, rest);
        let text = rest.get(..length).unwrap_or(rest);
        tokens.push(Token { kind, text, start });
        start += text.len();
    }
    tokens
}

fn piece(first: char, rest: &str) -> (Kind, usize) {
    let run = |from: usize, belongs: fn(&u8) -> bool| {
        let bytes = rest.as_bytes().iter().skip(from);
        from + bytes.take_while(|byte| belongs(byte)).count()
    };
    match first {
        'a'..='z' | 'A'..='Z' => (Kind::Word, run(0, is_word)),
        '#' => (Kind::Name, run(1, is_word)),
        ':' => (Kind::Value, run(1, is_word)),
        '0'..='9' => (Kind::Digits, run(0, u8::is_ascii_digit)),
        _ if is_operator(&rest.as_bytes().first().copied().unwrap_or_default()) => {
            (Kind::Operator, run(0, is_operator))
        }
        other => (Kind::Mark, other.len_utf8()),
    }
}

fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}

fn is_operator(byte: &u8) -> bool {
    OPERATOR.contains(byte)
}
