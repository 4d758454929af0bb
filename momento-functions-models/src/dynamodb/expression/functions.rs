//! The functions of condition expressions, and which operands they and the comparators take.

use super::compare::{Comparator, order};
use super::condition::Condition;
use super::operand::Operand;
use crate::dynamodb::AttributeValue;
use crate::dynamodb::value::TYPES;
use std::cmp::Ordering;

/// What a call stands for.
pub(super) enum Call<'a> {
    Condition(Condition<'a>),
    Operand(Operand<'a>),
}

/// Makes a call of a function, or says why there is none.
pub(super) fn call<'a>(name: &str, arguments: Vec<Operand<'a>>) -> Result<Call<'a>, String> {
    if matches!(name, "if_not_exists" | "list_append") {
        return Err(format!(
            "The function is not allowed in a condition expression; function: {name}"
        ));
    }
    let mut arguments = arguments.into_iter();
    let count = arguments.len();
    let condition = match (name, count) {
        ("attribute_exists", 1) => Condition::Exists(path(name, arguments.next())?),
        ("attribute_not_exists", 1) => {
            Condition::Not(Box::new(Condition::Exists(path(name, arguments.next())?)))
        }
        ("size", 1) => {
            let operand = only(
                name,
                arguments.next(),
                &["S", "B", "SS", "NS", "BS", "L", "M"],
            )?;
            return Ok(Call::Operand(Operand::Size(Box::new(operand))));
        }
        ("attribute_type" | "begins_with" | "contains", 2) => {
            two(name, arguments.next(), arguments.next())?
        }
        ("attribute_exists" | "attribute_not_exists" | "size", _)
        | ("attribute_type" | "begins_with" | "contains", _) => {
            return Err(wrong_count(name, count));
        }
        _ => return Err(format!("Invalid function name; function: {name}")),
    };
    Ok(Call::Condition(condition))
}

fn two<'a>(
    name: &str,
    first: Option<Operand<'a>>,
    second: Option<Operand<'a>>,
) -> Result<Condition<'a>, String> {
    let (Some(first), Some(second)) = (first, second) else {
        return Err(wrong_count(name, 1));
    };
    distinct(name, &first, &second)?;
    Ok(match name {
        "attribute_type" => Condition::IsOf(first, kind(name, &second)?),
        "contains" => Condition::Contains(first, second),
        _ => {
            let text = |operand| only(name, Some(operand), &["S", "B"]);
            Condition::BeginsWith(text(first)?, text(second)?)
        }
    })
}

pub(super) fn wrong_count(name: &str, count: usize) -> String {
    format!(
        "Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {count}"
    )
}

fn path<'a>(name: &str, operand: Option<Operand<'a>>) -> Result<super::path::Path<'a>, String> {
    match operand {
        Some(Operand::Path(path)) => Ok(path),
        _ => Err(format!(
            "Operator or function requires a document path; operator or function: {name}"
        )),
    }
}

/// The type that `attribute_type` asks for, which the expression itself must tell.
fn kind<'a>(name: &str, operand: &Operand<'a>) -> Result<&'a str, String> {
    let text = match operand {
        Operand::Value(AttributeValue::String(text)) => text,
        other => {
            let actual = other.kind().unwrap_or("a document path");
            return Err(wrong_type(name, actual));
        }
    };
    if TYPES.contains(&text.as_str()) {
        return Ok(text);
    }
    let shown: String = text.chars().take(64).collect();
    Err(format!(
        "Invalid attribute type name found; type: {shown}, valid types: {{{}}}",
        TYPES.join(",")
    ))
}

/// Refuses an operand of which the expression alone tells that its type does not do.
fn only<'a>(
    name: &str,
    operand: Option<Operand<'a>>,
    kinds: &[&str],
) -> Result<Operand<'a>, String> {
    let operand = operand.ok_or_else(|| wrong_count(name, 0))?;
    match operand.kind() {
        Some(kind) if !kinds.contains(&kind) => Err(wrong_type(name, kind)),
        _ => Ok(operand),
    }
}

fn wrong_type(name: &str, kind: &str) -> String {
    format!(
        "Incorrect operand type for operator or function; operator or function: {name}, operand type: {kind}"
    )
}

fn distinct(name: &str, first: &Operand<'_>, second: &Operand<'_>) -> Result<(), String> {
    match (first, second) {
        (Operand::Path(first), Operand::Path(second)) if first == second => Err(format!(
            "The first operand must be distinct from the remaining operands for this operator or function; operator: {name}, first operand: {first}"
        )),
        _ => Ok(()),
    }
}

/// Makes a comparison, or says why there is none.
pub(super) fn comparison<'a>(
    operator: &str,
    left: Operand<'a>,
    right: Operand<'a>,
) -> Result<Condition<'a>, String> {
    let comparator = Comparator::read(operator).ok_or_else(|| {
        format!("`{operator}` is no comparator: there are =, <>, <, <=, > and >=")
    })?;
    distinct(operator, &left, &right)?;
    if comparator.orders() {
        let left = only(operator, Some(left), SCALARS)?;
        let right = only(operator, Some(right), SCALARS)?;
        return Ok(Condition::Compare(comparator, left, right));
    }
    Ok(Condition::Compare(comparator, left, right))
}

/// The types that have an order.
const SCALARS: &[&str] = &["S", "N", "B"];

pub(super) fn between<'a>(
    value: Operand<'a>,
    low: Operand<'a>,
    high: Operand<'a>,
) -> Result<Condition<'a>, String> {
    let scalar = |operand| only("BETWEEN", Some(operand), SCALARS);
    let (value, low, high) = (scalar(value)?, scalar(low)?, scalar(high)?);
    if let (Operand::Value(low), Operand::Value(high)) = (&low, &high) {
        bounds(low, high)?;
    }
    Ok(Condition::Between(value, low, high))
}

fn bounds(low: &AttributeValue, high: &AttributeValue) -> Result<(), String> {
    let wrong = match order(low, high) {
        None => "requires same data type for lower and upper bounds",
        Some(Ordering::Greater) => {
            "requires upper bound to be greater than or equal to lower bound"
        }
        Some(_) => return Ok(()),
    };
    Err(format!(
        "The BETWEEN operator {wrong}; lower bound operand: AttributeValue: {}, upper bound operand: AttributeValue: {}",
        shown(low),
        shown(high)
    ))
}

/// A bound in an error, cut where it is long.
fn shown(value: &AttributeValue) -> String {
    let text = match value {
        AttributeValue::String(text) => text.chars().take(64).collect(),
        AttributeValue::Number(number) => number.to_string(),
        _ => "…".to_owned(),
    };
    format!("{{{}:{text}}}", value.kind())
}
