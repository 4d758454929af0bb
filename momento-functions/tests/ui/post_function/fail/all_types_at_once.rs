use momento_functions::post_function;

#[post_function]
fn ping(_: u8, _: u16) -> u32 {
    1
}

fn main() {}
