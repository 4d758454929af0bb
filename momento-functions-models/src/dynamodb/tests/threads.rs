use super::{condition, item, users};
use crate::dynamodb::{AttributeValue, DynamoDbError, PutItem};
use std::thread;

/// DDB.3
#[test]
fn of_puts_at_once_on_one_condition_one_succeeds() {
    let users = users();
    users.put(item("{'id':{'S':'u'},'n':{'N':'0'}}")).unwrap();
    let count = || {
        let mut counted = 0;
        while counted < 200 {
            let now = users.items();
            let Some(AttributeValue::Number(n)) = now[0].get("n") else {
                panic!("there is a number");
            };
            let next: u32 = n.to_string().parse::<u32>().unwrap() + 1;
            let put = PutItem {
                item: item(&format!("{{'id':{{'S':'u'}},'n':{{'N':'{next}'}}}}")),
                condition: Some(condition("n = :n", &[], &format!("{{':n':{{'N':'{n}'}}}}"))),
            };
            match users.put_item(put) {
                Ok(_) => counted += 1,
                Err(DynamoDbError::ConditionalCheckFailed) => {}
                Err(error) => panic!("{error}"),
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(count);
        }
    });
    let total = users.items()[0].to_string();
    assert!(total.contains(r#""n":{"N":"800"}"#), "{total}");
}
