use crate::{args::ReadArgs, context::Context, failure::Failure};
use newsloom_compare::{CompareOptions, compare};
use newsloom_report::comparison_page;

/// Write the coverage of one story as one HTML page that loads nothing from elsewhere
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Without --output the page goes to standard output.

Examples:
  newsloom report examples/summit --output report.html")]
pub(crate) struct Report {
    #[command(flatten)]
    read: ReadArgs,
}

impl Report {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let options = CompareOptions { language: self.read.language.clone(), ..CompareOptions::default() };
        let page = context.work("comparing", || compare(&corpus.articles, &options).map(|c| comparison_page(&c)))??;
        context.write(&mut |out| out.write_all(page.as_bytes()))
    }
}
