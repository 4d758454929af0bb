/// A rejection: what was wrong with one part of the request. It answers 400 with a text that says so.
macro_rules! rejection {
    ($(#[$meta:meta])* $name:ident: $what:literal, $source:ty) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name($source);

        impl $name {
            /// Gives the status of the answer: 400.
            #[must_use]
            pub fn status(&self) -> u16 {
                400
            }
        }

        impl From<$source> for $name {
            fn from(problem: $source) -> Self {
                Self(problem)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!("Failed to parse ", $what, ": {}"), self.0)
            }
        }

        impl std::error::Error for $name {}

        impl crate::IntoWebResponse for $name {
            fn response(self) -> crate::Response {
                crate::WebError::new(self.status(), self.to_string()).response()
            }
        }
    };
}

pub(crate) use rejection;
