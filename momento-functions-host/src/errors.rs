/// States error enums: their cases, each with the text that tells it, in which its field can be named.
///
/// A case in parentheses is the host's own error, which becomes this one by `?`; a field called `cause` is
/// the source. The debug text of a cause may hold a whole payload, and `?` in a web function answers the
/// caller with that: so the debug text of these errors is the case's name and the text that tells it.
macro_rules! errors {
    ($( $(#[$meta:meta])* $name:ident $generics:tt { $($cases:tt)+ } )+) => { $(
        errors!(@error [$(#[$meta])*] $name $generics { $($cases)+ });
        errors!(@from $name $generics { $($cases)+ });
    )+ };
    (@error [$($meta:tt)*] $name:ident [$($e:ident $(: $bound:path)?)?] { $(
        $(#[$doc:meta])*
        $case:ident $(($host:ident: $abi:ty))? $({ $(#[$field_doc:meta])* $field:ident: $ty:ty })? = $text:literal,
    )+ }) => {
        $($meta)*
        pub enum $name $(<$e $(: $bound)?>)? { $(
            $(#[$doc])*
            $case $(($abi))? $({ $(#[$field_doc])* $field: $ty })?,
        )+ }

        impl $(<$e: std::error::Error $(+ $bound)?>)? std::fmt::Display for $name $(<$e>)? {
            #[allow(unused_variables, reason = "not every text names what the case holds")]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $( Self::$case $(($host))? $({ $field })? => write!(f, $text), )+
                }
            }
        }

        impl $(<$e: std::error::Error $(+ $bound)?>)? std::fmt::Debug for $name $(<$e>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let case = match self {
                    $( Self::$case { .. } => stringify!($case), )+
                };
                f.debug_tuple(case).field(&format_args!("{self}")).finish()
            }
        }

        impl $(<$e: std::error::Error $(+ $bound)? + 'static>)? std::error::Error for $name $(<$e>)? {
            #[allow(unused_variables, reason = "not every case has a source")]
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                match self { $(
                    Self::$case $(($host))? $({ $field })? => {
                        errors!(@source $(cause $host)? $($field $field)?)
                    }
                )+ }
            }
        }
    };
    (@from $name:ident $generics:tt { $(
        $(#[$doc:meta])*
        $case:ident $(($host:ident: $abi:ty))? $({ $($field:tt)+ })? = $text:literal,
    )+ }) => {
        $($( errors!(@from_host $name $generics $case $abi); )?)+
    };
    (@from_host $name:ident [$($e:ident $(: $bound:path)?)?] $case:ident $abi:ty) => {
        impl $(<$e $(: $bound)?>)? From<$abi> for $name $(<$e>)? {
            fn from(error: $abi) -> Self {
                Self::$case(error)
            }
        }
    };
    (@source cause $cause:ident) => { Some($cause) };
    (@source $($other:ident)*) => { None };
}

pub(crate) use errors;
