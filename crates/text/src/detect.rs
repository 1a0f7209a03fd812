use crate::{Language, Span};

/// How much of a text is looked at, in bytes: more does not change the answer.
const LOOKED_AT: usize = 20_000;

/// The language a text seems to be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DetectedLanguage {
    /// ISO 639-1 code, or the 639-3 code of a language without one.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// From 0 to 1.
    pub confidence: f64,
    /// Whether the text is long and clear enough to rely on.
    pub reliable: bool,
}

impl DetectedLanguage {
    /// The language, if newsloom has a stemmer for it.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        Language::ALL.into_iter().find(|l| l.code() == self.code)
    }
}

/// Tells the language of a text by its script, its alphabet and its trigrams (the crate `whatlang`, 70 languages); none if it has no
/// letters.
///
/// ```
/// use newsloom_text::detect_language;
/// let found = detect_language("Die Fähre sank am Montag kurz nach Mittag, aber niemand ertrank dabei.");
/// assert_eq!(found.map(|f| (f.code, f.name, f.reliable)), Some(("de", "German", true)));
/// assert_eq!(detect_language("12 + 3"), None);
/// ```
#[must_use]
pub fn detect_language(text: &str) -> Option<DetectedLanguage> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let info = whatlang::detect(&text[..end])?;
    let code = two_letters(info.lang().code());
    Some(DetectedLanguage { code, name: info.lang().eng_name(), confidence: info.confidence(), reliable: info.is_reliable() })
}

/// Tells the language of each paragraph: of each run of lines without a blank one between them, without the white space around it.
#[must_use]
pub fn detect_languages(text: &str) -> Vec<(Span, Option<DetectedLanguage>)> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        match paragraphs.last_mut() {
            _ if trimmed.is_empty() => {}
            Some(last) if open => last.end = span.end,
            _ => paragraphs.push(span),
        }
        open = !trimmed.is_empty();
        at += line.len();
    }
    paragraphs.into_iter().map(|span| (span, detect_language(span.of(text)))).collect()
}

/// The ISO 639-1 code for a 639-3 code that whatlang gives.
fn two_letters(code: &'static str) -> &'static str {
    #[rustfmt::skip]
    const CODES: [(&str, &str); 70] = [
        ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"), ("bul", "bg"),
        ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"),
        ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"),
        ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"), ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"),
        ("khm", "km"), ("kor", "ko"), ("lat", "la"), ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"),
        ("mya", "my"), ("nep", "ne"), ("nld", "nl"), ("nob", "no"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"),
        ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"),
        ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"), ("tur", "tr"),
        ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
    ];
    CODES.binary_search_by_key(&code, |&(three, _)| three).map_or(code, |i| CODES[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_code() {
        let all = whatlang::Lang::all();
        assert!(all.len() >= 69);
        for lang in all {
            assert_eq!(two_letters(lang.code()).len(), 2, "{lang}");
        }
        assert_eq!(two_letters("qqq"), "qqq");
    }

    #[test]
    fn languages_of_news() {
        for (text, language) in [
            ("The ferry sank on Monday shortly after noon, but nobody was on board at the time.", Language::English),
            ("Le bateau a coulé lundi peu après midi, mais il n’y avait personne à bord à ce moment.", Language::French),
            ("El barco se hundió el lunes poco después del mediodía, pero no había nadie a bordo.", Language::Spanish),
            ("Паром затонул в понедельник вскоре после полудня, но на борту никого не было.", Language::Russian),
        ] {
            assert_eq!(detect_language(text).and_then(|d| d.language()), Some(language), "{text}");
        }
    }

    #[test]
    fn paragraphs_are_told_apart() {
        let text = "\nThe ferry sank on Monday shortly after noon,\nand nobody was on board.\n \n  Die Fähre sank am Montag kurz nach Mittag, niemand war an Bord.\n\n***";
        let found: Vec<_> = detect_languages(text).into_iter().map(|(span, d)| (span.of(text), d.map(|d| d.code))).collect();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].1, Some("en"));
        assert_eq!(found[1], ("Die Fähre sank am Montag kurz nach Mittag, niemand war an Bord.", Some("de")));
        assert_eq!(found[2], ("***", None));
    }

    #[test]
    fn the_cut_falls_between_characters() {
        let text = "я".repeat(LOOKED_AT);
        assert!(detect_language(&text).is_some());
        assert!(detect_language(&format!("a{text}")).is_some());
    }
}
