//! Linux tells which process has a socket, of one's own processes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::Holder;

/// The state of a listening socket in `/proc/net/tcp`.
const LISTENS: &str = "0A";

/// Finds a process that listens on a port, whichever the address.
pub(super) fn find(port: u16) -> Option<Holder> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let texts = tables.map(|table| fs::read_to_string(table).unwrap_or_default());
    let sockets: BTreeSet<String> = texts.iter().flat_map(|text| sockets(text, port)).collect();
    let mut processes = fs::read_dir("/proc").ok()?.flatten();
    processes.find_map(|process| {
        let id = process.file_name().to_str()?.parse().ok()?;
        has_one_of(&process.path(), &sockets).then(|| named(&process.path(), id))
    })
}

/// The links by which a process holds a socket that listens on the port.
fn sockets(table: &str, port: u16) -> impl Iterator<Item = String> + '_ {
    let end = format!(":{port:04X}");
    table.lines().skip(1).filter_map(move |line| {
        let mut words = line.split_ascii_whitespace().skip(1);
        let (address, _, state) = (words.next()?, words.next()?, words.next()?);
        // After the state come queues, timers, retransmissions, the user and a timeout.
        let inode = words.nth(5)?;
        (address.ends_with(&end) && state == LISTENS).then(|| format!("socket:[{inode}]"))
    })
}

fn has_one_of(process: &Path, sockets: &BTreeSet<String>) -> bool {
    let Ok(files) = fs::read_dir(process.join("fd")) else {
        return false;
    };
    let links = files
        .flatten()
        .filter_map(|file| fs::read_link(file.path()).ok());
    let is_one = |link: &OsStr| link.to_str().is_some_and(|link| sockets.contains(link));
    links.into_iter().any(|link| is_one(link.as_os_str()))
}

fn named(process: &Path, id: u32) -> Holder {
    let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
    Holder {
        name: name.trim_end().to_owned(),
        process: id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// DEV.8
    #[test]
    fn a_listening_process_is_found_by_its_port() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let holder = find(listener.local_addr().unwrap().port()).unwrap();
        assert_eq!(holder.process, std::process::id());
        assert!(!holder.name.is_empty());
    }

    #[test]
    fn a_table_that_is_none_has_no_sockets() {
        assert_eq!(sockets("x\n1: 0:1F90 x\n\n", 8080).count(), 0);
    }
}
