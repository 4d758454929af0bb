#[momento_functions_test::test]
#[should_panic]
fn panics() {
    panic!("nobody would see this");
}

#[momento_functions_test::test]
#[test]
fn twice() {}

fn main() {}
