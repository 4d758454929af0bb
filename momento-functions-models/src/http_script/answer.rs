use bytes::Bytes;
use std::time::Duration;

/// What a scripted server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, 200 to 999.
    pub status: u16,
    /// The headers, in their order, as the script has them. A name may stand more than once.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// The body of a scripted answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Comes at once, and its length is known from its head.
    Whole(Bytes),
    /// Comes bit by bit.
    Steps(Vec<Step>),
}

/// What comes next of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Bytes.
    Chunk(Bytes),
    /// Nothing for a while.
    Pause(Duration),
    /// The end of the connection, before that of the body.
    BreakOff,
}
