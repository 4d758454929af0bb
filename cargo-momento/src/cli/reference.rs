//! `cargo momento reference`.

use clap::Args;

/// Print this reference as Markdown
#[derive(Debug, Args)]
#[command(hide = true)]
pub(crate) struct ReferenceArgs {}
