//! Runs of words that stand for one: `found not guilty` for *acquitted*, `air strike` for *airstrike*, the Harbour Workers' Union
//! for the HWU.

use super::lexicon::{base, expressions};
use crate::units::{Unit, Units};
use newsloom_text::{Language, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::{Range, RangeInclusive};

/// Words that may stand between those of an expression: `lost his life`, `set the car on fire`.
const BETWEEN: [&str; 26] = [
    "a",
    "an",
    "the",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "him",
    "it",
    "them",
    "us",
    "you",
    "me",
    "this",
    "that",
    "more",
    "be",
    "some",
    "any",
    "all",
    "himself",
    "herself",
    "themselves",
];
/// Such words between two of an expression at most.
const MOST_BETWEEN: usize = 2;
/// Prepositions before which the object of an expression's verb may stand: `took two suspects into custody`.
const AFTER_OBJECT: [&str; 10] = ["at", "behind", "from", "in", "into", "of", "off", "on", "out", "to"];
/// Words of such an object at most.
const MOST_OBJECT: usize = 5;
/// Letters of an acronym: two initials are too often somebody's.
const ACRONYM: RangeInclusive<usize> = 3..=10;
/// Letters of each part of a compound at least.
const PART: usize = 3;
/// Small words that an acronym leaves out.
const SMALL: [&str; 6] = ["and", "of", "for", "the", "in", "on"];

/// What stands for other words in the units.
pub(super) struct Expressions {
    /// Stems by number, after them the expressions that stand in the units, their stems joined by `_`.
    pub(super) terms: Vec<String>,
    /// By unit: expressions, acronyms spelt out and compounds in two words, each with the words that make it.
    pub(super) of: Vec<Vec<(u32, Range<usize>)>>,
}

impl Expressions {
    /// Finds them; `lower` tells by stem whether it ever stands in lower case.
    pub(super) fn new(units: &Units, lower: &[bool]) -> Self {
        let mut terms = units.terms.clone();
        let ids: FxHashMap<&str, u32> = units.terms.iter().enumerate().map(|(i, t)| (t.as_str(), i as u32)).collect();
        let (acronyms, compounds) = (acronyms(units, lower), compounds(units, &ids));
        let bases: Vec<&str> = units.terms.iter().map(|t| base(t)).collect();
        let mut new: FxHashMap<String, u32> = FxHashMap::default();
        let mut of = Vec::with_capacity(units.units.len());
        for unit in &units.units {
            let english = units.codes[unit.place.article] == "en";
            let mut here = Vec::new();
            for i in 0..unit.words.len() {
                if let Some((end, name)) = english.then(|| listed(units, unit, &bases, i)).flatten() {
                    let next = terms.len() as u32;
                    let term = *new.entry(name).or_insert_with_key(|name| {
                        terms.push(name.clone());
                        next
                    });
                    here.push((term, i..end));
                }
                here.extend(initials(units, unit, i, &acronyms).map(|(end, term)| (term, i..end)));
                let two = unit.words.get(i + 1).filter(|_| !unit.gap_before[i + 1]);
                here.extend(two.and_then(|w| compounds.get(&(unit.words[i].term, w.term))).map(|&term| (term, i..i + 2)));
            }
            of.push(here);
        }
        Self { terms, of }
    }
}

/// The longest listed expression that begins at a word: where it ends and its stems.
fn listed(units: &Units, unit: &Unit, bases: &[&str], from: usize) -> Option<(usize, String)> {
    let base = |i: usize| bases[unit.words[i].term as usize];
    let end = |stems: &[String]| {
        let mut at = from + 1;
        for (k, stem) in stems.iter().enumerate().skip(1) {
            // The noun after the preposition tells that the verb is meant: without one, an object may not part the two.
            let object = k == 1 && stems.len() > 2 && AFTER_OBJECT.contains(&stem.as_str());
            let near = at..unit.words.len().min(at + 1 + if object { MOST_OBJECT } else { MOST_BETWEEN });
            let next = near.take_while(|&i| !unit.gap_before[i]).find(|&i| base(i) == stem)?;
            if !object && !(at..next).all(|i| BETWEEN.contains(&units.forms[unit.words[i].form as usize].as_str())) {
                return None;
            }
            at = next + 1;
        }
        Some(at)
    };
    expressions(base(from)).iter().find_map(|stems| Some((end(stems)?, stems.join("_"))))
}

/// Words with capitals that stand nowhere in lower case, by form.
fn acronyms<'u>(units: &'u Units, lower: &[bool]) -> FxHashMap<&'u str, u32> {
    let words = units.units.iter().flat_map(|u| &u.words).filter(|w| w.capital && !lower[w.term as usize]);
    words
        .map(|w| (units.forms[w.form as usize].as_str(), w.term))
        .filter(|(form, _)| ACRONYM.contains(&form.len()) && form.bytes().all(|b| b.is_ascii_lowercase()))
        .collect()
}

/// The longest name from a word on whose initials are an acronym: where it ends and the acronym.
fn initials(units: &Units, unit: &Unit, from: usize, acronyms: &FxHashMap<&str, u32>) -> Option<(usize, u32)> {
    let (mut letters, mut found) = (String::new(), None);
    let form = |i: usize| units.forms[unit.words[i].form as usize].as_str();
    for (i, w) in unit.words.iter().enumerate().skip(from) {
        let over = letters.len() >= *ACRONYM.end() || i > from && unit.gap_before[i];
        if over || !w.capital && (i == from || !SMALL.contains(&form(i))) {
            break;
        }
        if w.capital {
            letters.extend(form(i).chars().next());
            if let Some(&term) = acronyms.get(letters.as_str()) {
                found = Some((i + 1, term));
            }
        }
    }
    found
}

/// Two words whose union is one of the terms.
fn compounds(units: &Units, ids: &FxHashMap<&str, u32>) -> FxHashMap<(u32, u32), u32> {
    // Few unions begin as some term does, so that few are stemmed.
    let begins: FxHashSet<&[u8]> = units.terms.iter().filter_map(|t| t.as_bytes().get(..2 * PART)).collect();
    let mut stemmers: FxHashMap<&str, Stemmer> = FxHashMap::default();
    let mut out = FxHashMap::default();
    let mut union = String::new();
    for unit in &units.units {
        for (i, w) in unit.words.windows(2).enumerate() {
            let [a, b] = [w[0].form, w[1].form].map(|f| units.forms[f as usize].as_str());
            if unit.gap_before[i + 1] || a.len() < PART || b.len() < PART {
                continue;
            }
            union.clear();
            union.extend([a, b]);
            if begins.contains(&union.as_bytes()[..2 * PART]) {
                let code = units.codes[unit.place.article].as_str();
                let stemmer = stemmers.entry(code).or_insert_with(|| Stemmer::new(code.parse().unwrap_or(Language::English)));
                if let Some(&term) = ids.get(stemmer.stem(&union).as_ref()) {
                    out.insert((w[0].term, w[1].term), term);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::profile::in_lower_case;
    use super::*;

    fn found(texts: &[&str]) -> Vec<Vec<String>> {
        let units = Units::whole(texts, "en");
        let all = Expressions::new(&units, &in_lower_case(&units));
        let name = |(term, words): &(u32, Range<usize>)| format!("{} {}..{}", all.terms[*term as usize], words.start, words.end);
        all.of.iter().map(|of| of.iter().map(name).collect()).collect()
    }

    #[test]
    fn listed_expressions_in_any_form_of_the_verb() {
        let all =
            found(&["The foreman was found not guilty.", "He lost all his life, they said.", "They called, off the record, for calm."]);
        assert_eq!(all[0], ["find_not_guilti 3..6"]);
        assert_eq!(all[1], ["lose_life 1..5"]);
        let object = found(&[
            "Police took two young suspects into custody.",
            "He took two notes, into which custody came.",
            "He put the blue hat on.",
        ]);
        assert_eq!(object[0], ["take_into_custodi 1..7"]);
        assert!(object[1].is_empty() && object[2].is_empty(), "{object:?}");
        assert!(all[2].iter().all(|e| !e.starts_with("call_off")), "{all:?}");
    }

    #[test]
    fn a_name_is_its_acronym_when_the_articles_have_it() {
        let all = found(&["The HWU struck.", "The Harbour and Wharf Union struck.", "Hanna Wolf Udal struck. Hats were udal."]);
        assert_eq!(all[1], ["hwu 1..5"]);
        assert!(found(&["The Harbour Wharf Union struck."])[0].is_empty());
        let eleven = found(&["The ABCDEFGHIJK met.", "Alder Birch Cedar Dorn Elm Fir Gale Hazel Iris Juniper Kale met."]);
        assert!(eleven[1].is_empty(), "runs of capitals are not read to their end: {eleven:?}");
        assert!(found(&["The cat sat.", "The Crew And Team sat."])[1].is_empty(), "a word in lower case is no acronym");
    }

    #[test]
    fn two_words_are_the_compound_that_another_article_writes_in_one() {
        let all = found(&["An airstrike hit the depot.", "Two air strikes hit it.", "In the air, strikes hit it."]);
        assert_eq!(all[1], ["airstrik 1..3"]);
        assert!(all[2].is_empty());
    }
}
