//! The grammar of conditions (AWS's developer guide, "Condition and filter expressions, operators,
//! and functions"), by recursive descent.

use super::condition::Condition;
use super::functions::{self, Call, between, comparison, wrong_count};
use super::operand::Operand;
use super::path::{Element, MAX_ELEMENTS, MAX_INDEX, Path};
use super::placeholders::Placeholders;
use super::reserved::is_reserved;
use super::tokens::{Kind, Token, Tokens};
use crate::dynamodb::{AttributeValue, DynamoDbError};

/// How deep parentheses and calls may be nested: the parser calls itself for each.
const MAX_DEPTH: usize = 32;

/// How many values `IN` may have: AWS's quotas.
const MAX_IN: usize = 100;

const KEYWORDS: [&str; 5] = ["AND", "BETWEEN", "IN", "NOT", "OR"];

type Result<T> = std::result::Result<T, DynamoDbError>;

pub(super) struct Parser<'a> {
    pub(super) tokens: Tokens<'a>,
    placeholders: &'a Placeholders<'a>,
    depth: usize,
    /// The attributes that a path goes into.
    pub(super) nested: Vec<&'a str>,
}

/// A part of an expression. Whether a parenthesis holds a condition or an operand shows only at its
/// end.
struct Part<'a> {
    what: What<'a>,
    /// Whether it stands in parentheses of its own.
    grouped: bool,
}

enum What<'a> {
    Condition(Condition<'a>),
    /// A call that is a condition.
    Call(Condition<'a>, Token<'a>),
    Operand(Operand<'a>, Token<'a>),
}

impl<'a> Part<'a> {
    fn of(what: What<'a>) -> Self {
        Self {
            what,
            grouped: false,
        }
    }
}

impl<'a> Parser<'a> {
    pub(super) fn new(
        expression: &'static str,
        source: &'a str,
        placeholders: &'a Placeholders<'a>,
    ) -> Result<Self> {
        Ok(Self {
            tokens: Tokens::new(expression, source)?,
            placeholders,
            depth: 0,
            nested: Vec::new(),
        })
    }

    /// Reads the whole expression as a condition.
    pub(super) fn condition(&mut self) -> Result<Condition<'a>> {
        let part = self.any()?;
        let condition = self.as_condition(part)?;
        self.tokens.expect_end()?;
        Ok(condition)
    }

    fn any(&mut self) -> Result<Part<'a>> {
        self.joined("OR", Self::all, Condition::Any)
    }

    fn all(&mut self) -> Result<Part<'a>> {
        self.joined("AND", Self::negated, Condition::All)
    }

    fn joined(
        &mut self,
        keyword: &str,
        part: fn(&mut Self) -> Result<Part<'a>>,
        join: fn(Vec<Condition<'a>>) -> Condition<'a>,
    ) -> Result<Part<'a>> {
        let first = part(self)?;
        if !self.tokens.peek().is_keyword(keyword) {
            return Ok(first);
        }
        let mut conditions = vec![self.as_condition(first)?];
        while self.tokens.take_keyword(keyword) {
            let next = part(self)?;
            conditions.push(self.as_condition(next)?);
        }
        Ok(Part::of(What::Condition(join(conditions))))
    }

    fn negated(&mut self) -> Result<Part<'a>> {
        let mut times = 0_usize;
        while self.tokens.take_keyword("NOT") {
            times += 1;
        }
        let part = self.compared()?;
        if times == 0 {
            return Ok(part);
        }
        let condition = self.as_condition(part)?;
        Ok(Part::of(What::Condition(if times % 2 == 0 {
            condition
        } else {
            Condition::Not(Box::new(condition))
        })))
    }

    fn compared(&mut self) -> Result<Part<'a>> {
        let left = self.part()?;
        let token = self.tokens.peek();
        let condition = if token.kind == Kind::Operator {
            self.tokens.next();
            let left = self.as_operand(left, token)?;
            let right = self.operand()?;
            comparison(token.text, left, right)
        } else if self.tokens.take_keyword("BETWEEN") {
            let value = self.as_operand(left, token)?;
            let low = self.operand()?;
            self.tokens.expect_keyword("AND")?;
            between(value, low, self.operand()?)
        } else if self.tokens.take_keyword("IN") {
            let value = self.as_operand(left, token)?;
            let list = self.list()?;
            if list.len() > MAX_IN {
                Err(wrong_count("IN", list.len()))
            } else {
                Ok(Condition::In(value, list))
            }
        } else {
            return Ok(left);
        };
        let condition = condition.map_err(|text| self.tokens.refusal_at(token, text))?;
        Ok(Part::of(What::Condition(condition)))
    }

    /// Reads an operand, a call, or anything in parentheses.
    fn part(&mut self) -> Result<Part<'a>> {
        let token = self.tokens.peek();
        if self.tokens.take("(") {
            return self.deeper(token, |parser| parser.group(token));
        }
        if self.tokens.is_call() {
            return self.deeper(token, Self::call);
        }
        let operand = match token.kind {
            Kind::Value => Operand::Value(self.value()?),
            _ => Operand::Path(self.path()?),
        };
        Ok(Part::of(What::Operand(operand, token)))
    }

    fn group(&mut self, open: Token<'a>) -> Result<Part<'a>> {
        let inner = self.any()?;
        self.tokens.expect(")")?;
        if inner.grouped {
            let text = "The expression has redundant parentheses;";
            return Err(self.tokens.refusal_at(open, text));
        }
        let what = match inner.what {
            What::Operand(Operand::Path(path), token) => {
                What::Operand(Operand::Path(self.path_from(path)?), token)
            }
            other => other,
        };
        Ok(Part {
            what,
            grouped: true,
        })
    }

    fn call(&mut self) -> Result<Part<'a>> {
        let name = self.tokens.next();
        if is_keyword(name) {
            return Err(self.tokens.unexpected(name));
        }
        let arguments = self.list()?;
        let call = functions::call(name.text, arguments);
        let call = call.map_err(|text| self.tokens.refusal_at(name, text))?;
        Ok(Part::of(match call {
            Call::Condition(condition) => What::Call(condition, name),
            Call::Operand(operand) => What::Operand(operand, name),
        }))
    }

    /// Reads operands in parentheses: one at least.
    fn list(&mut self) -> Result<Vec<Operand<'a>>> {
        self.tokens.expect("(")?;
        let mut operands = vec![self.operand()?];
        while self.tokens.take(",") {
            operands.push(self.operand()?);
        }
        self.tokens.expect(")")?;
        Ok(operands)
    }

    fn operand(&mut self) -> Result<Operand<'a>> {
        let token = self.tokens.peek();
        let part = self.part()?;
        self.as_operand(part, token)
    }

    fn as_operand(&self, part: Part<'a>, token: Token<'a>) -> Result<Operand<'a>> {
        match part.what {
            What::Operand(operand, _) => Ok(operand),
            What::Call(_, name) => Err(self.misused(name)),
            What::Condition(_) => Err(self.tokens.unexpected(token)),
        }
    }

    fn as_condition(&self, part: Part<'a>) -> Result<Condition<'a>> {
        match part.what {
            What::Condition(condition) | What::Call(condition, _) => Ok(condition),
            What::Operand(Operand::Size(_), name) => Err(self.misused(name)),
            What::Operand(..) => Err(self.tokens.unexpected(self.tokens.peek())),
        }
    }

    fn misused(&self, name: Token<'a>) -> DynamoDbError {
        let text = format!(
            "The function is not allowed to be used this way in an expression; function: {}",
            name.text
        );
        self.tokens.refusal_at(name, text)
    }

    fn deeper(
        &mut self,
        token: Token<'a>,
        read: impl FnOnce(&mut Self) -> Result<Part<'a>>,
    ) -> Result<Part<'a>> {
        if self.depth == MAX_DEPTH {
            let text = format!("Parentheses are nested deeper than {MAX_DEPTH} levels");
            return Err(self.tokens.refusal_at(token, text));
        }
        self.depth += 1;
        let part = read(self);
        self.depth -= 1;
        part
    }

    fn value(&mut self) -> Result<&'a AttributeValue> {
        let token = self.tokens.next();
        self.placeholders.value(token.text).ok_or_else(|| {
            let text = format!(
                "An expression attribute value used in expression is not defined; attribute value: {}",
                token.text
            );
            self.tokens.refusal_at(token, text)
        })
    }

    /// Reads a path: a name, and then `.name` and `[index]` as often as they come.
    pub(super) fn path(&mut self) -> Result<Path<'a>> {
        let root = self.name()?;
        let rest = Vec::new();
        self.path_from(Path { root, rest })
    }

    fn path_from(&mut self, mut path: Path<'a>) -> Result<Path<'a>> {
        loop {
            let token = self.tokens.peek();
            let element = if self.tokens.take(".") {
                Element::Name(self.name()?)
            } else if self.tokens.take("[") {
                Element::Index(self.index()?)
            } else {
                return Ok(path);
            };
            if path.rest.is_empty() {
                self.nested.push(path.root);
            }
            path.rest.push(element);
            let elements = path.elements().count();
            if elements > MAX_ELEMENTS {
                let text = format!(
                    "The document path has too many nesting elements; nesting levels: {elements}"
                );
                return Err(self.tokens.refusal_at(token, text));
            }
        }
    }

    fn name(&mut self) -> Result<&'a str> {
        let token = self.tokens.next();
        match token.kind {
            Kind::Name => self.placeholders.name(token.text).ok_or_else(|| {
                let text = format!(
                    "An expression attribute name used in the document path is not defined; attribute name: {}",
                    token.text
                );
                self.tokens.refusal_at(token, text)
            }),
            Kind::Word if is_keyword(token) => Err(self.tokens.unexpected(token)),
            Kind::Word if is_reserved(token.text) => {
                let text = format!(
                    "Attribute name is a reserved keyword; reserved keyword: {}",
                    token.text
                );
                Err(self.tokens.refusal_at(token, text))
            }
            Kind::Word => Ok(token.text),
            _ => Err(self.tokens.unexpected(token)),
        }
    }

    fn index(&mut self) -> Result<usize> {
        let token = self.tokens.next();
        if token.kind != Kind::Digits {
            return Err(self.tokens.unexpected(token));
        }
        self.tokens.expect("]")?;
        let index = token.text.parse().ok();
        index.filter(|index| *index <= MAX_INDEX).ok_or_else(|| {
            let text = format!(
                "List index is not within the allowable range; index: [{}]",
                token.text
            );
            self.tokens.refusal_at(token, text)
        })
    }
}

fn is_keyword(token: Token<'_>) -> bool {
    KEYWORDS.iter().any(|keyword| token.is_keyword(keyword))
}
