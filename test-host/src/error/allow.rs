//! The options that would allow what a limit has forbidden.

use std::time::Duration;

const MIB: u64 = 1 << 20;

/// How a limit is raised: by an option, and by momento.toml where that holds the function to less.
fn option(name: &str, flag: &str, toml: &str) -> String {
    format!(
        "`--{name} {flag}` allows it; where momento.toml has a limit of its own, that too:\n\n[limits]\n{name} = {toml}"
    )
}

/// Allows as many bytes of memory as were wanted, in whole MiB.
pub(crate) fn memory(wanted: u64) -> String {
    let mebibytes = wanted.div_ceil(MIB).max(1);
    let size = format!("{mebibytes}MiB");
    option("memory", &size, &format!("\"{size}\""))
}

/// Allows twice the time.
pub(crate) fn time(limit: Duration) -> String {
    let milliseconds = limit.as_millis().saturating_mul(2).max(1);
    let time = match milliseconds % 1000 {
        0 => format!("{}s", milliseconds / 1000),
        _ => format!("{milliseconds}ms"),
    };
    option("time", &time, &format!("\"{time}\""))
}

/// Allows ten times the fuel.
pub(crate) fn fuel(limit: u64) -> String {
    let fuel = limit.saturating_mul(10).to_string();
    option("fuel", &fuel, &fuel)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OBS.12
    #[test]
    fn the_option_and_the_line_are_told() {
        for (told, flag, line) in [
            (memory(1), "`--memory 1MiB`", "memory = \"1MiB\""),
            (
                memory(65 * MIB + 1),
                "`--memory 66MiB`",
                "memory = \"66MiB\"",
            ),
            (
                time(Duration::from_millis(20)),
                "`--time 40ms`",
                "time = \"40ms\"",
            ),
            (
                time(Duration::from_secs(30)),
                "`--time 60s`",
                "time = \"60s\"",
            ),
            (fuel(100), "`--fuel 1000`", "fuel = 1000"),
        ] {
            assert!(
                told.contains(flag) && told.ends_with(&format!("[limits]\n{line}")),
                "{told}"
            );
        }
    }
}
