use super::{condition, put_over};

const OLD: &str = "{'id':{'S':'u'},'a':{'S':'x'}}";

fn refusal(expression: &str, names: &[(&str, &str)], values: &str) -> String {
    match put_over(OLD, condition(expression, names, values)) {
        Ok(held) => panic!("{expression} is no error, but {held}"),
        Err(error) => error.to_string(),
    }
}

fn refused(expression: &str, values: &str, reason: &str) {
    let text = refusal(expression, &[], values);
    let start = "ValidationException: Invalid ConditionExpression: ";
    assert!(text.starts_with(start), "{expression}: {text}");
    assert!(text.contains(reason), "{expression}: {text}");
}

const V: &str = "{':v':{'S':'x'}}";
const N: &str = "{':v':{'N':'1'}}";

/// DDB.3
#[test]
fn an_unknown_operator_is_named_with_its_place() {
    for (operator, place) in [
        ("==", 3),
        ("!=", 3),
        ("&&", 3),
        ("=>", 3),
        ("<=>", 3),
        ("+", 3),
    ] {
        let text = refusal(&format!("a {operator} :v"), &[], V);
        assert!(
            text.contains(&format!("`{operator}` is no comparator")),
            "{text}"
        );
        assert!(text.ends_with(&format!("character {place}")), "{text}");
    }
    refused(
        "a = :v || a = :v",
        V,
        "token: \"||\", near: \":v || a\"; character 8",
    );
    refused(
        "a LIKE :v",
        V,
        "token: \"LIKE\", near: \"a LIKE :v\"; character 3",
    );
}

/// DDB.3
#[test]
fn what_the_grammar_does_not_have_is_a_syntax_error_at_its_place() {
    for (expression, token, place) in [
        ("a", "<EOF>", 2),
        (":v", "<EOF>", 3),
        ("a =", "<EOF>", 4),
        ("= :v", "=", 1),
        ("a = :v AND", "<EOF>", 11),
        ("AND a = :v", "AND", 1),
        ("a = :v b", "b", 8),
        ("(a = :v", "<EOF>", 8),
        ("a = :v)", ")", 7),
        ("a IN ()", ")", 7),
        ("a IN :v", ":v", 6),
        ("a BETWEEN :v", "<EOF>", 13),
        ("a BETWEEN :v OR :v", "OR", 14),
        ("size() = :v", ")", 6),
        ("a.", "<EOF>", 3),
        ("a. = :v", "=", 4),
        ("a[b] = :v", "b", 3),
        ("a[-1] = :v", "-", 3),
        ("a[1 = :v", "=", 5),
        ("a..b = :v", ".", 3),
        ("1a = :v", "1", 1),
        ("_a = :v", "_", 1),
        ("a = 5", "5", 5),
        ("a = 'x'", "'", 5),
        ("é = :v", "é", 1),
        ("a = (a = :v)", "(", 5),
        ("(a = :v) = :v", "=", 10),
        ("NOT (a)", "<EOF>", 8),
        ("in (:v)", "in", 1),
        ("a; b", ";", 2),
        ("a = b = c", "=", 7),
    ] {
        let text = refusal(expression, &[], V);
        assert!(
            text.contains(&format!("Syntax error; token: \"{token}\"")),
            "{expression}: {text}"
        );
        assert!(
            text.ends_with(&format!("character {place}")),
            "{expression}: {text}"
        );
    }
}

/// DDB.3
#[test]
fn an_empty_expression_is_refused() {
    refused("", "", "The expression can not be empty;");
    refused(" \n", "", "The expression can not be empty;");
}

/// DDB.3
#[test]
fn an_expression_has_at_most_4_kb() {
    let padded = |size: usize| format!("attribute_exists(a){}", " ".repeat(size - 19));
    assert_eq!(put_over(OLD, condition(&padded(4096), &[], "")), Ok(true));
    refused(
        &padded(4097),
        "",
        "maximum allowed size; expression size: 4097",
    );
}

/// DDB.3
#[test]
fn reserved_words_stand_for_no_attribute() {
    for word in ["name", "NAME", "Size", "data", "ttl", "a.value"] {
        let reserved = word.rsplit('.').next().unwrap();
        refused(
            &format!("{word} = :v"),
            V,
            &format!("reserved keyword; reserved keyword: {reserved}"),
        );
    }
    assert_eq!(
        put_over(OLD, condition("#n <> :v", &[("#n", "name")], V)),
        Ok(true)
    );
}

/// DDB.3
#[test]
fn functions_take_what_they_take() {
    for (expression, values, reason) in [
        ("dog(a)", "", "Invalid function name; function: dog"),
        (
            "Attribute_exists(a)",
            "",
            "Invalid function name; function: Attribute_exists",
        ),
        (
            "if_not_exists(a, a) = :v",
            V,
            "not allowed in a condition expression; function: if_not_exists",
        ),
        (
            "attribute_exists(a, b)",
            "",
            "function: attribute_exists, number of operands: 2",
        ),
        (
            "begins_with(a)",
            "",
            "function: begins_with, number of operands: 1",
        ),
        (
            "size(a, b) = :v",
            V,
            "function: size, number of operands: 2",
        ),
        (
            "attribute_exists(:v)",
            V,
            "requires a document path; operator or function: attribute_exists",
        ),
        (
            "attribute_not_exists(size(a))",
            "",
            "requires a document path",
        ),
        (
            "begins_with(a, :v)",
            N,
            "function: begins_with, operand type: N",
        ),
        (
            "begins_with(:v, a)",
            N,
            "function: begins_with, operand type: N",
        ),
        ("size(:v) = a", N, "function: size, operand type: N"),
        ("size(size(a)) = :v", V, "function: size, operand type: N"),
        (
            "attribute_type(a, :v)",
            N,
            "function: attribute_type, operand type: N",
        ),
        (
            "attribute_type(a, b)",
            "",
            "function: attribute_type, operand type: a document path",
        ),
        (
            "attribute_type(a, :v)",
            V,
            "Invalid attribute type name found; type: x, valid types: {B,",
        ),
        (
            "size(a)",
            "",
            "not allowed to be used this way in an expression; function: size",
        ),
        ("NOT size(a)", "", "not allowed to be used this way"),
        (
            "attribute_exists(a) = :v",
            V,
            "used this way in an expression; function: attribute_exists",
        ),
        (
            "a = contains(a, :v)",
            V,
            "used this way in an expression; function: contains",
        ),
        (
            "contains(a, a)",
            "",
            "must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]",
        ),
        (
            "a.b[1] = a.b[1]",
            "",
            "operator: =, first operand: [a, b, [1]]",
        ),
        ("a < :v", "{':v':{'L':[]}}", "function: <, operand type: L"),
        (
            ":v >= a",
            "{':v':{'BOOL':true}}",
            "function: >=, operand type: BOOL",
        ),
        (
            "a BETWEEN :v AND b",
            "{':v':{'NULL':true}}",
            "function: BETWEEN, operand type: NULL",
        ),
        (
            "a BETWEEN :w AND :v",
            "{':v':{'S':'a'},':w':{'S':'b'}}",
            "greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
        ),
        (
            "a BETWEEN :w AND :v",
            "{':v':{'N':'1'},':w':{'S':'b'}}",
            "requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:b}",
        ),
    ] {
        refused(expression, values, reason);
    }
}

/// DDB.3
#[test]
fn redundant_parentheses_are_refused() {
    for expression in [
        "((a = :v))",
        "NOT ((a = :v))",
        "((a)) = :v",
        "(((a = :v) OR a = :v))",
    ] {
        refused(expression, V, "The expression has redundant parentheses;");
    }
}

/// DDB.3
#[test]
fn nesting_is_bounded_long_before_the_stack_ends() {
    let nested = |levels: usize| {
        let deep = format!("{}attribute_exists(a)", "(".repeat(levels - 1));
        let close = format!(
            " AND attribute_exists(a)){}",
            " AND attribute_exists(a))".repeat(levels.saturating_sub(2))
        );
        if levels == 1 { deep } else { deep + &close }
    };
    assert_eq!(put_over(OLD, condition(&nested(32), &[], "")), Ok(true));
    refused(
        &nested(33),
        "",
        "nested deeper than 32 levels; character 33",
    );
    refused(&"(".repeat(4096), "", "nested deeper than 32 levels");
    refused(&"size(".repeat(800), "", "nested deeper than 32 levels");
    let nots = format!("{}attribute_exists(a)", "NOT ".repeat(1000));
    assert_eq!(put_over(OLD, condition(&nots, &[], "")), Ok(true));
}

/// DDB.3
#[test]
fn paths_are_bounded() {
    let deep = |elements: usize| format!("attribute_not_exists(a{})", "[0]".repeat(elements - 1));
    assert_eq!(put_over(OLD, condition(&deep(32), &[], "")), Ok(true));
    refused(
        &deep(33),
        "",
        "too many nesting elements; nesting levels: 33",
    );
    let index = |index: &str| format!("attribute_not_exists(a[{index}])");
    assert_eq!(
        put_over(OLD, condition(&index("2147483647"), &[], "")),
        Ok(true)
    );
    for over in ["2147483648", "99999999999999999999999999"] {
        refused(
            &index(over),
            "",
            &format!("allowable range; index: [{over}]"),
        );
    }
}

/// DDB.3
#[test]
fn a_key_has_nothing_to_look_into() {
    for path in ["id.x", "id[0]", "#i.x"] {
        let names: &[(&str, &str)] = if path.starts_with('#') {
            &[("#i", "id")]
        } else {
            &[]
        };
        let text = refusal(&format!("attribute_exists({path})"), names, "");
        assert!(
            text.contains("Key attributes must be scalars") && text.ends_with("Key: id"),
            "{text}"
        );
    }
}

/// DDB.3
#[test]
fn placeholders_are_defined_and_used() {
    refused(
        "a = :w",
        V,
        "value used in expression is not defined; attribute value: :w",
    );
    refused(
        "#a = :v",
        V,
        "name used in the document path is not defined; attribute name: #a",
    );
    for (names, values, reason) in [
        (
            &[("#b", "b"), ("#c", "c")][..],
            V,
            "ExpressionAttributeNames unused in expressions: keys: {#b, #c}",
        ),
        (
            &[],
            "{':v':{'S':'x'},':w':{'S':'y'}}",
            "ExpressionAttributeValues unused in expressions: keys: {:w}",
        ),
        (
            &[("b", "b")],
            V,
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"b\"",
        ),
        (&[("#", "b")], V, "contains invalid key"),
        (&[("#b-c", "b")], V, "contains invalid key"),
        (&[("#b", "")], V, "contains invalid value"),
        (&[("#b", "b"), ("#b", "c")], V, "#b twice"),
        (
            &[],
            "{'v':{'S':'x'}}",
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"v\"",
        ),
        (&[], "{}", "ExpressionAttributeValues must not be empty"),
    ] {
        let text = refusal("a = :v", names, values);
        assert!(text.contains(reason), "{reason}: {text}");
    }
    let mut empty = condition("attribute_exists(a)", &[], "");
    empty.names = Some(Vec::new());
    let text = put_over(OLD, empty).unwrap_err().to_string();
    assert!(
        text.ends_with("ExpressionAttributeNames must not be empty"),
        "{text}"
    );
}

/// DDB.3
#[test]
fn placeholders_and_what_they_stand_for_have_limits() {
    let named = |size: usize| format!("#{}", "n".repeat(size - 1));
    let exists = |own: &str, name: &str| {
        put_over(
            OLD,
            condition(&format!("attribute_exists({own})"), &[(own, name)], ""),
        )
    };
    assert_eq!(exists(&named(255), "a"), Ok(true));
    assert!(
        exists(&named(256), "a")
            .unwrap_err()
            .to_string()
            .contains("invalid key")
    );
    let long = "x".repeat(65_535);
    assert_eq!(exists("#a", &long), Ok(false));
    assert!(
        exists("#a", &format!("{long}x"))
            .unwrap_err()
            .to_string()
            .contains("invalid value")
    );
    let own: Vec<String> = (10..43).map(|own| format!("#{own}")).collect();
    let names: Vec<(&str, &str)> = own
        .iter()
        .map(|own| (own.as_str(), long.as_str()))
        .collect();
    let text = refusal("attribute_exists(a)", &names, "");
    assert!(text.contains("exceeds max size"), "{text}");
}

/// DDB.3
#[test]
fn a_value_may_be_used_in_part_of_a_condition_that_is_not_looked_at() {
    let values = "{':v':{'S':'x'},':w':{'S':'y'}}";
    assert_eq!(
        put_over(OLD, condition("a = :v OR b = :w", &[], values)),
        Ok(true)
    );
}
