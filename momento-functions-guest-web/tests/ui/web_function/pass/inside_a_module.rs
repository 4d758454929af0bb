#![deny(warnings)]

pub mod handlers {
    struct Private;

    impl momento_functions_guest_web::IntoWebResponse for Private {
        fn response(self) -> momento_functions_guest_web::Response {
            "private".response()
        }
    }

    #[momento_functions_guest_web::web_function]
    fn ping() -> Private {
        Private
    }
}

fn main() {}
