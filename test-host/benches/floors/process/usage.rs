//! What a process takes, as Linux tells.

use crate::Result;
use std::fs;
use std::time::Duration;

/// The unit of times in /proc: USER_HZ, which is 100 on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// The bytes of memory that this process keeps resident.
pub fn resident() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kibibytes: u64 = kibibytes
        .ok_or("/proc/self/status has no VmRSS")?
        .trim()
        .parse()?;
    Ok(kibibytes * 1024)
}

/// The time for which a process has kept processors busy, in its own code and in the kernel.
pub fn cpu_time(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name may hold anything: fields are counted from its end.
    let (_, fields) = stat
        .rsplit_once(')')
        .ok_or("/proc/*/stat is not as it was")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse);
    let ticks: Vec<u32> = ticks.collect::<std::result::Result<_, _>>()?;
    Ok(TICK * ticks.iter().sum())
}
