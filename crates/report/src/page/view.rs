//! A comparison with what every part of the page needs at hand.

use crate::html::Text;
use newsloom_compare::{Comparison, Grade, Place, Presence};
use newsloom_core::labels;
use std::fmt::Write;

pub(super) struct View<'c> {
    pub(super) c: &'c Comparison,
    /// What people see of each article.
    pub(super) labels: Vec<String>,
    /// Statement by article: whether and how it is reported.
    pub(super) cells: Vec<Vec<Cell>>,
}

/// How an article reports a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Grade(Grade),
    Uncertain,
    Absent,
}

pub(super) const GRADES: [Grade; 4] = [Grade::Verbatim, Grade::LightEdit, Grade::Paraphrase, Grade::Partial];

pub(super) fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Verbatim => "verbatim",
        Grade::LightEdit => "light edit",
        Grade::Paraphrase => "paraphrase",
        Grade::Partial => "partial",
    }
}

/// The grade's name in JSON, in classes and in filters.
pub(super) fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::Verbatim => "verbatim",
        Grade::LightEdit => "light_edit",
        Grade::Paraphrase => "paraphrase",
        Grade::Partial => "partial",
    }
}

impl<'c> View<'c> {
    pub(super) fn new(c: &'c Comparison) -> Self {
        let mut cells = vec![vec![Cell::Absent; c.articles.len()]; c.statements.len()];
        for o in c.omissions.iter().filter(|o| o.state == Presence::Uncertain) {
            cells[o.statement][o.article] = Cell::Uncertain;
        }
        for (s, statement) in c.statements.iter().enumerate() {
            for m in &statement.members {
                let cell = &mut cells[s][m.place.article];
                *cell = (*cell).min(Cell::Grade(m.grade));
            }
        }
        Self { c, labels: labels(&c.articles).iter().map(|l| short(l)).collect(), cells }
    }

    /// The title of the article that is most like the others; without titles its label.
    pub(super) fn title(&self) -> &str {
        let sums: Vec<f64> = self.c.similarity.matrix.iter().map(|row| row.iter().sum()).collect();
        let titled = |i: &usize| !self.c.articles[*i].title.trim().is_empty();
        let best = (0..self.c.articles.len()).filter(titled).reduce(|a, b| if sums[b] > sums[a] { b } else { a });
        best.map_or("Coverage of one story", |i| self.c.articles[i].title.trim())
    }

    pub(super) fn words(&self, place: Place) -> &'c str {
        place.span.of(&self.c.articles[place.article].text)
    }

    /// A link to a stretch of an article's full text, under the article's label.
    pub(super) fn link(&self, place: Place) -> String {
        let (a, s, e) = (place.article, place.span.start, place.span.end);
        format!("<a class=\"place\" href=\"#p{a}-{s}\" data-a=\"{a}\" data-s=\"{s}\" data-e=\"{e}\">{}</a>", Text(&self.labels[a]))
    }

    /// The reference wording of a statement.
    pub(super) fn headline(&self, statement: usize) -> &'c str {
        let s = &self.c.statements[statement];
        s.members.get(s.headline).map_or("", |m| self.words(m.place))
    }

    /// Options of a list of articles.
    pub(super) fn options(&self) -> String {
        self.labels.iter().enumerate().fold(String::from("<option value=\"\">any</option>"), |mut out, (i, label)| {
            let _ = write!(out, "<option value=\"{i}\">{}</option>", Text(label));
            out
        })
    }
}

/// Letters of a label that are shown.
const LABEL: usize = 60;

/// A label that a column can hold.
fn short(label: &str) -> String {
    match label.char_indices().nth(LABEL) {
        Some((at, _)) => format!("{}…", label[..at].trim_end()),
        None => label.to_owned(),
    }
}
