use super::ValueHash;

/// What must hold for a value to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetIf<'a> {
    /// There is a value.
    Present,
    /// There is a value, and it is not this one.
    PresentAndNotEqual(&'a [u8]),
    /// There is no value.
    Absent,
    /// There is a value, and it is this one.
    Equal(&'a [u8]),
    /// There is no value, or it is this one.
    AbsentOrEqual(&'a [u8]),
    /// There is no value, or it is another than this one.
    NotEqual(&'a [u8]),
}

impl SetIf<'_> {
    /// Tells whether the condition holds for the value that is there.
    #[must_use]
    pub fn holds(&self, current: Option<&[u8]>) -> bool {
        match self {
            Self::Present => current.is_some(),
            Self::PresentAndNotEqual(other) => current.is_some_and(|value| value != *other),
            Self::Absent => current.is_none(),
            Self::Equal(same) => current == Some(same),
            Self::AbsentOrEqual(same) => current.is_none_or(|value| value == *same),
            Self::NotEqual(other) => current != Some(other),
        }
    }
}

/// What must hold for a value to be stored, told by a hash that the cache gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetIfHash<'a> {
    /// There is a value, and its hash is not this one.
    PresentAndNotHashEqual(&'a [u8]),
    /// There is a value, and its hash is this one.
    PresentAndHashEqual(&'a [u8]),
    /// There is no value, or its hash is this one.
    AbsentOrHashEqual(&'a [u8]),
    /// There is no value, or its hash is another than this one.
    AbsentOrNotHashEqual(&'a [u8]),
    /// Nothing.
    Unconditional,
}

impl SetIfHash<'_> {
    /// Tells whether the condition holds for the hash of the value that is there.
    #[must_use]
    pub fn holds(&self, current: Option<&ValueHash>) -> bool {
        let current = current.map(ValueHash::as_bytes);
        match self {
            Self::PresentAndNotHashEqual(other) => SetIf::PresentAndNotEqual(other).holds(current),
            Self::PresentAndHashEqual(same) => SetIf::Equal(same).holds(current),
            Self::AbsentOrHashEqual(same) => SetIf::AbsentOrEqual(same).holds(current),
            Self::AbsentOrNotHashEqual(other) => SetIf::NotEqual(other).holds(current),
            Self::Unconditional => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SetIf, SetIfHash, ValueHash};

    /// Each condition with: no value, this value, another value.
    /// CACHE.3
    #[test]
    fn each_condition_holds_when_its_name_says_so() {
        let table = [
            (SetIf::Present, [false, true, true]),
            (SetIf::PresentAndNotEqual(b"a"), [false, false, true]),
            (SetIf::Absent, [true, false, false]),
            (SetIf::Equal(b"a"), [false, true, false]),
            (SetIf::AbsentOrEqual(b"a"), [true, true, false]),
            (SetIf::NotEqual(b"a"), [true, false, true]),
        ];
        for (condition, expected) in table {
            let values: [Option<&[u8]>; 3] = [None, Some(b"a"), Some(b"b")];
            let held = values.map(|current| condition.holds(current));
            assert_eq!(held, expected, "{condition:?}");
        }
    }

    /// CACHE.4
    #[test]
    fn each_condition_on_a_hash_holds_when_its_name_says_so() {
        let [this, other] = [ValueHash::of(b"a"), ValueHash::of(b"b")];
        let hash = this.as_bytes();
        let table = [
            (
                SetIfHash::PresentAndNotHashEqual(hash),
                [false, false, true],
            ),
            (SetIfHash::PresentAndHashEqual(hash), [false, true, false]),
            (SetIfHash::AbsentOrHashEqual(hash), [true, true, false]),
            (SetIfHash::AbsentOrNotHashEqual(hash), [true, false, true]),
            (SetIfHash::Unconditional, [true, true, true]),
        ];
        for (condition, expected) in table {
            let held = [None, Some(&this), Some(&other)].map(|current| condition.holds(current));
            assert_eq!(held, expected, "{condition:?}");
        }
    }

    /// CACHE.4
    #[test]
    fn a_hash_of_another_length_is_another_hash() {
        let this = ValueHash::of(b"a");
        let short = &this.as_bytes()[..15];
        assert!(!SetIfHash::PresentAndHashEqual(short).holds(Some(&this)));
        assert!(!SetIfHash::PresentAndHashEqual(b"").holds(Some(&this)));
    }
}
