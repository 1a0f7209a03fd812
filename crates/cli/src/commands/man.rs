use crate::{context::Context, definition, failure::Failure};

/// Print the manual page
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  newsloom man > newsloom.1\n  newsloom man topics > newsloom-topics.1\n  newsloom man tfidf fit > newsloom-tfidf-fit.1"
)]
pub(crate) struct Man {
    /// The command to describe, such as topics or tfidf fit; without it the whole.
    command: Vec<String>,
}

impl Man {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let mut whole = definition(&context.streams.terminal);
        whole.build();
        let mut command = &whole;
        for name in &self.command {
            command = command.find_subcommand(name).ok_or_else(|| {
                let names = command.get_subcommands().map(clap::Command::get_name);
                let likely = newsloom_core::nearest(name, names).map(|l| format!(", did you mean {l}?")).unwrap_or_default();
                Failure::Usage(format!("there is no command {name:?}{likely}"))
            })?;
        }
        let mut text = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut text)?;
        context.write(&mut |out| out.write_all(&text))
    }
}
