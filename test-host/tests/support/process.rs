//! What the kernel says of this process.
#![cfg(target_os = "linux")]

use std::fs;

/// A line of `/proc/self/status` in bytes: `VmRSS` is the process's memory, and `VmHWM` the most that it was.
pub fn memory(line: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|text| text.strip_prefix(line));
    let kib = line.unwrap().trim_start_matches(':').trim_end_matches("kB");
    kib.trim().parse::<usize>().unwrap() * 1024
}

/// The names of the process's threads, of each the first 15 bytes.
pub fn threads() -> Vec<String> {
    let threads = fs::read_dir("/proc/self/task").unwrap();
    let names = threads.filter_map(|thread| {
        let name = fs::read_to_string(thread.ok()?.path().join("comm"));
        Some(name.ok()?.trim_end().to_owned())
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
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
