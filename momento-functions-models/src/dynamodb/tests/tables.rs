use super::{condition, item, users};
use crate::dynamodb::{
    AttributeValue, GetItem, Item, KeyAttribute, KeySchema, KeyType, PutItem, Table, table_name,
};

fn put(table: &Table, json: &str) -> Result<Option<String>, String> {
    let old = table.put(item(json)).map_err(|error| error.to_string())?;
    Ok(old.map(|old| old.to_string().replace('"', "'")))
}

fn get(table: &Table, key: &str) -> Result<Option<String>, String> {
    let found = table.get(&item(key)).map_err(|error| error.to_string())?;
    Ok(found.map(|found| found.to_string().replace('"', "'")))
}

fn events() -> Table {
    let sort = KeyAttribute::new("at", KeyType::Number);
    Table::new(KeySchema::new(KeyAttribute::new("id", KeyType::Binary)).with_sort(sort))
}

/// DDB.1
#[test]
fn a_put_replaces_the_whole_item_and_gives_the_old_one() {
    let users = users();
    assert_eq!(put(&users, "{'id':{'S':'u'},'a':{'N':'1'}}"), Ok(None));
    let old = "{'a':{'N':'1'},'id':{'S':'u'}}".to_owned();
    assert_eq!(put(&users, "{'id':{'S':'u'},'b':{'N':'2'}}"), Ok(Some(old)));
    let new = "{'b':{'N':'2'},'id':{'S':'u'}}".to_owned();
    assert_eq!(get(&users, "{'id':{'S':'u'}}"), Ok(Some(new)));
    assert_eq!(get(&users, "{'id':{'S':'v'}}"), Ok(None));
    assert_eq!(users.items().len(), 1);
}

/// DDB.1
#[test]
fn a_key_is_found_by_value_and_both_its_attributes_count() {
    let events = events();
    put(
        &events,
        "{'id':{'B':'YQ=='},'at':{'N':'10.0'},'x':{'S':'a'}}",
    )
    .unwrap();
    put(&events, "{'id':{'B':'YQ=='},'at':{'N':'9'},'x':{'S':'b'}}").unwrap();
    let found = get(&events, "{'at':{'N':'1e1'},'id':{'B':'YQ=='}}").unwrap();
    assert!(found.is_some_and(|found| found.contains("'x':{'S':'a'}")));
    assert_eq!(
        get(&events, "{'at':{'N':'10'},'id':{'B':'Yg=='}}"),
        Ok(None)
    );
    let order: Vec<String> = events.items().iter().map(|item| item.to_string()).collect();
    assert!(order[0].contains(r#""N":"9""#), "{order:?}");
    let names: Vec<&str> = events
        .schema()
        .attributes()
        .map(KeyAttribute::name)
        .collect();
    assert_eq!(names, ["id", "at"]);
}

/// DDB.1
#[test]
fn an_item_without_the_whole_key_is_refused_and_nothing_is_written() {
    let events = events();
    for (json, reason) in [
        ("{'id':{'B':'YQ=='}}", "Missing the key at in the item"),
        ("{'at':{'N':'1'}}", "Missing the key id in the item"),
        (
            "{'id':{'S':'YQ=='},'at':{'N':'1'}}",
            "Type mismatch for key id expected: B actual: S",
        ),
        (
            "{'id':{'B':'YQ=='},'at':{'NS':['1']}}",
            "Type mismatch for key at expected: N actual: NS",
        ),
        (
            "{'id':{'B':''},'at':{'N':'1'}}",
            "cannot contain an empty binary value. Key: id",
        ),
    ] {
        let text = put(&events, json).unwrap_err();
        assert!(text.contains(reason), "{json}: {text}");
    }
    assert!(
        put(&users(), "{'id':{'S':''}}")
            .unwrap_err()
            .contains("empty string value. Key: id")
    );
    assert_eq!(events.items().len(), 0);
    assert_eq!(put(&events, "{'id':{'B':'YQ=='},'at':{'N':'1'}}"), Ok(None));
}

/// DDB.1
#[test]
fn a_get_names_the_key_and_nothing_else() {
    let events = events();
    for key in [
        "{}",
        "{'id':{'B':'YQ=='}}",
        "{'id':{'B':'YQ=='},'at':{'S':'1'}}",
        "{'id':{'B':'YQ=='},'on':{'N':'1'}}",
        "{'id':{'B':'YQ=='},'at':{'N':'1'},'x':{'S':'a'}}",
    ] {
        let text = get(&events, key).unwrap_err();
        assert!(
            text.ends_with("key element does not match the schema"),
            "{text}"
        );
    }
    let empty = get(&events, "{'id':{'B':''},'at':{'N':'1'}}").unwrap_err();
    assert!(empty.contains("empty binary value. Key: id"), "{empty}");
}

/// DDB.1
#[test]
fn keys_have_limits() {
    let sorted = Table::new(
        KeySchema::new(KeyAttribute::string("id")).with_sort(KeyAttribute::string("at")),
    );
    let key = |id: usize, at: usize| {
        let (id, at) = ("k".repeat(id), "k".repeat(at));
        format!("{{'id':{{'S':'{id}'}},'at':{{'S':'{at}'}}}}")
    };
    assert!(put(&sorted, &key(2048, 1024)).is_ok());
    assert!(get(&sorted, &key(2048, 1024)).unwrap().is_some());
    for call in [put, get] {
        let partition = call(&sorted, &key(2049, 1)).unwrap_err();
        assert!(
            partition.contains("Size of hashkey has exceeded"),
            "{partition}"
        );
        let sort = call(&sorted, &key(1, 1025)).unwrap_err();
        assert!(sort.contains("all range keys has exceeded"), "{sort}");
    }
}

fn of_size(id: &str, size: usize) -> Item {
    let text = "x".repeat(size - "id".len() - id.len() - "a".len());
    item(&format!("{{'id':{{'S':'{id}'}},'a':{{'S':'{text}'}}}}"))
}

/// DDB.1
#[test]
fn an_item_has_at_most_400_kb() {
    let users = users();
    for fits in [409_599, 409_600] {
        let fits = of_size("u", fits);
        let size = fits.size();
        users.put(fits).unwrap();
        assert_eq!(users.items()[0].size(), size);
    }
    let text = users.put(of_size("u", 409_601)).unwrap_err().to_string();
    assert!(
        text.ends_with("Item size has exceeded the maximum allowed size"),
        "{text}"
    );
    assert_eq!(users.items()[0].size(), 409_600);
}

/// DDB.1
#[test]
fn a_table_is_full_when_its_items_fill_its_room() {
    let schema = KeySchema::new(KeyAttribute::string("id"));
    let room = 3 * of_size("a", 100).memory();
    let table = Table::with_room(schema, room);
    for id in ["a", "b", "c"] {
        table.put(of_size(id, 100)).unwrap();
    }
    let text = table.put(of_size("d", 4)).unwrap_err().to_string();
    assert!(
        text.contains("LimitExceededException") && text.contains(&format!("{room} bytes")),
        "{text}"
    );
    assert!(table.put(of_size("a", 101)).is_err());
    // What is replaced makes room.
    table.put(of_size("a", 96)).unwrap();
    table.put(of_size("b", 104)).unwrap();
    assert!(table.put(of_size("b", 105)).is_err());
    assert_eq!(table.items().len(), 3);
}

/// DDB.1
#[test]
fn many_small_values_count_as_what_they_take_in_memory() {
    let nulls = vec!["{'NULL':true}"; 1000].join(",");
    let list = item(&format!("{{'id':{{'S':'a'}},'l':{{'L':[{nulls}]}}}}"));
    assert!(list.memory() >= 1000 * size_of::<AttributeValue>());
    assert!(item("{'id':{'S':'a'}}").memory() > 100);
}

/// DDB.5
#[test]
fn calls_cost_by_the_item_before_and_after_and_not_by_what_is_given() {
    let users = users();
    let cost = |size| {
        let put = PutItem {
            item: of_size("u", size),
            condition: None,
        };
        users.put_item(put).unwrap().capacity.units()
    };
    let costs = [1024, 1025, 5000, 10].map(cost);
    assert_eq!(costs, [1.0, 2.0, 5.0, 5.0]);
    assert_eq!(cost(8193), 9.0);
    let mut get = GetItem {
        key: item("{'id':{'S':'u'}}"),
        ..GetItem::default()
    };
    get.projection.expression = Some("id".to_owned());
    assert_eq!(users.get_item(&get).unwrap().capacity.units(), 1.5);
    get.consistent = true;
    assert_eq!(users.get_item(&get).unwrap().capacity.units(), 3.0);
    get.key = item("{'id':{'S':'v'}}");
    let none = users.get_item(&get).unwrap();
    assert_eq!((none.item, none.capacity.units()), (None, 1.0));
}

/// DDB.3
#[test]
fn a_put_on_a_condition_writes_only_when_it_holds() {
    let users = users();
    let put = |age: &str| {
        let put = PutItem {
            item: item(&format!("{{'id':{{'S':'u'}},'age':{{'N':'{age}'}}}}")),
            condition: Some(condition(
                "attribute_not_exists(id) OR age < :age",
                &[],
                &format!("{{':age':{{'N':'{age}'}}}}"),
            )),
        };
        users
            .put_item(put)
            .map(|put| put.old.is_some())
            .map_err(|error| error.to_string())
    };
    let failed = "ConditionalCheckFailedException: The conditional request failed".to_owned();
    assert_eq!(put("10"), Ok(false));
    assert_eq!(put("10"), Err(failed.clone()));
    assert_eq!(put("9.5"), Err(failed));
    assert_eq!(put("10.5"), Ok(true));
    assert!(users.items()[0].to_string().contains("10.5"));
}

#[test]
fn a_table_is_named_by_its_name_or_its_arn() {
    for (named, name) in [
        ("users", "users"),
        (
            "arn:aws:dynamodb:us-west-2:123456789012:table/users",
            "users",
        ),
        (
            "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/a.b-c",
            "a.b-c",
        ),
        (
            "arn:aws:s3:us-west-2:123456789012:table/users",
            "arn:aws:s3:us-west-2:123456789012:table/users",
        ),
        ("arn:aws", "arn:aws"),
        ("", ""),
    ] {
        assert_eq!(table_name(named), name);
    }
}
