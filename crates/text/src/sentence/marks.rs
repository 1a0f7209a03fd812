use crate::Span;

/// What a quotation mark does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Open,
    Close,
}

/// The quotation marks of a text with their roles, in order.
///
/// What stands beside a mark decides its role before its shape does, since scraped text has marks turned wrongly and
/// straight marks have no side: a mark after white space and before a word opens, one after a word and before white space closes.
/// Apostrophes are no marks; single marks count in pairs only.
pub(super) struct Marks(Vec<(usize, usize, Role)>);

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    shape: char,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.shape.len_utf8()
    }

    fn is_single(&self) -> bool {
        matches!(self.shape, '\'' | '‘' | '’' | '‛' | '‚')
    }

    fn opens_by_place(&self) -> bool {
        self.before.is_none_or(stands_before_quotation) && self.after.is_some_and(|c| !c.is_whitespace())
    }

    fn closes_by_place(&self) -> bool {
        !self.before.is_none_or(stands_before_quotation) && self.after.is_none_or(|c| !c.is_alphanumeric() && !is_opening(c))
    }

    fn role_by_place(&self) -> Option<Role> {
        match (self.opens_by_place(), self.closes_by_place()) {
            (true, _) => Some(Role::Open),
            (_, true) => Some(Role::Close),
            _ => match self.shape {
                '“' | '„' | '«' | '「' | '『' => Some(Role::Open),
                '”' | '»' | '」' | '』' => Some(Role::Close),
                _ => None,
            },
        }
    }
}

impl Marks {
    /// Reads the marks of the segments of a text; a quotation left open at the end of a segment is taken as closed there, unless
    /// the first mark of the next one closes it.
    pub(super) fn new(text: &str, segments: &[Span]) -> Self {
        let mut marks = Vec::new();
        let mut open = false;
        let mut here = Vec::new();
        for segment in segments {
            read(text, *segment, &mut here);
            if open {
                open = here.iter().find(|m| !m.is_single()).is_some_and(|m| m.role_by_place() == Some(Role::Close));
                if !open {
                    // Closed where the segment before ended.
                    marks.push((segment.start, 0, Role::Close));
                }
            }
            open = roles(&here, open, &mut marks);
        }
        Self(marks)
    }

    /// The role of the mark at a byte, if one stands there.
    pub(super) fn role(&self, at: usize) -> Option<Role> {
        let i = self.0.partition_point(|m| m.0 < at);
        self.0[i..].iter().take_while(|m| m.0 == at).find(|m| m.1 > 0).map(|m| m.2)
    }

    /// Whether the character at a byte stands inside a quotation, its marks included.
    pub(super) fn inside(&self, at: usize) -> bool {
        let i = self.0.partition_point(|m| m.0 <= at);
        match i.checked_sub(1).map(|i| self.0[i]) {
            None => false,
            Some((_, _, Role::Open)) => true,
            Some((start, len, Role::Close)) => at < start + len,
        }
    }
}

fn read(text: &str, segment: Span, marks: &mut Vec<Mark>) {
    marks.clear();
    let bytes = text.as_bytes();
    let mut at = segment.start;
    while at < segment.end {
        // Only ASCII marks and the lead bytes of the others are looked at closely.
        if !matches!(bytes[at], b'"' | b'\'' | 0xC2 | 0xE2 | 0xE3) {
            at += 1;
            continue;
        }
        let Some(shape) = text[at..segment.end].chars().next() else { break };
        if matches!(shape, '"' | '\'' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‛' | '‚' | '「' | '」' | '『' | '』')
        {
            let before = text[segment.start..at].chars().next_back();
            let after = text[at + shape.len_utf8()..segment.end].chars().next();
            let mark = Mark { at, shape, before, after };
            // Between two letters stands an apostrophe, however it is turned.
            if !(mark.is_single() && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)) {
                marks.push(mark);
            }
        }
        at += shape.len_utf8();
    }
}

fn roles(here: &[Mark], mut open: bool, out: &mut Vec<(usize, usize, Role)>) -> bool {
    let mut single_until: Option<usize> = None;
    for (i, mark) in here.iter().enumerate() {
        let len = mark.end() - mark.at;
        if mark.is_single() {
            if single_until == Some(mark.at) {
                single_until = None;
                out.push((mark.at, len, Role::Close));
            } else if single_until.is_none()
                && !open
                && let Some(close) = closing_single(here, i)
            {
                single_until = Some(close);
                out.push((mark.at, len, Role::Open));
            }
            continue;
        }
        if single_until.is_some() {
            continue;
        }
        let role = mark.role_by_place().unwrap_or(if open { Role::Close } else { Role::Open });
        if role == Role::Open || open {
            out.push((mark.at, len, role));
        }
        open = role == Role::Open;
    }
    open
}

/// Where the quotation closes that a single mark opens, if it opens one: at the first single mark beside punctuation, else at the first
/// that no letter follows (which may be a possessive's apostrophe).
fn closing_single(here: &[Mark], i: usize) -> Option<usize> {
    let opening = &here[i];
    if opening.shape == '’' || !opening.opens_by_place() || opening.after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let closers = || here[i + 1..].iter().take(32).filter(|m| m.is_single() && m.closes_by_place());
    let beside_point =
        |m: &&Mark| m.before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…')) || m.after.is_none_or(|c| !c.is_whitespace());
    closers().find(beside_point).or_else(|| closers().next()).map(|m| m.at)
}

fn stands_before_quotation(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '«' | '„' | '"' | '\'' | '>' | '\u{200b}')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '„')
}
