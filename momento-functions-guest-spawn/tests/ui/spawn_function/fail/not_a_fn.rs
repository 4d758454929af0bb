use momento_functions_guest_spawn::spawn_function;

#[spawn_function]
struct Index;

fn main() {
    let _ = Index;
}
