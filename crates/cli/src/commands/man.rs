use crate::{context::Context, definition, failure::Failure};

/// Print the manual page
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  newsloom man > newsloom.1\n  newsloom man topics > newsloom-topics.1")]
pub(crate) struct Man {
    /// The command to describe; without it the whole.
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let mut whole = definition(&context.streams.terminal);
        whole.build();
        let command = match &self.command {
            None => whole,
            Some(name) => match whole.find_subcommand(name) {
                Some(c) => c.clone(),
                None => {
                    let names: Vec<_> = whole.get_subcommands().map(clap::Command::get_name).collect();
                    let likely = newsloom_core::nearest(name, names.iter().copied());
                    let likely = likely.map(|l| format!(", did you mean {l}?")).unwrap_or_default();
                    return Err(Failure::Usage(format!("there is no command {name:?}{likely}")));
                }
            },
        };
        let mut text = Vec::new();
        clap_mangen::Man::new(command).render(&mut text)?;
        context.write(&mut |out| out.write_all(&text))
    }
}
