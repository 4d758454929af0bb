//! What there is no counterpart for outside of Momento's service: see `unavailable` in wit/portable/worlds.wit.
//!
//! Each call answers with an error of its interface that says why, and what to do.

use lean as _;

mod aws;
mod aws_s3;
mod bindings;
mod redis;
mod spawn;
mod token;
mod valkey;

struct Unavailable;

/// Whoever asks for one of Amazon's services.
const AWS: &str = "this engine takes on no AWS role and holds no AWS credentials for a function: call the service's HTTP \
                   API by momento:http, signed with an access key (`aws-sigv4-secret`), or run the function on Momento's \
                   service or by `cargo momento serve`";
