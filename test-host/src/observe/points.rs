//! The host calls by name: to order faults on, and to find among those that were made.

use super::fault::{AwsFault, HttpFault, ServiceFault, SpawnFault, TokenFault, ValkeyFault};
use super::interfaces::{self as i, Interface};
use std::marker::PhantomData;

/// A host call by its name, in every version of the contract that has it. `E` is how it may fail.
#[derive(Debug, Clone, Copy)]
pub struct Point<E> {
    places: &'static [(&'static Interface, &'static str)],
    errors: PhantomData<E>,
}

impl<E> Point<E> {
    const fn new(places: &'static [(&'static Interface, &'static str)]) -> Self {
        Self {
            places,
            errors: PhantomData,
        }
    }

    pub(super) fn is(&self, interface: &str, function: &str) -> bool {
        let mut places = self.places.iter();
        places.any(|(of, name)| of.name == interface && *name == function)
    }

    pub(super) fn places(&self) -> &'static [(&'static Interface, &'static str)] {
        self.places
    }

    /// Names the call for people: `cache-scalar get`.
    pub(super) fn name(&self) -> String {
        let first = self.places.first();
        first.map_or_else(String::new, |(interface, function)| {
            super::calls::name(interface.name, function)
        })
    }
}

macro_rules! points {
    ($($(#[$module_doc:meta])* $module:ident: $error:ty {
        $($(#[$doc:meta])* $call:ident = $($interface:ident $function:literal),+;)+
    })+) => {$(
        $(#[$module_doc])*
        pub mod $module {
            use super::*;
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $call() -> Point<$error> {
                    const PLACES: &[(&Interface, &str)] = &[$((&i::$interface, $function)),+];
                    Point::new(PLACES)
                }
            )+
        }
    )+};
}

points! {
    /// Calls of the cache, one value a key.
    cache: ServiceFault {
        /// Reads a value.
        get = CACHE_SCALAR "get", V1_CACHE_SCALAR "get";
        /// Reads a value and its hash.
        get_with_hash = CACHE_SCALAR "get-with-hash", V1_CACHE_SCALAR "get-with-hash";
        /// Writes a value.
        set = CACHE_SCALAR "set", V1_CACHE_SCALAR "set";
        /// Writes a value on a condition.
        set_if = CACHE_SCALAR "set-if", V1_CACHE_SCALAR "set-if";
        /// Writes a value on a condition on its hash.
        set_if_hash = CACHE_SCALAR "set-if-hash", V1_CACHE_SCALAR "set-if-hash";
        /// Deletes a value.
        delete = CACHE_SCALAR "delete", V1_CACHE_SCALAR "delete";
    }
    /// Calls on lists in the cache.
    list: ServiceFault {
        /// Adds a value at the front.
        push_front = CACHE_LIST "list-push-front", V1_CACHE_LIST "list-push-front";
        /// Adds a value at the back.
        push_back = CACHE_LIST "list-push-back", V1_CACHE_LIST "list-push-back";
        /// Takes the first value.
        pop_front = CACHE_LIST "list-pop-front", V1_CACHE_LIST "list-pop-front";
        /// Takes the last value.
        pop_back = CACHE_LIST "list-pop-back", V1_CACHE_LIST "list-pop-back";
        /// Erases values by their places.
        erase = CACHE_LIST "list-erase", V1_CACHE_LIST "list-erase";
        /// Removes values by what they are.
        remove = CACHE_LIST "list-remove", V1_CACHE_LIST "list-remove";
        /// Reads values.
        fetch = CACHE_LIST "list-fetch", V1_CACHE_LIST "list-fetch";
        /// Asks how many values there are.
        length = CACHE_LIST "list-length", V1_CACHE_LIST "list-length";
        /// Adds values at the front.
        concatenate_front = CACHE_LIST "list-concatenate-front", V1_CACHE_LIST "list-concatenate-front";
        /// Adds values at the back.
        concatenate_back = CACHE_LIST "list-concatenate-back", V1_CACHE_LIST "list-concatenate-back";
        /// Keeps some of the values.
        retain = CACHE_LIST "list-retain", V1_CACHE_LIST "list-retain";
    }
    /// Calls on topics.
    topic: ServiceFault {
        /// Publishes a message, in either of its forms.
        publish = TOPIC "publish", TOPIC "publish-bytes", V1_TOPIC "publish", V1_TOPIC "publish-bytes";
    }
    /// Requests over HTTP.
    http: HttpFault {
        /// Sends a request, by whichever of the contract's calls.
        invoke = HTTP "invoke", HTTP "invoke-with-timeout", HTTP_1_0 "invoke", V1_HTTP "get", V1_HTTP "put", V1_HTTP "post", V1_HTTP "delete";
    }
    /// Starting other functions.
    spawn: SpawnFault {
        /// Starts a function in the background.
        spawn_function = SPAWN "spawn-function", V1_SPAWN "spawn-function";
    }
    /// Disposable tokens.
    token: TokenFault {
        /// Makes a token.
        generate = TOKEN "generate-disposable-token", V1_TOKEN "generate-disposable-token";
    }
    /// Commands to Valkey.
    valkey: ValkeyFault {
        /// Sends a command, or several at once.
        command = VALKEY "cluster-client.command", V1_REDIS "cluster-client.command", V1_REDIS "client.pipe";
    }
    /// Items of DynamoDB tables.
    dynamodb: AwsFault {
        /// Writes an item.
        put_item = AWS_DDB "client.put-item", V1_AWS_DDB "client.put-item";
        /// Reads an item.
        get_item = AWS_DDB "client.get-item", V1_AWS_DDB "client.get-item";
    }
    /// Objects of S3 buckets.
    s3: AwsFault {
        /// Writes an object.
        put = AWS_S3 "client.put", AWS_S3_1_0 "client.put", V1_AWS_S3 "client.put", V1_AWS_S3 "client.put-extended";
        /// Reads an object.
        get = AWS_S3 "client.get", AWS_S3_1_0 "client.get", V1_AWS_S3 "client.get", V1_AWS_S3 "client.get-extended";
    }
    /// Values of Secrets Manager.
    secrets: AwsFault {
        /// Reads a secret.
        get_secret_value = AWS_SECRETS "client.get-secret-value", V1_AWS_SECRETS "client.get-secret-value";
    }
    /// AWS Lambda functions.
    lambda: AwsFault {
        /// Invokes a function.
        invoke = AWS_LAMBDA "client.invoke", V1_AWS_LAMBDA "client.invoke";
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Point, cache, dynamodb, http, lambda, list, s3, secrets, spawn, token, topic, valkey,
    };

    /// The shapes of the contract, a line a function.
    const SHAPES: &str = include_str!("../../../wit/shapes.txt");

    fn unknown<E>(point: &Point<E>) -> Vec<String> {
        let places = point.places().iter();
        let missing = places.filter(|(interface, function)| {
            let of = format!("interface {}\n", interface.name);
            let lines = SHAPES
                .split_once(&of)
                .map(|(_, after)| after)
                .unwrap_or_default();
            let end = lines.find("\ninterface ").unwrap_or(lines.len());
            let here = lines.get(..end).unwrap_or_default();
            !here.contains(&format!(" {function}("))
                && !here.contains(&format!("[method]{function}("))
        });
        missing
            .map(|(interface, function)| format!("{} {function}", interface.name))
            .collect()
    }

    /// KIT.43
    #[test]
    fn every_call_by_name_is_one_of_the_contract() {
        macro_rules! check {
            ($($module:ident: $($call:ident)+;)+) => {$($(
                assert_eq!(unknown(&$module::$call()), [""; 0], "{}", $module::$call().name());
            )+)+};
        }
        check! {
            cache: get get_with_hash set set_if set_if_hash delete;
            list: push_front push_back pop_front pop_back erase remove fetch length concatenate_front concatenate_back retain;
            topic: publish;
            http: invoke;
            spawn: spawn_function;
            token: generate;
            valkey: command;
            dynamodb: put_item get_item;
            s3: put get;
            secrets: get_secret_value;
            lambda: invoke;
        }
    }
}
