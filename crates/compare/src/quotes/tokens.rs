use super::lexicon;
use super::marks::Quoted;
use newsloom_text::Span;

/// What a token of the narrative is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, a number or an abbreviation.
    Word,
    /// One punctuation character.
    Punct(char),
    /// A quotation: its index.
    Quote(usize),
}

/// A token of an article's own words; a quotation is one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

impl Tok {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(crate) fn is_punct(&self, c: char) -> bool {
        self.kind == Kind::Punct(c)
    }

    pub(crate) fn quote(&self) -> Option<usize> {
        if let Kind::Quote(q) = self.kind { Some(q) } else { None }
    }
}

/// A sentence of the narrative: tokens `start..end` of paragraph `paragraph`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence {
    pub(crate) paragraph: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// An article's own words as tokens, cut into sentences at its own full stops and at those inside the quotations.
#[derive(Debug)]
pub(crate) struct Narrative<'t> {
    pub(crate) text: &'t str,
    pub(crate) toks: Vec<Tok>,
    pub(crate) sentences: Vec<Sentence>,
}

impl<'t> Narrative<'t> {
    pub(crate) fn new(text: &'t str, paragraphs: &[Span], quoted: &[Quoted]) -> Self {
        let mut n = Self { text, toks: Vec::new(), sentences: Vec::new() };
        let mut next = 0;
        for (p, paragraph) in paragraphs.iter().enumerate() {
            let first = n.toks.len();
            let mut at = paragraph.start;
            while next < quoted.len() && quoted[next].outer.start < paragraph.end {
                let outer = quoted[next].outer;
                n.scan(at, outer.start);
                n.toks.push(Tok { kind: Kind::Quote(next), span: outer });
                at = outer.end;
                next += 1;
            }
            n.scan(at, paragraph.end);
            n.cut(p, first, quoted);
        }
        n
    }

    /// The words of a token as they stand.
    pub(crate) fn str(&self, i: usize) -> &'t str {
        self.toks[i].span.of(self.text)
    }

    /// The words of a token in lower case; empty for anything but a word.
    pub(crate) fn lower(&self, i: usize) -> String {
        if self.toks[i].is_word() { self.str(i).to_lowercase().replace('’', "'") } else { String::new() }
    }

    /// Whether a token is a word that begins with a capital letter.
    pub(crate) fn capital(&self, i: usize) -> bool {
        self.toks[i].is_word() && self.str(i).starts_with(char::is_uppercase)
    }

    /// Adds the tokens of `text[start..end]`.
    fn scan(&mut self, start: usize, end: usize) {
        let mut chars = self.text[start..end].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            if !c.is_alphanumeric() {
                self.toks.push(Tok { kind: Kind::Punct(c), span: Span::new(start + i, start + i + c.len_utf8()) });
                continue;
            }
            let mut stop = i + c.len_utf8();
            let mut last = c;
            while let Some(&(j, d)) = chars.peek() {
                let after = self.text[start + j + d.len_utf8()..end].chars().next();
                let goes_on = d.is_alphanumeric()
                    || matches!(d, '\u{300}'..='\u{36f}' | '\u{ad}')
                    || (after.is_some_and(char::is_alphanumeric)
                        && match d {
                            '\'' | '’' | '‘' | '-' | '‐' | '‑' | '&' | '@' | '_' => true,
                            '.' => last.is_ascii_digit() || last.is_uppercase() || after.is_some_and(|a| !a.is_uppercase()),
                            ',' => last.is_ascii_digit() && after.is_some_and(|a| a.is_ascii_digit()),
                            _ => false,
                        });
                if !goes_on {
                    break;
                }
                chars.next();
                stop = j + d.len_utf8();
                last = d;
            }
            if let Some(&(j, '.')) = chars.peek()
                && lexicon::abbreviation(&self.text[start + i..start + stop])
            {
                chars.next();
                stop = j + 1;
            }
            self.toks.push(Tok { kind: Kind::Word, span: Span::new(start + i, start + stop) });
        }
    }

    /// Cuts the tokens from `first` on, one paragraph's, into sentences.
    fn cut(&mut self, paragraph: usize, first: usize, quoted: &[Quoted]) {
        let mut start = first;
        let mut i = first;
        while i < self.toks.len() {
            let mut end = self.ends(i, quoted);
            if end {
                // Closing brackets and further stops belong to the sentence.
                while i + 1 < self.toks.len() && matches!(self.toks[i + 1].kind, Kind::Punct('.' | '!' | '?' | ')' | ']' | '…')) {
                    i += 1;
                }
                end = i + 1 == self.toks.len() || self.begins(i + 1);
            }
            if end {
                self.sentences.push(Sentence { paragraph, start, end: i + 1 });
                start = i + 1;
            }
            i += 1;
        }
        if start < self.toks.len() {
            self.sentences.push(Sentence { paragraph, start, end: self.toks.len() });
        }
    }

    /// Whether a sentence may begin at token `i`.
    fn begins(&self, i: usize) -> bool {
        match self.toks[i].kind {
            Kind::Word => !self.str(i).starts_with(char::is_lowercase),
            Kind::Quote(_) | Kind::Punct('—' | '–' | '(' | '[' | '•' | '-' | '$' | '#' | '@' | '¿' | '¡' | '*') => true,
            Kind::Punct(_) => false,
        }
    }

    /// Whether a sentence may end with token `i`.
    fn ends(&self, i: usize, quoted: &[Quoted]) -> bool {
        match self.toks[i].kind {
            Kind::Punct('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।') => true,
            Kind::Punct(_) => false,
            Kind::Word => {
                let word = self.str(i);
                word.ends_with('.')
                    && match self.toks.get(i + 1).map(|t| t.kind) {
                        Some(Kind::Word) => lexicon::function_word(&self.lower(i + 1)) && !lexicon::honorific(word),
                        Some(Kind::Quote(_)) => !lexicon::honorific(word),
                        Some(Kind::Punct(_)) => false,
                        None => true,
                    }
            }
            Kind::Quote(q) => {
                let words = quoted[q].inner.of(self.text).trim_end_matches(['\'', '’', '”', '"', ')', ']', '»']);
                match words.chars().next_back() {
                    Some('.' | '…' | '。') => true,
                    Some('!' | '?' | '！' | '？' | '؟' | '-' | '—' | '–') => !self.attributed_after(i),
                    _ => self.toks.get(i + 1).is_some_and(|t| t.quote().is_some()),
                }
            }
        }
    }

    /// Whether the words after the quotation at `i` are `Smith asked.` or `asked Smith`: too little for a sentence without it.
    fn attributed_after(&self, i: usize) -> bool {
        let rest = &self.toks[i + 1..];
        let near = rest.iter().take(6).take_while(|t| t.is_word()).count();
        (i + 1..=i + near).any(|j| lexicon::says(&self.lower(j)))
    }
}
