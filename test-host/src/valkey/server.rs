use redis::{ConnectionAddr, ConnectionInfo, IntoConnectionInfo as _};

const NO_URL: &str =
    "it is no URL of a server, such as `redis://HOST:PORT`, or `rediss://HOST:PORT` for TLS";
const NO_SOCKET: &str = "sockets of the file system are not supported; use `redis://HOST:PORT`";
const NO_CHECK: &str = "the server's certificate is always checked; remove `#insecure`";

const LONG: &str = "it has more than 4,096 bytes";

/// A function may hold thousands of them.
const MAX_URL: usize = 4096;

/// Reads where a server is. An error says what is wrong, and never repeats the URL: it may hold a password.
pub(super) fn server(url: &str) -> Result<ConnectionInfo, &'static str> {
    if url.len() > MAX_URL {
        return Err(LONG);
    }
    let info = url.into_connection_info().map_err(|_| NO_URL)?;
    match info.addr() {
        ConnectionAddr::Tcp(..) => {}
        ConnectionAddr::TcpTls {
            insecure: false, ..
        } => {}
        ConnectionAddr::TcpTls { .. } => return Err(NO_CHECK),
        ConnectionAddr::Unix(_) => return Err(NO_SOCKET),
        _ => return Err(NO_URL),
    }
    // Else each connection begins with two commands more, and some servers refuse them.
    let settings = info.redis_settings().clone().set_skip_set_lib_name();
    Ok(info.set_redis_settings(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(size: usize) -> String {
        let password = "a".repeat(size - "redis://:@localhost".len());
        format!("redis://:{password}@localhost")
    }

    #[test]
    fn urls_of_servers_are_read() {
        for url in [
            "redis://localhost",
            "valkey://127.0.0.1:1",
            "redis://user:secret@[::1]:6380/2?protocol=resp3",
            "rediss://localhost:6379",
            &long(MAX_URL),
        ] {
            assert!(server(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn what_names_no_server_is_refused_without_being_repeated() {
        for (url, reason) in [
            ("", NO_URL),
            ("localhost:6379", NO_URL),
            ("http://localhost:6379", NO_URL),
            ("redis://", NO_URL),
            ("redis://localhost:port", NO_URL),
            ("redis://localhost/not-a-number", NO_URL),
            ("redis+unix:///run/redis.sock", NO_SOCKET),
            ("unix:///run/redis.sock", NO_SOCKET),
            ("rediss://localhost/#insecure", NO_CHECK),
            (&long(MAX_URL + 1), LONG),
        ] {
            assert_eq!(server(url).unwrap_err(), reason, "{url}");
        }
    }
}
