use crate::{context::Context, definition, failure::Failure};
use clap_complete::{Shell, generate};

/// Print completions for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The folder of zsh's file has to stand in $fpath before compinit runs.

Examples:
  newsloom completions bash > ~/.local/share/bash-completion/completions/newsloom
  newsloom completions zsh > ~/.zfunc/_newsloom
  newsloom completions fish > ~/.config/fish/completions/newsloom.fish")]
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
