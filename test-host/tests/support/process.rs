//! What the kernel says of this process.
#![cfg(target_os = "linux")]

use std::fs;

/// A line of `/proc/self/status` in bytes: `VmRSS` is the process's memory, and `VmHWM` the most that it was.
pub fn memory(line: &str) -> usize {
    status(line, "kB") * 1024
}

/// How many threads the process has.
pub fn threads() -> usize {
    status("Threads", "")
}

/// The files, sockets and the like that the process has open.
pub fn files() -> Vec<String> {
    let open = fs::read_dir("/proc/self/fd").unwrap();
    let names = open.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    // The folder itself is open while it is read.
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with("/fd")).collect();
    names.sort();
    names
}

/// By how much the process's memory grew at most while `work` was done.
pub async fn growth(work: impl Future<Output = ()>) -> usize {
    watch_memory();
    let before = memory("VmRSS");
    work.await;
    memory("VmHWM").saturating_sub(before)
}

/// Has the most that the memory was counted anew from now on: proc(5).
pub fn watch_memory() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn status(line: &str, unit: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|text| text.strip_prefix(line));
    let value = line.unwrap().trim_start_matches(':').trim_end_matches(unit);
    value.trim().parse().unwrap()
}
