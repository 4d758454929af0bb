use super::Place;
use std::collections::HashMap;
use std::sync::Arc;

/// How many offsets are kept in mind: traps come from the same ones.
const MAX_KNOWN: usize = 4096;

/// How many bytes their places may take.
const MAX_BYTES: usize = 4 << 20;

/// The places of an offset in the component, the innermost of inlined functions first.
pub(super) type Places = HashMap<usize, Arc<[Place]>>;

/// The places that were looked up before.
#[derive(Default)]
pub(super) struct Known {
    places: Places,
    bytes: usize,
}

impl Known {
    pub(super) fn get(&self, offset: usize) -> Option<&Arc<[Place]>> {
        self.places.get(&offset)
    }

    /// Keeps the places of an offset that is not known; all others are forgotten where there is no room.
    pub(super) fn keep(&mut self, offset: usize, places: Arc<[Place]>) {
        let bytes: usize = places.iter().map(Place::bytes).sum();
        if self.places.len() >= MAX_KNOWN || self.bytes + bytes > MAX_BYTES {
            *self = Self::default();
        }
        self.places.insert(offset, places);
        self.bytes += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(bytes: usize) -> Arc<[Place]> {
        let mut place = Place {
            function: None,
            file: None,
            line: None,
            column: None,
        };
        place.function = Some("a".repeat(bytes - place.bytes()));
        Arc::from([place])
    }

    /// OBS.10
    #[test]
    fn known_places_are_bounded_in_number() {
        let mut known = Known::default();
        (0..MAX_KNOWN).for_each(|offset| known.keep(offset, Arc::from([])));
        assert!(known.get(0).is_some());
        known.keep(MAX_KNOWN, Arc::from([]));
        assert_eq!(known.places.len(), 1);
        assert!(known.get(MAX_KNOWN).is_some());
    }

    /// OBS.10
    #[test]
    fn known_places_are_bounded_in_bytes() {
        let mut known = Known::default();
        (0..4).for_each(|offset| known.keep(offset, place(MAX_BYTES / 4)));
        assert_eq!((known.places.len(), known.bytes), (4, MAX_BYTES));
        known.keep(4, place(1000));
        assert_eq!((known.places.len(), known.bytes), (1, 1000));
    }
}
