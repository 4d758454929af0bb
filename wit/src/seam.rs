//! The macros that state one host call, or one resource, in one line.

/// States the host calls of one interface.
///
/// Each line becomes one thin function: on wasm32 it calls the binding behind the `=`, elsewhere it
/// asks the thread's native host. Off wasm32 the lines are a trait too, `Host`, for that host to
/// implement.
macro_rules! seam {
    ($interface:ident {
        $( fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? = $binding:path; )+
    }) => {
        #[doc = concat!("The host calls of `", stringify!($interface), "`, as a native host answers them.")]
        #[cfg(not(target_arch = "wasm32"))]
        pub trait Host {
            $(
                #[doc = concat!("Answers [`", stringify!($name), "`](", stringify!($binding), ").")]
                fn $name(&self, $($arg: $ty),*) $(-> $ret)?;
            )+
        }

        $(
            #[doc = concat!("Makes the host call [`", stringify!($name), "`](", stringify!($binding), ").")]
            ///
            /// # Panics
            /// Off wasm32, when the thread has no native host that offers this interface.
            #[cfg_attr(target_arch = "wasm32", inline)]
            #[cfg_attr(not(target_arch = "wasm32"), track_caller)]
            pub fn $name($($arg: $ty),*) $(-> $ret)? {
                #[cfg(target_arch = "wasm32")]
                {
                    $binding($($arg),*)
                }
                #[cfg(not(target_arch = "wasm32"))]
                {
                    let call = concat!(stringify!($interface), "::", stringify!($name));
                    let host = $crate::native::current(call);
                    $crate::native::offered(call, host.$interface()).$name($($arg),*)
                }
            }
        )+
    };
}

/// States a resource: on wasm32 the binding's handle, elsewhere a value that the native host made.
macro_rules! resource {
    ($(#[$meta:meta])* $name:ident = $binding:path) => {
        #[cfg(target_arch = "wasm32")]
        pub use $binding;

        $(#[$meta])*
        #[cfg(not(target_arch = "wasm32"))]
        #[derive(Debug)]
        pub struct $name($crate::native::Resource);

        #[cfg(not(target_arch = "wasm32"))]
        impl $name {
            /// Wraps what the native host wants to find again behind this handle.
            #[must_use]
            pub fn from_native(value: impl std::any::Any) -> Self {
                Self($crate::native::Resource::new(value))
            }

            /// Gives back what the native host wrapped, when it is a `T`.
            #[must_use]
            pub fn native<T: std::any::Any>(&self) -> Option<&T> {
                self.0.get()
            }
        }
    };
}

/// States the question whether an interface of log lines has somebody who hears them.
macro_rules! answered {
    ($interface:ident) => {
        /// Tells whether somebody answers [`log`]: in a component always; elsewhere, when the thread has a
        /// native host that offers this interface.
        ///
        /// A logger is set for a whole process, a native host for one thread only: the lines of the other
        /// threads go nowhere, as in a component that has configured no destination.
        #[must_use]
        pub fn is_answered() -> bool {
            #[cfg(target_arch = "wasm32")]
            {
                true
            }
            #[cfg(not(target_arch = "wasm32"))]
            {
                $crate::native::is_offered(|host| host.$interface().is_some())
            }
        }
    };
}

pub(crate) use {answered, resource, seam};
