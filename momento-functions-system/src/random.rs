use momento_functions_wit::system;

/// Gives random bytes, from the host.
///
/// They are fit for secrets in a component. Natively, in tests, they are not: they differ from call to
/// call, and that is all.
///
/// # Examples
/// ```
/// let number = u64::from_ne_bytes(momento_functions_system::random());
/// let dice = number % 6 + 1;
/// assert!((1..=6).contains(&dice));
/// ```
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill_random(&mut bytes);
    bytes
}

/// Fills a slice with random bytes, as [`random`] does an array: a backend for crates that ask for one.
///
/// # Examples
/// ```
/// let mut key = vec![0; 32];
/// momento_functions_system::fill_random(&mut key);
/// assert_ne!(key, vec![0; 32]);
/// ```
pub fn fill_random(bytes: &mut [u8]) {
    system::random(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_the_same() {
        assert_ne!(random::<16>(), random::<16>());
    }

    #[test]
    fn nothing_is_filled_with_nothing() {
        fill_random(&mut []);
        assert_eq!(random::<0>(), []);
    }
}
