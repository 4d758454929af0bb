use super::body::{self, ObservedBody};
use serde_json::Value as Json;
use std::borrow::Cow;

/// A value as a host call had it. Bodies in it may still be on their way.
#[derive(Debug, Clone)]
pub(crate) enum Told {
    Json(Json),
    Body(ObservedBody),
    List(Vec<Told>),
    Record(Vec<(Cow<'static, str>, Told)>),
}

impl Told {
    pub(crate) const NULL: Self = Self::Json(Json::Null);

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Json(Json::String(text.into()))
    }

    /// Stands for something of this size, for which there was no room.
    pub(crate) fn cut(from: usize) -> Self {
        Self::Json(body::cut(from))
    }

    pub(crate) fn record(fields: Vec<(&'static str, Told)>) -> Self {
        let fields = fields.into_iter();
        Self::Record(
            fields
                .map(|(name, told)| (Cow::Borrowed(name), told))
                .collect(),
        )
    }

    /// A case of a variant that has a payload.
    pub(crate) fn case(name: &'static str, payload: Told) -> Self {
        Self::Record(vec![(Cow::Borrowed(name), payload)])
    }

    /// Gives the value with its bodies as far as they have come.
    pub(crate) fn json(&self) -> Json {
        self.with(&ObservedBody::json)
    }

    /// Gives the value with its bodies in the pieces that have come.
    pub(crate) fn json_in_pieces(&self) -> Json {
        self.with(&ObservedBody::json_in_pieces)
    }

    fn with(&self, body: &impl Fn(&ObservedBody) -> Json) -> Json {
        match self {
            Self::Json(json) => json.clone(),
            Self::Body(observed) => body(observed),
            Self::List(list) => list.iter().map(|told| told.with(body)).collect(),
            Self::Record(fields) => fields
                .iter()
                .map(|(name, told)| (name.to_string(), told.with(body)))
                .collect(),
        }
    }
}
