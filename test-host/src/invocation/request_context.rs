use crate::observe::{Json, RecordedRequest};
use crate::request::{Headers, Request};
use http::Method;
use momento_functions_models::query;

/// What a guest may ask of its request. What is taken is gone: INV.4.
#[derive(Default)]
pub(crate) struct RequestContext {
    method: Option<Method>,
    path: Option<String>,
    query: Option<String>,
    headers: Option<Headers>,
    token_metadata: Option<String>,
}

impl RequestContext {
    /// Splits off the body, which travels on its own.
    pub(super) fn new(request: Request) -> (Self, super::RequestBody) {
        let context = Self {
            method: Some(request.method),
            path: request.path,
            query: request.query,
            headers: Some(request.headers),
            token_metadata: request.token_metadata,
        };
        (context, request.body)
    }

    /// Without a request every question has an empty answer.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Writes down the request, but for its body.
    pub(super) fn recorded(&self) -> RecordedRequest {
        let headers = self.headers.as_ref();
        RecordedRequest {
            method: self.method().to_owned(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: headers.map(Headers::pairs).unwrap_or_default(),
            token_metadata: self.token_metadata.clone(),
            body: Json::Null,
        }
    }

    pub(crate) fn method(&self) -> &str {
        self.method.as_ref().map_or("", Method::as_str)
    }

    pub(crate) fn take_path(&mut self) -> Option<String> {
        self.path.take()
    }

    pub(crate) fn take_token_metadata(&mut self) -> Option<String> {
        self.token_metadata.take()
    }

    pub(crate) fn take_headers(&mut self) -> Vec<(String, String)> {
        self.headers
            .take()
            .map(Headers::into_pairs)
            .unwrap_or_default()
    }

    /// The caller's token is no business of the function: INV.6.
    pub(crate) fn take_query(&mut self) -> Vec<(String, String)> {
        let query = self.query.take().unwrap_or_default();
        query::parameters(&query)
            .filter(|(name, _)| name != "token")
            .collect()
    }
}
