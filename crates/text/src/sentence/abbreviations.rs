use crate::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What the full stop after an abbreviation may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Abbreviation {
    /// Stands before a name: `Mr.`. Its full stop ends no sentence.
    Title,
    /// Stands before something it belongs to, whatever that is: `vs.`, `e.g.`. Its full stop ends no sentence.
    Joining,
    /// Stands before a number: `No. 5`, `pp. 12`. Before anything else its full stop is a full stop.
    Number,
    /// Stands before a number or a name, or at the end: `Jan. 5`, `St. Paul`, `Inc.`. Ends a sentence only before a word that begins one.
    Open,
}

/// What the rules need to know of a language.
pub(super) struct Words {
    abbreviations: FxHashMap<&'static str, Abbreviation>,
    starters: FxHashSet<&'static str>,
    /// Words after a time of day that belong to it: days, months, time zones.
    calendar: FxHashSet<&'static str>,
    /// Verbs of reporting, which tell `"Why?" Smith asked.` from a new sentence.
    reporting: FxHashSet<&'static str>,
    /// Whether a full stop after a number makes it an ordinal: `12. Juni`.
    pub(super) ordinals: bool,
}

impl Words {
    /// Those of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| Language::ALL.into_iter().map(Words::new).collect());
        let at = Language::ALL.iter().position(|l| *l == language).unwrap_or(0);
        &ALL[at]
    }

    fn new(language: Language) -> Self {
        let lists = super::word_lists::of(language);
        let mut abbreviations = FxHashMap::default();
        for (words, kind) in [
            (lists.titles, Abbreviation::Title),
            (lists.joining, Abbreviation::Joining),
            (lists.number, Abbreviation::Number),
            (lists.open, Abbreviation::Open),
        ] {
            abbreviations.extend(words.split_whitespace().map(|w| (w, kind)));
        }
        let set = |words: &'static str| words.split_whitespace().collect();
        Self {
            abbreviations,
            starters: set(lists.starters),
            calendar: set(lists.calendar),
            reporting: set(lists.reporting),
            ordinals: lists.ordinals,
        }
    }

    /// The abbreviation a word is, its own full stop left out; inner full stops belong to it (`u.s`).
    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word.to_lowercase().as_str()).copied()
    }

    /// Whether the word often begins a sentence and is part of no name.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word.to_lowercase().as_str())
    }

    /// Whether the word is a day, a month or a time zone.
    pub(super) fn is_calendar(&self, word: &str) -> bool {
        self.calendar.contains(word.to_lowercase().as_str())
    }

    /// Whether the word is a verb of reporting.
    pub(super) fn is_reporting(&self, word: &str) -> bool {
        self.reporting.contains(word)
    }
}
