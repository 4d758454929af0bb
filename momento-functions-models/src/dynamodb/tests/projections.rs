use super::{item, users};
use crate::dynamodb::{GetItem, ProjectionExpression};

const ITEM: &str = "{'id':{'S':'u'},'a':{'M':{'b':{'L':[{'N':'2'},{'N':'4'},{'M':{'x':{'S':'hi'},'y':{'S':'yo'}}}]},
    'c':{'N':'5'}}},'b':{'S':'hello'},'a.b':{'S':'dot'}}";

fn project(expression: Option<&str>, names: &[(&str, &str)]) -> Result<String, String> {
    let users = users();
    users.put(item(ITEM)).unwrap();
    let names = names
        .iter()
        .map(|(own, name)| ((*own).to_owned(), (*name).to_owned()));
    let names: Vec<(String, String)> = names.collect();
    let get = GetItem {
        key: item("{'id':{'S':'u'}}"),
        projection: ProjectionExpression {
            expression: expression.map(str::to_owned),
            names: (!names.is_empty()).then_some(names),
        },
        ..GetItem::default()
    };
    let output = users.get_item(&get).map_err(|error| error.to_string())?;
    Ok(output.item.unwrap().to_string().replace('"', "'"))
}

fn given(expression: &str) -> String {
    project(Some(expression), &[]).unwrap()
}

fn refusal(expression: &str) -> String {
    project(Some(expression), &[]).unwrap_err()
}

/// DDB.4
#[test]
fn what_is_named_is_given_where_it_stands() {
    for (expression, expected) in [
        ("b", "{'b':{'S':'hello'}}"),
        (" b , id ", "{'b':{'S':'hello'},'id':{'S':'u'}}"),
        ("a.c", "{'a':{'M':{'c':{'N':'5'}}}}"),
        ("a.b[0]", "{'a':{'M':{'b':{'L':[{'N':'2'}]}}}}"),
        (
            "a.b[2].y",
            "{'a':{'M':{'b':{'L':[{'M':{'y':{'S':'yo'}}}]}}}}",
        ),
        (
            "a.b[1],a.b[0]",
            "{'a':{'M':{'b':{'L':[{'N':'2'},{'N':'4'}]}}}}",
        ),
        (
            "a.b[2].x, a.b[0], a.c",
            "{'a':{'M':{'b':{'L':[{'N':'2'},{'M':{'x':{'S':'hi'}}}]},'c':{'N':'5'}}}}",
        ),
        (
            "a.x, a.b[0], x, a.b[3].x",
            "{'a':{'M':{'b':{'L':[{'N':'2'}]}}}}",
        ),
    ] {
        assert_eq!(given(expression), expected, "{expression}");
    }
}

/// DDB.4
#[test]
fn what_is_not_there_is_left_out_and_the_rest_is_given() {
    for nothing in [
        "x",
        "a.b[3]",
        "a.x",
        "a.x.y",
        "a.b[3].x",
        "a.b.x",
        "a[0]",
        "a.b[0].x",
        "a.b[0][0]",
        "b.x",
    ] {
        assert_eq!(given(nothing), "{}", "{nothing}");
    }
}

/// DDB.4
#[test]
fn a_name_is_one_step_whatever_is_in_it() {
    let names = [("#n", "a.b")];
    assert_eq!(project(Some("#n"), &names).unwrap(), "{'a.b':{'S':'dot'}}");
    let names = [("#a", "a"), ("#c", "c")];
    assert_eq!(
        project(Some("#a.#c"), &names).unwrap(),
        "{'a':{'M':{'c':{'N':'5'}}}}"
    );
}

/// DDB.4
#[test]
fn paths_that_overlap_are_refused_and_both_are_named() {
    for expression in [
        "a, a",
        "a.b, a.b",
        "a[1], a[1]",
        "a, a.b",
        "a.b, a",
        "a.b, a.b[2]",
        "a.b, a.b.c",
        "a, a.b[2].c",
        "a.b.d, a.b",
        "a.b.d.e, a.b",
        "x, a.b, a.b.d.e",
    ] {
        let text = refusal(expression);
        assert!(
            text.contains("Two document paths overlap with each other"),
            "{expression}: {text}"
        );
    }
    let text = refusal("c, a.b[1].c, a.b");
    assert!(
        text.ends_with("path one: [a, b, [1], c], path two: [a, b]"),
        "{text}"
    );
    for fine in [
        "a, b",
        "a.b, a.c",
        "a.b.d, a.b.e",
        "a[1], a[2]",
        "a.b, a.c[2]",
    ] {
        given(fine);
    }
}

/// DDB.4
#[test]
fn a_value_cannot_be_looked_into_as_a_list_and_as_a_map() {
    for expression in ["a.b, a[1]", "a[1], a.b", "a.b.c, a.b[0]"] {
        let text = refusal(expression);
        assert!(
            text.contains("Two document paths conflict with each other"),
            "{expression}: {text}"
        );
    }
    assert!(refusal("a.b, a[1]").ends_with("path one: [a, b], path two: [a, [1]]"));
}

/// DDB.4
#[test]
fn what_is_no_projection_is_refused_with_its_place() {
    for (expression, reason) in [
        ("", "The expression can not be empty;"),
        ("a,", "token: \"<EOF>\""),
        (",a", "token: \",\""),
        ("a,,b", "token: \",\", near: \", , b\"; character 3"),
        ("a b", "token: \"b\""),
        ("(a)", "token: \"(\""),
        ("a = b", "token: \"=\""),
        ("size(a)", "reserved keyword: size"),
        (":v", "token: \":v\""),
        ("#n", "not defined; attribute name: #n"),
        ("name", "reserved keyword: name"),
        ("a[4294967296]", "allowable range; index: [4294967296]"),
    ] {
        let text = refusal(expression);
        assert!(
            text.starts_with("ValidationException: Invalid ProjectionExpression: "),
            "{text}"
        );
        assert!(text.contains(reason), "{expression}: {text}");
    }
    assert!(refusal("id.x").contains("Key attributes must be scalars"));
}

/// DDB.4
#[test]
fn names_without_an_expression_or_without_use_are_refused() {
    let text = project(None, &[("#n", "a")]).unwrap_err();
    assert!(
        text.contains("can only be specified when using expressions"),
        "{text}"
    );
    let text = project(Some("b"), &[("#n", "a")]).unwrap_err();
    assert!(text.contains("unused in expressions: keys: {#n}"), "{text}");
}
