/// States the result of a call that tells a list's length, where there is the list.
macro_rules! length_or_missing {
    ($(#[$meta:meta])* $name:ident from $abi:ident: $found:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            #[doc = $found]
            Found(u32),
            /// There is no such list.
            Missing,
        }

        impl $name {
            /// Gives the list's length, where there is the list.
            #[must_use]
            pub fn length(self) -> Option<u32> {
                match self {
                    Self::Found(length) => Some(length),
                    Self::Missing => None,
                }
            }

            fn from_abi(response: $abi) -> Self {
                match response {
                    $abi::Found(length) => Self::Found(length),
                    $abi::Missing => Self::Missing,
                }
            }
        }
    };
}

pub(crate) use length_or_missing;
