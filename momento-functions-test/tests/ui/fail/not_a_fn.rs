#[momento_functions_test::test]
struct Test;

fn main() {}
