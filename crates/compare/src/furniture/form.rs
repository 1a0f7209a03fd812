use super::cues;
use super::date_line::date;
use super::line::{Line, plain, words};

/// Why a line is furniture by its own form and place, if it is.
pub(super) fn reason(line: &Line<'_>, outlet: &str) -> Option<&'static str> {
    if line.n_words == 0 {
        return Some("separator");
    }
    if let Some(reason) = whole(line) {
        return Some(reason);
    }
    if url(line) {
        return Some("url");
    }
    if date(line) {
        return Some("date");
    }
    if !outlet.is_empty() && line.n_words <= 6 && line.plain == plain(outlet) {
        return Some("outlet");
    }
    if let Some(reason) = opening(line) {
        return Some(reason);
    }
    if request(line) {
        return Some("subscribe");
    }
    if caption(line) {
        return Some("caption");
    }
    if credit(line) {
        return Some("credit");
    }
    if byline(line) {
        return Some("byline");
    }
    if about(line, outlet) {
        return Some("about");
    }
    if line.all_caps() && line.n_words >= 6 && !line.stopped && line.at > 0 {
        return Some("related");
    }
    if line.plain.starts_with("just watched ") && line.plain.contains(" must watch ") {
        return Some("media");
    }
    (line.plain.ends_with(" read more") && !line.stopped).then_some("related")
}

fn whole(line: &Line<'_>) -> Option<&'static str> {
    if line.n_words > 8 {
        return None;
    }
    let numbered = line.plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    cues::WHOLE.iter().find(|(_, list)| list.contains(&line.plain) || (!numbered.is_empty() && list.contains(numbered))).map(|(r, _)| *r)
}

/// A line of nothing but addresses, which may have a label.
fn url(line: &Line<'_>) -> bool {
    let mut addresses = 0;
    let mut other = 0;
    for w in words(line.text) {
        if address(w) {
            addresses += 1;
        } else {
            other += 1;
        }
    }
    addresses > 0 && other <= 2
}

/// Whether a word is an address on the web or of mail.
pub(super) fn address(word: &str) -> bool {
    let w = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    w.starts_with("http://")
        || w.starts_with("https://")
        || w.starts_with("www.")
        || w.starts_with("pic.twitter.com")
        || w.starts_with("t.co/")
}

/// A line that opens as notices do. It must not read on as a sentence: no full stop, or few words, or a request beside it.
fn opening(line: &Line<'_>) -> Option<&'static str> {
    let (reason, cue) =
        cues::OPENINGS.iter().find_map(|(r, list)| list.iter().find(|c| begins(&line.plain, line.text, c)).map(|c| (*r, c)))?;
    let requests = requests(&line.plain);
    let sure = match reason {
        "copyright" => line.n_words <= 60,
        "caption" => line.n_words <= 90,
        "related" if cue.ends_with(':') => line.n_words <= 40 && (!line.stopped || line.n_words <= 25),
        "related" => !line.stopped && line.n_words <= 25,
        "credit" if cue.ends_with(':') || cue.starts_with("with ") => line.n_words <= 40,
        "credit" => {
            (requests > 0 || line.plain.contains('@') || (line.n_words <= 12 && !line.stopped))
                && (line.left < 4 || !line.stopped)
                && !followed_by_quote(line)
        }
        "update" => line.n_words <= 12 || (line.edge(3) && line.n_words <= 45),
        "subscribe" => requests >= 2 || (requests >= 1 && (!line.stopped || line.n_words <= 20 || line.edge(2))) && line.n_words <= 120,
        _ => line.n_words <= 15 && line.edge(5),
    };
    sure.then_some(reason)
}

fn followed_by_quote(line: &Line<'_>) -> bool {
    line.text.contains(['“', '"', '«', '„'])
}

/// Whether a line opens with a cue and the cue ends a word there.
fn begins(plain: &str, text: &str, cue: &str) -> bool {
    let body = if plain.starts_with(cue.trim_start_matches('(')) || cue.starts_with('(') {
        plain
    } else {
        return cue.ends_with(':') && plain == cue.trim_end_matches(':') && text.trim_end().ends_with(':');
    };
    body.strip_prefix(cue).is_some_and(|rest| !cue.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

fn requests(plain: &str) -> usize {
    cues::REQUESTS.iter().filter(|c| plain.contains(c)).count()
}

/// A notice to the reader: two requests or more in a line that is in capitals, has no full stop, or speaks to `you`.
fn request(line: &Line<'_>) -> bool {
    let n = requests(&line.plain);
    if n == 0 || line.n_words > 150 || followed_by_quote(line) && n < 3 {
        return false;
    }
    let you = line.plain.split(' ').any(|w| matches!(w.trim_matches(|c: char| !c.is_alphanumeric()), "you" | "your" | "our" | "us" | "we"));
    (line.all_caps() && !line.stopped)
        || (n >= 3 && you)
        || (n >= 2 && you && line.edge(3))
        || (n >= 2 && !line.stopped && line.n_words <= 25)
}

/// A picture's caption: a credit at its end, or a present-tense description that ends with a full date.
fn caption(line: &Line<'_>) -> bool {
    if line.n_words > 90 {
        return false;
    }
    numbered(line) || picture_credit(line) || (described(line) && !followed_by_quote(line))
}

/// `2 of 5 ...`, as galleries number their captions.
fn numbered(line: &Line<'_>) -> bool {
    let number = |w: &str| w.len() <= 2 && w.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = line.text.split_whitespace().take(4).collect();
    words.len() == 4 && number(words[0]) && words[1] == "of" && number(words[2]) && words[3].starts_with(char::is_uppercase)
}
/// `(Anna Berg/Reuters)`, `REUTERS/Anna Berg`, `Anna Berg / Evening Post via AP`, `Anna Berg/Getty Images`.
fn picture_credit(line: &Line<'_>) -> bool {
    let text = line.text.trim_end_matches(['.', ' ']);
    let tail_at = text.char_indices().rev().nth(60).map_or(0, |(i, _)| i);
    let tail = &text[tail_at..];
    let lower = tail.to_lowercase();
    if let Some(at) = lower.rfind("reuters/").or_else(|| lower.rfind("afp/"))
        && lower[at..].split_whitespace().count() <= 5
        && tail.is_char_boundary(at)
    {
        return true;
    }
    let inner = tail.strip_suffix(')').and_then(|t| t.rfind('(').map(|at| &t[at + 1..]));
    let ends_with_agency = |s: &str| {
        let s = s.to_lowercase();
        cues::AGENCIES.iter().any(|a| s.strip_suffix(a).is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', ',', ' ', '|', '-'])))
    };
    if let Some(inner) = inner {
        let lower = inner.to_lowercase();
        return (inner.contains('/') && ends_with_agency(inner))
            || lower.starts_with("photo")
            || lower.starts_with("ap photo")
            || lower.starts_with("image")
            || lower.contains("via ap")
            || lower.contains("getty")
            || (ends_with_agency(inner) && lower.contains("photo"));
    }
    if line.stopped && !text.ends_with("Images") {
        return false;
    }
    let slash = tail.rfind('/').is_some_and(|at| {
        let after = tail[at + 1..].trim();
        ends_with_agency(after) && tail[..at].trim_end().ends_with(char::is_alphanumeric) && after.split_whitespace().count() <= 4
    });
    slash
        || lower.ends_with(" via ap")
        || lower.ends_with("via getty images")
        || lower.ends_with("via reuters")
        || lower.ends_with("ap photo")
}

/// `A man watches the river rise in Lindau on May 3, 2021.`
fn described(line: &Line<'_>) -> bool {
    if line.n_words > 45 || line.n_words < 6 || line.text.matches(['.', '!', '?']).count() > 3 {
        return false;
    }
    let text = line.plain.as_str();
    let mut tail = text.rsplit([' ', ',']).filter(|w| !w.is_empty());
    let year = tail.next().is_some_and(|w| w.len() == 4 && w.chars().all(|c| c.is_ascii_digit()));
    let day = tail.next().is_some_and(|w| w.chars().all(|c| c.is_ascii_digit()));
    let month = tail.next().is_some_and(|w| cues::MONTHS.contains(w.trim_end_matches('.')));
    let padded = format!(" {text} ");
    year && day && month && cues::CAPTION_VERBS.iter().any(|v| padded.contains(&format!(" {v} "))) && !padded.contains(" said ")
}

/// Who else worked on it: `The Associated Press contributed to this report.`
fn credit(line: &Line<'_>) -> bool {
    if line.n_words > 45 {
        return false;
    }
    let p = &line.plain;
    p.contains("contributed to this")
        || p.contains("contributed reporting")
        || p.contains("wire service reports")
        || p.contains("this report was produced")
        || (p.starts_with("follow ") && (p.contains(" on twitter") || p.contains('@')) && line.n_words <= 16)
        || (line.left < 3 && line.n_words <= 12 && p.split(' ').any(mail) && !followed_by_quote(line))
}

/// Whether a word is an address of mail.
fn mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| name.ends_with(char::is_alphanumeric) && host.trim_end_matches('.').contains('.'))
}

/// A line of names at the head or the foot: `By Anna Berg`, `Anna Berg and Jon Lie`, `- Anna Berg`.
fn byline(line: &Line<'_>) -> bool {
    if line.stopped || line.n_words > 12 || followed_by_quote(line) || line.text.contains(['?', '!']) {
        return false;
    }
    if line.at < 6
        && (line.plain.starts_with("by ")
            || line.plain.starts_with("von ")
            || line.plain.starts_with("par ")
            || line.plain.starts_with("por "))
        && line.text.split_whitespace().skip(1).all(name_word)
    {
        return true;
    }
    // `By Anna Berg, court reporter`, `By Anna Berg in Lindau`
    let mut words = line.text.split_whitespace();
    if line.at < 6
        && words.next() == Some("By")
        && words.next().is_some_and(name_word)
        && words.next().is_some_and(name_word)
        && line.n_words <= 10
    {
        return true;
    }
    let names = line.text.split_whitespace().all(|w| name_word(w) || matches!(w, "-" | "–" | "—" | "|"));
    let dashed = line.text.starts_with(['-', '–', '—']);
    names && line.n_words >= 2 && line.n_words <= 4 && !line.all_caps() && (line.at < 2 || (dashed && line.n_words <= 5))
}

fn name_word(w: &str) -> bool {
    let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(bare, "and" | "of" | "for" | "The" | "de" | "van" | "von" | "und" | "et" | "y" | "&")
        || (bare.starts_with(char::is_uppercase) && !bare.contains(|c: char| c.is_ascii_digit()) && !w.contains(':'))
}

/// What the outlet says about itself at the end: `The Evening Post, led by ..., is a leading provider of ...`.
fn about(line: &Line<'_>, outlet: &str) -> bool {
    let name = plain(outlet);
    let bare = name.trim_start_matches("the ");
    !bare.is_empty()
        && line.left < 3
        && line.plain.trim_start_matches("the ").starts_with(bare)
        && ["provider", "our readers", "readers", "publication", "nonprofit", "non-profit", "reported column", "newsroom", "subscribe"]
            .iter()
            .filter(|c| line.plain.contains(**c))
            .count()
            >= 1
        && !followed_by_quote(line)
}
