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
        while let Some((point, found, run_end)) = self.next_point(at, limit) {
            let (after, closed) = self.after_closing(run_end, end);
            if after >= limit {
                break;
            }
            if self.ends(start, found, run_end, after, closed, point, end) {
                // A detached ellipsis after a full stop begins the next sentence: `end. . . . Then`.
                return after;
            }
            at = after.max(run_end);
        }
        // Trailing white space before the next item is no part of this one.
        start + self.text[start..limit].trim_end().len()
    }

    /// The next point from `at` on: its kind, where it begins, and one past its run.
    fn next_point(&self, mut at: usize, end: usize) -> Option<(Point, usize, usize)> {
        while at < end {
            let byte = self.bytes[at];
            if !is_interesting(byte) {
                at += 1;
                continue;
            }
            let c = self.char_at(at, end)?;
            if let Some(point) = self.point(c, at) {
                let run_end = self.run(at, end);
                let run = &self.text[at..run_end];
                let point = match point {
                    _ if run.contains(['!', '?']) => Point::Strong,
                    Point::Stop if run.matches('.').count() > 1 || run.contains('…') => Point::Ellipsis,
                    point => point,
                };
                if !self.is_bracketed(at, run_end) {
                    return Some((point, at, run_end));
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
    fn run(&self, at: usize, end: usize) -> usize {
        let mut run_end = at;
        let mut spaced = 0;
        loop {
            let rest = &self.text[run_end..end];
            let Some(c) = rest.chars().next() else { return run_end };
            if self.point(c, run_end).is_some() && !matches!(c, ';' | ':') || run_end == at {
                run_end += c.len_utf8();
            } else if matches!(c, ' ' | '\u{a0}')
                && rest[c.len_utf8()..].starts_with('.')
                && !rest[c.len_utf8() + 1..].starts_with(char::is_alphanumeric)
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
                '[' => {
                    let digits = self.text[next..end].bytes().take_while(u8::is_ascii_digit).count();
                    if digits > 0 && self.text[next + digits..end].starts_with(']') {
                        at = next + digits + 1;
                        continue;
                    }
                    false
                }
                _ if closed && self.point(c, at).is_some() && !matches!(c, ';' | ':') => true,
                _ => false,
            };
            if taken {
                closed |= !matches!(c, ')' | ']' | '}') && !c.is_alphanumeric();
                at = next;
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

    /// Whether a sentence ends with the run `found..run_end` and its closing marks up to `after`.
    #[allow(clippy::too_many_arguments)]
    fn ends(&self, start: usize, found: usize, run_end: usize, after: usize, closed: bool, point: Point, end: usize) -> bool {
        let next = self.skip_space(after, end);
        let Some(c) = self.char_at(next, end) else { return true };
        if next == after {
            return self.ends_without_space(found, after, closed, point, c, end);
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
            Point::Strong if lower => !closed && self.strong_before_lower(found, run_end, next, end),
            Point::Strong => !(closed && self.is_tag(head, end)),
            Point::Ellipsis if lower => false,
            Point::Ellipsis => {
                let apart = self.text[..found].ends_with(char::is_whitespace);
                !(apart && !closed && matches!(word, "I") && self.text[found..run_end].len() <= 3)
            }
            _ if lower => !closed && opens && self.abbreviation_before(found).is_none(),
            _ if matches!(first, '—' | '–' | '-') => false,
            _ => self.stop_before_upper(start, found, first, head, end),
        }
    }

    /// `Yahoo! in` goes on; `Really? seemingly not` does not, unless somebody asks: `Ready? he asked`.
    fn strong_before_lower(&self, found: usize, run_end: usize, next: usize, end: usize) -> bool {
        let run = &self.text[found..run_end];
        run.contains('?') && !self.is_tag_of_pronoun(next, end) && !self.text[next..end].starts_with("and ")
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
        if before.bytes().all(|b| b.is_ascii_digit()) {
            return !(self.words.ordinals && before.len() <= 2 && !starter && first.is_alphabetic());
        }
        if matches!(before.to_ascii_lowercase().as_str(), "a.m" | "p.m") {
            let opening = self.text[start..found].split_whitespace().count() <= 3;
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
    fn ends_without_space(&self, found: usize, after: usize, closed: bool, point: Point, c: char, end: usize) -> bool {
        match point {
            // 」と goes on.
            Point::Own => {
                !(closed && !c.is_uppercase()) && !matches!(c, ',' | '、' | '，') && (!c.is_ascii_digit() || c.is_ascii_punctuation())
            }
            _ if closed => c.is_uppercase() && self.text[..after].ends_with(['”', '"', '»']),
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
            if !name || names == 0 && self.words.is_starter(bare) || names == 5 {
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
        self.words.abbreviation(self.word_before(found))
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
