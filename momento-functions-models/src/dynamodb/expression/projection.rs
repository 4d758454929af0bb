use super::parser::Parser;
use super::path::{Element, Path};
use super::placeholders::Placeholders;
use crate::dynamodb::{AttributeValue, DynamoDbError, Item};
use std::collections::BTreeMap;

/// Which parts of an item to give.
#[derive(Debug)]
pub(in crate::dynamodb) struct Projection<'a> {
    attributes: Branches<'a>,
}

type Branches<'a> = BTreeMap<Element<'a>, Branch<'a>>;

/// What is given of a value: all of it, when nothing is named below.
#[derive(Debug)]
struct Branch<'a> {
    /// The path that made it, by its place.
    path: usize,
    below: Branches<'a>,
}

impl<'a> Projection<'a> {
    /// Reads a projection expression. With it come the attributes that it looks into.
    pub(in crate::dynamodb) fn parse(
        expression: &'a str,
        placeholders: &'a Placeholders<'a>,
    ) -> Result<(Self, Vec<&'a str>), DynamoDbError> {
        let mut parser = Parser::new("ProjectionExpression", expression, placeholders)?;
        let mut paths = vec![parser.path()?];
        while parser.tokens.take(",") {
            paths.push(parser.path()?);
        }
        parser.tokens.expect_end()?;
        let attributes = branches(&paths).map_err(|text| parser.tokens.refusal(text))?;
        Ok((Self { attributes }, parser.nested))
    }

    /// Gives the parts of an item that are there.
    pub(in crate::dynamodb) fn of(&self, item: &Item) -> Item {
        of_map(&self.attributes, item).unwrap_or_default()
    }
}

/// Puts paths together, and refuses two that cannot both be given.
fn branches<'a>(paths: &[Path<'a>]) -> Result<Branches<'a>, String> {
    let mut all = Branches::new();
    for (place, path) in paths.iter().enumerate() {
        let two = |other: usize, how: &str| {
            let other = paths.get(other).unwrap_or(path);
            format!(
                "Two document paths {how} with each other; must remove or rewrite one of these paths; path one: {other}, path two: {path}"
            )
        };
        let mut branches = &mut all;
        let mut left = path.rest.len() + 1;
        for element in path.elements() {
            let other_kind = branches.first_key_value();
            let other_kind = other_kind.filter(|(other, _)| is_index(**other) != is_index(element));
            if let Some((_, branch)) = other_kind {
                return Err(two(branch.path, "conflict"));
            }
            left -= 1;
            let new = !branches.contains_key(&element);
            let branch = branches.entry(element).or_insert_with(|| Branch {
                path: place,
                below: Branches::new(),
            });
            // One of the two ends here, and the other one does not begin here.
            if !new && (left == 0 || branch.below.is_empty()) {
                return Err(two(branch.path, "overlap"));
            }
            branches = &mut branch.below;
        }
    }
    Ok(all)
}

fn is_index(element: Element<'_>) -> bool {
    matches!(element, Element::Index(_))
}

/// The named attributes, none when there are none.
fn of_map(branches: &Branches<'_>, item: &Item) -> Option<Item> {
    let given = item.iter().filter_map(|(name, value)| {
        let branch = branches.get(&Element::Name(name))?;
        Some((name.clone(), of_value(branch, value)?))
    });
    let given: Item = given.collect();
    (!given.is_empty()).then_some(given)
}

fn of_value(branch: &Branch<'_>, value: &AttributeValue) -> Option<AttributeValue> {
    if branch.below.is_empty() {
        return Some(value.clone());
    }
    match value {
        AttributeValue::Map(values) => of_map(&branch.below, values).map(AttributeValue::Map),
        AttributeValue::List(values) => of_list(&branch.below, values).map(AttributeValue::List),
        _ => None,
    }
}

/// The named elements, which move up to where those before them were left out.
fn of_list(branches: &Branches<'_>, values: &[AttributeValue]) -> Option<Vec<AttributeValue>> {
    let given = branches
        .iter()
        .filter_map(|(element, branch)| match element {
            Element::Index(index) => of_value(branch, values.get(*index)?),
            Element::Name(_) => None,
        });
    let given: Vec<AttributeValue> = given.collect();
    (!given.is_empty()).then_some(given)
}
