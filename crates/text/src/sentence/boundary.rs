use super::abbreviations::{Abbreviation, Words};
use super::lists::{self, Marker};
use super::marks::{Marks, Role};
use crate::Language;

/// The longest word before a full stop that is looked at, in bytes.
const LONGEST_WORD: usize = 40;

/// What ends a sentence here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Point {
    /// One full stop.
    Stop,
    /// Two or more full stops, or `…`.
    Ellipsis,
    /// `!` or `?`.
    Strong,
    /// The full stop of a script that puts no space after it, or has one of its own: `。`, `।`, `؟`, `።`.
    Own,
}

/// A run of points with what closes after it.
struct Run {
    point: Point,
    start: usize,
    end: usize,
    /// One past the closing marks, brackets and footnote marks after it.
    after: usize,
    /// Whether a quotation mark is among them.
    closed: bool,
}

/// Finds where sentences end within a segment.
pub(super) struct Finder<'t> {
    text: &'t str,
    bytes: &'t [u8],
    words: &'static Words,
    marks: &'t Marks,
}

impl<'t> Finder<'t> {
    pub(super) fn new(text: &'t str, language: Language, marks: &'t Marks) -> Self {
        Self { text, bytes: text.as_bytes(), words: Words::of(language), marks }
    }

    /// One past the last byte of the sentence that begins at `start`, in a segment that ends at `end`.
    pub(super) fn end_of_sentence(&self, start: usize, end: usize) -> usize {
        let marker = lists::marker(self.text, start, end);
        let item = marker.as_ref().and_then(|m: &Marker| m.next_item(self.text, end));
        let mut at = marker.map_or(start, |m| m.end);
        let limit = item.unwrap_or(end);
        while let Some(run) = self.next_run(at, limit, end) {
            if run.after >= limit {
                break;
            }
            // An ellipsis that begins a sentence does not end it.
            let begun = at > start || self.text[start..run.start].contains(char::is_alphanumeric);
            if begun && self.ends(start, &run, end) {
                return run.after;
            }
            at = run.after;
        }
        // Trailing white space before the next item is no part of this one.
        start + self.text[start..limit].trim_end().len()
    }

    /// The next run of points that begins before `limit`, in a segment that ends at `end`.
    fn next_run(&self, mut at: usize, limit: usize, end: usize) -> Option<Run> {
        while at < limit {
            let byte = self.bytes[at];
            if !is_interesting(byte) {
                at += 1;
                continue;
            }
            let c = self.char_at(at, limit)?;
            if let Some(point) = self.point(c, at) {
                let run_end = self.run_end(at, limit);
                let run = &self.text[at..run_end];
                let point = match point {
                    _ if run.contains(['!', '?']) => Point::Strong,
                    Point::Stop if run.matches('.').count() > 1 || run.contains('…') => Point::Ellipsis,
                    point => point,
                };
                if !self.is_bracketed(at, run_end) {
                    let (after, closed) = self.after_closing(run_end, end);
                    return Some(Run { point, start: at, end: run_end, after, closed });
                }
                at = run_end;
            } else {
                at += c.len_utf8();
            }
        }
        None
    }

    fn point(&self, c: char, at: usize) -> Option<Point> {
        let before = || self.text[..at].chars().next_back();
        match c {
            '.' | '․' => Some(Point::Stop),
            '…' => Some(Point::Ellipsis),
            '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' => Some(Point::Strong),
            '．' if before().is_some_and(char::is_numeric) => None,
            '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '؟' | '۔' | '።' | '፧' | '፨' | '།' | '။' | '។' | '։' => {
                Some(Point::Own)
            }
            // The Greek question mark and the Armenian full stop are often typed as these.
            ';' if before().is_some_and(|b| matches!(b, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')) => Some(Point::Own),
            ':' if before().is_some_and(|b| matches!(b, '\u{530}'..='\u{58f}')) => Some(Point::Own),
            _ => None,
        }
    }

    /// One past the run of points at `at`; the points of a spaced ellipsis (`. . .`) are one run.
    fn run_end(&self, at: usize, end: usize) -> usize {
        let mut run_end = at;
        let mut spaced = 0;
        loop {
            let rest = &self.text[run_end..end];
            let Some(c) = rest.chars().next() else { return run_end };
            if self.point(c, run_end).is_some() && !matches!(c, ';' | ':') || run_end == at {
                run_end += c.len_utf8();
            } else if matches!(c, ' ' | '\u{a0}')
                && rest[c.len_utf8()..].starts_with('.')
                && !rest[c.len_utf8() + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '.')
                && self.text[at..run_end].ends_with('.')
            {
                // Four spaced points after a word are its full stop and an ellipsis; the ellipsis goes with what follows it.
                spaced += 1;
                run_end += c.len_utf8() + 1;
            } else {
                let attached = self.text[..at].ends_with(|c: char| !c.is_whitespace());
                if spaced == 3 && attached && self.starts_upper(self.skip_space(run_end, end), end) {
                    return at + 1;
                }
                return run_end;
            }
        }
    }

    /// Whether the run stands alone in brackets: `[...]`, `(?)`.
    fn is_bracketed(&self, at: usize, run_end: usize) -> bool {
        self.text[..at].ends_with(['[', '(']) && self.text[run_end..].starts_with([']', ')'])
    }

    /// One past the closing marks, brackets, further points and footnote marks after a run, and whether a quotation closed there.
    fn after_closing(&self, mut at: usize, end: usize) -> (usize, bool) {
        let mut closed = false;
        while let Some(c) = self.char_at(at, end) {
            let next = at + c.len_utf8();
            let taken = match c {
                ')' | ']' | '}' | '’' | '›' | '」' | '』' | '）' => true,
                '"' | '”' | '“' | '»' | '«' => self.marks.role(at) == Some(Role::Close) || self.char_at(next, end).is_none(),
                '\'' | '‘' => !self.char_at(next, end).is_some_and(char::is_alphanumeric),
                _ if closed && self.point(c, at).is_some() && !matches!(c, ';' | ':') => true,
                _ => false,
            };
            if taken {
                closed |= !matches!(c, ')' | ']' | '}') && !c.is_alphanumeric();
                at = next;
                continue;
            }
            if let Some(note) = self.footnote(at, end) {
                at = note;
                continue;
            }
            // A closing mark that scraping set apart: `it . ” Then`.
            if c == ' ' && !closed {
                let mark = at + 1;
                let apart = self.char_at(mark, end).filter(|m| matches!(m, '"' | '”' | '»')).is_some_and(|m| {
                    self.marks.role(mark) == Some(Role::Close) && self.char_at(mark + m.len_utf8(), end).is_none_or(char::is_whitespace)
                });
                if apart {
                    closed = true;
                    at = mark + self.char_at(mark, end).map_or(0, char::len_utf8);
                    continue;
                }
            }
            break;
        }
        (at, closed)
    }

    /// One past a footnote mark such as `[17]` or ` [1 - 3]`, if one stands here.
    fn footnote(&self, at: usize, end: usize) -> Option<usize> {
        let inner = self.text[at..end].trim_start_matches([' ', '\u{a0}']).strip_prefix('[')?;
        let length = inner.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b',')).take(12).count();
        let rest = inner[length..].strip_prefix(']')?;
        inner.starts_with(|c: char| c.is_ascii_digit()).then_some(end - rest.len())
    }

    /// Whether a sentence that begins at `start` ends with this run, in a segment that ends at `end`.
    fn ends(&self, start: usize, run: &Run, end: usize) -> bool {
        let &Run { point, start: found, after, closed, .. } = run;
        let next = self.skip_space(after, end);
        let Some(c) = self.char_at(next, end) else { return true };
        if next == after {
            return self.ends_without_space(run, c, end);
        }
        if matches!(c, ',' | ';' | ':' | ')' | ']' | '%' | '=' | '/' | '&' | '|' | '<' | '>') {
            return matches!(c, '&' | '|' | '<' | '>' | '/') && point != Point::Stop;
        }
        if point == Point::Own {
            return true;
        }
        let head = self.skip_opening(next, end);
        let opens = head > next;
        let Some(first) = self.char_at(head, end) else { return true };
        let word = self.word_at(head, end);
        let lower = first.is_lowercase() && !word.chars().any(char::is_uppercase);
        match point {
            Point::Strong if lower => run.end == after && self.strong_before_lower(run, next, end),
            Point::Strong if matches!(first, '—' | '–' | '-') => {
                !self.text[head..end].trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase)
            }
            Point::Strong => !(closed && !opens && self.is_tag(head, end)),
            Point::Ellipsis if lower => false,
            Point::Ellipsis => {
                let apart = self.text[..found].ends_with(char::is_whitespace);
                !(apart && !closed && word == "I")
            }
            _ if lower => !closed && opens && self.abbreviation_before(found).is_none(),
            _ if matches!(first, '—' | '–' | '-') => false,
            _ => self.stop_before_upper(start, found, first, head, end),
        }
    }

    /// `Yahoo! in` goes on; `Really? seemingly not` does not, unless somebody asks: `Ready? he asked`.
    fn strong_before_lower(&self, run: &Run, next: usize, end: usize) -> bool {
        self.text[run.start..run.end].contains('?') && !self.is_tag_of_pronoun(next, end) && !self.text[next..end].starts_with("and ")
    }

    /// A full stop, then white space, then a word with a capital, a digit or a letter without case.
    fn stop_before_upper(&self, start: usize, found: usize, first: char, head: usize, end: usize) -> bool {
        let before = self.word_before(found);
        let word = self.word_at(head, end);
        // `A. Smith` after an initial: the next word is an initial itself.
        let starter = self.words.is_starter(word) && !(word.chars().count() == 1 && self.text[head + word.len()..end].starts_with('.'));
        let mut letters = before.chars();
        match (letters.next(), letters.next()) {
            // Full stops without a word before them.
            (None, _) => return true,
            (Some(c), None) if c.is_uppercase() => return starter,
            (Some(c), None) if c.is_lowercase() && first.is_ascii_digit() => return false,
            _ => {}
        }
        // The number of a section: `4.1. Methods`.
        if before.bytes().all(|b| b.is_ascii_digit() || b == b'.') && found - before.len() == start {
            return false;
        }
        if before.bytes().all(|b| b.is_ascii_digit()) {
            return !(self.words.ordinals && before.len() <= 2 && !starter && first.is_alphabetic());
        }
        if matches!(before.to_ascii_lowercase().as_str(), "a.m" | "p.m") {
            let opening = self.text[start..found].split_whitespace().take(4).count() <= 3;
            return !(opening || self.words.is_calendar(word));
        }
        match self.abbreviation_before(found) {
            Some(Abbreviation::Title | Abbreviation::Joining) => false,
            Some(Abbreviation::Number) => !first.is_ascii_digit(),
            Some(Abbreviation::Open) => starter && !first.is_ascii_digit(),
            None if is_acronym(before) => starter,
            None => true,
        }
    }

    /// No white space after the point.
    fn ends_without_space(&self, run: &Run, c: char, end: usize) -> bool {
        let &Run { start: found, after, .. } = run;
        match run.point {
            // 」と goes on.
            Point::Own => (!run.closed || c.is_uppercase()) && !matches!(c, ',' | '、' | '，' | '0'..='9'),
            _ if run.closed => c.is_uppercase() && self.text[..after].ends_with(['”', '"', '»']),
            Point::Stop | Point::Strong if matches!(c, '“' | '"' | '«' | '„') => {
                self.marks.role(after) == Some(Role::Open) && self.abbreviation_before(found).is_none()
            }
            // `the end.The next`: scraping lost the space. Names such as `Node.Js` do not go on with a common word.
            Point::Stop | Point::Strong if c.is_uppercase() => {
                let (before, word) = (self.word_before(found), self.word_at(after, end));
                before.chars().count() > 2
                    && before.chars().all(char::is_lowercase)
                    && self.words.is_starter(word)
                    && self.text[after + word.len()..end].starts_with(char::is_whitespace)
            }
            _ => false,
        }
    }

    /// `Smith asked.`, `Mr. Smith said in Oslo`: who said the words before, not a new sentence.
    fn is_tag(&self, at: usize, end: usize) -> bool {
        let mut words = self.text[at..end].split_whitespace();
        let mut names = 0;
        while let Some(word) = words.next() {
            let bare = word.trim_end_matches(['.', ',', '!', '?']);
            if names > 0 && self.words.is_reporting(bare) {
                return bare.len() < word.len()
                    || matches!(bare, "asked" | "wondered")
                    || words
                        .next()
                        .is_none_or(|w| matches!(w, "in" | "on" | "at" | "during" | "after" | "as" | "when" | "while" | "with"));
            }
            let name = word.starts_with(char::is_uppercase) && !word.ends_with([',', '!', '?', ';']);
            if !name || names == 0 && bare != "I" && self.words.is_starter(bare) || names == 5 {
                return false;
            }
            names += 1;
        }
        false
    }

    /// `he asked`, `said Smith`, `the minister asked`.
    fn is_tag_of_pronoun(&self, at: usize, end: usize) -> bool {
        let mut words = self.text[at..end].split_whitespace().map(|w| w.trim_end_matches(['.', ',']));
        let first = words.next().unwrap_or_default();
        self.words.is_reporting(first) || words.take(if first == "the" { 4 } else { 2 }).any(|w| self.words.is_reporting(w))
    }

    fn abbreviation_before(&self, found: usize) -> Option<Abbreviation> {
        let word = self.word_before(found);
        let kind = self.words.abbreviation(word)?;
        // `IE.` and `NO.` are no `i.e.` and `no.`, but `MR.` is `Mr.`
        let shouted = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        (!shouted || matches!(kind, Abbreviation::Title | Abbreviation::Open)).then_some(kind)
    }

    /// The word that ends before the point at `found`, with its inner full stops.
    fn word_before(&self, found: usize) -> &'t str {
        let mut from = found;
        for (i, c) in self.text[..found].char_indices().rev() {
            if found - i > LONGEST_WORD || !(c.is_alphanumeric() || matches!(c, '.' | '&' | '°' | 'º')) {
                break;
            }
            from = i;
        }
        self.text[from..found].trim_start_matches('.')
    }

    /// The letters and digits at `at`, up to an apostrophe or whatever else follows.
    fn word_at(&self, at: usize, end: usize) -> &'t str {
        let rest = &self.text[at..end];
        let length = rest
            .char_indices()
            .take(LONGEST_WORD)
            .find(|(_, c)| !c.is_alphanumeric())
            .map_or_else(|| rest.char_indices().nth(LONGEST_WORD).map_or(rest.len(), |(i, _)| i), |(i, _)| i);
        &rest[..length]
    }

    fn starts_upper(&self, at: usize, end: usize) -> bool {
        self.char_at(self.skip_opening(at, end), end).is_some_and(char::is_uppercase)
    }

    fn skip_space(&self, at: usize, end: usize) -> usize {
        end - self.text[at..end].trim_start().len()
    }

    fn skip_opening(&self, at: usize, end: usize) -> usize {
        let opening = |c: char| matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '‚' | '(' | '[' | '¿' | '¡' | '”' | '’');
        end - self.text[at..end].trim_start_matches(opening).len()
    }

    fn char_at(&self, at: usize, end: usize) -> Option<char> {
        self.text[at..end].chars().next()
    }
}

/// Letters with full stops between them: `U.N`, `M.Sc`.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// Whether a point may begin with this byte.
const fn is_interesting(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | b':' | b';' | 0xD6 | 0xD8 | 0xDB | 0xE0 | 0xE1 | 0xE2 | 0xE3 | 0xEF)
}
