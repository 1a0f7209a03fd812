use crate::{args::ReadArgs, context::Context, failure::Failure};
use clap::ValueEnum;
use newsloom_analysis::{StoryOptions, TopicModel, TopicOptions, stories};
use newsloom_compare::{CompareOptions, compare};
use newsloom_core::Article;
use newsloom_report::{Coverage, comparison_page, pile_page};

/// Write the coverage of one story, or a whole pile, as one HTML page that loads nothing from elsewhere
#[derive(clap::Args, Debug)]
#[command(after_help = "\
With --of story the articles are compared as accounts of one story. With --of pile they are grouped by topic and story,
and the most told stories are compared. Without --of: a pile when there are more than 20 articles and no story is told by
half of them.
Without --output the page goes to standard output.

Examples:
  newsloom report examples/summit --output report.html
  newsloom report examples/pile.jsonl --output pile.html")]
pub(crate) struct Report {
    #[command(flatten)]
    read: ReadArgs,
    /// What the articles are.
    #[arg(long, value_enum, value_name = "WHAT")]
    of: Option<Of>,
    /// Of a pile, the number of stories, most told first, whose coverage is written in full.
    #[arg(long, value_name = "N", default_value_t = 50)]
    stories: usize,
    /// Of a pile, the number of topics; without it, chosen from the articles.
    #[arg(long, short = 'k', value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    clusters: Option<u32>,
}

/// Articles up to which they are taken for one story: so few, told differently, may fall into several groups.
const FEW: usize = 20;
/// Articles of each topic for which the page tells why they are there.
const UNSURE: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Accounts of one event.
    Story,
    /// Articles about this and that.
    Pile,
}

impl Report {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let articles = context.read(&self.read)?.articles;
        let seed = context.globals.seed;
        let page = context.work("writing the page", || self.page(&articles, seed))??;
        context.write(&mut |out| out.write_all(page.as_bytes()))
    }

    fn page(&self, articles: &[Article], seed: u64) -> Result<String, Failure> {
        let language = self.read.language.clone();
        let compared = CompareOptions { language: language.clone(), ..CompareOptions::default() };
        let few = self.of.is_none() && articles.len() <= FEW;
        if few || self.of == Some(Of::Story) {
            return Ok(comparison_page(&compare(articles, &compared)?));
        }
        let stories = stories(articles, &StoryOptions { language: language.clone() })?;
        let one = stories.stories.first().is_some_and(|s| 2 * s.size > articles.len());
        if self.of.is_none() && one {
            return Ok(comparison_page(&compare(articles, &compared)?));
        }
        let n_clusters = self.clusters.map(|k| k as usize);
        let topics = TopicModel::fit(articles, &TopicOptions { n_clusters, seed, language, ..TopicOptions::default() })?;
        let mut covered = Vec::new();
        for (story, found) in stories.stories.iter().enumerate().filter(|(_, s)| s.size > 1).take(self.stories) {
            let members: Vec<Article> = articles.iter().filter(|a| found.members.contains(&a.id)).cloned().collect();
            covered.push(Coverage { story, comparison: compare(&members, &compared)? });
        }
        Ok(pile_page(articles, topics.topics(), &topics.least_sure(UNSURE)?, &stories, &covered))
    }
}
