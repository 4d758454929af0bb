use super::item;
use crate::dynamodb::{AttributeValue, Item, MAX_ITEM_JSON};

fn refusal(json: &str) -> String {
    let json = json.replace('\'', "\"");
    Item::from_json(json.as_bytes()).unwrap_err().to_string()
}

/// DDB.2
#[test]
fn every_type_comes_back_as_dynamodb_writes_it() {
    let written = r#"{"s":{"S":"a\"\\\n\u0001é€"},"n":{"N":"-01.50"},"b":{"B":"AP8="},"t":{"BOOL":true},
        "f":{"BOOL":false},"o":{"NULL":true},"ss":{"SS":["b","a",""]},"ns":{"NS":["10","9.0"]},
        "bs":{"BS":["Yg==","YQ=="]},"l":{"L":[{"S":""},{"L":[]}]},"m":{"M":{"x":{"M":{}}}},"e":{"B":""}}"#;
    let told = r#"{"b":{"B":"AP8="},"bs":{"BS":["YQ==","Yg=="]},"e":{"B":""},"f":{"BOOL":false},"l":{"L":[{"S":""},{"L":[]}]},"m":{"M":{"x":{"M":{}}}},"n":{"N":"-1.5"},"ns":{"NS":["9","10"]},"o":{"NULL":true},"s":{"S":"a\"\\\u000a\u0001é€"},"ss":{"SS":["","a","b"]},"t":{"BOOL":true}}"#;
    let item = Item::from_json(written.as_bytes()).unwrap();
    assert_eq!(item.to_string(), told);
    assert_eq!(Item::from_json(told.as_bytes()).unwrap(), item);
    let as_json: serde_json::Value = serde_json::from_str(told).unwrap();
    assert_eq!(as_json["s"]["S"], "a\"\\\n\u{1}é€");
}

/// DDB.2
#[test]
fn bytes_are_written_with_padding_or_without() {
    let unpadded = item(r#"{"b":{"B":"AP8"},"bs":{"BS":["Yg","YWI"]}}"#);
    let padded = item(r#"{"b":{"B":"AP8="},"bs":{"BS":["Yg==","YWI="]}}"#);
    assert_eq!(unpadded, padded);
    assert!(unpadded.to_string().contains("AP8="));
}

/// DDB.2
#[test]
fn what_is_no_value_of_dynamodb_is_refused_with_its_reason_and_place() {
    for (json, reason) in [
        ("{'a':{}}", "Supplied AttributeValue is empty"),
        ("{'a':{'S':'x','N':'1'}}", "more than one datatypes set"),
        ("{'a':{'X':'x'}}", "`X` is no type of DynamoDB"),
        (
            "{'a':{'N':'dog'}}",
            "cannot be converted to a numeric value: dog",
        ),
        (
            "{'a':{'N':1}}",
            "invalid type: integer `1`, expected a string",
        ),
        ("{'a':'x'}", "expected a value with its type"),
        ("{'a':{'B':'?'}}", "standard base64"),
        ("{'a':{'NULL':false}}", "must have the value of true"),
        ("{'a':{'BOOL':'true'}}", "expected a boolean"),
        ("{'a':{'SS':[]}}", "An string set  may not be empty"),
        ("{'a':{'NS':[]}}", "An number set  may not be empty"),
        ("{'a':{'BS':[]}}", "Binary sets should not be empty"),
        (
            "{'a':{'SS':['x','y','x']}}",
            "of type SS contains duplicates",
        ),
        ("{'a':{'NS':['1','1.0']}}", "of type NS contains duplicates"),
        (
            "{'a':{'BS':['YQ==','YQ==']}}",
            "of type BS contains duplicates",
        ),
        ("{'':{'S':'x'}}", "name; this one's is empty"),
        (
            "{'a':{'S':'x'},'a':{'S':'y'}}",
            "`a` is there more than once",
        ),
        ("[]", "expected an object with attributes by name"),
    ] {
        let text = refusal(json);
        assert!(text.starts_with("ValidationException: "), "{text}");
        assert!(text.contains(reason), "{json}: {text}");
        assert!(text.contains("(line 1, column "), "{text}");
    }
}

/// DDB.2
#[test]
fn what_is_no_json_is_told_apart() {
    for json in ["", "{", "{'a':{'S':'x'}} {", "nothing"] {
        let text = refusal(json);
        assert!(
            text.starts_with("SerializationException: "),
            "{json}: {text}"
        );
    }
    let invalid = Item::from_json(b"{\"a\":{\"S\":\"\xff\"}}").unwrap_err();
    assert!(
        invalid.to_string().contains("SerializationException"),
        "{invalid}"
    );
}

/// DDB.2
#[test]
fn the_json_of_an_item_has_a_limit() {
    let blanks = |size: usize| " ".repeat(size - 2) + "{}";
    assert!(Item::from_json(blanks(MAX_ITEM_JSON).as_bytes()).is_ok());
    assert!(refusal(&blanks(MAX_ITEM_JSON + 1)).contains("at most 4194304 bytes"));
}

fn nested(levels: usize, open: &str, close: &str) -> String {
    let (open, close) = (open.repeat(levels - 1), close.repeat(levels - 1));
    format!("{{'a':{open}{{'S':'x'}}{close}}}")
}

/// DDB.2
#[test]
fn an_attribute_has_at_most_32_levels() {
    for (open, close) in [("{'M':{'n':", "}}"), ("{'L':[", "]}")] {
        for fits in [1, 31, 32] {
            item(&nested(fits, open, close));
        }
        for over in [33, 63, 64, 65, 1000, 100_000] {
            let text = refusal(&nested(over, open, close));
            assert!(
                text.contains("Nesting Levels have exceeded"),
                "{over}: {text}"
            );
        }
    }
}

/// DDB.2
#[test]
fn a_name_has_at_most_64_kb() {
    let named = |size| format!("{{'{}':{{'S':''}}}}", "n".repeat(size));
    assert_eq!(item(&named(65_535)).size(), 65_535);
    assert!(refusal(&named(65_536)).contains("at most 65535 bytes"));
}

/// DDB.2
#[test]
fn sizes_are_counted_as_aws_documents_them() {
    for (json, size) in [
        ("{}", 0),
        ("{'ab':{'S':'é'}}", 2 + 2),
        ("{'a':{'N':'0'}}", 1 + 1),
        ("{'a':{'N':'7'}}", 1 + 2),
        ("{'a':{'N':'-12.30'}}", 1 + 3),
        ("{'a':{'N':'1200'}}", 1 + 2),
        ("{'a':{'B':'AP8='}}", 1 + 2),
        ("{'a':{'BOOL':false}}", 1 + 1),
        ("{'a':{'NULL':true}}", 1 + 1),
        ("{'a':{'SS':['ab','c']}}", 1 + 3),
        ("{'a':{'NS':['1','234']}}", 1 + 2 + 3),
        ("{'a':{'BS':['AP8=','YQ==']}}", 1 + 3),
        ("{'a':{'L':[]}}", 1 + 3),
        (
            "{'a':{'L':[{'S':'ab'},{'L':[]}]}}",
            1 + 3 + (1 + 2) + (1 + 3),
        ),
        ("{'a':{'M':{}}}", 1 + 3),
        ("{'a':{'M':{'bc':{'S':'d'}}}}", 1 + 3 + (1 + 2 + 1)),
    ] {
        assert_eq!(item(json).size(), size, "{json}");
    }
}

#[test]
fn an_attribute_is_set_in_place_of_the_one_of_its_name() {
    let text = |text: &str| AttributeValue::String(text.to_owned());
    let item = Item::default()
        .with("b", text("1"))
        .with("a", text("2"))
        .with("b", text("3"));
    assert_eq!(item.to_string(), r#"{"a":{"S":"2"},"b":{"S":"3"}}"#);
    assert_eq!((item.len(), item.is_empty()), (2, false));
    assert_eq!(item.iter().cloned().collect::<Item>(), item);
}
