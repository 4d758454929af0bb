//! Scripts for the guest `hostile`.

/// A body with steps, each a letter and how much of it, and `rest` behind them.
pub fn script(steps: &[(u8, u8)], rest: &[u8]) -> Vec<u8> {
    let count = u8::try_from(steps.len()).unwrap();
    let steps = steps.iter().flat_map(|&(letter, much)| [letter, much]);
    let script = std::iter::once(count).chain(steps);
    script.chain(rest.iter().copied()).collect()
}
