use crate::{context::Context, definition, failure::Failure};
use clap_complete::{Shell, generate};

/// Print completions for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  newsloom completions bash > ~/.local/share/bash-completion/completions/newsloom")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let mut text = Vec::new();
        generate(self.shell, &mut definition(&context.streams.terminal), "newsloom", &mut text);
        context.write(&mut |out| out.write_all(&text))
    }
}
