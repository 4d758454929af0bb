use super::debug_info::{DebugInfo, Place};
use std::sync::Arc;
use wasmtime::{FrameInfo, WasmBacktrace};

/// One call in a function's backtrace.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TraceFrame {
    /// The function that was running, demangled; its number where the component has no names.
    pub function: String,
    /// The source file, where the component has line tables.
    pub file: Option<String>,
    /// The line in it, counted from 1.
    pub line: Option<u32>,
    /// The column in that, counted from 1.
    pub column: Option<u32>,
    /// Whether the compiler put the function into the one that is listed after it.
    pub inlined: bool,
}

impl TraceFrame {
    /// Writes the place as `file:line:column`, as far as it is known.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let mut place = self.file.clone()?;
        for number in [self.line, self.line.and(self.column)]
            .into_iter()
            .flatten()
        {
            place = format!("{place}:{number}");
        }
        Some(place)
    }

    fn new(function: String, place: Option<&Place>, inlined: bool) -> Self {
        Self {
            function,
            file: place.and_then(|place| place.file.clone()),
            line: place.and_then(|place| place.line),
            column: place.and_then(|place| place.column),
            inlined,
        }
    }
}

/// Lists the frames of a backtrace with those that were inlined, the innermost first.
pub(super) fn all(trace: &WasmBacktrace, lines: Option<&DebugInfo>) -> Vec<TraceFrame> {
    let frames = trace.frames();
    let offsets: Vec<usize> = frames.iter().filter_map(FrameInfo::module_offset).collect();
    let known = lines.map(|lines| lines.find(&offsets)).unwrap_or_default();
    let mut all = Vec::with_capacity(frames.len());
    for frame in frames {
        let places = frame.module_offset().and_then(|at| known.get(&at));
        add(frame, places, &mut all);
    }
    all
}

/// The last of the places is the function's own, whose name is best told by the component's names.
fn add(frame: &FrameInfo, places: Option<&Arc<[Place]>>, all: &mut Vec<TraceFrame>) {
    let (own, inlined) = match places.and_then(|places| places.split_last()) {
        Some((own, inlined)) => (Some(own), inlined),
        None => (None, [].as_slice()),
    };
    for place in inlined {
        let name = place.function.as_deref().unwrap_or("(inlined)");
        all.push(TraceFrame::new(demangled(name), Some(place), true));
    }
    let name = frame.func_name().map(demangled);
    let name = name.or_else(|| own?.function.as_deref().map(demangled));
    let name = name.unwrap_or_else(|| format!("<function {}>", frame.func_index()));
    all.push(TraceFrame::new(name, own, false));
}

fn demangled(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}
