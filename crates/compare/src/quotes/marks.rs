use newsloom_text::Span;

/// Words between quotation marks, without those nested inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// With the marks.
    pub(crate) outer: Span,
    /// Without the marks and the white space beside them.
    pub(crate) inner: Span,
    /// Whether it goes on with the quotation that the paragraph before left open.
    pub(crate) continued: bool,
    /// Whether single marks enclose it.
    pub(crate) single: bool,
    /// Whether it has marks at all.
    pub(crate) marked: bool,
}

/// What a mark looks like, apart from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `"`, also `''`: either way round.
    Straight,
    /// `“`, also two backticks: opens in English, closes in German.
    Left,
    /// `”`: closes, or does both in Swedish and Finnish.
    Right,
    /// `„`: opens.
    Low,
    /// `«`: opens in French, closes in German books.
    GuillemetLeft,
    /// `»`.
    GuillemetRight,
    /// `「` and `『`.
    CornerLeft,
    /// `」` and `』`.
    CornerRight,
    /// `'`.
    SingleStraight,
    /// `‘`, `‚` and a lone backtick.
    SingleLeft,
    /// `’`.
    SingleRight,
}

impl Shape {
    const fn single(self) -> bool {
        matches!(self, Self::SingleStraight | Self::SingleLeft | Self::SingleRight)
    }

    /// Whether `self` can close what `open` opened.
    const fn closes(self, open: Self) -> bool {
        match open {
            Self::Straight | Self::Left | Self::Right | Self::Low => matches!(self, Self::Straight | Self::Right | Self::Left),
            Self::GuillemetLeft => matches!(self, Self::GuillemetRight),
            Self::GuillemetRight => matches!(self, Self::GuillemetLeft | Self::GuillemetRight),
            Self::CornerLeft => matches!(self, Self::CornerRight),
            Self::CornerRight => false,
            Self::SingleStraight | Self::SingleLeft | Self::SingleRight => matches!(self, Self::SingleStraight | Self::SingleRight),
        }
    }
}

/// A mark in place: `at..end` in bytes, with what stands on either side.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    end: usize,
    shape: Shape,
    before: Side,
    after: Side,
}

/// What a mark touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// White space or the edge of the paragraph.
    Space,
    /// A letter or digit of a script with cases or spaces.
    Letter,
    /// A decimal digit.
    Digit,
    /// An opening bracket, a dash, a slash or another mark.
    Opening,
    /// Any other punctuation.
    Other,
    /// A letter of a script written without spaces between words.
    Unspaced,
    /// A Hebrew letter, inside whose abbreviations `"` stands.
    Hebrew,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}') => Self::Space,
            Some(c) if c.is_ascii_digit() => Self::Digit,
            Some('\u{590}'..='\u{5ff}') => Self::Hebrew,
            Some('\u{2e80}'..='\u{2fff}' | '\u{3040}'..='\u{9fff}' | '\u{e00}'..='\u{eff}' | '\u{20000}'..='\u{3ffff}') => Self::Unspaced,
            Some(c) if c.is_alphanumeric() => Self::Letter,
            Some('(' | '[' | '{' | '-' | '–' | '—' | '―' | '/' | '\'' | '‘' | '"' | '“' | '„' | '«' | '‹' | '`' | '¿' | '¡' | '…') => {
                Self::Opening
            }
            Some(_) => Self::Other,
        }
    }

    const fn word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Hebrew)
    }

    /// Whether a word may begin right after it.
    const fn lets_begin(self) -> bool {
        matches!(self, Self::Space | Self::Opening | Self::Unspaced)
    }
}

/// The marks of one paragraph, in order.
fn scan(text: &str, paragraph: Span) -> Vec<Mark> {
    let body = paragraph.of(text);
    let mut marks = Vec::new();
    let mut before = None;
    let mut chars = body.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut end = i + c.len_utf8();
        let doubled = matches!(c, '\'' | '`' | '‘' | '’') && chars.peek().is_some_and(|&(_, next)| next == c);
        let shape = match c {
            '\'' if doubled => Shape::Straight,
            '`' | '‘' if doubled => Shape::Left,
            '’' if doubled => Shape::Right,
            '"' | '＂' => Shape::Straight,
            '“' | '‟' => Shape::Left,
            '”' => Shape::Right,
            '„' => Shape::Low,
            '«' => Shape::GuillemetLeft,
            '»' => Shape::GuillemetRight,
            '「' | '『' => Shape::CornerLeft,
            '」' | '』' => Shape::CornerRight,
            '\'' => Shape::SingleStraight,
            '‘' | '‚' | '`' | '‹' => Shape::SingleLeft,
            '’' | '›' | '´' => Shape::SingleRight,
            _ => {
                before = Some(c);
                continue;
            }
        };
        if doubled {
            chars.next();
            end += c.len_utf8();
        }
        let after = chars.peek().map(|&(_, c)| c);
        marks.push(Mark { at: paragraph.start + i, end: paragraph.start + end, shape, before: Side::of(before), after: Side::of(after) });
        before = Some(c);
    }
    marks
}

/// Pairs the marks of all paragraphs: double ones first, single ones around and between them.
pub(crate) fn quoted(text: &str, paragraphs: &[Span]) -> Vec<Quoted> {
    let mut out: Vec<Quoted> = Vec::new();
    let mut open_before = false;
    for (i, &paragraph) in paragraphs.iter().enumerate() {
        let marks = scan(text, paragraph);
        let doubles: Vec<Mark> = marks.iter().copied().filter(|m| !m.shape.single()).collect();
        let next_opens = paragraphs.get(i + 1).is_some_and(|next| {
            let next = scan(text, Span::new(next.start, next.end.min(floor(text, next.start + 8))));
            next.first().is_some_and(|m| !m.shape.single() && m.at == paragraphs[i + 1].start && m.shape != Shape::CornerRight)
        });
        let first = out.len();
        let left_open = pair_doubles(text, paragraph, &doubles, next_opens, &mut out);
        if open_before && out.get(first).is_some_and(|q| q.outer.start == paragraph.start) {
            out[first].continued = true;
        }
        open_before = left_open;
        let singles: Vec<Mark> = marks.into_iter().filter(|m| m.shape.single()).collect();
        pair_singles(text, &singles, first, &mut out);
    }
    out
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a mark opens when none is open.
fn opens(m: &Mark) -> bool {
    let left_edge = m.before.lets_begin() && m.after != Side::Space;
    match m.shape {
        Shape::Low | Shape::CornerLeft => true,
        Shape::CornerRight => false,
        Shape::Left => m.after != Side::Space || m.before == Side::Space,
        Shape::GuillemetLeft => m.before != Side::Letter || m.after == Side::Letter,
        Shape::GuillemetRight | Shape::Right => m.before != Side::Unspaced && left_edge,
        _ => {
            (left_edge && m.before != Side::Unspaced)
                || (m.before == Side::Space && m.after == Side::Space)
                || m.before == Side::Unspaced
                || {
                    // A lost space: `said,"We go`.
                    m.before == Side::Other && m.after.word()
                }
        }
    }
}

/// Whether a mark stands before a word as an opening one does.
fn looks_opening(m: &Mark) -> bool {
    m.before.lets_begin() && m.before != Side::Unspaced && m.after != Side::Space && m.after != Side::Other
}

/// Pairs one paragraph's double marks. Returns whether the last quotation is left open for the next paragraph.
fn pair_doubles(text: &str, paragraph: Span, marks: &[Mark], next_opens: bool, out: &mut Vec<Quoted>) -> bool {
    let mut open: Option<(Mark, usize)> = None; // the outermost open mark and how many are open inside it
    for (i, m) in marks.iter().enumerate() {
        let Some((start, nested)) = open else {
            if opens(m) {
                open = Some((*m, 0));
            }
            continue;
        };
        if m.shape == Shape::Straight && m.before == Side::Hebrew && m.after == Side::Hebrew {
            continue;
        }
        let directional = matches!(m.shape, Shape::Left | Shape::Low | Shape::CornerLeft)
            || (m.shape == Shape::GuillemetLeft && start.shape != Shape::GuillemetRight);
        let begins = if directional && !(m.shape == Shape::Left && start.shape == Shape::Low) {
            m.after != Side::Space && (looks_opening(m) || m.before == Side::Unspaced || start.shape == Shape::CornerLeft)
        } else {
            // Straight and wrongly turned marks: an even number left means that the open one was never closed.
            looks_opening(m) && (marks.len() - i).is_multiple_of(2)
        };
        if begins {
            let nests = m.shape != start.shape && !matches!((start.shape, m.shape), (Shape::Straight, Shape::Straight));
            let two_closings = marks.get(i + 1).is_some_and(|n| !looks_opening(n)) && marks.get(i + 2).is_some_and(|n| !looks_opening(n));
            if nests || two_closings {
                open = Some((start, nested + 1));
            } else {
                open = Some((*m, 0));
            }
        } else if nested > 0 {
            open = Some((start, nested - 1));
        } else if m.shape.closes(start.shape) {
            push(text, Span::new(start.at, m.end), Span::new(start.end, m.at), false, out);
            open = None;
        }
    }
    let Some((start, _)) = open else { return false };
    let whole = start.at == paragraph.start;
    let introduced = text[paragraph.start..start.at].trim_end().ends_with([':', ',']);
    let last = marks.last().is_some_and(|m| m.at == start.at);
    if next_opens || (last && (whole || introduced) && start.before.lets_begin() && paragraph.end - start.at <= LONGEST_UNCLOSED) {
        push(text, Span::new(start.at, paragraph.end), Span::new(start.end, paragraph.end), false, out);
    }
    next_opens
}

/// A quotation whose closing mark is missing is taken to the end of its paragraph when that is not farther off than this, in bytes.
const LONGEST_UNCLOSED: usize = 1_500;

/// Pairs one paragraph's single marks outside the double quotations `out[first..]`; those that a pair encloses give way to it.
fn pair_singles(text: &str, marks: &[Mark], first: usize, out: &mut Vec<Quoted>) {
    let doubles: Vec<Span> = out[first..].iter().map(|q| q.outer).collect();
    let free = |m: &&Mark| {
        let i = doubles.partition_point(|d| d.end <= m.at);
        doubles.get(i).is_none_or(|d| d.start > m.at)
    };
    let marks: Vec<Mark> = marks.iter().filter(free).copied().collect();
    let mut found: Vec<Quoted> = Vec::new();
    let mut i = 0;
    while i < marks.len() {
        let m = marks[i];
        i += 1;
        if !opens_single(text, &m) {
            continue;
        }
        let mut close = None;
        for (j, n) in marks.iter().enumerate().skip(i).take(SINGLE_LOOKAHEAD) {
            if close.is_some() && opens_single(text, n) {
                break;
            }
            if n.shape.closes(m.shape) && n.before != Side::Space && !n.after.word() {
                // The plural possessive ("the voters' choice") looks like a closing mark: go on to a better one.
                let possessive =
                    text[..n.at].ends_with('s') && n.after == Side::Space && text[n.end..].trim_start().starts_with(char::is_lowercase);
                if close.is_none() || !possessive {
                    close = Some((j, *n));
                }
                if !possessive {
                    break;
                }
            }
        }
        if let Some((j, n)) = close {
            push(text, Span::new(m.at, n.end), Span::new(m.end, n.at), true, &mut found);
            i = j + 1;
        }
    }
    if found.is_empty() {
        return;
    }
    let doubles = out.split_off(first);
    let mut singles = found.into_iter().peekable();
    for d in doubles {
        while let Some(s) = singles.next_if(|s| s.outer.end <= d.outer.start) {
            out.push(s);
        }
        if !singles.peek().is_some_and(|s| s.outer.contains(&d.outer)) {
            out.push(d);
        }
    }
    out.extend(singles);
}

/// How many single marks are looked at for the closing one.
const SINGLE_LOOKAHEAD: usize = 64;

/// Whether a single mark opens a quotation, and is no apostrophe of `'em` or `'90s`.
fn opens_single(text: &str, m: &Mark) -> bool {
    let edge = m.before.lets_begin() && m.before != Side::Unspaced && (m.after.word() || m.after == Side::Opening);
    if !edge || m.after == Side::Digit && text[m.end..].chars().take(3).collect::<String>().ends_with('s') {
        return false;
    }
    let word: String = text[m.end..].chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    !matches!(word.as_str(), "em" | "til" | "till" | "tis" | "twas" | "cause" | "n" | "bout" | "round" | "cuz" | "s")
}

/// Adds a quotation unless no letter or digit stands in it.
fn push(text: &str, outer: Span, inner: Span, single: bool, out: &mut Vec<Quoted>) {
    let words = inner.of(text);
    let start = inner.start + (words.len() - words.trim_start().len());
    let trimmed = words.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        out.push(Quoted { outer, inner: Span::new(start, start + trimmed.len()), continued: false, single, marked: true });
    }
}
