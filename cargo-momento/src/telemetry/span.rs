use std::time::{Duration, SystemTime};

use momento_functions_test_host::{HostCall, Invoked};
use opentelemetry::trace::{
    Span as _, SpanBuilder, SpanKind, Status, TraceContextExt as _, Tracer as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::trace::SdkTracer;

use super::parent;

/// Makes the span of an invocation, and one for each of its host calls in it.
pub(super) fn send(tracer: &SdkTracer, invoked: &Invoked) {
    let parent = parent::of(invoked.trace_parent.as_deref());
    let kind = match invoked.kind.is_spawn() {
        true => SpanKind::Consumer,
        false => SpanKind::Server,
    };
    let span = SpanBuilder::from_name(invoked.function.clone())
        .with_kind(kind)
        .with_start_time(invoked.began)
        .with_attributes(attributes(invoked));
    let mut span = tracer.build_with_context(span, &parent);
    if is_failure(invoked) {
        let why = invoked.error.as_ref().map(ToString::to_string);
        span.set_status(Status::error(why.unwrap_or_default()));
    }
    let within = Context::new().with_remote_span_context(span.span_context().clone());
    for call in invoked.calls.iter() {
        send_call(tracer, invoked, call, &within);
    }
    span.end_with_timestamp(after(invoked.began, invoked.duration));
}

/// By the semantic conventions for functions and for HTTP.
fn attributes(invoked: &Invoked) -> Vec<KeyValue> {
    let trigger = match invoked.kind.is_spawn() {
        true => "other",
        false => "http",
    };
    let mut all = vec![
        KeyValue::new("faas.name", invoked.function.clone()),
        KeyValue::new("faas.version", invoked.version.to_string()),
        KeyValue::new("faas.invocation_id", invoked.invocation_id.clone()),
        KeyValue::new("faas.trigger", trigger),
        KeyValue::new("momento.cache", invoked.cache.clone()),
    ];
    let method = invoked.method.clone();
    all.extend(method.map(|method| KeyValue::new("http.request.method", method)));
    let path = invoked.path.as_deref().map(|path| {
        let path = path.split('?').next().unwrap_or_default();
        KeyValue::new("url.path", path.to_owned())
    });
    all.extend(path);
    let status = invoked.status.map(i64::from);
    all.extend(status.map(|status| KeyValue::new("http.response.status_code", status)));
    let request = invoked.request_id.clone();
    all.extend(request.map(|id| KeyValue::new("http.request.header.x-request-id", id)));
    all.extend(error_type(invoked).map(|error| KeyValue::new("error.type", error)));
    all
}

fn is_failure(invoked: &Invoked) -> bool {
    invoked.error.is_some() || invoked.status.is_some_and(|status| status >= 500)
}

/// What the host knows it by, else the status.
fn error_type(invoked: &Invoked) -> Option<String> {
    let error = invoked.error.as_ref();
    let error = error.map(|error| error.kind().code().to_owned());
    let status = invoked.status.filter(|status| *status >= 500);
    error.or_else(|| status.map(|status| status.to_string()))
}

fn send_call(tracer: &SdkTracer, invoked: &Invoked, call: &HostCall, within: &Context) {
    let began = after(invoked.began, call.began());
    let error = match (&call.answer, call.error()) {
        (None, _) => Some("ended the function"),
        (Some(_), Some(_)) => Some("error"),
        (Some(_), None) => None,
    };
    let mut attributes = vec![
        KeyValue::new("momento.interface", call.interface.clone()),
        KeyValue::new("momento.function", call.function.clone()),
        KeyValue::new("momento.sent_bytes", bytes(call.sent_bytes())),
        KeyValue::new("momento.received_bytes", bytes(call.received_bytes())),
    ];
    attributes.extend(error.map(|error| KeyValue::new("error.type", error)));
    let span = SpanBuilder::from_name(call.name())
        .with_kind(SpanKind::Client)
        .with_start_time(began)
        .with_attributes(attributes);
    let mut span = tracer.build_with_context(span, within);
    if let Some(error) = error {
        span.set_status(Status::error(error));
    }
    span.end_with_timestamp(after(began, call.duration()));
}

fn bytes(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn after(time: SystemTime, duration: Duration) -> SystemTime {
    time.checked_add(duration).unwrap_or(time)
}
