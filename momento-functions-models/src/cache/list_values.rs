use bytes::Bytes;

/// A list's time to live, as a call gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListTtl {
    /// The time to live in milliseconds.
    pub milliseconds: u64,
    /// Whether the time of a list that is there starts anew.
    pub refresh: bool,
}

/// A value that was taken off a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Popped {
    /// The value.
    pub value: Bytes,
    /// How many values are left.
    pub list_length: u32,
}
