use super::lexicon::{self, Gender};
use super::tokens::{Narrative, Sentence};

/// A capitalised span: found without a model, by form and by the words around it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    /// The words without titles and the possessive ending.
    pub(crate) words: Vec<String>,
    /// Whether a title or role beside it, or its first word, tells a person.
    pub(crate) person: bool,
    /// Whether it says something, which bodies do too.
    pub(crate) speaks: bool,
    /// Whether it opens its sentence, without a title.
    pub(crate) opens: bool,
    /// Whether it ends with a possessive `'s`.
    pub(crate) possessive: bool,
    /// Told by title, role or first name.
    pub(crate) gender: Option<Gender>,
    /// The roles that stand beside it, in lower case, and the whole office before it: `minister`, `russian foreign minister`.
    pub(crate) roles: Vec<String>,
}

impl Name {
    /// The family name in lower case: the last word but for `Jr.` and the like.
    pub(crate) fn family(&self) -> String {
        family(&self.words)
    }
}

/// The family name among a name's words, in lower case.
pub(crate) fn family(words: &[String]) -> String {
    let last = words.iter().rev().find(|w| !suffix(w)).or(words.last());
    last.map(|w| w.trim_end_matches(',').to_lowercase()).unwrap_or_default()
}

fn suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | "Esq.")
}

fn particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "da"
            | "do"
            | "dos"
            | "du"
            | "di"
            | "ben"
            | "ter"
            | "bint"
            | "del"
    )
}

/// Whether a word is a name with a particle joined to it: `al-Jubeir`, `d'Arc`.
fn joined_particle(word: &str) -> bool {
    let parts = word.split_once(['-', '\'', '’']);
    parts.is_some_and(|(p, name)| (1..=3).contains(&p.len()) && p.chars().all(char::is_lowercase) && name.starts_with(char::is_uppercase))
}

/// A word without the possessive ending, and whether it had one.
pub(crate) fn bare(word: &str) -> (&str, bool) {
    for end in ["'s", "’s", "‘s", "'S", "’S"] {
        if let Some(w) = word.strip_suffix(end) {
            return (w, true);
        }
    }
    (word, false)
}

/// The names of one sentence, in order.
pub(crate) fn names(n: &Narrative<'_>, s: &Sentence) -> Vec<Name> {
    let mut out = Vec::new();
    if headline(n, s) {
        return out;
    }
    let mut i = s.start;
    // `Accusing Trump of betrayal, Green`: a participle before a name.
    let opening = n.lower(i);
    if n.toks[i].is_word()
        && opening.len() > 5
        && (opening.ends_with("ing") || opening.ends_with("ed"))
        && i + 1 < s.end
        && n.capital(i + 1)
    {
        i += 1;
    }
    while i < s.end {
        if !may_begin(n, s, i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        let mut possessive = bare(n.str(i)).1;
        while !possessive && end < s.end {
            if n.capital(end) && (!lexicon::function_word(&n.lower(end)) || lexicon::first_name(n.str(end))) {
                possessive = bare(n.str(end)).1;
                end += 1;
            } else if end + 1 < s.end && n.toks[end].is_word() && particle(n.str(end)) && n.capital(end + 1) {
                end += 1;
            } else if n.toks[end].is_word() && joined_particle(n.str(end)) {
                possessive = bare(n.str(end)).1;
                end += 1;
            } else if end + 1 < s.end && n.toks[end].is_punct(',') && n.toks[end + 1].is_word() && suffix(n.str(end + 1)) {
                end += 2;
                break;
            } else {
                break;
            }
        }
        // `Bank of America`, `Ethical Society of Police`: a body whose name goes on.
        if !possessive
            && end + 1 < s.end
            && n.lower(end) == "of"
            && n.capital(end + 1)
            && !lexicon::function_word(&n.lower(end + 1))
            && lexicon::body(&n.lower(end - 1))
        {
            end += 2;
            while end < s.end && n.capital(end) && !bare(n.str(end - 1)).1 && lexicon::organisation(&n.lower(end)) {
                end += 1;
            }
            possessive = bare(n.str(end - 1)).1;
        }
        if !(i..end).all(|k| title(&n.lower(k))) {
            out.push(build(n, s, i, end, possessive));
        }
        i = end;
    }
    out
}

/// Whether a lower-cased word is a title or a role and so no name by itself.
fn title(word: &str) -> bool {
    let office = word.strip_suffix("-elect").or_else(|| word.strip_prefix("ex-")).or_else(|| word.strip_prefix("then-")).unwrap_or(word);
    lexicon::honorific(office) || lexicon::person_role(office)
}

/// Whether a sentence is a headline in which every word has a capital, so that capitals tell nothing.
fn headline(n: &Narrative<'_>, s: &Sentence) -> bool {
    let speech = (s.start..s.end).any(|i| n.toks[i].quote().is_some() || (lexicon::says(&n.lower(i)) && !n.capital(i)));
    let long: Vec<usize> = (s.start..s.end).filter(|&i| n.toks[i].is_word() && n.str(i).chars().count() >= 4).collect();
    let capitals = long.iter().filter(|&&i| n.capital(i)).count();
    !speech && long.len() >= 5 && capitals * 10 >= long.len() * 8 && !n.toks[s.end - 1].is_punct('.')
}

/// Whether a name may begin at token `i`.
fn may_begin(n: &Narrative<'_>, s: &Sentence, i: usize) -> bool {
    if !n.capital(i) {
        return n.toks[i].is_word() && joined_particle(n.str(i));
    }
    let lower = n.lower(i);
    let next_capital = i + 1 < s.end && n.capital(i + 1);
    if lexicon::function_word(&lower) {
        return i > s.start && lexicon::first_name(&lower) && next_capital;
    }
    // The first word of a sentence is a name unless it is a plain word; a verb form before a lower-cased word is none.
    let verb = lexicon::says(&lower);
    let plain = !next_capital && lower.len() > 4 && (lower.ends_with("ing") || lower.ends_with("ly")) && !lexicon::first_name(&lower);
    !(i == s.start && (verb || plain))
}

/// Whether an office with a place stands right before: `Secretary of State`, `Envoy for Afghanistan`.
fn office(n: &Narrative<'_>, s: &Sentence, start: usize) -> bool {
    start >= s.start + 2
        && matches!(n.lower(start - 1).as_str(), "of" | "for" | "to")
        && lexicon::person_role(&n.lower(start - 2))
        && n.capital(start - 2)
}

/// Parts the tokens `start..end` into titles and the name proper.
fn build(n: &Narrative<'_>, s: &Sentence, start: usize, end: usize, possessive: bool) -> Name {
    let words: Vec<&str> = (start..end).filter(|&i| n.toks[i].is_word()).map(|i| n.str(i)).collect();
    let lower: Vec<String> = words.iter().map(|w| bare(w).0.to_lowercase()).collect();
    let mut cut = lower.iter().rposition(|w| title(w)).map_or(0, |i| i + 1);
    let mut roles: Vec<String> = lower[..cut].iter().filter(|w| title(w)).cloned().collect();
    if cut == lower.len() || (cut > 0 && lower.last().is_some_and(|w| lexicon::organisation(w))) {
        cut = 0;
        roles.clear();
    }
    let mut person = cut > 0;
    if cut > 1 && title(&lower[cut - 1]) {
        roles.push(lower[..cut].join(" "));
    }
    if cut == 0 {
        // `Fox News Chris Wallace`: an outlet or agency before a first name.
        if let Some(k) = lower.iter().rposition(|w| lexicon::organisation(w))
            && ((k + 2 < lower.len() && lexicon::first_name(&lower[k + 1])) || (k + 1 < lower.len() && office(n, s, start)))
        {
            cut = k + 1;
            if office(n, s, start) {
                person = true;
                roles.push(n.lower(start - 2));
                roles.push(format!("{} {} {}", n.lower(start - 2), n.lower(start - 1), lower[..cut].join(" ")));
            }
        }
    }
    // `police spokesman Anna Berg`: the role before the name in lower case; `economist`, not `the`.
    if start > s.start && n.toks[start - 1].is_word() {
        let before = n.lower(start - 1);
        if lexicon::person_role(&before) {
            person = cut > 0 || !lexicon::organisation(lower.last().map_or("", String::as_str));
            roles.push(before);
        }
    }
    // `a spokesman, Anna Berg`: the role before the comma.
    if cut == 0 && lower.len() >= 2 && start > s.start + 1 && n.toks[start - 1].is_punct(',') {
        let phrase = (s.start..start - 1).rev().take(8).take_while(|&i| n.toks[i].is_word() && !lexicon::says(&n.lower(i)));
        if let Some(role) = phrase.map(|i| n.lower(i)).find(|w| lexicon::person_role(w)) {
            person |= !lower.iter().any(|w| lexicon::organisation(w));
            roles.push(role);
        }
    }
    let name = &lower[cut..];
    let organised = name.iter().any(|w| lexicon::organisation(w));
    if name.len() >= 2 && lexicon::first_name(&name[0]) && !name.last().is_some_and(|w| lexicon::organisation(w) && name.len() > 2) {
        person = true;
    }
    // `Ann Lee, the director of ...`: the role after the name.
    if !organised && end + 2 < s.end && n.toks[end].is_punct(',') {
        for i in end + 1..(end + 9).min(s.end) {
            if !n.toks[i].is_word() {
                break;
            }
            let word = n.lower(i);
            if matches!(word.as_str(), "who" | "said" | "and" | "but" | "of" | "for" | "at" | "in" | "as") {
                person |= word == "who" && name.len() >= 2;
                break;
            }
            if lexicon::person_role(&word) && (name.len() >= 2 || person) {
                person = true;
                roles.push(word);
            }
        }
    }
    // `Verrick said`, `said Verrick`: whoever says something, unless the name is that of a body or a place.
    let says = |i: usize| n.toks[i].is_word() && !n.capital(i) && lexicon::says(&n.lower(i));
    let plural = name.len() == 1 && start == s.start && name[0].ends_with('s');
    let speaks = !organised && !possessive && !plural && ((end < s.end && says(end)) || (start > s.start && says(start - 1)));
    person |= name.len() == 1 && start > s.start && lexicon::first_name(&name[0]) && !organised;
    let gender = lower[..cut].iter().chain(&roles).chain(name.first().filter(|_| name.len() > 1)).find_map(|w| lexicon::gender(w));
    let comma = (start..end).any(|i| n.toks[i].is_punct(','));
    let mut kept: Vec<String> = words[cut..].iter().map(|w| bare(w).0.to_owned()).collect();
    if comma && kept.len() > 1 {
        let i = kept.len() - 2;
        kept[i].push(',');
    }
    Name { start, end, words: kept, person, speaks, opens: start == s.start && cut == 0, possessive, gender, roles }
}
