use std::fmt;

/// Why there is no answer: the cases that the contract of outbound HTTP tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Failure {
    /// The answer's head does not come in time.
    Timeout,
    /// There is no connection in time.
    ConnectTimeout,
    /// No connection can be made: the name is unknown, or nobody listens there.
    ConnectionFailed,
    /// The connection ends before the answer's head has come.
    ConnectionInterrupted,
    /// No secure connection can be made.
    Tls,
    /// The server redirects more often than is followed.
    TooManyRedirects,
    /// What the server sends is no HTTP response.
    MalformedResponse,
    /// The request fails for a reason that has no case of its own.
    Other,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout => "the answer's head does not come in time",
            Self::ConnectTimeout => "there is no connection in time",
            Self::ConnectionFailed => "no connection can be made",
            Self::ConnectionInterrupted => "the connection ends before the answer's head",
            Self::Tls => "no secure connection can be made",
            Self::TooManyRedirects => "the server redirects too often",
            Self::MalformedResponse => "the server sends no HTTP response",
            Self::Other => "the request fails",
        })
    }
}
