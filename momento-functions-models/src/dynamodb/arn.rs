/// Tells the name of the table that a request names, by its name or its ARN.
///
/// # Examples
///
/// ```
/// use momento_functions_models::dynamodb::table_name;
///
/// assert_eq!(table_name("users"), "users");
/// assert_eq!(table_name("arn:aws:dynamodb:us-west-2:123456789012:table/users"), "users");
/// ```
#[must_use]
pub fn table_name(name_or_arn: &str) -> &str {
    // arn:PARTITION:dynamodb:REGION:ACCOUNT:table/NAME
    let mut parts = name_or_arn.splitn(6, ':');
    match (parts.next(), parts.nth(1), parts.nth(2)) {
        (Some("arn"), Some("dynamodb"), Some(resource)) => {
            resource.strip_prefix("table/").unwrap_or(name_or_arn)
        }
        _ => name_or_arn,
    }
}
