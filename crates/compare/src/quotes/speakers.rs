use super::frames::{Form, Frame};
use super::lexicon::{self, Gender};
use super::marks::Quoted;
use super::names::{Name, names};
use super::people::People;
use super::subject::{Clause, Who};
use super::tokens::Narrative;
use super::{Attribution, Quotation};
use crate::QuoteKind;
use newsloom_text::Span;

/// Somebody in the reader's mind: a named one or a description.
#[derive(Clone, Debug, PartialEq)]
enum Entity {
    Named(usize),
    Described(String),
}

/// Reads an article from its beginning, so that pronouns and bare quotations find who was spoken of last.
struct Reader<'a, 't> {
    narrative: &'a Narrative<'t>,
    people: &'a People,
    /// The names of every sentence.
    names: &'a [Vec<Name>],
    /// Who was spoken of, latest last, with the sentence.
    focus: Vec<(usize, Entity)>,
}

/// Speaker, cue and kind of every quotation of an article.
pub(crate) fn attribute(text: &str, paragraphs: &[Span], quoted: &[Quoted]) -> (Vec<Quotation>, People) {
    let narrative = Narrative::new(text, paragraphs, quoted);
    let per_sentence: Vec<Vec<Name>> = narrative.sentences.iter().map(|s| names(&narrative, s)).collect();
    let mut people = People::new(per_sentence.iter().flatten());
    learn_genders(&narrative, &per_sentence, &mut people);
    let mut reader = Reader { narrative: &narrative, people: &people, names: &per_sentence, focus: Vec::new() };
    let mut out: Vec<Quotation> = quoted
        .iter()
        .map(|q| Quotation {
            span: q.inner,
            speaker: None,
            cue: None,
            kind: QuoteKind::Direct,
            part_of: None,
            attribution: Attribution::None,
            marked: q.marked,
        })
        .collect();
    let mut previous: Option<usize> = None; // the quotation before this one
    for (i, s) in narrative.sentences.iter().enumerate() {
        let clause = Clause { n: &narrative, s: *s, names: &per_sentence[i], people: &people };
        let in_sentence: Vec<(usize, usize)> = (s.start..s.end).filter_map(|t| narrative.toks[t].quote().map(|q| (t, q))).collect();
        let bare = !(s.start..s.end).any(|t| narrative.toks[t].is_word());
        let mut first_here: Option<usize> = None;
        for &(t, q) in &in_sentence {
            out[q].kind = if quoted[q].marked { kind(&clause, t, quoted[q], text, bare) } else { QuoteKind::Mixed };
            if quoted[q].continued {
                join(&mut out, q, previous);
            } else if bare {
                reader.bare(i, q, previous, &mut out, &narrative);
            } else {
                let words = quoted[q].inner.of(text);
                reader.framed(i, q, &clause, &clause.frames(t, words), &mut out);
                if let Some(f) = first_here
                    && out[q].kind == QuoteKind::Direct
                    && out[f].speaker == out[q].speaker
                    && out[f].cue == out[q].cue
                    && out[f].kind == QuoteKind::Direct
                {
                    out[q].part_of = Some(out[f].part_of.unwrap_or(f));
                }
            }
            first_here = first_here.or(Some(q));
            previous = Some(q);
        }
        // `"..." in December, "...," Berg said`: what nothing before it tells, the end of the sentence does.
        for pair in in_sentence.windows(2).rev() {
            let (q, next) = (pair[0].1, pair[1].1);
            if out[q].speaker.is_none() && out[q].marked && out[next].speaker.is_some() && out[next].attribution <= Attribution::Pronoun {
                out[q].speaker = out[next].speaker.clone();
                out[q].cue = out[next].cue.clone();
                out[q].attribution = Attribution::Continued;
            }
        }
        reader.note(i, &clause, &per_sentence[i]);
    }
    (out, people)
}
/// Tells the gender of those whom only pronouns tell: a sentence that names one person and has pronouns of one gender is a vote.
fn learn_genders(n: &Narrative<'_>, names: &[Vec<Name>], people: &mut People) {
    let mut votes: Vec<[usize; 2]> = vec![[0, 0]; people.all.len()];
    for (s, names) in n.sentences.iter().zip(names) {
        let mut named: Vec<usize> = names.iter().filter_map(|x| people.find(&x.words)).filter(|&p| people.all[p].human).collect();
        named.dedup();
        let &[person] = named.as_slice() else { continue };
        let count = |words: [&str; 4]| (s.start..s.end).filter(|&i| words.contains(&n.lower(i).as_str())).count();
        let (men, women) = (count(["he", "his", "him", "himself"]), count(["she", "her", "hers", "herself"]));
        votes[person][0] += usize::from(men > 0 && women == 0);
        votes[person][1] += usize::from(women > 0 && men == 0);
    }
    for (person, [men, women]) in people.all.iter_mut().zip(votes) {
        if person.gender.is_none() && men != women {
            person.gender = Some(if men > women { Gender::Man } else { Gender::Woman });
        }
    }
}

/// Makes quotation `q` a further part of the one before.
fn join(out: &mut [Quotation], q: usize, previous: Option<usize>) {
    let Some(p) = previous else { return };
    out[q].part_of = Some(out[p].part_of.unwrap_or(p));
    out[q].speaker = out[p].speaker.clone();
    out[q].cue = out[p].cue.clone();
    out[q].attribution = if out[p].speaker.is_some() { Attribution::Continued } else { Attribution::None };
}

/// A quotation is direct when it stands for itself: as a sentence of its own, after a colon, or set off by a comma.
fn kind(clause: &Clause<'_, '_>, t: usize, q: Quoted, text: &str, bare: bool) -> QuoteKind {
    let words = q.inner.of(text);
    let n_words = words.split_whitespace().count();
    let capital = words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let ends = words.ends_with(['.', '!', '?', ',', '…', '—', '。', '！', '？', '，']);
    let opened = t == clause.s.start
        || clause.n.toks[t - 1].is_punct(':')
        || clause.n.toks[t - 1].is_punct(',')
        || clause.n.toks[t - 1].quote().is_some();
    let verb = t > clause.s.start && lexicon::says(&clause.n.lower(t - 1));
    let direct = bare
        || (opened && (capital || n_words >= 4) && (ends || n_words >= 4))
        || (verb && capital && n_words >= 3)
        || (capital && ends && n_words >= 4);
    if direct { QuoteKind::Direct } else { QuoteKind::Mixed }
}

impl Reader<'_, '_> {
    fn name(&self, e: &Entity) -> String {
        match e {
            Entity::Named(p) => self.people.all[*p].display(),
            Entity::Described(d) => d.clone(),
        }
    }

    /// The entity a subject means, here and now, and how it was found.
    fn resolve(&self, i: usize, who: &Who, clause: &Clause<'_, '_>, cue: Option<usize>) -> Option<(Entity, Attribution)> {
        match who {
            Who::Named(p) => Some((Entity::Named(*p), Attribution::Cue)),
            Who::Described(text, role) => {
                if let Some(p) = self.people.with_office(text) {
                    return Some((Entity::Named(p), Attribution::Role));
                }
                let known = self.people.with_role(role);
                let recent = self.focus.iter().rev().find_map(|(_, e)| match e {
                    Entity::Named(p) if known.contains(p) => Some(*p),
                    _ => None,
                });
                let only = known.first().copied().filter(|_| known.len() == 1);
                let definite = !text.contains(" of ") && text.split(' ').count() <= 3;
                match recent.or(only).filter(|_| definite && lexicon::person_role(role)) {
                    Some(p) => Some((Entity::Named(p), Attribution::Role)),
                    None => Some((Entity::Described(self.whole(i, text)), Attribution::Cue)),
                }
            }
            Who::Pronoun(gender) => {
                let here = cue.and_then(|c| clause.antecedent(c, *gender)).map(Entity::Named);
                here.or_else(|| self.pronoun(*gender)).map(|e| (e, Attribution::Pronoun))
            }
            Who::Plural => {
                let (at, e) = self.focus.last()?;
                let body = !matches!(e, Entity::Named(p) if self.people.all[*p].human);
                (i - at <= 2 && body).then(|| (e.clone(), Attribution::Pronoun))
            }
        }
    }

    fn fits(&self, e: &Entity, gender: Gender, weak: bool) -> bool {
        match e {
            Entity::Named(p) => {
                let p = &self.people.all[*p];
                p.gender.map_or(p.human || (weak && p.speaks), |g| g == gender)
            }
            Entity::Described(d) => d.split(' ').find_map(lexicon::gender).is_none_or(|g| g == gender),
        }
    }

    /// `department spokesman` with the name of the department that was spoken of last.
    fn whole(&self, i: usize, text: &str) -> String {
        let first = text.split(' ').next().unwrap_or_default();
        if first.starts_with(char::is_lowercase) && lexicon::role(first) && !lexicon::person_role(first) {
            let before = self.names[..=i].iter().rev().flat_map(|names| names.iter().rev());
            let mut full = before.filter(|x| x.words.len() > 1 && x.words.last().is_some_and(|w| w.to_lowercase() == first));
            if let Some(full) = full.next() {
                return format!("{}{}", full.words.join(" "), &text[first.len()..]);
            }
        }
        text.to_owned()
    }

    fn pronoun(&self, gender: Gender) -> Option<Entity> {
        let find = |weak| self.focus.iter().rev().take(12).find(|(_, e)| self.fits(e, gender, weak)).map(|(_, e)| e.clone());
        find(false).or_else(|| find(true))
    }

    /// Takes the first frame whose subject is somebody.
    fn framed(&mut self, i: usize, q: usize, clause: &Clause<'_, '_>, frames: &[Frame], out: &mut [Quotation]) {
        out[q].cue = frames.iter().find_map(|f| f.cue).map(|c| self.narrative.str(c).to_owned());
        for frame in frames {
            let Some(who) = frame.who.as_ref() else { continue };
            let Some((e, how)) = self.resolve(i, who, clause, frame.cue) else { continue };
            out[q].cue = frame.cue.map(|c| self.narrative.str(c).to_owned());
            out[q].speaker = Some(self.name(&e));
            out[q].attribution = match (how, frame.form) {
                (Attribution::Cue, Form::According) => Attribution::AccordingTo,
                (Attribution::Cue, Form::Name) => Attribution::Name,
                _ => how,
            };
            self.focus.push((i, e));
            return;
        }
        // `Adding, "..."`: the sentence before has the subject.
        let first = clause.n.lower(clause.s.start);
        if first.ends_with("ing")
            && lexicon::says(&first)
            && let Some((_, e)) = self.focus.last().filter(|(at, _)| i - at <= 1)
        {
            out[q].speaker = Some(self.name(e));
            out[q].attribution = Attribution::Neighbour;
        }
    }
    /// A sentence that is nothing but a quotation.
    fn bare(&mut self, i: usize, q: usize, previous: Option<usize>, out: &mut [Quotation], n: &Narrative<'_>) {
        let paragraph = n.sentences[i].paragraph;
        let before = i.checked_sub(1).map(|b| n.sentences[b]);
        let same = before.is_some_and(|b| b.paragraph == paragraph);
        let quote_before = before.is_some_and(|b| (b.start..b.end).any(|t| n.toks[t].quote().is_some()));
        if same && quote_before {
            let p = previous.filter(|&p| out[p].speaker.is_some());
            if let Some(p) = p {
                out[q].speaker = out[p].speaker.clone();
                out[q].cue = out[p].cue.clone();
                out[q].attribution = Attribution::Continued;
                if out[p].kind == QuoteKind::Direct {
                    out[q].part_of = Some(out[p].part_of.unwrap_or(p));
                }
                return;
            }
        }
        if let Some((_, e)) = self.focus.last().filter(|(at, _)| i - at <= 3) {
            out[q].speaker = Some(self.name(e));
            out[q].attribution = Attribution::Neighbour;
        }
    }

    /// Remembers whom a sentence is about.
    fn note(&mut self, i: usize, clause: &Clause<'_, '_>, names: &[Name]) {
        if self.focus.last().is_some_and(|(at, _)| *at == i) {
            return;
        }
        // The subject of the first verb of saying, else whom the sentence names first.
        let says = (clause.s.start + 1..clause.s.end).find(|&t| lexicon::says(&clause.n.lower(t)) && !clause.n.capital(t));
        let speaker = says.and_then(|v| clause.before(v, clause.s.start)).filter(|w| !matches!(w, Who::Plural));
        // `Her daughter Ivy was six.` is still about the mother.
        let still = match clause.n.lower(clause.s.start).as_str() {
            "his" => self.pronoun(Gender::Man),
            "her" => self.pronoun(Gender::Woman),
            _ => None,
        };
        let said = speaker.is_some();
        let about = speaker.or_else(|| clause.main()).and_then(|w| self.resolve(i, &w, clause, None)).map(|(e, _)| e);
        let about = if said { about } else { still.or(about) };
        for name in names.iter().rev() {
            if let Some(p) = self.people.find(&name.words).filter(|&p| self.people.all[p].human)
                && about != Some(Entity::Named(p))
            {
                self.focus.push((i, Entity::Named(p)));
            }
        }
        if let Some(e) = about {
            self.focus.push((i, e));
        }
    }
}
