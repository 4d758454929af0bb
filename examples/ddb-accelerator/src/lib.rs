//! A cache in front of a DynamoDB table: what was written or read once comes from the cache.

use momento_functions_aws_ddb::{Authorization, provider};
use momento_functions_aws_ddb::{Condition, DynamoDBClient, PutItemRequest};
use momento_functions_cache::{delete, get, set};
use momento_functions_guest_web::{Method, OrStatus, Path, WebError, WebResult, invoke};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

invoke!(user);
fn user(Path(id): Path<String>, method: Method, name: String) -> WebResult<String> {
    let role = Authorization::federated("arn:aws:iam::123456789012:role/users");
    let table = DynamoDBClient::new(&provider(&role, "us-west-2")?);
    match method.as_str() {
        "PUT" => return put(&table, &id, name),
        "DELETE" => delete(&id)?,
        _ => {}
    }
    if let Some(name) = get::<String>(&id)? {
        return Ok(format!("{name}, from the cache"));
    }
    let user = table.get_item_raw("users", ("id", id.as_str()))?;
    let name = String::try_from(user.or_status(404)?.remove("name").or_status(500)?)?;
    set(&id, name.as_str(), MINUTE)?;
    Ok(format!("{name}, from the table"))
}

fn put(table: &DynamoDBClient, id: &str, name: String) -> WebResult<String> {
    let new = Condition::new("attribute_not_exists(id)");
    let put = PutItemRequest::new("users", [("id", id), ("name", &name)]).with_condition(new);
    table.put_item_with(put).map_err(|error| {
        let taken = error.is_condition_failed();
        let refused = WebError::message(format!("{id} is not written: {error}"));
        refused.with_status(if taken { 409 } else { 500 })
    })?;
    set(id, name.as_str(), MINUTE)?;
    Ok(name)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::user;
    use momento_functions_test::dynamodb::{KeyAttribute, KeySchema};
    use momento_functions_test::{Request, host, invoke};
    use std::time::Duration;

    #[momento_functions_test::test]
    fn a_user_comes_from_the_cache_for_a_minute() {
        host().create_table("users", KeySchema::new(KeyAttribute::string("id")));
        let ask = |request: Request| {
            let answer = invoke(user, request);
            (answer.status(), answer.text().into_owned())
        };
        assert_eq!(ask(Request::get("/ada")).0, 404);
        assert_eq!(ask(Request::put("/ada").body("Ada")).0, 200);
        assert_eq!(ask(Request::put("/ada").body("Bob")).0, 409);
        assert_eq!(ask(Request::get("/ada")).1, "Ada, from the cache");
        host().clock().advance(Duration::from_secs(60));
        assert_eq!(ask(Request::get("/ada")).1, "Ada, from the table");
    }
}
