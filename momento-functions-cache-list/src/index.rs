use momento_functions_wit::cache_list as host;

/// Where a part of a list begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartIndex {
    /// At the front.
    #[default]
    Unbounded,
    /// At this index, which belongs to the part. A negative one counts from the back: -1 is the last.
    Inclusive(i32),
}

/// Where a part of a list ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndIndex {
    /// At the back.
    #[default]
    Unbounded,
    /// Before this index, which does not belong to the part. A negative one counts from the back.
    Exclusive(i32),
}

/// At this index, inclusive.
impl From<i32> for StartIndex {
    fn from(index: i32) -> Self {
        Self::Inclusive(index)
    }
}

/// Before this index, exclusive.
impl From<i32> for EndIndex {
    fn from(index: i32) -> Self {
        Self::Exclusive(index)
    }
}

impl StartIndex {
    pub(crate) fn into_abi(self) -> host::StartIndex {
        match self {
            Self::Unbounded => host::StartIndex::Unbounded,
            Self::Inclusive(index) => host::StartIndex::Inclusive(index),
        }
    }
}

impl EndIndex {
    pub(crate) fn into_abi(self) -> host::EndIndex {
        match self {
            Self::Unbounded => host::EndIndex::Unbounded,
            Self::Exclusive(index) => host::EndIndex::Exclusive(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_an_inclusive_start_and_an_exclusive_end() {
        assert_eq!(StartIndex::from(-2), StartIndex::Inclusive(-2));
        assert_eq!(EndIndex::from(3), EndIndex::Exclusive(3));
    }

    #[test]
    fn what_is_not_said_is_unbounded() {
        assert_eq!(StartIndex::default(), StartIndex::Unbounded);
        assert_eq!(EndIndex::default(), EndIndex::Unbounded);
    }
}
