use crate::{ReadError, ReadOptions, decode::Decoded, format::Format, head};
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use newsloom_core::Article;
use std::path::Path;

/// Bytes at the beginning in which a page names its encoding (the HTML standard's number).
const PRESCAN: usize = 1024;

/// A page that is not UTF-8, decoded as it says of itself; none when it says nothing or its bytes do not fit.
pub(crate) fn declared(bytes: &[u8]) -> Option<Decoded> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'']);
    let label = label.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    (!text.contains('\0')).then(|| Decoded { text, encoding: Some(encoding.name()) })
}

/// The article that a page holds: its main text, and what the page says of itself. The spans of a page are those of its main text.
///
/// None when no main text is found.
pub(crate) fn article(page: &str, path: &Path, options: &ReadOptions) -> Result<Option<Article>, ReadError> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let unreadable = |reason: String| ReadError::Unreadable { path: path.display().to_string(), what: "HTML", reason };
    let mut reader = Readability::new(page, None, Some(config)).map_err(|e| unreadable(e.to_string()))?;
    let said = Said::of(&reader);
    let Ok(found) = reader.parse() else { return Ok(None) };
    let text = tidy(&found.text_content);
    if !text.chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    let url = [said.url, found.url.unwrap_or_default()].into_iter().find(|u| is_address(u)).unwrap_or_default();
    let outlet = match found.site_name.map(|s| one_line(&s)) {
        Some(name) if !name.is_empty() => name,
        _ => host(&url),
    };
    let dates = found.published_time.into_iter().chain(said.dates);
    Ok(Some(Article {
        id: Format::stem(path),
        title: one_line(&found.title),
        date: dates.map(|d| day(&d)).find(|d| !d.is_empty()).unwrap_or_default(),
        outlet: if options.outlet_from_folder { folder(path) } else { outlet },
        lang: found.lang.map(|l| l.split(['-', '_']).next().unwrap_or_default().to_lowercase()).unwrap_or_default(),
        url,
        path: path.display().to_string(),
        text,
        ..Article::default()
    }))
}

/// The name of the folder that a file lies in.
pub(crate) fn folder(path: &Path) -> String {
    path.parent().and_then(Path::file_name).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a page says of itself where the extractor does not look.
struct Said {
    url: String,
    dates: Vec<String>,
}

impl Said {
    fn of(reader: &Readability) -> Self {
        let first = |selector: &str, name: &str| reader.doc.select(selector).attr(name).map(|v| v.trim().to_owned()).unwrap_or_default();
        let canonical = first("link[rel='canonical']", "href");
        let url = if is_address(&canonical) { canonical } else { first("meta[property='og:url']", "content") };
        let named = ["date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued"];
        let mut dates: Vec<String> = named.iter().map(|n| first(&format!("meta[name='{n}' i]"), "content")).collect();
        dates.push(first("meta[itemprop='datePublished']", "content"));
        dates.push(first("[itemprop='datePublished']", "datetime"));
        dates.push(first("article time[datetime]", "datetime"));
        dates.push(first("time[datetime]", "datetime"));
        Self { url, dates }
    }
}

/// Paragraphs with a blank line between them, white space within a line as one space.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(one_line).filter(|l| !l.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&line);
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// The host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

/// A moment as the page gives it: the ISO form as it stands, a day in other words as `YYYY-MM-DD`, anything else as nothing.
fn day(given: &str) -> String {
    let given = given.trim();
    let (date, time) = given.split_at_checked(10).unwrap_or((given, ""));
    match head::date(date).filter(|d| d == date) {
        Some(date) if time.is_empty() => date,
        Some(_) if time.starts_with(['T', ' ']) => given.replacen(' ', "T", 1),
        _ => head::date(given).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for (given, expect) in [
            ("2026-03-14", "2026-03-14"),
            ("2026-03-14T08:00:00+01:00", "2026-03-14T08:00:00+01:00"),
            ("2026-03-14 08:00", "2026-03-14T08:00"),
            ("14 March 2026", "2026-03-14"),
            ("20260314", "2026-03-14"),
            ("yesterday", ""),
            ("2026-13-14", ""),
            ("é", ""),
        ] {
            assert_eq!(day(given), expect, "{given}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.Ledger.example:8080/a?b"), "ledger.example");
        assert_eq!(host("nothing"), "");
    }

    #[test]
    fn a_page_names_its_encoding() {
        let page = b"<meta charset=\"ISO-8859-2\"><p>\xb3\xf3d\xbc";
        assert_eq!(declared(page).map(|d| d.text).as_deref(), Some("<meta charset=\"ISO-8859-2\"><p>łódź"));
        assert!(declared("<meta charset=latin1><p>łódź".as_bytes()).is_none());
        assert!(declared(b"<p>\xb3").is_none());
    }
}
