/// A test of a test binary.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestCase {
    /// The name, with its modules: `tests::it_greets`.
    pub name: String,
    /// Whether it is a benchmark, which runs once as a test.
    pub benchmark: bool,
}
