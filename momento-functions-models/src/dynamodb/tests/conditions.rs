use super::{condition, put_over};

/// One attribute a type, and some to compare with.
const OLD: &str =
    "{'id':{'S':'u'},'s':{'S':'hello'},'t':{'S':'hello'},'n':{'N':'17'},'m':{'N':'9.5'},
    'b':{'B':'aGkgdGhlcmU='},'yes':{'BOOL':true},'nil':{'NULL':true},'ss':{'SS':['x','y']},
    'ns':{'NS':['2','4','7']},'bs':{'BS':['YQ==','Yg==']},
    'l':{'L':[{'N':'2'},{'S':'dog'},{'NS':['1','2']},{'L':[{'N':'3'}]}]},
    'doc':{'M':{'x':{'N':'1'},'y':{'L':[{'N':'-1'},{'N':'2'}]},'a.b':{'S':'dot'}}}}";

const VALUES: &str = "{':17':{'N':'1.7e1'},':5':{'N':'5'},':2':{'N':'2'},':1':{'N':'1'},':s':{'S':'hello'},
    ':hell':{'S':'hell'},':ell':{'S':'ell'},':z':{'S':'zebra'},':a':{'S':'aardvark'},':b':{'B':'aGkgdGhlcmU='},
    ':hi':{'B':'aGk='},':here':{'B':'aGVyZQ=='},':yes':{'BOOL':true},':no':{'BOOL':false},':nil':{'NULL':true},
    ':ss':{'SS':['y','x']},':ns':{'NS':['7','2.0','4']},':bs':{'BS':['Yg==','YQ==']},':x':{'S':'x'},
    ':12':{'NS':['2','1']},':3':{'L':[{'N':'3.0'}]},':m':{'M':{'k':{'SS':['q','p']}}},':e':{'S':''},
    ':S':{'S':'S'},':N':{'S':'N'},':M':{'S':'M'},':BOOL':{'S':'BOOL'},':NULL':{'S':'NULL'},':L':{'S':'L'},
    ':dog':{'S':'dog'},':8':{'N':'8'},':4':{'N':'4'},':3n':{'N':'3'}}";

/// Tells whether a condition holds of [`OLD`], with those of [`VALUES`] that it names.
fn holds(expression: &str) -> bool {
    let values = super::item(VALUES);
    let named = |own: &str| {
        let words = expression.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':'));
        words.into_iter().any(|word| word == own)
    };
    let values = values.iter().filter(|(own, _)| named(own)).cloned();
    let mut condition = condition(expression, &[], "");
    let values: crate::dynamodb::Item = values.collect();
    condition.values = (!values.is_empty()).then_some(values);
    put_over(OLD, condition).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

fn all_hold(expressions: &[&str]) {
    for expression in expressions {
        assert!(holds(expression), "{expression}");
        assert!(!holds(&format!("NOT ({expression})")), "{expression}");
    }
}

fn none_hold(expressions: &[&str]) {
    for expression in expressions {
        assert!(!holds(expression), "{expression}");
    }
}

/// DDB.3
#[test]
fn values_of_every_type_are_equal_by_value() {
    all_hold(&[
        "s = :s",
        "s = t",
        "n = :17",
        "b = :b",
        "yes = :yes",
        "nil = :nil",
        "ss = :ss",
        "ns = :ns",
        "bs = :bs",
        "l[3] = :3",
        "l[2] = :12",
        "doc.x = :1",
        ":s = s",
        "s <> :z",
        "n <> :s",
        "yes <> :no",
        "absent <> :s",
        "absent <> lost",
        "doc.z <> :s",
    ]);
    none_hold(&[
        "s = :z",
        "n = :s",
        "yes = :no",
        "absent = :s",
        "absent = lost",
        "n <> :17",
    ]);
}

/// DDB.3
#[test]
fn texts_numbers_and_bytes_have_an_order() {
    all_hold(&[
        "s < :z",
        "s <= :s",
        "s > :a",
        "s >= t",
        "m < n",
        "m <= :17",
        "n > m",
        "n >= :17",
        "b > :here",
        "b >= :b",
        "doc.y[0] < doc.x",
    ]);
    none_hold(&[
        "s < :s",
        "s > :z",
        "n < m",
        "b > :b",
        "n < :z",
        "s < :17",
        "absent < :17",
        ":17 > absent",
        "absent >= lost",
        "l < :17",
        ":17 < l",
        "yes < n",
    ]);
}

/// DDB.3
#[test]
fn between_takes_both_bounds_in() {
    all_hold(&[
        "n BETWEEN :1 AND :17",
        "n between :17 and :17",
        "s BETWEEN :a AND :z",
        "n BETWEEN m AND :17 AND s = t",
        "b BETWEEN :b AND :b",
    ]);
    none_hold(&[
        "m BETWEEN n AND :17",
        "n BETWEEN n AND m",
        "n BETWEEN :a AND :z",
        "absent BETWEEN :1 AND :17",
        "n BETWEEN l AND yes",
    ]);
}

/// DDB.3
#[test]
fn in_finds_an_equal_value_among_up_to_100() {
    all_hold(&[
        "n IN (:17)",
        "s in (:17, :z, t)",
        "ss IN (:ss)",
        "n IN(m,n2,:17)",
    ]);
    none_hold(&["n IN (:1, :s)", "absent IN (:1, lost)"]);
    let list = |count| vec!["m"; count].join(",");
    assert!(!holds(&format!("n IN ({})", list(100))));
    let refused = put_over(OLD, condition(&format!("n IN ({})", list(101)), &[], ""));
    let text = refused.unwrap_err().to_string();
    assert!(
        text.contains("function: IN, number of operands: 101"),
        "{text}"
    );
}

/// DDB.3
#[test]
fn functions_look_at_one_attribute() {
    all_hold(&[
        "attribute_exists(s)",
        "attribute_exists (doc.y[1])",
        "attribute_not_exists(doc.y[2])",
        "attribute_not_exists(s.x)",
        "attribute_not_exists(l.x)",
        "attribute_not_exists(doc[0])",
        "attribute_type(s, :S)",
        "attribute_type(n, :N)",
        "attribute_type(doc, :M)",
        "attribute_type(yes, :BOOL)",
        "attribute_type(nil, :NULL)",
        "attribute_type(:17, :N)",
        "begins_with(s, :hell)",
        "begins_with(b, :hi)",
        "begins_with(:s, t)",
        "begins_with(s, :e)",
        "contains(s, :ell)",
        "contains(b, :here)",
        "contains(ss, :x)",
        "contains(ns, :4)",
        "contains(l, :2)",
        "contains(l, :12)",
        "contains(l, :3)",
        "contains(l, :dog)",
    ]);
    none_hold(&[
        "attribute_exists(absent)",
        "attribute_not_exists(s)",
        "attribute_type(s, :N)",
        "attribute_type(absent, :S)",
        "begins_with(s, :z)",
        "begins_with(n, :hell)",
        "begins_with(s, :hi)",
        "begins_with(absent, :hell)",
        "contains(s, :z)",
        "contains(s, :2)",
        "contains(ss, :ell)",
        "contains(ns, :x)",
        "contains(l, :8)",
        "contains(n, :17)",
        "contains(absent, :s)",
        "contains(doc, :x)",
        "contains(b, :ell)",
    ]);
}

/// DDB.3
#[test]
fn a_size_is_a_number_to_compare() {
    all_hold(&[
        "size(s) = :5",
        "size(b) = :8",
        "size(ss) = :2",
        "size(ns) = :3n",
        "size(bs) = :2",
        "size(l) = :4",
        "size(doc) = :3n",
        "size(s) < n",
        "size(s) BETWEEN :2 AND :8",
        "size(s) IN (:2, :5)",
        ":5 >= size(s)",
        "size(s) <> :s",
        "size(n) <> :1",
        "size(:s) = size(s)",
    ]);
    none_hold(&[
        "size(n) = :1",
        "size(yes) = :1",
        "size(absent) = :1",
        "size(s) = :s",
        "size(s) > :5",
    ]);
}

/// DDB.3
#[test]
fn the_size_of_a_text_counts_characters() {
    let held = put_over(
        "{'id':{'S':'u'},'s':{'S':'é€😀'}}",
        condition("size(s) = :3", &[], "{':3':{'N':'3'}}"),
    );
    assert_eq!(held, Ok(true));
}

/// DDB.3
#[test]
fn not_binds_before_and_which_binds_before_or() {
    all_hold(&[
        "s = t OR n = m AND m = n",
        "s = t or n = m",
        "n = m OR s = t AND s = :s",
        "NOT n = m AND s = t",
        "NOT NOT s = t",
        "nOt n = m",
        "NOT (n = m OR m = n)",
        "(s = t OR n = m) AND (n = :17 OR (m = n AND n = m))",
    ]);
    none_hold(&[
        "(s = t OR n = m) AND m = n",
        "NOT s = t OR n = m",
        "NOT NOT NOT s = t",
    ]);
}

/// DDB.3
#[test]
fn operands_may_stand_in_parentheses() {
    all_hold(&[
        "(s) = (t)",
        "(doc).x = :1",
        "(doc.y)[1] = :2",
        "attribute_exists((s))",
    ]);
    assert!(holds("(s = t)"));
}

/// DDB.3
#[test]
fn blanks_stand_where_they_like_and_keywords_in_any_case() {
    all_hold(&[
        " s=t ",
        "\ts\n=\r\nt",
        "doc . y [ 1 ] = :2",
        "size ( s ) = :5",
        "s=t aNd n<>m",
    ]);
}

/// DDB.3
#[test]
fn names_stand_for_whole_attributes_at_every_step() {
    let names = [("#doc", "doc"), ("#dot", "a.b"), ("#i", "id")];
    let values = "{':dot':{'S':'dot'}}";
    for (expression, held) in [
        ("#doc.#dot = :dot AND attribute_exists(#i)", true),
        ("#doc.#dot = :dot AND attribute_exists(doc.#i)", false),
    ] {
        assert_eq!(
            put_over(OLD, condition(expression, &names, values)),
            Ok(held)
        );
    }
}

/// DDB.3
#[test]
fn without_an_item_nothing_exists() {
    let users = super::users();
    let put = |expression: &str| {
        users.put_item(crate::dynamodb::PutItem {
            item: super::item("{'id':{'S':'v'}}"),
            condition: Some(condition(expression, &[], "")),
        })
    };
    assert!(put("attribute_exists(id)").is_err());
    assert!(put("size(id) = id").is_err());
    assert!(put("attribute_not_exists(id)").is_ok());
}
