//! Which verbs stand with quotations.

use crate::{Comparison, Place};
use newsloom_text::{Language, Stemmer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reporting verb adds to saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerbClass {
    /// Nothing: `said`.
    Neutral,
    /// Force or feeling: `insisted`, `warned`, `blasted`.
    Strong,
    /// Distance: the words may not be true: `claimed`, `alleged`.
    Doubtful,
    /// What is said is true and unwelcome: `admitted`.
    Conceding,
    /// Not in the list.
    Unlisted,
}

/// The list, by class; other forms of the same stem belong to the verb, irregular ones follow it.
const LIST: [(VerbClass, &str); 4] = [
    (
        VerbClass::Neutral,
        "say=said tell=told add ask answer reply respond state note write=wrote,written announce explain comment continue report remark
         observe post tweet recall describe speak=spoke,spoken talk mention conclude read repeat quote put call testify confirm recount
         think=thought begin=began inform clarify elaborate refer reiterate",
    ),
    (
        VerbClass::Strong,
        "insist warn stress emphasize emphasise declare demand urge vow pledge promise argue assert complain charge accuse blast slam
         criticize criticise condemn denounce blame attack mock reject dismiss threaten boast brag shout scream yell exclaim thunder rage
         roar swear=swore,sworn proclaim lament plead protest object counter retort rail rip decry defend challenge praise hail snap fume
         scoff bark sob quip joke tout deny",
    ),
    (VerbClass::Doubtful, "claim allege contend maintain purport suggest believe speculate theorize hint imply insinuate assume"),
    (VerbClass::Conceding, "admit concede acknowledge confess grant reveal"),
];

/// How often an article lets somebody's words stand with a verb.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportingVerb {
    /// Index in [`Comparison::articles`].
    pub article: usize,
    /// Who is quoted, when the articles tell.
    pub speaker: Option<String>,
    /// The verb: its base form when it is in the list, else as it stands, in lower case.
    pub verb: String,
    /// What it adds.
    pub class: VerbClass,
    /// The quotations, each with the index of its group in [`Comparison::quotes`].
    pub quotes: Vec<(usize, Place)>,
}

/// Article, speaker, verb and its class.
type Use = (usize, Option<String>, String, VerbClass);

impl Comparison {
    /// Which reporting verbs each article uses for each speaker: by article, then speaker, the most frequent verb first.
    ///
    /// A quotation that goes on after its verb counts again: the profile tells how much speech stands under which verb.
    #[must_use]
    pub fn reporting_verbs(&self) -> Vec<ReportingVerb> {
        let list = VerbList::new();
        let mut found: BTreeMap<Use, Vec<(usize, Place)>> = BTreeMap::new();
        for (q, group) in self.quotes.iter().enumerate() {
            for m in &group.members {
                let Some(cue) = &m.cue else { continue };
                let (verb, class) = list.verb(cue);
                let speaker = m.speaker.clone().or_else(|| group.speaker.clone());
                found.entry((m.place.article, speaker, verb, class)).or_default().push((q, m.place));
            }
        }
        let mut out: Vec<ReportingVerb> = found
            .into_iter()
            .map(|((article, speaker, verb, class), quotes)| ReportingVerb { article, speaker, verb, class, quotes })
            .collect();
        // By article and speaker they stand already.
        out.sort_by(|x, y| (x.article, &x.speaker).cmp(&(y.article, &y.speaker)).then(y.quotes.len().cmp(&x.quotes.len())));
        out
    }
}

/// The list by stem.
struct VerbList {
    stemmer: Stemmer,
    verbs: BTreeMap<String, (&'static str, VerbClass)>,
}

impl VerbList {
    fn new() -> Self {
        let stemmer = Stemmer::new(Language::English);
        let mut verbs = BTreeMap::new();
        for (class, words) in LIST {
            for entry in words.split_whitespace() {
                let (base, irregular) = entry.split_once('=').unwrap_or((entry, ""));
                let regular = ["", "s", "ed", "d", "ing"].map(|end| format!("{base}{end}"));
                let irregular = irregular.split(',').filter(|f| !f.is_empty()).map(str::to_owned);
                for form in regular.into_iter().chain(irregular) {
                    // A form that two verbs share belongs to the first.
                    verbs.entry(stemmer.stem(&form).into_owned()).or_insert((base, class));
                }
            }
        }
        Self { stemmer, verbs }
    }

    fn verb(&self, cue: &str) -> (String, VerbClass) {
        let lower = cue.to_lowercase();
        match self.verbs.get(self.stemmer.stem(&lower).as_ref()) {
            Some((base, class)) => ((*base).to_owned(), *class),
            None => (lower, VerbClass::Unlisted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_belong_to_their_verb() {
        let list = VerbList::new();
        for (cue, verb, class) in [
            ("said", "say", VerbClass::Neutral),
            ("Says", "say", VerbClass::Neutral),
            ("saying", "say", VerbClass::Neutral),
            ("told", "tell", VerbClass::Neutral),
            ("added", "add", VerbClass::Neutral),
            ("insisted", "insist", VerbClass::Strong),
            ("denies", "deny", VerbClass::Strong),
            ("claiming", "claim", VerbClass::Doubtful),
            ("admitted", "admit", VerbClass::Conceding),
            ("sagte", "sagte", VerbClass::Unlisted),
        ] {
            assert_eq!(list.verb(cue), (verb.to_owned(), class), "{cue}");
        }
    }

    #[test]
    fn no_verb_stands_in_two_classes() {
        let words: usize = LIST.iter().map(|(_, w)| w.split_whitespace().count()).sum();
        let bases: std::collections::BTreeSet<&str> = VerbList::new().verbs.values().map(|v| v.0).collect();
        assert_eq!(bases.len(), words);
    }
}
