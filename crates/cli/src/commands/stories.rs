use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Rows, Show},
};
use newsloom_analysis::{Stories as Found, Story, StoryModel, StoryOptions};
use newsloom_core::{Article, count};
use newsloom_corpus::write_atomically;
use serde_json::{Value, json};
use std::{collections::HashMap, fs, path::PathBuf};

/// Group articles by the event they tell of
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The number of stories need not be given, and a story may have a single article.
Rows (csv, jsonl) are articles with their story; --format json has the stories too.

Examples:
  newsloom stories examples/pile.jsonl
  newsloom stories examples/pile.jsonl --format csv
  newsloom stories examples/pile.jsonl --save stories.nlm
  newsloom stories examples/summit --model stories.nlm --save stories.nlm")]
pub(crate) struct Stories {
    #[command(flatten)]
    read: ReadArgs,
    /// Take the articles into the stories of this file, which --save wrote or Stories.save in Python: they keep their ids and articles.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Write the stories with their articles to a file, for --model or Stories.load in Python.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

struct Told<'a> {
    found: &'a Found,
    articles: &'a [Article],
}

impl Stories {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let before = self.load(context)?;
        let articles = context.read(&self.read)?.articles;
        let options = StoryOptions { language: self.read.language.clone() };
        let find = || match before {
            None => StoryModel::fit(&articles, &options),
            Some(mut model) => model.add(&articles).map(|_| ()).map(|()| model),
        };
        let model = context.work("finding stories", find)??;
        if let Some(path) = &self.save {
            let bytes = model.to_bytes()?;
            write_atomically(path, |out| out.write_all(&bytes))?;
        }
        context.show(&Told { found: model.stories(), articles: model.articles() })
    }

    /// What --model names.
    fn load(&self, context: &mut Context<'_, '_>) -> Result<Option<StoryModel>, Failure> {
        let Some(path) = &self.model else { return Ok(None) };
        let name = path.display();
        let bytes = fs::read(path).map_err(|e| Failure::Data(format!("--model {name}: {e}")))?;
        let model = context.work("reading stories", || StoryModel::from_bytes(&bytes))?;
        let model = model.map_err(|e| Failure::Data(format!("--model {name}: {e}")))?;
        let (ours, asked) = (&model.options().language, &self.read.language);
        if asked != ours && asked != &StoryOptions::default().language {
            return Err(Failure::Usage(format!("--language must be that of --model {name}, {ours}, got {asked}")));
        }
        Ok(Some(model))
    }
}

const COLUMNS: [&str; 7] = ["id", "story", "score", "headline", "outlet", "date", "title"];

/// First and last day of a story.
fn days(story: &Story) -> String {
    match (&story.first_day, &story.last_day) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(first), _) => first.clone(),
        _ => String::new(),
    }
}

impl Told<'_> {
    fn by_id(&self) -> HashMap<&str, &Article> {
        self.articles.iter().map(|a| (a.id.as_str(), a)).collect()
    }
}

impl Show for Told<'_> {
    fn json(&self) -> Value {
        json!(self.found)
    }

    fn rows(&self) -> Rows<'_> {
        let articles = self.by_id();
        let headlines: HashMap<&str, &str> = self.found.stories.iter().map(|s| (s.story.as_str(), s.headline.as_str())).collect();
        Rows::new(
            &COLUMNS,
            self.found.assignments.iter().map(move |a| {
                let article = articles.get(a.id.as_str());
                let headline = headlines.get(a.story.as_str());
                let (outlet, date, title) = (article.map(|a| &a.outlet), article.map(|a| &a.date), article.map(|a| &a.title));
                vec![json!(a.id), json!(a.story), json!(a.score), json!(headline), json!(outlet), json!(date), json!(title)]
            }),
        )
    }

    fn page(&self, page: &mut Page) {
        let articles = self.by_id();
        let told: Vec<_> = self.found.stories.iter().filter(|s| s.size > 1).collect();
        let single = self.found.stories.len() - told.len();
        page.part(&format!(
            "{} in {}, {single} told once",
            count(self.found.stories.len(), "story", "stories"),
            count(self.found.assignments.len(), "article", "articles")
        ));
        let source =
            |id: &String| articles.get(id.as_str()).filter(|a| !a.outlet.is_empty()).map_or_else(|| id.clone(), |a| a.outlet.clone());
        let columns = [
            ("story", Align::Left),
            ("articles", Align::Right),
            ("days", Align::Left),
            ("headline", Align::Left),
            ("told by", Align::Left),
        ];
        page.table(
            &columns,
            told.iter().map(|s| {
                vec![
                    s.story.clone(),
                    s.size.to_string(),
                    days(s),
                    s.headline.clone(),
                    s.members.iter().map(source).collect::<Vec<_>>().join(", "),
                ]
            }),
        );
        if single > 0 {
            page.heading("Told once");
            let columns = [("story", Align::Left), ("outlet", Align::Left), ("headline", Align::Left)];
            let once = self.found.stories.iter().filter(|s| s.size < 2);
            page.table(&columns, once.map(|s| vec![s.story.clone(), s.members.iter().map(source).collect(), s.headline.clone()]));
        }
        let listed = [
            (self.found.duplicates.len(), "repeat another one and weigh with it"),
            (self.found.without_words.len(), "hold no word to go by and stand alone"),
            (self.found.unread_dates.len(), "have a date that could not be read"),
        ];
        for (n, what) in listed.into_iter().filter(|l| l.0 > 0) {
            page.line(&format!("Articles that {what}: {n} (--format json lists them)"));
        }
    }
}
