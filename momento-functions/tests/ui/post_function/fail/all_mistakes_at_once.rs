use momento_functions::post_function;

#[post_function(path = "/ping")]
async fn ping<T>(_: impl Sized, _payload: T) -> ! {
    loop {}
}

fn main() {}
