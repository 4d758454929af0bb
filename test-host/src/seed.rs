//! Random numbers: the system's, or those that follow from a seed, so that a test sees the same each time.

use chacha20::ChaCha12Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};

/// What the random numbers of a host come from.
#[derive(Debug, Default)]
pub(crate) struct Seed(Option<Seeded>);

#[derive(Debug)]
struct Seeded {
    seed: u64,
    /// How many invocations each function has had, by its cache and name.
    counts: Mutex<HashMap<(String, String), u64>>,
}

/// Where the random numbers of one purpose come from: a key, or the system.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source(Option<[u8; 32]>);

/// A source of random numbers.
#[derive(Debug)]
pub(crate) enum Random {
    System,
    Seeded(Box<ChaCha12Rng>),
}

impl Seed {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.map(|seed| Seeded {
            seed,
            counts: Mutex::default(),
        }))
    }

    /// Gives the source for one purpose of the host.
    pub(crate) fn source(&self, purpose: &str) -> Source {
        let seeded = self.0.as_ref();
        Source(seeded.map(|seeded| seeded.key(&[purpose.as_bytes()])))
    }

    /// Gives the source of the next invocation of a function. Whatever other functions do meanwhile, it is
    /// the same.
    pub(crate) fn of_next(&self, cache: &str, function: &str) -> Source {
        Source(self.0.as_ref().map(|seeded| {
            let number = seeded.count(cache, function).to_le_bytes();
            let [cache, function] = [cache, function].map(str::as_bytes);
            seeded.key(&[b"invocation", cache, function, &number])
        }))
    }
}

impl Seeded {
    fn count(&self, cache: &str, function: &str) -> u64 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts
            .entry((cache.to_owned(), function.to_owned()))
            .or_default();
        *count = count.wrapping_add(1);
        *count
    }

    /// Derives a key from the seed and what it is for.
    fn key(&self, purpose: &[&[u8]]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(self.seed.to_le_bytes());
        for part in purpose {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}

impl Source {
    /// Begins to draw. Each number of a stream gives numbers of its own.
    pub(crate) fn stream(self, number: u64) -> Random {
        self.0.map_or(Random::System, |key| {
            let mut stream = ChaCha12Rng::from_seed(key);
            stream.set_stream(number);
            Random::Seeded(Box::new(stream))
        })
    }
}

impl Random {
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        match self {
            Self::System => getrandom::fill(bytes),
            Self::Seeded(stream) => {
                stream.fill_bytes(bytes);
                Ok(())
            }
        }
    }

    /// Gives bytes for an id. Std asks the system for a key once a thread and makes it a new one each time;
    /// to ask the system for each id would be the only such call of most invocations.
    pub(crate) fn of_id(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        match self {
            Self::System => {
                let keys = RandomState::new();
                let drawn = [keys.hash_one(1), keys.hash_one(0)].map(u64::to_le_bytes);
                bytes =
                    std::array::from_fn(|at| drawn.as_flattened().get(at).copied().unwrap_or(0));
            }
            Self::Seeded(stream) => stream.fill_bytes(&mut bytes),
        }
        bytes
    }

    pub(crate) fn number(&mut self) -> Result<u64, getrandom::Error> {
        match self {
            Self::System => getrandom::u64(),
            Self::Seeded(stream) => Ok(stream.next_u64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(source: Source) -> u64 {
        source.stream(0).number().unwrap()
    }

    /// KIT.2
    #[test]
    fn each_invocation_of_each_function_has_numbers_of_its_own() {
        let draw = |seed: u64| {
            let seed = Seed::new(Some(seed));
            let pairs = [("a", "bc"), ("ab", "c"), ("a", "bc"), ("ab", "d")];
            let mut drawn: Vec<u64> = pairs.map(|(c, f)| first(seed.of_next(c, f))).into();
            drawn.push(first(seed.source("invocation")));
            drawn.push(first(seed.source("tokens")));
            drawn
        };
        let (drawn, mut all) = (draw(1), draw(1));
        assert_eq!(drawn, all);
        all.extend(draw(2));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 12);
    }

    /// KIT.2
    #[test]
    fn what_other_functions_do_changes_nothing() {
        let (one, two) = (Seed::new(Some(7)), Seed::new(Some(7)));
        for _ in 0..10 {
            one.of_next("cache", "other");
        }
        let [alone, beside] = [two, one].map(|seed| first(seed.of_next("cache", "mine")));
        assert_eq!(alone, beside);
    }

    /// KIT.2
    #[test]
    fn without_a_seed_numbers_are_the_systems() {
        let seed = Seed::default();
        let [a, b] = [(); 2].map(|()| first(seed.source("tokens")));
        assert_ne!(a, b);
    }
}
