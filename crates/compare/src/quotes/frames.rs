use super::lexicon;
use super::subject::{Clause, Who};
use super::tokens::Kind;

/// What the words around a quotation say about its speaker.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Whose words they are.
    pub(crate) who: Option<Who>,
    /// The token of the reporting word.
    pub(crate) cue: Option<usize>,
    /// How sure the form is.
    pub(crate) form: Form,
}

/// The form of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `"...," said Berg` and `"...," Berg said`.
    After,
    /// `Berg said: "..."` and `Berg said that "..."`.
    Before,
    /// `according to Berg`.
    According,
    /// `Berg: "..."`, `"..." - Berg`.
    Name,
    /// `Berg called it "..."`.
    Reported,
}

/// How many tokens a verb that only reports, such as `called`, reaches.
const REACH: usize = 16;

impl Clause<'_, '_> {
    /// What may be the frame of the quotation at token `q` of this sentence, likeliest first.
    pub(crate) fn frames(&self, q: usize, quoted: &str) -> Vec<Frame> {
        let words = quoted.trim_end_matches(['\'', '’', '”', '"', '»', ')', ']']);
        let comma = words.ends_with([',', '?', '!', '-', '—', '–', '…']) || self.punct(q + 1, &[',']) || words.ends_with("...");
        let trailing = self.trailing(q, comma);
        let mut out = Vec::new();
        // `Berg said, "...," reported the Post.`: who reports it is not who said it.
        let relayed = trailing.as_ref().and_then(|f| f.cue).is_some_and(|c| matches!(self.n.lower(c).as_str(), "reported" | "reports"));
        if comma && !relayed {
            out.extend(trailing.clone());
        }
        let leading = self.leading(q);
        // `Both sides agreed to a "truce", said the envoy.`: who speaks at the end reports it all, unless a person spoke before.
        let spoken = leading.iter().any(|f| match f.who {
            Some(Who::Named(p)) => self.people.all[p].human,
            Some(Who::Pronoun(_)) => true,
            _ => false,
        });
        if !comma && !spoken && !relayed {
            out.extend(trailing.clone());
        }
        out.extend(leading);
        out.extend(self.according(q));
        out.extend(self.beside(q));
        if !comma || relayed {
            out.extend(trailing);
        }
        out
    }

    fn punct(&self, i: usize, any: &[char]) -> bool {
        i < self.s.end && matches!(self.n.toks[i].kind, Kind::Punct(c) if any.contains(&c))
    }

    /// `"...," said Berg`, `"...," Berg said`, and `..., Berg said.` at the end of the sentence.
    fn trailing(&self, q: usize, comma: bool) -> Option<Frame> {
        let mut j = q + 1;
        while self.punct(j, &[',', '-', '–', '—', '.', '…']) {
            j += 1;
        }
        if j >= self.s.end {
            return None;
        }
        let next_quote = (j..self.s.end).find(|&k| self.n.toks[k].quote().is_some()).unwrap_or(self.s.end);
        if lexicon::says(&self.n.lower(j)) && !self.n.lower(j).ends_with("ing") {
            if let Some(who) = self.after(j, next_quote) {
                return Some(Frame { who: Some(who), cue: Some(j), form: Form::After });
            }
            let earlier = self.before(q, self.s.start);
            return Some(Frame { who: earlier, cue: Some(j), form: Form::After });
        }
        if comma {
            // `"...," Berg shot back`, `"...," beamed Berg`: any verb beside a person.
            let word = |k: usize| k < next_quote && self.n.toks[k].is_word() && !self.n.capital(k);
            let person = |k: usize| self.names.iter().find(|x| x.start == k && !x.possessive && self.human(x));
            let plain = (j..next_quote.min(j + 6)).all(|k| !lexicon::says(&self.n.lower(k)));
            if plain
                && let Some(name) = person(j)
                && word(name.end)
                && !lexicon::role(&self.n.lower(name.end))
                && !matches!(self.n.lower(name.end).as_str(), "and" | "or" | "of" | "in" | "from" | "on" | "at")
            {
                return Some(Frame { who: self.find(name), cue: Some(name.end), form: Form::After });
            }
            if plain
                && word(j)
                && self.n.lower(j).ends_with("ed")
                && let Some(name) = (j + 1..j + 5).take_while(|&k| k == j + 1 || word(k - 1)).find_map(person)
            {
                return Some(Frame { who: self.find(name), cue: Some(j), form: Form::After });
            }
            // The first verb of saying whose subject stands between it and the quotation.
            for k in j..next_quote.min(j + 40) {
                let w = self.n.lower(k);
                if lexicon::says(&w)
                    && !w.ends_with("ing")
                    && let Some(who) = self.before(k, j)
                {
                    return Some(Frame { who: Some(who), cue: Some(k), form: Form::After });
                }
            }
            return None;
        }
        // `... "serious harm" to the river, doctors said.`
        let finite = |k: &usize| lexicon::says(&self.n.lower(*k)) && !self.n.lower(*k).ends_with("ing");
        let commas = (j..next_quote).rev().filter(|&k| self.punct(k, &[','])).take(4);
        commas.into_iter().find_map(|at| {
            let v = (at + 1..next_quote.min(at + 12)).take_while(|&k| self.n.toks[k].is_word()).find(finite)?;
            let who = if v == at + 1 { self.after(v, next_quote) } else { self.before(v, at + 1) }?;
            Some(Frame { who: Some(who), cue: Some(v), form: Form::After })
        })
    }

    /// `Berg said (that): "..."`, `Berg called it "..."`: the verbs before the quotation, the nearest first.
    fn leading(&self, q: usize) -> Vec<Frame> {
        let mut out = Vec::new();
        for v in (self.s.start..q).rev() {
            let w = self.n.lower(v);
            let says = lexicon::says(&w);
            if !(says || lexicon::reports(&w)) || (v > self.s.start && (self.n.capital(v) || self.no_verb(v, says))) {
                continue;
            }
            if !says && q - v > REACH {
                continue;
            }
            // `"...," Berg said, and "..."`, `Said Berg: "..."`: the subject after the verb.
            let inverted = v == self.s.start || self.n.toks[v - 1].quote().is_some();
            let who = if inverted { self.after(v, q) } else { self.subject(v) };
            let form = if says { Form::Before } else { Form::Reported };
            out.push(Frame { who, cue: Some(v), form });
        }
        // `Berg fired back: "..."`: any verb, when a person begins the clause before the colon.
        if q > self.s.start + 2 && self.punct(q - 1, &[':']) {
            let comma = (self.s.start..q - 1).rev().find(|&k| !self.n.toks[k].is_word()).map_or(self.s.start, |k| k + 1);
            let said = out.first().and_then(|f| f.cue).is_some_and(|c| c >= comma);
            if !said && let Some(name) = self.names.iter().find(|x| x.start == comma && x.end < q - 1 && !x.possessive && self.human(x)) {
                out.insert(0, Frame { who: self.find(name), cue: Some(name.end), form: Form::Before });
            }
        }
        if out.is_empty() && q > self.s.start + 1 && self.punct(q - 1, &[':']) {
            let human = |w: &Who| !matches!(w, Who::Named(p) if !self.people.all[*p].human);
            let who = self.noun(self.s.start, q - 1).filter(human).or_else(|| self.main());
            out.extend(who.map(|who| Frame { who: Some(who), cue: None, form: Form::Name }));
        }
        out
    }

    /// Whether the words before show that the form at `v` is no finite verb: `her claims`, `the reports`, `would talk`.
    fn no_verb(&self, v: usize, says: bool) -> bool {
        if self.n.lower(v).ends_with("ing") {
            return false;
        }
        let before = self.n.lower(v - 1);
        let before = before.as_str();
        matches!(before, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my" | "these" | "those" | "of" | "for" | "with")
            || matches!(before, "in" | "on" | "by" | "no" | "any" | "some")
            || (!says && before.ends_with("'s"))
            || (!says
                && matches!(before, "would" | "will" | "could" | "should" | "may" | "might" | "can" | "must" | "was" | "were" | "been"))
            || (!says && matches!(before, "be" | "is" | "are"))
            // `Russian demands`, not `the Russian demands`, who is nobody.
            || lexicon::demonym(before)
    }

    /// The subject of a verb before the quotation; a participle takes the subject of its sentence.
    fn subject(&self, v: usize) -> Option<Who> {
        let w = self.n.lower(v);
        if w.ends_with("ing") || (v > self.s.start && matches!(self.n.lower(v - 1).as_str(), "to" | "and" | "but" | "then")) {
            let verb = (self.s.start..v).rev().find(|&k| {
                let w = self.n.lower(k);
                (lexicon::says(&w) || lexicon::reports(&w)) && !w.ends_with("ing") && !self.n.capital(k)
            });
            if let Some(verb) = verb {
                let inverted = verb > self.s.start && self.n.toks[verb - 1].quote().is_some();
                let who = if inverted { self.after(verb, v) } else { self.before(verb, self.s.start) };
                if who.is_some() {
                    return who;
                }
            }
            if let Some(who) = self.main() {
                return Some(who);
            }
        }
        self.before(v, self.s.start).or_else(|| self.main())
    }

    /// `according to Berg`, anywhere in the sentence.
    fn according(&self, q: usize) -> Option<Frame> {
        let at = (self.s.start..self.s.end.saturating_sub(2))
            .filter(|&i| matches!(self.n.lower(i).as_str(), "according") && self.n.lower(i + 1) == "to")
            .min_by_key(|&i| i.abs_diff(q))?;
        self.after(at + 1, self.s.end).map(|who| Frame { who: Some(who), cue: Some(at), form: Form::According })
    }

    /// `"..." - Berg` at the end, `Berg's "..."` before.
    fn beside(&self, q: usize) -> Option<Frame> {
        // `"...", so Berg.`, as German reports
        if self.punct(q + 1, &[','])
            && q + 3 < self.s.end
            && self.n.lower(q + 2) == "so"
            && let Some(name) = self.names.iter().find(|x| x.start == q + 3 && self.human(x))
            && (name.end == self.s.end || self.punct(name.end, &[',', '.']))
        {
            return Some(Frame { who: self.find(name), cue: Some(q + 2), form: Form::Name });
        }
        if self.punct(q + 1, &['—', '–', '-', '―']) {
            let end = (q + 2..self.s.end).find(|&i| !self.n.toks[i].is_word()).unwrap_or(self.s.end);
            if end == self.s.end || self.punct(end, &[',', '.', '(']) {
                let named = self.names.iter().any(|x| x.start == q + 2);
                if named && let Some(who) = self.noun(q + 2, end) {
                    return Some(Frame { who: Some(who), cue: None, form: Form::Name });
                }
            }
        }
        None
    }
}
