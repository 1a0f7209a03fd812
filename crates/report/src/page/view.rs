//! A comparison with what every part of the page needs at hand.

use crate::html::Text;
use newsloom_compare::{Comparison, Drift, Grade, Place, Presence, WordChoice};
use newsloom_core::labels;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

pub(super) struct View<'c> {
    pub(super) c: &'c Comparison,
    /// What every id of this story begins with, where a page holds several; empty where it is the only one.
    pub(super) prefix: String,
    /// What people see of each article.
    pub(super) labels: Vec<String>,
    /// Statement by article: whether and how it is reported.
    pub(super) cells: Vec<Vec<Cell>>,
    pub(super) word_choice: Vec<WordChoice>,
    pub(super) drift: Vec<Drift>,
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
    pub(super) fn new(c: &'c Comparison, prefix: String) -> Self {
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
        let labels = labels(&c.articles).iter().map(|l| short(l)).collect();
        Self { c, prefix, labels, cells, word_choice: c.word_choice(), drift: c.drift() }
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

    /// The words of a place without what is set aside within them.
    pub(super) fn reading(&self, place: Place) -> Cow<'c, str> {
        self.c.reading(place)
    }

    /// The account of a statement that holds a place, as HTML with the place marked.
    pub(super) fn in_sentence(&self, statement: usize, place: Place) -> String {
        let holds = |s: &Place| s.article == place.article && s.span.start <= place.span.start && place.span.end <= s.span.end;
        let members = self.c.statements[statement].members.iter().map(|m| m.place);
        let Some(sentence) = members.filter(holds).min_by_key(|s| s.span.len()) else { return Text(self.words(place)).to_string() };
        let part = |start: usize, end: usize| {
            let mut part = place;
            (part.span.start, part.span.end) = (start, end.max(start));
            Text(&self.reading(part)).to_string()
        };
        let marked = if place.span.is_empty() { String::new() } else { format!("<mark>{}</mark>", Text(self.words(place))) };
        format!("{}{marked}{}", part(sentence.span.start, place.span.start), part(place.span.end, sentence.span.end))
    }

    /// A link to a stretch of an article's full text, under the article's label.
    pub(super) fn link(&self, place: Place) -> String {
        let (a, s, e, prefix) = (place.article, place.span.start, place.span.end, &self.prefix);
        format!("<a class=\"place\" href=\"#{prefix}p{a}-{s}\" data-e=\"{e}\">{}</a>", Text(&self.labels[a]))
    }

    /// Begins a part of the page.
    pub(super) fn section(&self, name: &str, title: &str, out: &mut String) {
        let id = format!("{}{name}", self.prefix);
        let h = if self.prefix.is_empty() { "h2" } else { "h3" };
        let _ = writeln!(out, "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<{h} id=\"h-{id}\">{title}</{h}>");
    }

    /// The reference wording of a statement.
    pub(super) fn headline(&self, statement: usize) -> Cow<'c, str> {
        let s = &self.c.statements[statement];
        s.members.get(s.headline).map_or(Cow::Borrowed(""), |m| self.reading(m.place))
    }

    /// Options of a list of articles; where an outlet has several, the outlets stand above them.
    pub(super) fn options(&self) -> String {
        let mut out = String::from("<option value=\"\">any</option>");
        let outlets = self.outlets();
        let articles = |out: &mut String| {
            for (i, label) in self.labels.iter().enumerate() {
                let _ = write!(out, "<option value=\"{i}\">{}</option>", Text(label));
            }
        };
        if outlets.is_empty() {
            articles(&mut out);
            return out;
        }
        out.push_str("<optgroup label=\"Outlets\">");
        for (o, (name, _)) in outlets.iter().enumerate() {
            let _ = write!(out, "<option value=\"o{o}\">{}</option>", Text(&short(name)));
        }
        out.push_str("</optgroup><optgroup label=\"Articles\">");
        articles(&mut out);
        out.push_str("</optgroup>");
        out
    }

    /// The outlets by name with their articles; none when no outlet has several articles, since articles then are as good.
    pub(super) fn outlets(&self) -> Vec<(&'c str, Vec<usize>)> {
        let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, a) in self.c.articles.iter().enumerate().filter(|(_, a)| !a.outlet.trim().is_empty()) {
            all.entry(a.outlet.trim()).or_default().push(i);
        }
        if all.values().all(|articles| articles.len() < 2) { Vec::new() } else { all.into_iter().collect() }
    }

    /// Who is among `articles`, for a filter: their numbers and those of their outlets. Whoever is not named here is not among them.
    pub(super) fn who(&self, articles: &BTreeSet<usize>) -> String {
        let mut who: Vec<String> = articles.iter().map(usize::to_string).collect();
        let outlets = self.outlets();
        who.extend(outlets.iter().enumerate().filter(|(_, (_, of))| of.iter().any(|a| articles.contains(a))).map(|(o, _)| format!("o{o}")));
        who.join(" ")
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
