//! What the operating system allows a process.

use super::finding::Finding;

#[cfg(not(target_os = "linux"))]
pub(super) fn look() -> Vec<Finding> {
    Vec::new()
}

#[cfg(target_os = "linux")]
pub(super) fn look() -> Vec<Finding> {
    let read = |file| std::fs::read_to_string(file).unwrap_or_default();
    let limits = read("/proc/self/limits");
    let mut findings = vec![address_space(&limits), open_files(&limits)];
    let watches = read("/proc/sys/fs/inotify/max_user_watches");
    let instances = read("/proc/sys/fs/inotify/max_user_instances");
    findings.extend(watching(&watches, &instances));
    findings
}

/// Enough for a watched project of many folders.
const WATCHES: u64 = 8192;

/// Enough for this command beside an editor.
const INSTANCES: u64 = 64;

/// Enough for as many connections as there are instances, both ways.
const FILES: u64 = 4096;

fn address_space(limits: &str) -> Finding {
    match limit(limits, "Max address space") {
        None => Finding::ok("address space", "not limited"),
        Some(bytes) => Finding::warning(
            "address space",
            format!("limited to {bytes} bytes: the host reserves much more than it uses"),
        )
        .mended_by("ulimit -v unlimited"),
    }
}

fn open_files(limits: &str) -> Finding {
    match limit(limits, "Max open files") {
        Some(files) if files < FILES => Finding::warning(
            "open files",
            format!("at most {files}: many connections at once will be refused"),
        )
        .mended_by(format!("ulimit -n {FILES}")),
        Some(files) => Finding::ok("open files", format!("at most {files}")),
        None => Finding::ok("open files", "not limited"),
    }
}

/// The soft limit of a line of `/proc/self/limits`; none, where it is unlimited or not there.
fn limit(limits: &str, name: &str) -> Option<u64> {
    let rest = limits.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}

/// A kernel without inotify says nothing of it.
fn watching(watches: &str, instances: &str) -> Option<Finding> {
    let watches: u64 = watches.trim().parse().ok()?;
    let instances: u64 = instances.trim().parse().ok()?;
    let message = format!("{watches} watches, {instances} instances a user");
    Some(match watches < WATCHES || instances < INSTANCES {
        true => Finding::warning(
            "inotify",
            format!("{message}: `cargo momento dev` may see no changes of large projects"),
        )
        .mended_by(format!(
            "sudo sysctl fs.inotify.max_user_watches={} fs.inotify.max_user_instances={}",
            watches.max(WATCHES * 8),
            instances.max(INSTANCES * 4)
        )),
        false => Finding::ok("inotify", message),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::doctor::finding::State;

    const LIMITS: &str = "\
Limit                     Soft Limit           Hard Limit           Units
Max open files            1024                 1048576              files
Max address space         unlimited            unlimited            bytes
";

    /// CLI.41
    #[test]
    fn what_the_kernel_allows_is_read_line_by_line() {
        assert_eq!(address_space(LIMITS).state, State::Ok);
        let files = open_files(LIMITS);
        assert_eq!(
            (files.state, files.command.as_deref()),
            (State::Warning, Some("ulimit -n 4096"))
        );
        let limited = LIMITS.replace("unlimited            unlimited", "1048576 unlimited");
        let space = address_space(&limited);
        assert_eq!(space.state, State::Warning);
        assert!(space.message.contains("1048576 bytes"), "{}", space.message);
        assert_eq!(open_files("").state, State::Ok);
    }

    /// CLI.41
    #[test]
    fn too_few_watches_are_a_warning_with_the_line_that_raises_them() {
        assert_eq!(watching("65536\n", "128\n").unwrap().state, State::Ok);
        for (watches, instances) in [("100", "128"), ("65536", "8")] {
            let finding = watching(watches, instances).unwrap();
            assert_eq!(finding.state, State::Warning);
            let command = finding.command.unwrap();
            assert!(
                command.starts_with("sudo sysctl fs.inotify.max_user_watches=65536"),
                "{command}"
            );
        }
        assert!(watching("", "").is_none());
    }
}
