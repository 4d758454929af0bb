/// States an enum of roles, whose names are those of the JSON text.
macro_rules! roles {
    (
        $(#[$meta:meta])*
        $name:ident { $( $(#[$doc:meta])* $role:ident = $number:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$doc])* $role = $number, )+
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let name = match self {
                    $( Self::$role => stringify!($role), )+
                };
                serializer.serialize_unit_variant(stringify!($name), *self as u32, name)
            }
        }
    };
}

pub(crate) use roles;
