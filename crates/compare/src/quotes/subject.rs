use super::clause_words::{agent, breaks_before, introduces, preposition, skipped, stops_after};
use super::lexicon::{self, Gender};
use super::names::{Name, bare};
use super::people::People;
use super::tokens::{Kind, Narrative, Sentence};

/// Who does something in a sentence, as far as the sentence itself tells.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Who {
    /// Somebody named: an index of [`People`].
    Named(usize),
    /// Somebody described: `a senior official`, with the noun that tells the role.
    Described(String, String),
    /// `he`, `she`.
    Pronoun(Gender),
    /// `they`, `it`, `we`, `I`.
    Plural,
}

/// One sentence with its names, ready to be asked for the subjects of its verbs.
pub(crate) struct Clause<'a, 't> {
    pub(crate) n: &'a Narrative<'t>,
    pub(crate) s: Sentence,
    pub(crate) names: &'a [Name],
    pub(crate) people: &'a People,
}

impl Clause<'_, '_> {
    fn word(&self, i: usize) -> String {
        self.n.lower(i)
    }

    /// The subject of the verb at `v` when it stands before the verb, at or after token `from`.
    pub(crate) fn before(&self, v: usize, from: usize) -> Option<Who> {
        let mut i = v;
        // Over auxiliaries and adverbs, back to the noun.
        while i > from && self.n.toks[i - 1].is_word() && !self.n.capital(i - 1) && skipped(&self.word(i - 1)) {
            i -= 1;
        }
        if i == from {
            return None;
        }
        for _ in 0..4 {
            let last = i - 1;
            match self.n.toks[last].kind {
                Kind::Punct(')' | ']') => {
                    let open = (from..last).rev().find(|&k| matches!(self.n.toks[k].kind, Kind::Punct('(' | '[')))?;
                    if open <= from {
                        return None;
                    }
                    i = open;
                    continue;
                }
                Kind::Punct(',' | '–' | '—' | '-') => {
                    // An apposition or a relative clause: the name is in it or before it.
                    return self.apposed(last, from);
                }
                _ => {
                    let start = self.phrase(i, from);
                    // `Trump, who said`: the relative pronoun stands for what is before the comma.
                    if i - start == 0 || (i - start == 1 && matches!(self.word(start).as_str(), "who" | "which" | "that")) {
                        let mut before = i - 1;
                        while before > from && (self.n.toks[before - 1].is_punct(',') || self.n.toks[before - 1].is_punct(')')) {
                            before -= 1;
                        }
                        if before > from && matches!(self.word(i - 1).as_str(), "who" | "which" | "that") {
                            return self.noun(self.phrase(before, from), before);
                        }
                        return None;
                    }
                    let found = self.noun(start, i);
                    if found.is_none()
                        && let Some(who) = (from + 1..i).rev().find(|&k| self.word(k) == "who")
                        && !(who..i).any(|k| self.n.toks[k].quote().is_some())
                    {
                        // `a commander who declined to be named said`
                        return self.noun(self.phrase(who, from), who);
                    }
                    return found;
                }
            }
        }
        None
    }

    /// The subject before a comma at `last`: the nearest of the parts between commas that names a person, else the farthest that describes one.
    fn apposed(&self, last: usize, from: usize) -> Option<Who> {
        let mut described = None;
        let mut end = last;
        for part in 0..5 {
            let comma = (from..end)
                .rev()
                .find(|&k| matches!(self.n.toks[k].kind, Kind::Punct(',' | '–' | '—')) || self.n.toks[k].quote().is_some());
            let start = comma.map_or(from, |c| c + 1);
            if self.n.toks[end - 1].is_punct(')') {
                end = (start..end).rev().find(|&k| self.n.toks[k].is_punct('(')).unwrap_or(end).max(start);
            }
            let found = match part {
                0 if self.relative(start) => None,
                0 => self.noun(start, end).filter(|w| !matches!(w, Who::Named(_)) || self.names.iter().any(|x| x.end == end)),
                _ => self.noun(self.phrase(end, start), end),
            };
            match found {
                Some(Who::Named(p)) if self.people.all[p].human || self.people.all[p].speaks => return found,
                // A body, unless it only tells where the person is from: `Anna Berg, of Lindau, N.C., said`.
                Some(Who::Named(p))
                    if part > 0 && described.is_none() && !self.people.all[p].words[0].contains('.') && !preposition(&self.word(start)) =>
                {
                    return found;
                }
                Some(Who::Pronoun(_)) => return found,
                Some(Who::Described(..)) => described = found,
                Some(_) if described.is_none() => described = found,
                _ => {}
            }
            match comma {
                Some(c) if self.n.toks[c].quote().is_none() => end = c,
                _ => break,
            }
        }
        described
    }

    /// Whether a part begins as a relative clause does.
    fn relative(&self, start: usize) -> bool {
        start < self.s.end && matches!(self.word(start).as_str(), "who" | "which" | "whose" | "where" | "when" | "whom")
    }

    /// The first person whom the sentence names before token `at`, when the gender fits: what `he` later in it means.
    pub(crate) fn antecedent(&self, at: usize, gender: Gender) -> Option<usize> {
        let before = self.names.iter().filter(|x| x.start < at && !x.possessive && self.human(x));
        before.filter_map(|x| self.people.find(&x.words)).find(|&p| self.people.all[p].gender.is_none_or(|g| g == gender))
    }

    /// The subject of the verb at `v` when it stands after the verb: `said the mayor`.
    pub(crate) fn after(&self, v: usize, to: usize) -> Option<Who> {
        let mut i = v + 1;
        while i < to
            && self.n.toks[i].is_word()
            && !self.n.capital(i)
            && (self.word(i).ends_with("ly") || matches!(self.word(i).as_str(), "then" | "also"))
        {
            i += 1;
        }
        let start = i;
        while i < to && self.n.toks[i].is_word() && !stops_after(&self.word(i)) && !lexicon::says(&self.word(i)) {
            i += 1;
        }
        let noun = self.noun(start, i);
        // `said the group's president, Anna Berg.`
        if let Some(Who::Described(..)) | None = noun
            && i + 1 < to
            && self.n.toks[i].is_punct(',')
        {
            let mut end = i + 1;
            while end < to && self.n.toks[end].is_word() && !stops_after(&self.word(end)) {
                end += 1;
            }
            if let Some(name) = self.person(i + 1, end) {
                return Some(name);
            }
        }
        noun
    }

    /// Where the noun phrase that ends before token `end` begins.
    fn phrase(&self, end: usize, from: usize) -> usize {
        let mut i = end;
        while i > from {
            let t = &self.n.toks[i - 1];
            match t.kind {
                Kind::Quote(_) => break,
                Kind::Punct('(' | ')' | '.' | '\'' | '’' | '/' | '&' | '@' | '#' | '$' | '%') => {}
                Kind::Punct(_) => break,
                Kind::Word => {
                    let w = self.word(i - 1);
                    if breaks_before(&w) || (lexicon::says(&w) && !self.n.capital(i - 1) && !lexicon::role(&w)) {
                        break;
                    }
                }
            }
            i -= 1;
        }
        i
    }

    /// What the tokens `start..end` name: a pronoun, a person, somebody described, a body.
    pub(crate) fn noun(&self, start: usize, end: usize) -> Option<Who> {
        if start >= end {
            return None;
        }
        for i in (start..end).rev() {
            if let Some(p) = pronoun(&self.word(i)) {
                return Some(p);
            }
        }
        let names: Vec<&Name> = self.names.iter().filter(|x| x.start >= start && x.start < end).collect();
        let head_end = (start + 1..end).find(|&i| preposition(&self.word(i))).unwrap_or(end);
        let mut start = start;
        let mut head_end = head_end;
        if preposition(&self.word(start)) {
            // `In a statement Berg said`: no head before the first preposition.
            start += 1;
            head_end = end;
        }
        let named = |x: &&&Name| !x.possessive;
        let in_head: Vec<&&Name> = names.iter().filter(named).filter(|x| x.start < head_end).collect();
        let person = in_head.iter().rev().find(|x| self.human(x)).or(in_head.last());
        // `Chairman of the Joint Chiefs General Mark Milley`: a title with capitals, and the name at the end.
        if self.n.capital(start)
            && let Some(name) = names.last().filter(|x| x.end == end && !x.possessive && x.start >= head_end && x.words.len() > 1)
            && self.human(name)
            && (start..head_end).any(|i| self.n.capital(i) && lexicon::person_role(&self.word(i)))
        {
            return self.find(name);
        }
        let role = (start..head_end).rev().find(|&i| lexicon::role(&self.word(i)) && !self.inside(i));
        match (person, role) {
            (Some(name), role) if role.is_none_or(|r| name.start > r || self.human(name)) => self.find(name),
            (_, Some(role)) => Some(self.described(start, end, role)),
            (Some(name), None) => self.find(name),
            (None, None) => {
                let any = names.iter().rev().filter(named).find(|x| self.human(x)).or_else(|| names.iter().rev().find(named));
                match any {
                    Some(name) => self.find(name),
                    None => names.last().filter(|x| x.end == end).and_then(|x| self.find(x)),
                }
            }
        }
    }

    /// The last person that the tokens `start..end` name.
    fn person(&self, start: usize, end: usize) -> Option<Who> {
        let name = self.names.iter().rfind(|x| x.start >= start && x.end <= end && !x.possessive && self.human(x))?;
        self.find(name)
    }

    pub(crate) fn human(&self, name: &Name) -> bool {
        name.person || name.speaks || self.people.find(&name.words).is_some_and(|p| self.people.all[p].human || self.people.all[p].speaks)
    }

    pub(crate) fn find(&self, name: &Name) -> Option<Who> {
        // `the Russian President`, nobody's name.
        if let [first, .., last] = name.words.as_slice()
            && lexicon::organisation(&first.to_lowercase())
            && lexicon::person_role(&last.to_lowercase())
        {
            return Some(Who::Described(name.words.join(" "), last.to_lowercase()));
        }
        self.people.find(&name.words).map(Who::Named)
    }

    fn inside(&self, i: usize) -> bool {
        self.names.iter().any(|x| x.start <= i && i < x.end)
    }

    fn described(&self, start: usize, end: usize, role: usize) -> Who {
        let mut start = start;
        // `The judge to her face:` ends before the preposition; `head of the bank` does not.
        let end = (role + 1..end)
            .find(|&i| matches!(self.word(i).as_str(), "to" | "with" | "by" | "on" | "during" | "after" | "before"))
            .unwrap_or(end);
        while start + 1 < end
            && matches!(self.word(start).as_str(), "a" | "an" | "the" | "one" | "another" | "this" | "that" | "and" | "but" | "as")
        {
            start += 1;
        }
        // `In a call leaked last week the former president`: the noun phrase begins at its own article.
        let article = |i: &usize| matches!(self.word(*i).as_str(), "a" | "an" | "the");
        if let Some(i) = (start..role).rfind(article) {
            start = i + 1;
        }
        let text = &self.n.text[self.n.toks[start].span.start..self.n.toks[end - 1].span.end];
        Who::Described(text.split_whitespace().collect::<Vec<_>>().join(" "), bare(&self.word(role)).0.to_owned())
    }

    /// Whom the sentence is about: the first person, pronoun or role outside an introductory phrase.
    pub(crate) fn main(&self) -> Option<Who> {
        let mut from = self.s.start;
        let first = self.word(from);
        if preposition(&first) || first.ends_with("ing") || first.ends_with("ed") || introduces(&first) {
            let comma = (from..self.s.end).find(|&i| self.n.toks[i].is_punct(','));
            if let Some(comma) = comma
                && (comma..self.s.end).any(|i| pronoun(&self.word(i)).is_some() || self.names.iter().any(|x| x.start == i && self.human(x)))
            {
                from = comma;
            }
        }
        // `The contractor had kept silent.`
        if self.word(from) == "the" && from + 2 < self.s.end && !self.n.capital(from + 1) {
            let noun = self.word(from + 1);
            if lexicon::person_role(&noun) || agent(&noun) {
                return Some(Who::Described(noun.clone(), noun));
            }
        }
        for i in from..self.s.end {
            if let Some(p) = pronoun(&self.word(i)) {
                return Some(p);
            }
            if let Some(name) = self.names.iter().find(|x| x.start == i && !x.possessive)
                && self.human(name)
            {
                return self.find(name);
            }
        }
        None
    }
}

/// The pronoun that a lower-cased word is, when it can be a subject.
pub(crate) fn pronoun(word: &str) -> Option<Who> {
    match word {
        "he" => Some(Who::Pronoun(Gender::Man)),
        "she" => Some(Who::Pronoun(Gender::Woman)),
        "they" | "it" | "we" => Some(Who::Plural),
        _ => None,
    }
}
