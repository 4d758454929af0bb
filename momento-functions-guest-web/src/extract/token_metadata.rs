use serde::de::DeserializeOwned;

use super::de::{Problem, Text};
use super::rejection::rejection;
use crate::{FromInvocation, WebEnvironment};

/// The metadata of the caller's token as a value, as an argument of a handler.
///
/// The metadata is read as JSON. What is no such JSON is taken as it stands where one text will do:
/// a `String`, a number or an enum without data. A caller without metadata is `None` for an
/// `Option`, and refused otherwise.
///
/// What does not fit is answered with 400, and the handler does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::TokenMetadata;
///
/// #[derive(serde::Deserialize)]
/// struct User {
///     name: String,
/// }
///
/// fn greet(TokenMetadata(user): TokenMetadata<Option<User>>, _body: String) -> String {
///     user.map_or("who are you?".to_string(), |user| format!("Hello, {}!", user.name))
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenMetadata<T>(pub T);

rejection! {
    /// Why the token's metadata did not fit.
    TokenMetadataRejection: "token metadata", Problem
}

impl<T: DeserializeOwned> FromInvocation for TokenMetadata<T> {
    type Rejection = TokenMetadataRejection;

    fn from_invocation(
        environment: &'static WebEnvironment,
    ) -> Result<Self, TokenMetadataRejection> {
        Ok(Self(read(environment.token_metadata().as_deref())?))
    }
}

fn read<T: DeserializeOwned>(metadata: Option<&str>) -> Result<T, Problem> {
    let Some(metadata) = metadata else {
        return absent();
    };
    serde_json::from_str(metadata)
        .or_else(|error| T::deserialize(Text(metadata)).map_err(|_| Problem::new(error)))
}

/// What JSON's `null` is for the type, which is `None` for an `Option`.
fn absent<T: DeserializeOwned>() -> Result<T, Problem> {
    serde_json::from_str("null").map_err(|_| Problem::new("the caller's token has none"))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::IntoWebResponse;
    use crate::testing::{Invocation, invocation};

    #[derive(Debug, PartialEq, Deserialize)]
    struct User {
        name: String,
    }

    #[test]
    fn json_is_read_as_json() {
        assert_eq!(
            read::<User>(Some(r#"{"name": "Ada"}"#)).unwrap(),
            User {
                name: "Ada".to_owned()
            }
        );
        assert_eq!(
            read::<Option<User>>(Some(r#"{"name": "Ada"}"#))
                .unwrap()
                .unwrap()
                .name,
            "Ada"
        );
        assert_eq!(read::<String>(Some(r#""Ada""#)).unwrap(), "Ada");
    }

    #[test]
    fn a_text_that_is_no_json_is_taken_as_it_stands() {
        assert_eq!(read::<String>(Some("user-7")).unwrap(), "user-7");
        assert_eq!(read::<String>(Some("7")).unwrap(), "7");
        assert_eq!(
            read::<Option<String>>(Some("user-7")).unwrap().as_deref(),
            Some("user-7")
        );
    }

    #[test]
    fn absent_is_none_and_a_problem_for_all_else() {
        assert_eq!(read::<Option<User>>(None).unwrap(), None);
        assert_eq!(
            read::<User>(None).unwrap_err().to_string(),
            "the caller's token has none"
        );
        assert_eq!(
            read::<String>(None).unwrap_err().to_string(),
            "the caller's token has none"
        );
    }

    #[test]
    fn metadata_that_does_not_fit_is_400_with_the_reason() {
        let taken = invocation(
            Invocation {
                token: Some("{}"),
                ..Invocation::default()
            },
            || TokenMetadata::<User>::from_invocation(WebEnvironment::load()),
        );
        let rejection = taken.unwrap_err();
        assert_eq!(
            rejection.to_string(),
            "Failed to parse token metadata: missing field `name` at line 1 column 2"
        );
        assert_eq!(rejection.response().status, 400);
    }
}
