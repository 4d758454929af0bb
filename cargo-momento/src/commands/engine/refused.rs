//! The options of `serve` that another engine has no counterpart for. They are refused: to pass them over would be to
//! promise what does not happen.

use crate::cli::{LimitSet, ServeArgs};

/// Those that were given.
pub(super) fn of(args: &ServeArgs) -> Vec<&'static str> {
    let ServeArgs {
        find_free_port,
        record,
        report,
        otlp,
        profile_guest,
        function,
        state,
        access,
        console,
        limits,
        code_cache,
        ..
    } = args;
    let options = [
        (*find_free_port, "--find-free-port"),
        (record.is_some(), "--record"),
        (*report, "--report"),
        (otlp.is_some(), "--otlp"),
        (profile_guest.is_some(), "--profile-guest"),
        (!function.seeds.is_empty(), "--seed"),
        (state.state.is_some(), "--state"),
        (!state.persist.is_empty(), "--persist"),
        (!access.keys.is_empty(), "--key"),
        (!access.invoke_keys.is_empty(), "--invoke-key"),
        (!access.allowed_hosts.is_empty(), "--allow-host"),
        (console.console, "--console"),
        (console.no_console, "--no-console"),
        (limits.limits != LimitSet::Default, "--limits"),
        (limits.memory.is_some(), "--memory"),
        (limits.time.is_some(), "--time"),
        (limits.fuel.is_some(), "--fuel"),
        (limits.stack.is_some(), "--stack"),
        (limits.request_body.is_some(), "--request-body"),
        (limits.host_memory.is_some(), "--host-memory"),
        (code_cache.code_cache.is_some(), "--code-cache"),
        (code_cache.no_code_cache, "--no-code-cache"),
    ];
    let given = options.into_iter().filter(|(is_given, _)| *is_given);
    given.map(|(_, option)| option).collect()
}
