use super::lexicon::{self, Gender};
use super::names::{Name, family};
use super::{Attribution, Quotation};
use rustc_hash::{FxHashMap, FxHashSet};

/// A person or body that an article names, with all that its mentions tell.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The fullest form of the name.
    pub(crate) words: Vec<String>,
    /// Told by title, role, first name or a pronoun.
    pub(crate) gender: Option<Gender>,
    /// The roles that stand beside a mention.
    pub(crate) roles: Vec<String>,
    /// Whether it is a person, as far as one can tell.
    pub(crate) human: bool,
    /// Whether it says something somewhere.
    pub(crate) speaks: bool,
    /// How often it is named.
    pub(crate) mentions: usize,
}

impl Person {
    /// The name as shown.
    pub(crate) fn display(&self) -> String {
        self.words.join(" ")
    }
}

/// Everybody that an article names, found again by family name.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    /// In the order of their fullest first mention.
    pub(crate) all: Vec<Person>,
    by_family: FxHashMap<String, Vec<usize>>,
    by_role: FxHashMap<String, Vec<usize>>,
}

impl People {
    /// Collects the names of an article: full ones first, then single words that no full one ends with.
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n Name> + Clone) -> Self {
        let mut people = Self::default();
        let full: FxHashSet<&[String]> = names.clone().filter(|n| !n.opens && n.words.len() > 1).map(|n| n.words.as_slice()).collect();
        for name in names.clone().filter(|n| n.words.len() > 1) {
            // `Ask Anna Berg`: the first word of a sentence has a capital anyhow.
            if name.opens && full.contains(&name.words[1..]) {
                people.add(&Name { words: name.words[1..].to_vec(), ..name.clone() });
            } else {
                people.add(name);
            }
        }
        for name in names.filter(|n| n.words.len() == 1) {
            people.add(name);
        }
        people
    }

    fn add(&mut self, name: &Name) {
        let family = name.family();
        let known = self.by_family.get(&family).and_then(|ids| ids.iter().copied().find(|&i| same(&self.all[i].words, &name.words)));
        let id = known.unwrap_or_else(|| {
            self.all.push(Person { words: name.words.clone(), gender: None, roles: Vec::new(), human: false, speaks: false, mentions: 0 });
            self.by_family.entry(family).or_default().push(self.all.len() - 1);
            self.all.len() - 1
        });
        let person = &mut self.all[id];
        if name.words.len() > person.words.len() {
            person.words.clone_from(&name.words);
        }
        person.human |= name.person;
        person.speaks |= name.speaks;
        person.mentions += 1;
        person.gender = person.gender.or(name.gender);
        for role in &name.roles {
            if !person.roles.contains(role) {
                person.roles.push(role.clone());
                self.by_role.entry(role.clone()).or_default().push(id);
            }
        }
    }

    /// Who a name means.
    ///
    /// A single word that is no family name here may be the first word of one full name, as in Chinese names.
    pub(crate) fn find(&self, words: &[String]) -> Option<usize> {
        let found = self.by_family.get(&family(words)).and_then(|ids| ids.iter().copied().find(|&i| same(&self.all[i].words, words)))?;
        if words.len() == 1 && self.all[found].words.len() == 1 {
            let first = words[0].to_lowercase();
            let mut full = self.all.iter().enumerate().filter(|(_, p)| p.human && p.words.len() == 2 && p.words[0].to_lowercase() == first);
            if let (Some((i, _)), None) = (full.next(), full.next()) {
                return Some(i);
            }
        }
        Some(found)
    }

    /// The only one who holds an office as it is called here: `Russian President`, `the Secretary of State`, `Russian leader`.
    pub(crate) fn with_office(&self, text: &str) -> Option<usize> {
        let ids = in_office(&self.by_role, text)?;
        ids.first().copied().filter(|_| ids.len() == 1)
    }

    /// Those who have a role, such as `judge`.
    pub(crate) fn with_role(&self, role: &str) -> &[usize] {
        self.by_role.get(role).map_or(&[], Vec::as_slice)
    }
}

/// Roles of those who lead a country.
const LEADING: [&str; 4] = ["president", "prime minister", "premier", "chancellor"];

/// What is known by role of an office as a text calls it: `us secretary of state`, else `secretary of state`; of a `russian leader`
/// what is known of the first leading role with `russian` before it.
fn in_office<'r, T>(by_role: &'r FxHashMap<String, T>, text: &str) -> Option<&'r T> {
    let text = text.to_lowercase();
    let (first, rest) = text.split_once(' ')?;
    if rest == "leader" {
        let leads = |role: &&String| role.strip_prefix(first).is_some_and(|r| LEADING.iter().any(|l| r.strip_prefix(' ') == Some(*l)));
        return by_role.get(by_role.keys().filter(leads).min()?);
    }
    by_role.get(&text).or_else(|| by_role.get(rest).filter(|_| rest.contains(' ') && lexicon::organisation(first)))
}

/// Whether two names of one family name can mean one person: one of them is the end of the other, or the first names agree.
pub(crate) fn same(a: &[String], b: &[String]) -> bool {
    if a.ends_with(b) || b.ends_with(a) || a.len() == 1 || b.len() == 1 {
        return true;
    }
    let first = |w: &[String]| w[0].trim_end_matches('.').to_lowercase();
    let (a, b) = (first(a), first(b));
    a == b
        || (a.chars().count() == 1 && b.starts_with(&a))
        || (b.chars().count() == 1 && a.starts_with(&b))
        || short(&a, &b)
        || short(&b, &a)
}

/// Whether one first name is a usual short form of the other.
fn short(a: &str, b: &str) -> bool {
    (a.chars().count() >= 3 && b.starts_with(a) && lexicon::first_name(b))
        || matches!(
            (a, b),
            ("joe", "joseph") | ("mike", "michael") | ("bill", "william") | ("bob", "robert") | ("jim", "james") | ("dick", "richard")
        )
}

/// The people of all articles of one story: full names for those whom one article calls by a single name or a role.
#[derive(Debug, Default)]
pub(crate) struct Everybody {
    /// Full names, with how often they stand, by the first and the last word in lower case.
    by_word: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    /// The same by role.
    by_role: FxHashMap<String, Vec<(Vec<String>, usize)>>,
}

/// A full name is taken for a single one when it stands this many times as often as any other that fits.
const CLEARLY: usize = 3;

impl Everybody {
    pub(crate) fn new(articles: &[People]) -> Self {
        let mut everybody = Self::default();
        for person in articles.iter().flat_map(|p| &p.all).filter(|p| p.human && p.words.len() > 1) {
            for word in [family(&person.words), person.words[0].to_lowercase()] {
                note(everybody.by_word.entry(word).or_default(), person);
            }
            for role in &person.roles {
                note(everybody.by_role.entry(role.clone()).or_default(), person);
            }
        }
        everybody
    }

    /// Gives a quotation's speaker the full name, when one word or role of it is all that its article tells.
    pub(crate) fn name(&self, quotation: &mut Quotation) {
        let Some(speaker) = quotation.speaker.as_deref() else { return };
        let speaker = ["the ", "his ", "her ", "their "].iter().find_map(|d| speaker.strip_prefix(d)).unwrap_or(speaker);
        let office = in_office(&self.by_role, speaker);
        if speaker.contains(' ') && office.is_none() {
            return;
        }
        let role = speaker.starts_with(char::is_lowercase) || office.is_some();
        let known = if role { &self.by_role } else { &self.by_word };
        let Some(names) = office.or_else(|| known.get(&speaker.to_lowercase())) else { return };
        let Some(best) = names.iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))) else { return };
        let others = names.iter().filter(|n| n.0 != best.0).map(|n| n.1).max().unwrap_or(0);
        if others * CLEARLY <= best.1 && (!role || others == 0) {
            quotation.speaker = Some(best.0.join(" "));
            if role {
                quotation.attribution = Attribution::Role;
            }
        }
    }
}

/// Notes a person among the names known; forms of one name count together, under the form that stands most often.
fn note(names: &mut Vec<(Vec<String>, usize)>, person: &Person) {
    match names.iter_mut().find(|(words, _)| family(words) == family(&person.words) && same(words, &person.words)) {
        Some(known) => known.1 += person.mentions,
        None => names.push((person.words.clone(), person.mentions)),
    }
}
