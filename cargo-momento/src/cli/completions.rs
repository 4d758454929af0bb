//! `cargo momento completions`.

use clap::Args;
use clap_complete::Shell;

/// Print a script that completes the command in a shell
#[derive(Debug, Args)]
#[command(after_help = "\
The script completes `cargo-momento`, the program behind `cargo momento`. In zsh cargo's own completion finds it for
`cargo momento`, too.

Examples:
  cargo momento completions bash > ~/.local/share/bash-completion/completions/cargo-momento
  cargo momento completions zsh > ~/.zfunc/_cargo-momento
  cargo momento completions fish > ~/.config/fish/completions/cargo-momento.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}
