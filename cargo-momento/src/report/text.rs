use std::fmt::{self, Write as _};

use super::Report;
use super::call::CallReport;
use super::measure::{Measure, State};
use crate::units::short;
use std::time::Duration;

/// How wide the timeline is, in characters.
const WIDTH: usize = 30;

/// How many calls are shown.
const CALLS: usize = 100;

/// How much of a call's line is about the call itself, in characters.
const CALL: usize = 70;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        for measure in &self.measures {
            write!(f, "\n{}", line(measure).trim_end())?;
        }
        self.timeline(f)
    }
}

impl Report {
    fn head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            function,
            version,
            invocation_id,
            ..
        } = self;
        write!(
            f,
            "Report of {function}, version {version}, {invocation_id}"
        )?;
        if let Some(id) = &self.request_id {
            write!(f, ", request {id}")?;
        }
        if let Some(status) = self.status {
            write!(f, ": {status}")?;
        }
        if let Some(error) = self.error {
            write!(f, " ({error})")?;
        }
        Ok(())
    }

    fn timeline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.call_count == 0 {
            return f.write_str("\n  no host calls");
        }
        let whole = self.whole();
        let end = short(millis(whole));
        write!(
            f,
            "\n  {:>9} {:>9}  0{end:>width$}",
            "at",
            "took",
            width = WIDTH
        )?;
        for call in self.calls.iter().take(CALLS) {
            write!(f, "\n  {}", line_of(call, whole))?;
        }
        let left = self.call_count.saturating_sub(self.calls.len().min(CALLS));
        match left {
            0 => Ok(()),
            left => write!(f, "\n  … and {left} more host calls"),
        }
    }

    /// What the timeline is of, in milliseconds: a call may be told to end with the invocation or after it.
    fn whole(&self) -> f64 {
        let ends = self.calls.iter();
        let ends = ends.map(|call| call.began_ms + call.duration_ms);
        ends.fold(self.duration_ms, f64::max)
    }
}

/// `  time        12.3ms of 30.00s     1 %  near its limit`
fn line(measure: &Measure) -> String {
    let used = measure.shown(measure.used);
    let mut line = format!("  {:<10} {used:>16}", measure.name);
    if let (Some(limit), Some(percent)) = (measure.limit, measure.percent) {
        let limit = measure.shown(limit);
        let _ = write!(line, " of {limit:>16} {percent:>5} %");
    }
    let mark = match measure.state {
        State::Within => "",
        State::Near => "  <- near its limit",
        State::Over => "  <- OVER ITS LIMIT",
    };
    line + mark
}

fn line_of(call: &CallReport, whole: f64) -> String {
    let at = short(millis(call.began_ms));
    let took = short(millis(call.duration_ms));
    let bar = bar(call.began_ms, call.duration_ms, whole);
    let CallReport {
        name,
        arguments,
        result,
        sent_bytes,
        received_bytes,
        ..
    } = call;
    let mut what = format!("{name}({arguments})");
    if let Some((end, _)) = what.char_indices().nth(CALL) {
        what.truncate(end);
        what.push('…');
    }
    format!(
        "{at:>9} {took:>9}  {bar}  {what} → {result}, {sent_bytes} B sent, {received_bytes} B received"
    )
}

/// A bar of the timeline: at least one character, and inside of it.
fn bar(began: f64, took: f64, whole: f64) -> String {
    let place = |at: f64| match whole > 0.0 {
        true => (at / whole * WIDTH as f64).clamp(0.0, WIDTH as f64),
        false => 0.0,
    };
    let first = (place(began).floor() as usize).min(WIDTH - 1);
    let last = (place(began + took).ceil() as usize).clamp(first + 1, WIDTH);
    let bar = |at| match (first..last).contains(&at) {
        true => '█',
        false => '·',
    };
    (0..WIDTH).map(bar).collect()
}

/// Not a number and less than nothing are none.
fn millis(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1e3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::measure::Unit;
    use super::*;

    fn call(began_ms: f64, duration_ms: f64) -> CallReport {
        CallReport {
            name: "cache-scalar get".to_owned(),
            began_ms,
            duration_ms,
            arguments: "key: \"a\"".to_owned(),
            result: "ok",
            sent_bytes: 1,
            received_bytes: 5,
        }
    }

    fn report(calls: Vec<CallReport>) -> Report {
        Report {
            invocation_id: "0190".to_owned(),
            function: "hello".to_owned(),
            version: 2,
            request_id: Some("r-1".to_owned()),
            status: Some(504),
            error: Some("time_limit"),
            duration_ms: 10.0,
            measures: vec![
                Measure::new("time", Unit::Time, 10_100)
                    .of(10_000)
                    .over_if(true),
                Measure::new("memory", Unit::Bytes, 900).of(1000),
                Measure::new("response", Unit::Bytes, 12_345),
            ],
            call_count: calls.len(),
            calls,
        }
    }

    /// OBS.20
    #[test]
    fn a_report_is_laid_out_in_columns() {
        let report = report(vec![call(0.0, 5.0), call(9.9, 0.0)]);
        let expected = "\
Report of hello, version 2, 0190, request r-1: 504 (time_limit)
  time                 10.1ms of           10.0ms   101 %  <- OVER ITS LIMIT
  memory                900 B of          1,000 B    90 %  <- near its limit
  response           12,345 B
         at      took  0                        10.0ms
        0µs     5.0ms  ███████████████···············  cache-scalar get(key: \"a\") → ok, 1 B sent, 5 B received
      9.9ms       0µs  ·····························█  cache-scalar get(key: \"a\") → ok, 1 B sent, 5 B received";
        assert_eq!(report.to_string(), expected);
    }

    /// OBS.20
    #[test]
    fn a_bar_stays_inside_of_the_timeline() {
        for (began, took, whole) in [
            (0.0, 0.0, 0.0),
            (5.0, 100.0, 10.0),
            (100.0, 1.0, 10.0),
            (f64::NAN, f64::INFINITY, 10.0),
            (0.0, 1e-9, 1e9),
        ] {
            let bar = bar(began, took, whole);
            assert_eq!(bar.chars().count(), WIDTH, "{bar}");
            assert!(bar.contains('█'), "{bar}");
        }
    }

    /// OBS.20
    #[test]
    fn the_calls_that_are_shown_have_an_end() {
        let many = report(vec![call(0.0, 1.0); CALLS + 7]).to_string();
        assert!(many.ends_with("… and 7 more host calls"), "{many}");
        assert_eq!(many.matches("cache-scalar").count(), CALLS);
        let none = report(Vec::new()).to_string();
        assert!(none.ends_with("no host calls"), "{none}");
    }
}
