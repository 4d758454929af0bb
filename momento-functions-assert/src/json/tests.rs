use super::{MAX_DIFFERENCES, differences, missing};
use serde_json::{Value, json};

fn told(differences: Vec<super::Difference>) -> Vec<String> {
    differences.iter().map(ToString::to_string).collect()
}

/// KIT.18
#[test]
fn equal_values_have_no_difference() {
    for value in [
        json!(null),
        json!(1),
        json!("a"),
        json!({"a": [1, {"b": null}]}),
    ] {
        assert_eq!(differences(&value, &value), [], "{value}");
        assert_eq!(missing(&value, &value), [], "{value}");
    }
}

/// KIT.18
#[test]
fn a_difference_has_its_path() {
    for (expected, found, text) in [
        (json!(1), json!(2), "$: expected 1, got 2"),
        (
            json!({"a": {"b": "c"}}),
            json!({"a": {"b": true}}),
            r#"$.a.b: expected "c", got true"#,
        ),
        (
            json!({"items": [0, {"name": "a"}]}),
            json!({"items": [0, {"name": "b"}]}),
            r#"$.items[1].name: expected "a", got "b""#,
        ),
        (
            json!({"a b": 1}),
            json!({"a b": 2}),
            r#"$["a b"]: expected 1, got 2"#,
        ),
        (
            json!({"a": 1, "b": 2}),
            json!({"a": 1}),
            "$.b: expected 2, got none",
        ),
        (
            json!({"a": [1]}),
            json!({"a": [1, 2]}),
            "$.a: expected 1 element, got 2",
        ),
        (
            json!({"a": {}}),
            json!({"a": []}),
            "$.a: expected {}, got []",
        ),
        (json!([]), json!({}), "$: expected [], got {}"),
        (json!(null), json!(0), "$: expected null, got 0"),
    ] {
        assert_eq!(told(differences(&expected, &found)), [text]);
        assert_eq!(told(missing(&expected, &found)), [text]);
    }
}

/// KIT.18
#[test]
fn more_members_are_a_difference_unless_a_part_is_expected() {
    let (expected, found) = (json!({"a": [{}]}), json!({"a": [{"b": 1}], "c": 2}));
    let more = [
        "$.a[0].b: expected none, got 1",
        "$.c: expected none, got 2",
    ];
    assert_eq!(told(differences(&expected, &found)), more);
    assert_eq!(missing(&expected, &found), []);
}

/// KIT.18
#[test]
fn numbers_are_equal_by_value() {
    assert_eq!(differences(&json!(1), &json!(1.0)), []);
    assert_eq!(differences(&json!(-0.5), &json!(-0.5)), []);
    let (one, other) = (json!((1_u64 << 53) + 1), json!(1_u64 << 53));
    assert_eq!(differences(&one, &other).len(), 1);
    assert_eq!(differences(&json!(1), &json!("1")).len(), 1);
}

#[test]
fn what_is_told_has_an_end() {
    let many = |value: &str| Value::from(vec![value.repeat(1000); 1000]);
    let told = told(differences(&many("a"), &many("b")));
    assert_eq!(told.len(), MAX_DIFFERENCES);
    assert!(told.iter().all(|text| text.len() < 500), "{told:?}");
}
