//! Answers every request with `pong`.

use momento_functions_bytes::Data;
use momento_functions_guest_web::invoke;

invoke!(ping);
fn ping(_body: Data) -> &'static str {
    "pong"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_pong() {
        assert_eq!(ping(Data::from("anything")), "pong");
    }
}
