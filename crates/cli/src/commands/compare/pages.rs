//! A comparison for people: each statement with every outlet's wording under it.

use super::parts::sentence;
use super::{Part, reuse};
use crate::show::{
    Align::{Left, Right},
    Page, clip, one_line,
};
use newsloom_compare::{Comparison, DriftSide, Grade, Place, Presence, QuoteKind, ReportingVerb, VerbClass};
use newsloom_core::{count, labels};
use serde_json::json;

/// Articles up to which the similarities are shown as a matrix; with more, the most alike pairs.
const MATRIX: usize = 10;
/// Choices between words that are shown.
const CHOICES: usize = 40;
/// Pairs shown then.
const PAIRS: usize = 20;
/// Things of each kind that are shown where every part is; the part alone has all.
const FIRST: usize = 12;

pub(super) fn page(c: &Comparison, part: Option<Part>, page: &mut Page) {
    let view = View { c, labels: labels(&c.articles), most: if part.is_some() { usize::MAX } else { FIRST } };
    let wanted = |p: Part| part.is_none_or(|only| only == p);
    if wanted(Part::Articles) {
        view.articles(page);
    }
    if wanted(Part::Statements) {
        view.statements(page);
    }
    if wanted(Part::Quotes) {
        view.quotes(page);
    }
    if wanted(Part::Omissions) {
        view.omissions(page);
    }
    if wanted(Part::Coverage) {
        view.coverage(page);
    }
    if part == Some(Part::Unique) {
        view.unique(page);
    }
    if part == Some(Part::Passages) {
        view.passages(page);
    }
    if wanted(Part::Drift) {
        view.drift(page);
    }
    if wanted(Part::WordChoice) {
        view.word_choice(page);
    }
    if wanted(Part::ReportingVerbs) {
        view.reporting_verbs(page);
    }
    if wanted(Part::Similarity) {
        view.similarity(page);
    }
    if wanted(Part::Composition) {
        reuse::composition(c, &view.labels, page);
    }
    if wanted(Part::Provenance) {
        reuse::provenance(c, &view.labels, page);
    }
    if part == Some(Part::Spun) || part.is_none() && !c.spun.is_empty() {
        reuse::spun(c, &view.labels, page);
    }
    if part == Some(Part::Corroboration) {
        reuse::corroboration(c, page);
    }
    if wanted(Part::Boilerplate) {
        view.boilerplate(page);
    }
}

struct View<'c> {
    c: &'c Comparison,
    labels: Vec<String>,
    /// Things of a kind that are shown.
    most: usize,
}

impl View<'_> {
    /// Says what is not shown of so many things.
    fn more(&self, all: usize, part: &str, page: &mut Page) {
        if all > self.most {
            page.line(&format!("{} more; --part {part} shows all.", all - self.most));
        }
    }

    fn text(&self, place: Place) -> String {
        one_line(&self.c.reading(place))
    }

    fn label(&self, article: usize) -> String {
        self.labels[article].clone()
    }

    fn articles(&self, page: &mut Page) {
        page.part(&count(self.c.articles.len(), "article", "articles"));
        let columns = [("article", Left), ("sentences", Right), ("words", Right), ("passages", Right), ("title", Left)];
        let shared = |i: usize| self.c.passages.iter().filter(|p| p.a.article == i || p.b.article == i).count();
        page.table(
            &columns,
            self.c.articles.iter().enumerate().map(|(i, a)| {
                let figures = [self.c.n_sentences[i], self.c.n_words[i], shared(i)].map(|n| n.to_string());
                let mut row = vec![self.label(i)];
                row.extend(figures);
                row.push(a.title.clone());
                row
            }),
        );
        self.languages(page);
    }

    /// Which articles are compared with which, when there are several languages.
    fn languages(&self, page: &mut Page) {
        let Some(languages) = self.c.recipe["languages"].as_object().filter(|l| l.len() > 1) else { return };
        let ids = |v: &serde_json::Value| v.as_array().into_iter().flatten().filter_map(|i| i.as_str()).collect::<Vec<_>>().join(", ");
        let each: Vec<String> = languages.iter().map(|(code, articles)| format!("{code}: {}", ids(articles))).collect();
        page.line(&format!("Statements, passages and omissions are looked for within a language only. {}", each.join("; ")));
    }

    fn statements(&self, page: &mut Page) {
        page.part(&format!("{} that two articles or more report", count(self.c.statements.len(), "statement", "statements")));
        for s in self.c.statements.iter().take(self.most) {
            let own = if s.n_independent < s.n_articles { format!(", {} of them on their own", s.n_independent) } else { String::new() };
            page.heading(&format!("{} · in {} of {} articles{own}", s.id, s.n_articles, self.c.articles.len()));
            page.table(
                &[],
                s.members.iter().enumerate().map(|(i, m)| {
                    let grade = if i == s.headline { "stands for all" } else { grade(m.grade) };
                    vec![self.label(m.place.article), grade.into(), self.text(m.place)]
                }),
            );
        }
        self.more(self.c.statements.len(), "statements", page);
    }

    fn quotes(&self, page: &mut Page) {
        page.part(&count(self.c.quotes.len(), "quote", "quotes"));
        for q in self.c.quotes.iter().take(self.most) {
            let speaker = q.speaker.as_deref().unwrap_or("speaker not found");
            let articles = q.members.iter().map(|m| m.place.article).collect::<std::collections::BTreeSet<_>>().len();
            page.heading(&format!("{} · {} · in {articles} of {} articles", q.id, one_line(speaker), self.c.articles.len()));
            page.table(
                &[],
                q.members.iter().map(|m| {
                    let kind = match m.kind {
                        QuoteKind::Direct => "direct",
                        QuoteKind::Mixed => "mixed",
                    };
                    let how = m.cue.as_ref().map_or_else(|| kind.to_owned(), |cue| format!("{kind}, {cue}"));
                    vec![self.label(m.place.article), how, format!("“{}”", self.text(m.place))]
                }),
            );
        }
        self.more(self.c.quotes.len(), "quotes", page);
    }

    fn omissions(&self, page: &mut Page) {
        page.part("What each article leaves out");
        if self.c.articles.len() < 3 {
            page.line("Of two articles nothing can be told that two others report; --part unique lists what only one of them has.");
            return;
        }
        page.line("Of what two others or more report. A difference in reporting, not an intent. Beside it the sentence that comes nearest, and how likely it says the same.");
        for (i, label) in self.labels.iter().enumerate() {
            let of: Vec<_> = self.c.omissions.iter().filter(|o| o.article == i && o.state != Presence::Present).collect();
            let absent = of.iter().filter(|o| o.state == Presence::Absent).count();
            page.heading(&format!("{label} · {absent} absent, {} uncertain", of.len() - absent));
            let half = page.width().saturating_sub(22) / 2;
            page.table(
                &[],
                of.iter().take(self.most).map(|o| {
                    let s = &self.c.statements[o.statement];
                    let state = if o.state == Presence::Absent { "absent" } else { "uncertain" };
                    let headline = self.text(s.members[s.headline].place);
                    let nearest = o.nearest.as_ref().map_or_else(String::new, |n| format!("{:.2} {}", n.score, self.text(n.place)));
                    vec![s.id.clone(), state.into(), clip(&headline, half), clip(&nearest, half)]
                }),
            );
            self.more(of.len(), "omissions", page);
        }
    }

    fn coverage(&self, page: &mut Page) {
        page.part("How much each article reports");
        page.line("Of all statements, beside what an article of its length was to be expected to report; residual in standard deviations.");
        let columns =
            [("article", Left), ("statements", Right), ("expected", Right), ("residual", Right), ("lacks what most report", Left)];
        page.table(
            &columns,
            self.c.coverage.iter().map(|a| {
                let missing: Vec<&str> = a.missing.iter().map(|&s| self.c.statements[s].id.as_str()).collect();
                let figures = [a.n_statements.to_string(), format!("{:.1}", a.expected), format!("{:+.1}", a.residual)];
                let mut row = vec![self.label(a.article)];
                row.extend(figures);
                row.push(missing.join(" "));
                row
            }),
        );
    }

    fn unique(&self, page: &mut Page) {
        page.part("Sentences that only one article has");
        page.table(&[], self.c.unique.iter().map(|u| vec![self.label(u.place.article), self.text(u.place)]));
    }

    fn passages(&self, page: &mut Page) {
        page.part(&format!("{} that two articles share", count(self.c.passages.len(), "passage", "passages")));
        for p in &self.c.passages {
            page.heading(&format!(
                "{} and {} · {:.0} % of the words equal",
                self.label(p.a.article),
                self.label(p.b.article),
                p.similarity * 100.0
            ));
            page.table(&[], [p.a, p.b].map(|place| vec![self.label(place.article), self.text(place)]));
        }
    }

    fn drift(&self, page: &mut Page) {
        let found = self.c.drift();
        page.part(&format!("{} between accounts of one statement", count(found.len(), "difference", "differences")));
        page.line("Numbers, dates, names, negations and modal verbs; which account is right, the words can't tell.");
        let columns =
            [("statement", Left), ("kind", Left), ("article", Left), ("", Left), ("article", Left), ("", Left), ("sentence", Left)];
        page.table(
            &columns,
            found.iter().take(self.most).map(|d| {
                let side = |s: &DriftSide| [self.label(s.place.article), if s.value.is_empty() { "–".into() } else { s.value.clone() }];
                let kind = json!(d.kind).as_str().unwrap_or_default().to_owned();
                let sentence = clip(&one_line(sentence(self.c, d.statement, d.a.place)), 80);
                [self.c.statements[d.statement].id.clone(), kind]
                    .into_iter()
                    .chain(side(&d.a))
                    .chain(side(&d.b))
                    .chain([sentence])
                    .collect()
            }),
        );
        self.more(found.len(), "drift", page);
    }

    fn word_choice(&self, page: &mut Page) {
        let found = self.c.word_choice();
        page.part(&format!("{} between words for the same", count(found.len(), "choice", "choices")));
        let columns = [("article", Left), ("writes", Left), ("article", Left), ("writes", Left), ("times", Right), ("in", Left)];
        page.table(
            &columns,
            found.iter().take(CHOICES).map(|w| {
                let mut statements: Vec<&str> = w.evidence.iter().map(|e| self.c.statements[e.statement].id.as_str()).collect();
                statements.dedup();
                vec![
                    self.label(w.a),
                    w.word_a.clone(),
                    self.label(w.b),
                    w.word_b.clone(),
                    w.evidence.len().to_string(),
                    statements.join(", "),
                ]
            }),
        );
        if found.len() > CHOICES {
            page.line(&format!("{} more; --part word-choice --format csv has all.", found.len() - CHOICES));
        }
    }

    fn reporting_verbs(&self, page: &mut Page) {
        page.part("Verbs that stand with quotations");
        let found = self.c.reporting_verbs();
        let columns = [("article", Left), ("speaker", Left), ("verbs", Left)];
        page.table(
            &columns,
            found.chunk_by(|x, y| (x.article, &x.speaker) == (y.article, &y.speaker)).map(|verbs| {
                let verb = |v: &ReportingVerb| match v.class {
                    VerbClass::Neutral | VerbClass::Unlisted => format!("{} {}", v.verb, v.quotes.len()),
                    class => format!("{} {} ({})", v.verb, v.quotes.len(), json!(class).as_str().unwrap_or_default()),
                };
                let speaker = verbs[0].speaker.as_deref().unwrap_or("not found");
                vec![self.label(verbs[0].article), one_line(speaker), verbs.iter().map(verb).collect::<Vec<_>>().join(", ")]
            }),
        );
    }

    fn similarity(&self, page: &mut Page) {
        let (n, matrix) = (self.c.articles.len(), &self.c.similarity.matrix);
        page.part(&format!("Similarity of the articles ({})", self.c.similarity.measure));
        if n <= MATRIX {
            let numbers: Vec<_> = (1..=n).map(|i| i.to_string()).collect();
            let columns: Vec<_> = [("", Right), ("article", Left)].into_iter().chain(numbers.iter().map(|s| (s.as_str(), Right))).collect();
            page.table(
                &columns,
                (0..n).map(|i| {
                    let mut row = vec![numbers[i].clone(), clip(&self.labels[i], 30)];
                    row.extend((0..n).map(|j| if i == j { "–".into() } else { format!("{:.2}", matrix[i][j]) }));
                    row
                }),
            );
        } else {
            let mut pairs: Vec<_> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
            pairs.sort_by(|&(a, b), &(x, y)| matrix[x][y].total_cmp(&matrix[a][b]).then((a, b).cmp(&(x, y))));
            page.line(&format!(
                "The {} most alike of {} pairs; --part similarity --format csv has all.",
                PAIRS.min(pairs.len()),
                pairs.len()
            ));
            let columns = [("similarity", Right), ("article", Left), ("article", Left)];
            page.table(
                &columns,
                pairs.iter().take(PAIRS).map(|&(a, b)| vec![format!("{:.2}", matrix[a][b]), self.label(a), self.label(b)]),
            );
        }
    }

    fn boilerplate(&self, page: &mut Page) {
        page.part(&format!("{} set aside as site furniture", count(self.c.boilerplate.len(), "line", "lines")));
        // The same line over and over, such as a sign of an advertisement, is shown once.
        let mut lines: Vec<(usize, &str, String, usize)> = Vec::new();
        for f in &self.c.boilerplate {
            let (article, reason, words) = (f.place.article, f.reason.as_str(), self.text(f.place));
            match lines.iter_mut().find(|l| (l.0, l.1, &l.2) == (article, reason, &words)) {
                Some(line) => line.3 += 1,
                None => lines.push((article, reason, words, 1)),
            }
        }
        page.table(
            &[("article", Left), ("reason", Left), ("line", Left)],
            lines.into_iter().map(|(article, reason, words, times)| {
                let often = if times > 1 { format!(" ({times} times)") } else { String::new() };
                vec![self.label(article), reason.to_owned(), clip(&words, 200) + &often]
            }),
        );
    }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Verbatim => "verbatim",
        Grade::LightEdit => "light edit",
        Grade::Paraphrase => "paraphrase",
        Grade::Partial => "partial",
    }
}
