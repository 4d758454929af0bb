use serde::de::DeserializeOwned;

use super::de::{Parts, Problem};
use super::percent::decode;
use super::rejection::rejection;
use crate::{FromInvocation, WebEnvironment};

/// What follows the function's name in the request's path as a value, as an argument of a handler.
///
/// - A `String`, a number, a `bool` or an enum without data is the whole of it, slashes too.
/// - A tuple or a struct takes one segment a field, in order, and as many as there are; a `Vec` takes all.
/// - An `Option` is `None` when nothing follows.
///
/// A segment has no name: a struct with `#[serde(alias)]` or `#[serde(flatten)]` fits no path.
///
/// Escapes (`%20`) are decoded, in each segment after the path is split at its slashes; `%2F` in a
/// segment is no slash. One slash at the end does not make a segment.
///
/// What does not fit is answered with 400, naming the segment, and the handler does not run.
///
/// # Examples
/// ```
/// use momento_functions_guest_web::Path;
///
/// #[derive(serde::Deserialize)]
/// struct Item {
///     user: String,
///     number: u32,
/// }
///
/// // …/my-function/ada/7
/// fn item(Path(item): Path<Item>, _body: String) -> String {
///     format!("number {} of {}", item.number, item.user)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Path<T>(pub T);

rejection! {
    /// Why the path did not fit.
    PathRejection: "path", Problem
}

impl<T: DeserializeOwned> FromInvocation for Path<T> {
    type Rejection = PathRejection;

    fn from_invocation(environment: &'static WebEnvironment) -> Result<Self, PathRejection> {
        Ok(Self(read(environment.http_path())?))
    }
}

fn read<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    let (whole, parts) = (decoded(path)?, segments(path)?);
    T::deserialize(Parts {
        whole: &whole,
        parts: &parts,
    })
    .map_err(|problem| problem.at("path", path))
}

fn segments(path: &str) -> Result<Vec<String>, Problem> {
    if path.is_empty() {
        return Ok(Vec::new());
    }
    path.strip_suffix('/')
        .unwrap_or(path)
        .split('/')
        .map(decoded)
        .collect()
}

fn decoded(text: &str) -> Result<String, Problem> {
    decode(text).map_err(|error| Problem::new(error).at("path", text))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::IntoWebResponse;
    use crate::testing::{Invocation, invocation};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Item {
        user: String,
        number: u32,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Pair(String, u8);

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Verb {
        Start,
    }

    fn problem<T: DeserializeOwned + std::fmt::Debug>(path: &str) -> String {
        read::<T>(path).unwrap_err().to_string()
    }

    #[test]
    fn one_value_is_the_whole_path() {
        assert_eq!(read::<String>("foo/b%20r").unwrap(), "foo/b r");
        assert_eq!(read::<String>("").unwrap(), "");
        assert_eq!(read::<u32>("42").unwrap(), 42);
        assert_eq!(read::<Verb>("start").unwrap(), Verb::Start);
    }

    #[test]
    fn fields_take_a_segment_each() {
        let item = Item {
            user: "a/b".to_owned(),
            number: 7,
        };
        assert_eq!(read::<Item>("a%2Fb/7").unwrap(), item);
        assert_eq!(read::<Item>("a%2Fb/7/").unwrap(), item);
        assert_eq!(read::<(String, u8)>("a/7").unwrap(), ("a".to_owned(), 7));
        assert_eq!(read::<Pair>("a/7").unwrap(), Pair("a".to_owned(), 7));
        assert_eq!(read::<Vec<u8>>("1/2/3").unwrap(), [1, 2, 3]);
        assert_eq!(read::<Vec<String>>("a//b").unwrap(), ["a", "", "b"]);
    }

    #[test]
    fn no_path_is_none_and_empty() {
        assert_eq!(read::<Option<Item>>("").unwrap(), None);
        assert_eq!(read::<Option<u8>>("7").unwrap(), Some(7));
        assert_eq!(read::<Vec<String>>("").unwrap(), Vec::<String>::new());
        read::<()>("").unwrap();
    }

    #[test]
    fn a_problem_names_the_segment() {
        assert_eq!(
            problem::<Item>("a/x"),
            r#"number = "x": not a u32, invalid digit found in string"#
        );
        assert_eq!(
            problem::<(String, u8)>("a/x"),
            r#"segment = "x": not a u8, invalid digit found in string"#
        );
        assert_eq!(
            problem::<Item>("a"),
            r#"path = "a": number of segments: 1, wanted 2"#
        );
        assert_eq!(
            problem::<Item>("a/1/2"),
            r#"path = "a/1/2": number of segments: 3, wanted 2"#
        );
        assert_eq!(
            problem::<u8>("x"),
            r#"path = "x": not a u8, invalid digit found in string"#
        );
        assert_eq!(
            problem::<()>("x"),
            r#"path = "x": number of segments: 1, wanted 0"#
        );
        assert_eq!(
            problem::<String>("%ff"),
            r#"path = "%ff": invalid utf-8 sequence of 1 bytes from index 0"#
        );
    }

    #[test]
    fn a_path_that_does_not_fit_is_400_with_the_reason() {
        let taken = invocation(
            Invocation {
                path: Some("x"),
                ..Invocation::default()
            },
            || Path::<u8>::from_invocation(WebEnvironment::load()),
        );
        let rejection = taken.unwrap_err();
        assert_eq!(
            rejection.to_string(),
            r#"Failed to parse path: path = "x": not a u8, invalid digit found in string"#
        );
        assert_eq!(rejection.response().status, 400);
    }

    #[test]
    fn the_path_is_that_of_the_environment() {
        invocation(
            Invocation {
                path: Some("a/7"),
                ..Invocation::default()
            },
            || {
                let Path((user, number)) =
                    Path::<(String, u8)>::from_invocation(WebEnvironment::load()).unwrap();
                assert_eq!((user.as_str(), number), ("a", 7));
                assert_eq!(WebEnvironment::load().http_path(), "a/7");
            },
        );
    }
}
