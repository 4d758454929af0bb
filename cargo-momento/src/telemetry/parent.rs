use opentelemetry::Context;
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};

/// The span that a request was made in, by its `traceparent`; none without one.
pub(super) fn of(trace_parent: Option<&str>) -> Context {
    let parent = trace_parent.and_then(parse);
    let none = Context::new();
    parent.map_or(none, |parent| {
        Context::new().with_remote_span_context(parent)
    })
}

fn parse(text: &str) -> Option<SpanContext> {
    let mut parts = text.split('-').skip(1);
    let trace = TraceId::from_hex(parts.next()?).ok()?;
    let span = SpanId::from_hex(parts.next()?).ok()?;
    let flags = u8::from_str_radix(parts.next()?, 16).ok()?;
    let flags = TraceFlags::new(flags);
    let parent = SpanContext::new(trace, span, flags, true, TraceState::NONE);
    parent.is_valid().then_some(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OBS.40
    #[test]
    fn a_trace_parent_is_read() {
        let parent = parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").unwrap();
        assert_eq!(
            parent.trace_id().to_string(),
            "4bf92f3577b34da6a3ce929d0e0e4736"
        );
        assert_eq!(parent.span_id().to_string(), "00f067aa0ba902b7");
        assert!(parent.is_sampled() && parent.is_remote());
        for text in ["", "00", "00-x-y-z", "00-0-0-00"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
