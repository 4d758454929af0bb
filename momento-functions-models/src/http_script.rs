//! Scripted HTTP: the servers of a test, which answer as it says.
//!
//! A script says which requests it answers, and how. The first one that matches and is not used up
//! answers; a request that none answers is [`Unscripted`].
//!
//! # Examples
//!
//! ```
//! use momento_functions_models::http_script::{Reply, Request, Scripts};
//! use serde_json::json;
//!
//! let http = Scripts::default();
//! let created = http
//!     .on("POST", "https://api.test/v1/*")
//!     .with_json(json!({"name": "Ada"}))
//!     .respond(Reply::status(201).json(&json!({"id": 7})));
//!
//! let request = Request::new("POST", "https://api.test/v1/users").with_body(r#"{"name": "Ada"}"#);
//! assert!(http.answer(&request).is_ok());
//! created.assert_called(1);
//!
//! let other = Request::new("POST", "https://api.test/v1/users").with_body(r#"{"name": "Bob"}"#);
//! let unscripted = http.answer(&other).unwrap_err();
//! assert!(unscripted.to_string().contains(r#"body $.name: expected "Ada", got "Bob""#));
//! # http.unmatched();
//! ```

mod answer;
mod body_condition;
mod builder;
mod conditions;
mod entry;
mod event;
mod failure;
mod header;
mod query;
mod reply;
mod request;
mod script;
mod scripts;
mod secret;
#[cfg(test)]
mod tests;
mod unmatched;
mod unscripted;
mod url_pattern;

pub use answer::{Answer, Body, Step};
pub use builder::ScriptBuilder;
pub use event::Event;
pub use failure::Failure;
pub use reply::Reply;
pub use request::Request;
pub use script::Script;
pub use scripts::Scripts;
pub use unscripted::Unscripted;
