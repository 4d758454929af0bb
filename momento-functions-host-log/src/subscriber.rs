use std::fmt::{self, Debug, Display, Write};

use log::Level;
use tracing_core::dispatcher::{self, Dispatch};
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Id, Record};
use tracing_core::subscriber::Interest;
use tracing_core::{Event, Metadata, Subscriber};

use crate::contract::Current;
use crate::line::{self, Place};

/// Sends the events of `tracing` where the log lines go, with the event's fields after its message.
///
/// [`configure_logs`](crate::configure_logs) sets it for all threads. It follows the level of the crate
/// [`log`](crate::log), so without destinations it sends nothing. Spans are not kept.
#[derive(Clone, Copy, Debug, Default)]
pub struct HostSubscriber;

/// Makes it the subscriber of all threads. One that the author has set before stays.
pub(crate) fn install() {
    let another_is_set = dispatcher::set_global_default(Dispatch::new(HostSubscriber));
    drop(another_is_set);
}

impl Subscriber for HostSubscriber {
    /// The level may change with each call of `configure_logs`, so events are asked about every time.
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if metadata.is_event() {
            Interest::sometimes()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && level(metadata) <= log::max_level()
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let place = Place {
            target: metadata.target(),
            file: metadata.file(),
            line: metadata.line(),
        };
        let mut text = Text::default();
        event.record(&mut text);
        line::send::<Current>(level(metadata), &place, &text);
    }

    /// No span is enabled, so nobody needs to tell them apart.
    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

fn level(metadata: &Metadata<'_>) -> Level {
    match *metadata.level() {
        tracing_core::Level::ERROR => Level::Error,
        tracing_core::Level::WARN => Level::Warn,
        tracing_core::Level::INFO => Level::Info,
        tracing_core::Level::DEBUG => Level::Debug,
        tracing_core::Level::TRACE => Level::Trace,
    }
}

/// An event as text: its message, and ` name=value` for each other field.
#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.message.push_str(value);
        } else {
            self.record_debug(field, &value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing to a `String` fails only when the value's own `Debug` does: what it wrote before stays.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = match self.message.as_str() {
            "" => self.fields.trim_start(),
            _ => &self.fields,
        };
        write!(f, "{}{fields}", self.message)
    }
}
