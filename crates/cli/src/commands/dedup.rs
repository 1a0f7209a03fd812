use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Rows, Show},
};
use clap::ValueEnum;
use newsloom_compare::{NearDuplicateOptions, NearDuplicates, Overlap, near_duplicates};
use newsloom_core::{Article, count};
use serde_json::{Value, json};

/// Find near-duplicates: articles that share most of their wording
#[derive(clap::Args, Debug)]
#[command(after_help = "\
All pairs that reach the threshold are found and no other: the search is exact. Rows (csv, jsonl) are pairs, or with
--part groups the members of each group; --format json has both. Articles of the same template (the same form with
other numbers and names) are listed as pairs and grouped with nothing.

Examples:
  newsloom dedup examples/pile.jsonl
  newsloom dedup examples/summit --threshold 0.3
  newsloom dedup examples/summit --measure containment --threshold 0.3 --format csv
  newsloom dedup examples/pile.jsonl --part groups --format csv")]
pub(crate) struct Dedup {
    #[command(flatten)]
    read: ReadArgs,
    /// Least overlap of two articles, above 0 and at most 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, value_parser = share)]
    threshold: f64,
    /// Words per shingle.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    ngram: u32,
    /// What the threshold is a threshold of.
    #[arg(long, value_enum, value_name = "MEASURE", default_value_t = Measure::Jaccard)]
    measure: Measure,
    /// Rows (csv, jsonl) of this part.
    #[arg(long, value_enum, value_name = "PART", default_value_t = Part::Pairs)]
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// Shared shingles over all shingles of both.
    Jaccard,
    /// Shared shingles over those of the shorter article.
    Containment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Pairs of near-duplicates.
    Pairs,
    /// Groups, member by member.
    Groups,
}

fn share(given: &str) -> Result<f64, String> {
    let value: f64 = given.parse().map_err(|_| "must be a number above 0 and at most 1".to_owned())?;
    if value > 0.0 && value <= 1.0 { Ok(value) } else { Err("must be above 0 and at most 1".into()) }
}

struct Found<'a> {
    found: NearDuplicates,
    articles: &'a [Article],
    part: Part,
}

impl Dedup {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let measure = match self.measure {
            Measure::Jaccard => Overlap::Jaccard,
            Measure::Containment => Overlap::Containment,
        };
        let options = NearDuplicateOptions { threshold: self.threshold, ngram: self.ngram as usize, measure };
        let texts: Vec<(&str, &str)> = corpus.articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
        let found = context.work("finding near-duplicates", || near_duplicates(&texts, &options))??;
        context.show(&Found { found, articles: &corpus.articles, part: self.part })
    }
}

impl Show for Found<'_> {
    fn json(&self) -> Value {
        self.found.to_json()
    }

    fn rows(&self) -> Rows<'_> {
        let ids = &self.found.ids;
        match self.part {
            Part::Pairs => Rows::new(
                &["a", "b", "jaccard", "containment_a_in_b", "containment_b_in_a", "kind"],
                self.found.pairs.iter().map(|p| {
                    let shares = [p.jaccard, p.containment_a_in_b, p.containment_b_in_a].map(Value::from);
                    [json!(ids[p.a]), json!(ids[p.b])].into_iter().chain(shares).chain([json!(p.kind)]).collect()
                }),
            ),
            Part::Groups => Rows::new(
                &["group", "id", "representative"],
                self.found.groups.iter().enumerate().flat_map(move |(g, group)| {
                    let row = move |&i: &usize| vec![json!(format!("g{}", g + 1)), json!(ids[i]), json!(i == group.representative)];
                    group.members.iter().map(row)
                }),
            ),
        }
    }

    fn page(&self, page: &mut Page) {
        let (found, ids) = (&self.found, &self.found.ids);
        let grouped: usize = found.groups.iter().map(|g| g.members.len()).sum();
        page.part(&format!(
            "{} of near-duplicates in {}; {}, {} more than one of each",
            count(found.pairs.len(), "pair", "pairs"),
            count(self.articles.len(), "article", "articles"),
            count(found.groups.len(), "group", "groups"),
            count(grouped - found.groups.len(), "article", "articles"),
        ));
        let columns = [
            ("a", Align::Left),
            ("b", Align::Left),
            ("jaccard", Align::Right),
            ("a in b", Align::Right),
            ("b in a", Align::Right),
            ("kind", Align::Left),
        ];
        page.table(
            &columns,
            found.pairs.iter().map(|p| {
                let share = |s: f64| format!("{s:.3}");
                let shares = [p.jaccard, p.containment_a_in_b, p.containment_b_in_a].map(share);
                [ids[p.a].clone(), ids[p.b].clone()].into_iter().chain(shares).chain([p.kind.name().replace('_', " ")]).collect()
            }),
        );
        if !found.groups.is_empty() {
            page.heading("Groups");
            let columns = [("group", Align::Left), ("articles", Align::Right), ("representative", Align::Left), ("members", Align::Left)];
            page.table(
                &columns,
                found.groups.iter().enumerate().map(|(g, group)| {
                    let members: Vec<&str> = group.members.iter().map(|&i| ids[i].as_str()).collect();
                    vec![format!("g{}", g + 1), group.members.len().to_string(), ids[group.representative].clone(), members.join(", ")]
                }),
            );
        }
    }
}
