//! Tables against a second model that is too simple to be wrong: whole numbers by whole keys, and a
//! condition that is worked out as it is written.

use super::{condition, item, users};
use crate::dynamodb::{DynamoDbError, Item, Number, PutItem};
use crate::random::Random;
use std::collections::BTreeMap;

type Attributes = BTreeMap<&'static str, i64>;

const NAMES: [&str; 3] = ["a", "b", "c"];

/// A condition on whole numbers, with what holds of it.
struct Made {
    text: String,
    holds: bool,
}

fn pick<T: Copy>(random: &mut Random, from: &[T]) -> T {
    from[usize::try_from(random.below(from.len() as u64)).unwrap()]
}

fn comparison(random: &mut Random, old: &Attributes) -> Made {
    let (name, value) = (pick(random, &NAMES), random.between(0, 3));
    let found = old.get(name).copied();
    let value = i64::from(value);
    let is = |test: fn(&i64, &i64) -> bool| found.is_some_and(|found| test(&found, &value));
    let (text, holds) = match random.below(9) {
        0 => (format!("{name} = :{value}"), is(i64::eq)),
        1 => (format!("{name} <> :{value}"), !is(i64::eq)),
        2 => (format!("{name} < :{value}"), is(i64::lt)),
        3 => (format!("{name} <= :{value}"), is(i64::le)),
        4 => (format!("{name} > :{value}"), is(i64::gt)),
        5 => (format!("{name} >= :{value}"), is(i64::ge)),
        6 => (format!("{name} BETWEEN :{value} AND :2"), is(i64::ge)),
        7 => (
            format!("{name} IN (:{value}, :2)"),
            is(i64::eq) || found == Some(2),
        ),
        _ => (format!("attribute_exists({name})"), found.is_some()),
    };
    Made { text, holds }
}

/// A condition of so many levels at most. What joins two is put into parentheses, now and then where
/// the precedence makes them needless.
fn made(random: &mut Random, old: &Attributes, levels: u32) -> Made {
    if levels == 0 || random.below(3) == 0 {
        return comparison(random, old);
    }
    let left = made(random, old, levels - 1);
    if random.below(4) == 0 {
        return Made {
            text: format!("NOT ({})", left.text),
            holds: !left.holds,
        };
    }
    let right = made(random, old, levels - 1);
    let (word, holds) = match random.flip() {
        true => ("AND", left.holds && right.holds),
        false => ("OR", left.holds || right.holds),
    };
    Made {
        text: format!("{} {word} {}", grouped(&left), grouped(&right)),
        holds,
    }
}

fn grouped(part: &Made) -> String {
    let joins = [" AND ", " OR "]
        .iter()
        .any(|word| part.text.contains(word));
    if joins {
        format!("({})", part.text)
    } else {
        part.text.clone()
    }
}

fn written(id: u64, attributes: &Attributes) -> Item {
    let mut json = format!("{{'id':{{'S':'{id}'}}");
    for (name, value) in attributes {
        json += &format!(",'{name}':{{'N':'{value}.0'}}");
    }
    item(&(json + "}"))
}

/// The values that an expression names.
fn values(text: &str) -> String {
    let used = (0..3).filter(|value| text.contains(&format!(":{value}")));
    let used: Vec<String> = used
        .map(|value| format!("':{value}':{{'N':'{value}'}}"))
        .collect();
    if used.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", used.join(","))
    }
}

/// DDB.1, DDB.3
#[test]
fn tables_do_what_a_simpler_model_does() {
    for seed in 0..30 {
        let (table, mut random) = (users(), Random::new(seed));
        let mut naive: BTreeMap<u64, Attributes> = BTreeMap::new();
        for _ in 0..200 {
            let id = random.below(4);
            let new: Attributes = NAMES
                .iter()
                .filter(|_| random.flip())
                .copied()
                .collect::<Vec<_>>()
                .into_iter()
                .map(|name| (name, i64::from(random.between(0, 3))))
                .collect();
            let old = naive.get(&id).cloned();
            let made = made(&mut random, &old.clone().unwrap_or_default(), 3);
            let put = PutItem {
                item: written(id, &new),
                condition: Some(condition(&made.text, &[], &values(&made.text))),
            };
            match table.put_item(put) {
                Ok(output) => {
                    assert!(made.holds, "{}", made.text);
                    let old = old.map(|old| written(id, &old));
                    assert_eq!(output.old.as_deref(), old.as_ref());
                    naive.insert(id, new);
                }
                Err(DynamoDbError::ConditionalCheckFailed) => assert!(!made.holds, "{}", made.text),
                Err(error) => panic!("{}: {error}", made.text),
            }
            let key = item(&format!("{{'id':{{'S':'{id}'}}}}"));
            let expected = naive.get(&id).map(|attributes| written(id, attributes));
            assert_eq!(table.get(&key).unwrap().as_deref(), expected.as_ref());
        }
        assert_eq!(table.items().len(), naive.len());
    }
}

/// DDB.2
#[test]
fn numbers_do_what_whole_numbers_do() {
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let bits = random.below(60);
        let mut whole = || {
            let size = i128::from(random.below(1 << bits | 1)) * i128::from(random.below(1 << 40));
            if random.flip() { -size } else { size }
        };
        let (one, other) = (whole(), whole());
        let number = |whole: i128| whole.to_string().parse::<Number>().unwrap();
        assert_eq!(
            number(one).cmp(&number(other)),
            one.cmp(&other),
            "{one} {other}"
        );
        assert_eq!(number(one).to_string(), one.to_string());
        let shifted: Number = format!("{one}e-7").parse().unwrap();
        let back: Number = format!("{shifted}e7").parse().unwrap();
        assert_eq!(back, number(one));
    }
}

/// DDB.2, DDB.3
#[test]
fn nothing_that_is_thrown_at_the_readers_ends_them() {
    const PIECES: [&str; 30] = [
        "a",
        "#a",
        ":v",
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "=",
        "<>",
        "<=",
        "AND",
        "OR",
        "NOT",
        "IN",
        "BETWEEN",
        "size",
        "contains",
        "0",
        "99999999999",
        " ",
        "{",
        "}",
        "\"",
        "S",
        "L",
        "M",
        "é",
        "-",
    ];
    let mut random = Random::new(11);
    for _ in 0..20_000 {
        let length = random.below(24);
        let text: String = (0..length).map(|_| pick(&mut random, &PIECES)).collect();
        let put = PutItem {
            item: item("{'id':{'S':'u'}}"),
            condition: Some(condition(&text, &[("#a", "a")], "{':v':{'S':'x'}}")),
        };
        let _ = users().put_item(put);
        let _ = Item::from_json(text.as_bytes());
    }
}
