use crate::{Location, ReadError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A text and, unless it was plain UTF-8, what it was decoded from.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: Option<&'static str>,
}

/// First bytes of files that people mix up with texts.
const MAGIC: [(&[u8], &str); 8] = [
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office document"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
];

/// Decodes a file: by its byte order mark, as UTF-8, else in the encoding that its bytes look like.
pub(crate) fn decode(bytes: Vec<u8>, path: &str) -> Result<Decoded, ReadError> {
    let no_text = |line: Option<u64>, reason: String| {
        let location = line.map_or_else(|| Location::File(path.into()), |l| Location::Line(path.into(), l));
        ReadError::NotText { location, reason }
    };
    if let Some((_, name)) = MAGIC.iter().find(|(m, _)| bytes.starts_with(m)) {
        return Err(no_text(None, format!("it is a binary file that begins like {name}")));
    }
    let marked = Encoding::for_bom(&bytes);
    if let Some((encoding, bom)) = marked
        && encoding != UTF_8
    {
        return match encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..]) {
            Some(text) if !text.contains('\0') => Ok(Decoded { text: text.into_owned(), encoding: Some(encoding.name()) }),
            _ => Err(no_text(None, format!("its byte order mark says {}, its bytes do not", encoding.name()))),
        };
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(no_text(Some(line_of(&bytes, at)), format!("it is a binary file, byte {at} is 0")));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if marked.is_some() {
                text.drain(..'\u{feff}'.len_utf8());
            }
            match text.bytes().enumerate().find(|(_, b)| is_control(*b)) {
                Some((at, b)) if text.bytes().filter(|b| is_control(*b)).count() * 20 > text.len() => {
                    Err(no_text(Some(line_of(text.as_bytes(), at)), format!("it is a binary file, byte {at} is the control code {b:#04x}")))
                }
                _ => Ok(Decoded { text, encoding: None }),
            }
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let bytes = e.into_bytes();
            let broken = || {
                let reason = format!("broken UTF-8, byte {at} is {:#04x}, and no other encoding fits", bytes[at]);
                no_text(Some(line_of(&bytes, at)), reason)
            };
            // A byte order mark or whole characters of UTF-8 beside the broken one: UTF-8 was meant.
            if marked.is_some() || mostly_utf8(&bytes) { Err(broken()) } else { legacy(&bytes).ok_or_else(broken) }
        }
    }
}

/// The number of the line that byte `at` stands on, from 1.
fn line_of(bytes: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64
}

/// Control codes that no text holds (tab, line feed, form feed, carriage return and escape are not among them).
const fn is_control(b: u8) -> bool {
    matches!(b, 0..=8 | 14..=26 | 28..=31)
}

/// Whether more characters of several bytes are whole than broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// The text in the older encoding that it looks like, if what comes out reads like words.
fn legacy(bytes: &[u8]) -> Option<Decoded> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    plausible(&text).then(|| Decoded { text, encoding: Some(encoding.name()) })
}

/// Whether the letters beyond ASCII stand as they stand in words: no control codes; letters of another script only where the
/// text is in that script (a third of its letters); no capital in a small word's end; no word of two and more Latin letters
/// without a single plain one.
fn plausible(text: &str) -> bool {
    if text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c) || c == '\u{fffd}') {
        return false;
    }
    let latin = |c: char| ('\u{c0}'..='\u{24f}').contains(&c);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let foreign = text.chars().filter(|c| c.is_alphabetic() && *c > '\u{24f}').count();
    if foreign > 0 && foreign * 3 < letters {
        return false;
    }
    let (mut seen, mut odd) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().any(latin)) {
        seen += 1;
        let letters = word.chars().count();
        let only_accented = letters > 1 && word.chars().all(latin);
        let capital_inside = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && latin(b) && b.is_uppercase());
        odd += usize::from(only_accented || capital_inside || word == "ÿ");
    }
    odd * 10 <= seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<(String, Option<&'static str>), String> {
        decode(bytes.to_vec(), "f.txt").map(|d| (d.text, d.encoding)).map_err(|e| e.to_string())
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(text("Zoë said".as_bytes()), Ok(("Zoë said".into(), None)));
        assert_eq!(text("\u{feff}Zoë said".as_bytes()), Ok(("Zoë said".into(), None)));
    }

    #[test]
    fn utf16_by_its_mark() {
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain("Zoë".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&bytes), Ok(("Zoë".into(), Some("UTF-16LE"))));
        assert_eq!(text(b"\xff\xfeabc").unwrap_err(), "f.txt: not a text: its byte order mark says UTF-16LE, its bytes do not");
    }

    #[test]
    fn older_encodings_are_named() {
        assert_eq!(text(b"The caf\xe9 \x93opened\x94 in Malm\xf6."), Ok(("The café “opened” in Malmö.".into(), Some("windows-1252"))));
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Президент выступил на встрече с журналистами в четверг.");
        assert_eq!(text(&russian).unwrap().1, Some("windows-1251"));
    }

    #[test]
    fn broken_utf8_is_no_other_encoding() {
        let e = "f.txt:2: not a text: broken UTF-8, byte 15 is 0xc3, and no other encoding fits";
        assert_eq!(text(b"Caf\xc3\xa9 and caf\xc3\xa9\n\xc3(").unwrap_err(), e.replace("byte 15", "byte 16"));
        assert!(text(b"One line.\nThe caf\xc3( of the town").unwrap_err().contains("f.txt:2: not a text: broken UTF-8, byte 17 is 0xc3"));
        assert!(text(b"broken \xff\xfe\xfa here").unwrap_err().contains("byte 7 is 0xff"));
        assert!(text("\u{feff}caf".bytes().chain([0xe9]).collect::<Vec<_>>().as_slice()).is_err());
    }

    #[test]
    fn binary_files_are_named() {
        assert_eq!(text(b"%PDF-1.7 ...").unwrap_err(), "f.txt: not a text: it is a binary file that begins like PDF");
        assert_eq!(text(b"ab\ncd\0ef").unwrap_err(), "f.txt:2: not a text: it is a binary file, byte 5 is 0");
        assert!(text(b"\x01\x02\x03\x04 words").unwrap_err().contains("binary file, byte 0 is the control code 0x01"));
    }
}
