//! Items of DynamoDB tables: functions put and get them, and a test looks into the tables.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use momento_functions_test_host::dynamodb::{Item, KeyType, MAX_ITEM_JSON};
use momento_functions_test_host::{Configuration, Host, LocalTable, Request, Response};
use support::{arriving, piece};

/// A host with two tables, and a function of each kind.
fn host() -> Host {
    let mut configuration = Configuration::from_toml(
        "[local.dynamodb.users]\npartition-key = 'id'\n[local.dynamodb.others]\npartition-key = { name = 'id', type = 'N' }",
    )
    .unwrap();
    let events = LocalTable::new("id").with_sort_key(("at", KeyType::Number));
    let tables = &mut configuration.local.dynamodb;
    tables.insert("events".to_owned(), events);
    let host = Host::builder()
        .configuration(configuration)
        .build()
        .unwrap();
    for guest in ["ddb", "ddb-raw", "v1-ddb"] {
        host.deploy(guest, support::guest(guest)).unwrap();
    }
    host
}

async fn call(host: &Host, guest: &str, request: Request) -> Response {
    let function = host.function("default", guest).unwrap();
    function.invoke(request).await.response
}

/// Puts by the SDK, with a query as it is written, blanks aside.
async fn put(host: &Host, target: &str, item: &str) -> (u16, String) {
    let target = target.replace(' ', "%20").replace('#', "%23");
    let request = Request::put(&target).body(item.replace('\'', "\""));
    told(call(host, "ddb", request).await)
}

async fn get(host: &Host, target: &str) -> (u16, String) {
    let target = target.replace(' ', "%20").replace('#', "%23");
    told(call(host, "ddb", Request::get(&target)).await)
}

fn told(response: Response) -> (u16, String) {
    (response.status, response.text().replace('"', "'"))
}

fn ok(text: &str) -> (u16, String) {
    (200, text.to_owned())
}

/// DDB.1
#[tokio::test]
async fn what_a_function_puts_it_gets_and_a_test_sees() {
    let host = host();
    let item = "{'id':{'S':'u1'},'name':{'S':'Ada'},'tags':{'SS':['b','a']}}";
    assert_eq!(put(&host, "/users", item).await, ok("none"));
    let sorted = "{'id':{'S':'u1'},'name':{'S':'Ada'},'tags':{'SS':['a','b']}}";
    assert_eq!(get(&host, "/users?hash=id=u1").await, ok(sorted));
    assert_eq!(get(&host, "/users?hash=id=u2").await, ok("none"));
    let table = host.table("users").unwrap();
    assert_eq!(table.items()[0].to_string().replace('"', "'"), sorted);
    assert!(host.table("missing").is_none());
    let seeded = br#"{"id":{"S":"u2"},"name":{"S":"Bob"}}"#;
    table.put(Item::from_json(seeded).unwrap()).unwrap();
    let seeded = "{'id':{'S':'u2'},'name':{'S':'Bob'}}";
    assert_eq!(get(&host, "/users?hash=id=u2&consistent").await, ok(seeded));
    let new = "{'id':{'S':'u2'}}";
    assert_eq!(put(&host, "/users?old", new).await, ok(seeded));
    assert_eq!(put(&host, "/users?old", new).await, ok(new));
    assert_eq!(put(&host, "/users", new).await, ok("none"));
}

/// DDB.1
#[tokio::test]
async fn a_sort_key_tells_items_apart_and_an_arn_names_a_table() {
    let host = host();
    for at in ["1", "2.0"] {
        let item = format!("{{'id':{{'S':'e'}},'at':{{'N':'{at}'}}}}");
        assert_eq!(put(&host, "/events", &item).await, ok("none"));
    }
    let found = get(&host, "/events?hash=id=e&range=at=2").await;
    assert_eq!(found, ok("{'at':{'N':'2'},'id':{'S':'e'}}"));
    let none = get(&host, "/events?hash=id=e&range=at=3").await;
    assert_eq!(none, ok("none"));
    let (status, text) = get(&host, "/events?hash=id=e").await;
    assert_eq!(status, 400);
    let reason = "Dynamo(DdbError::Malformed('ValidationException: The provided key element does not match the schema'))";
    assert_eq!(text, reason);
    let arn = "/arn:aws:dynamodb:us-west-2:123456789012:table/events?hash=id=e&range=at=1";
    assert_eq!(get(&host, arn).await, ok("{'at':{'N':'1'},'id':{'S':'e'}}"));
}

/// DDB.3
#[tokio::test]
async fn a_condition_that_does_not_hold_is_told_apart_and_writes_nothing() {
    let host = host();
    let newer = |version: u32| {
        let values = format!("{{\":v\":{{\"N\":\"{version}\"}}}}");
        format!(
            "/users?if=attribute_not_exists(#v) OR #v < :v&name=%23v=version&values={}",
            values
                .replace('"', "%22")
                .replace('{', "%7B")
                .replace('}', "%7D")
        )
    };
    let item = |version: u32| format!("{{'id':{{'S':'u'}},'version':{{'N':'{version}'}}}}");
    assert_eq!(put(&host, &newer(2), &item(2)).await, ok("none"));
    let failed = "Dynamo(DdbError::Other('ConditionalCheckFailedException: The conditional request failed'))";
    assert_eq!(
        put(&host, &newer(2), &item(2)).await,
        (409, failed.to_owned())
    );
    assert_eq!(
        put(&host, &newer(1), &item(1)).await,
        (409, failed.to_owned())
    );
    assert_eq!(get(&host, "/users?hash=id=u").await, ok(&item(2)));
    assert_eq!(put(&host, &newer(3), &item(3)).await, ok("none"));
    let (status, text) = put(&host, "/users?if=version == id", &item(4)).await;
    assert_eq!(status, 400);
    let reason = "Dynamo(DdbError::Malformed('ValidationException: Invalid ConditionExpression: `==` is no comparator";
    assert!(text.starts_with(reason), "{text}");
}

/// A condition of so many parentheses and calls within each other.
fn nested(levels: usize) -> String {
    let open = "(attribute_exists(id) OR ".repeat(levels - 1);
    format!(
        "/users?if={open}attribute_not_exists(id){}",
        ")".repeat(levels - 1)
    )
}

/// DDB.3
#[tokio::test]
async fn no_nesting_of_a_condition_ends_the_hosts_stack() {
    let host = host();
    let item = "{'id':{'S':'u'}}";
    assert_eq!(put(&host, &nested(32), item).await, ok("none"));
    let calls = format!("/users?if={}", "size(".repeat(800));
    let open = format!("/users?if={}", "(".repeat(4096));
    for deep in [nested(33), calls, open] {
        let (status, text) = put(&host, &deep, item).await;
        assert_eq!(status, 400);
        assert!(text.contains("nested deeper than 32 levels"), "{text}");
    }
    let long = format!("/users?if={}", "(".repeat(4097));
    let (_, text) = put(&host, &long, item).await;
    assert!(text.contains("expression size: 4097"), "{text}");
}

/// DDB.4
#[tokio::test]
async fn a_get_gives_the_part_that_is_asked_for() {
    let host = host();
    let item = "{'id':{'S':'u'},'a':{'M':{'b':{'L':[{'N':'1'},{'N':'2'}]}}},'name':{'S':'Ada'}}";
    put(&host, "/users", item).await;
    let part = get(
        &host,
        "/users?hash=id=u&projection=a.b[1],#n&name=%23n=name",
    )
    .await;
    let expected = "{'a':{'M':{'b':{'L':[{'N':'2'}]}}},'name':{'S':'Ada'}}";
    assert_eq!(part, ok(expected));
    assert_eq!(get(&host, "/users?hash=id=u&projection=x").await, ok("{}"));
    let (status, text) = get(&host, "/users?hash=id=u&projection=a.b,a").await;
    assert_eq!(status, 400);
    assert!(
        text.contains("Malformed('ValidationException: Invalid ProjectionExpression: Two"),
        "{text}"
    );
}

/// DDB.5
#[tokio::test]
async fn a_function_is_told_what_a_call_cost_when_it_asks() {
    let host = host();
    let item = format!("{{'id':{{'S':'u'}},'a':{{'S':'{}'}}}}", "x".repeat(5000));
    assert_eq!(
        put(&host, "/users?cost=total", &item).await,
        ok("none users Some(5.0) None")
    );
    let small = "{'id':{'S':'u'}}";
    let (_, text) = put(&host, "/users?cost=indexes", small).await;
    assert_eq!(text, "none users Some(5.0) Some(Some(5.0))");
    let costs = [
        ("/users?hash=id=u&cost=total", " users Some(0.5) None"),
        (
            "/users?hash=id=u&cost=total&consistent",
            " users Some(1.0) None",
        ),
        (
            "/users?hash=id=u&cost=indexes&consistent",
            " users Some(1.0) Some(Some(1.0))",
        ),
    ];
    for (target, cost) in costs {
        assert_eq!(get(&host, target).await, ok(&format!("{small}{cost}")));
    }
    let none = get(&host, "/users?hash=id=v&cost=total").await;
    assert_eq!(none, ok("none users Some(0.5) None"));
}

/// DDB.6
#[tokio::test]
async fn a_table_that_is_not_declared_is_told_the_line_to_add() {
    let host = host();
    let expected = "Dynamo(DdbError::Other('ResourceNotFoundException: Requested resource not found: Table: pets not found; declare it in momento.toml: `[local.dynamodb.pets]`";
    for (status, text) in [
        put(&host, "/pets", "{'id':{'S':'u'}}").await,
        get(&host, "/pets?hash=id=u").await,
    ] {
        assert_eq!(status, 400);
        assert!(text.starts_with(expected), "{text}");
    }
    let (_, text) = get(&host, "/?hash=id=u").await;
    assert!(
        text.contains("Malformed('ValidationException: the request names no table"),
        "{text}"
    );
    assert_eq!(put(&host, "/users", "{'id':{'S':'u'}}").await, ok("none"));
}

/// DDB.1
#[tokio::test]
async fn an_item_goes_from_body_to_table_to_body_without_the_guest() {
    let host = host();
    let (start, end) = (piece(r#"{"id":{"S":"u"},"#), piece(r#""a":{"N":"1"}}"#));
    let (body, _) = arriving([start, end]);
    let response = call(&host, "ddb-raw", Request::put("").body(body)).await;
    assert_eq!(response.status, 204);
    let response = call(&host, "ddb-raw", Request::get("/users?id=s:u")).await;
    assert_eq!(response.text(), r#"{"a":{"N":"1"},"id":{"S":"u"}}"#);
    let inline = r#"{"id":{"S":"u"}}"#;
    let response = call(&host, "ddb-raw", Request::put("").body(inline)).await;
    assert_eq!(response.text(), r#"{"a":{"N":"1"},"id":{"S":"u"}}"#);
    let values = r#"{":id":{"S":"v"}}"#;
    let response = call(&host, "ddb-raw", Request::post("").body(values)).await;
    assert!(
        response.text().contains("ConditionalCheckFailed"),
        "{}",
        response.text()
    );
    let numbered = call(&host, "ddb-raw", Request::get("/others?id=n:1.0")).await;
    assert_eq!(numbered.text(), r#"{"id":{"N":"1"}}"#);
}

/// DDB.6
#[tokio::test]
async fn a_key_of_another_kind_is_malformed() {
    let host = host();
    for (key, reason) in [
        ("id=n:dog", "cannot be converted to a numeric value: dog"),
        ("id=b:?", "standard base64"),
        ("id=n:1", "does not match the schema"),
        ("id=s:", "cannot contain an empty string value"),
        ("id=s:u&id=s:v", "names an attribute twice"),
        ("id=s:u&at=n:1", "does not match the schema"),
        ("", "does not match the schema"),
    ] {
        let target = format!("/users?{key}");
        let response = call(&host, "ddb-raw", Request::get(&target)).await;
        let text = response.text();
        assert_eq!(response.status, 400, "{key}");
        assert!(
            text.starts_with("DdbError::Malformed(\"") && text.contains(reason),
            "{key}: {text}"
        );
    }
}

/// Each call goes on to a good one with the same client, and asserts that it succeeds.
///
/// DDB.2, DDB.6
#[tokio::test]
async fn a_body_that_is_no_item_is_malformed_and_the_next_call_works() {
    let host = host();
    let (broken, _) = arriving([piece("{"), support::Step::Fail("cut")]);
    let deep = format!(
        "{{\"id\":{}{{}}{}}}",
        "{\"L\":[".repeat(10_000),
        "]}".repeat(10_000)
    );
    let large = format!("{:>1$}", "{}", 60_000).repeat(MAX_ITEM_JSON / 60_000 + 1);
    let bodies = [
        (
            Request::put("").body(broken),
            "an item must come whole; the body broke off: cut",
        ),
        (Request::put("").body(""), "SerializationException"),
        (
            Request::put("").body("{\"id\":{\"S\":\"u\""),
            "SerializationException",
        ),
        (
            Request::put("").body(&b"{\"id\":{\"S\":\"\xff\"}}"[..]),
            "SerializationException",
        ),
        (
            Request::put("").body("[]"),
            "an object with attributes by name",
        ),
        (
            Request::put("").body("{\"id\":{\"N\":\"u\"}}"),
            "numeric value: u",
        ),
        (
            Request::put("").body("{\"a\":{\"S\":\"u\"}}"),
            "Missing the key id in the item",
        ),
        (Request::put("").body(deep), "Nesting Levels"),
        (
            Request::put("").body(large),
            "at most 4194304 bytes; this one has more",
        ),
        (
            Request::post("").body("{}"),
            "ExpressionAttributeValues must not be empty",
        ),
        (Request::post("").body("nothing"), "SerializationException"),
    ];
    for (request, reason) in bodies {
        let response = call(&host, "ddb-raw", request).await;
        let text = response.text();
        assert_eq!(response.status, 400, "{text}");
        assert!(
            text.starts_with("DdbError::Malformed(\"") && text.contains(reason),
            "{text}"
        );
    }
    assert_eq!(host.table("users").unwrap().items().len(), 0);
}

/// DDB.1, DDB.6
#[tokio::test]
async fn the_older_contract_has_the_same_tables() {
    let host = host();
    let item = r#"{"id":{"S":"u"},"version":{"N":"1.0"}}"#;
    let response = call(&host, "v1-ddb", Request::post("").body(item)).await;
    let cost = |units: &str, table: &str| {
        format!(
            "Some(ConsumedCapacity {{ table-name: \"users\", capacity-units: Some({units}), read-capacity-units: None, write-capacity-units: None, table: {table}, local-secondary-indexes: None, global-secondary-indexes: None }})"
        )
    };
    let share = "Some(Capacity { capacity-units: Some(1.0), read-capacity-units: None, write-capacity-units: None })";
    let old = |json: &str| format!("Some(Item::Json({json:?}))");
    let text = response.text().into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let (first, second) = lines.split_at(6);
    let stored = r#"{"id":{"S":"u"},"version":{"N":"1"}}"#;
    let put = |attributes: &str| {
        let cost = cost("1.0", "None");
        format!("put Ok(PutItemOutput {{ attributes: {attributes}, consumed-capacity: {cost} }})")
    };
    assert_eq!([first[0], second[0]], [put("None"), put(&old(stored))]);
    let get = |what: &str, item: &str| {
        let cost = cost("1.0", share);
        format!("{what} Ok(GetItemOutput {{ item: {item}, consumed-capacity: {cost} }})")
    };
    let version = old(r#"{"version":{"N":"1"}}"#);
    for lines in [first, second] {
        assert_eq!(lines[1], get("get", &version));
        assert_eq!(lines[2], get("none", "None"));
        assert!(
            lines[3].starts_with("failed Err(DdbError::Other(\"ConditionalCheckFailed"),
            "{text}"
        );
        assert!(
            lines[4].starts_with("no json Err(DdbError::Malformed(\"Serialization"),
            "{text}"
        );
        assert!(
            lines[5].starts_with("no table Err(DdbError::Other(\"ResourceNotFound"),
            "{text}"
        );
    }
}

/// DDB.3
#[tokio::test]
async fn of_functions_that_put_at_once_on_one_condition_one_succeeds() {
    let host = host();
    let calls: Vec<_> = (0..16)
        .map(|_| {
            let host = host.clone();
            tokio::spawn(async move {
                let target = "/users?if=attribute_not_exists(id)";
                put(&host, target, "{'id':{'S':'u'}}").await.0
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for call in calls {
        statuses.push(call.await.unwrap());
    }
    statuses.sort_unstable();
    let mut expected = vec![409; 16];
    expected[0] = 200;
    assert_eq!(statuses, expected);
}

/// DDB.6
#[test]
fn a_configuration_that_declares_no_table_is_refused() {
    let mut configuration = Configuration::default();
    let twice = LocalTable::new("id").with_sort_key("id");
    configuration
        .local
        .dynamodb
        .insert("users".to_owned(), twice);
    let built = Host::builder().configuration(configuration).build();
    let error = built.unwrap_err().to_string();
    assert!(
        error.starts_with("`local.dynamodb.users` in momento.toml: "),
        "{error}"
    );
}
