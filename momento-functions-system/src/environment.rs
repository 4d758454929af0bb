use momento_functions_wit::system;

/// Gives a variable of the environment that the function was deployed with: what `std::env::var` gives
/// where std has an environment.
///
/// A variable that is not set is `None`, as is one that is not UTF-8, which a component cannot have.
///
/// # Examples
/// ```
/// use momento_functions_system::variable;
///
/// let limit = variable("LIMIT").and_then(|limit| limit.parse().ok()).unwrap_or(10);
/// assert_eq!(limit, 10);
/// ```
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    system::variable(name)
}
