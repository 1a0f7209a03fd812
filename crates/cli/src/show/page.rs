use super::rows::{Rows, plain};
use crate::Terminal;
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, LineStyle, Table, presets::NOTHING};
use newsloom_core::visible;
use serde_json::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows that a table for people shows.
const MOST: usize = 500;

/// Which side a column leans to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Text for people: headings and tables that fit the width. Whatever comes from articles loses its control codes, so that it
/// can't move the cursor or forge lines.
pub(crate) struct Page {
    text: String,
    terminal: Terminal,
}

impl Page {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { text: String::new(), terminal }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn width(&self) -> usize {
        self.terminal.width
    }

    fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn styled(&self, code: &str, words: &str) -> String {
        if self.terminal.color { format!("\x1b[{code}m{words}\x1b[0m") } else { words.to_owned() }
    }

    /// A part of the page, with a rule over the width.
    pub(crate) fn part(&mut self, title: &str) {
        self.blank();
        let title = clip(&one_line(title), self.width().saturating_sub(4));
        let rule = "─".repeat(self.width().saturating_sub(title.width() + 4));
        let line = self.styled("1", &format!("── {title} {rule}"));
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// A heading within a part.
    pub(crate) fn heading(&mut self, words: &str) {
        self.blank();
        let line = self.styled("1", &clip(&one_line(words), self.width()));
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// A paragraph of newsloom's own words.
    pub(crate) fn line(&mut self, words: &str) {
        self.table(&[], [vec![words.to_owned()]]);
    }

    /// Columns under names (none: no header). Long cells of the last column are wrapped.
    pub(crate) fn table(&mut self, columns: &[(&str, Align)], rows: impl IntoIterator<Item = Vec<String>>) {
        let mut table = Table::new();
        let mut style = NOTHING;
        if !columns.is_empty() {
            style.header_separator = LineStyle::none().fill('─').junction('─');
        }
        table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width()).unwrap_or(u16::MAX)).force_no_tty();
        if self.terminal.color {
            table.enforce_styling();
        }
        if !columns.is_empty() {
            table.set_header(columns.iter().map(|(name, _)| Cell::new(name).add_attribute(Attribute::Dim)));
        }
        let mut most = 0;
        for row in rows {
            most = most.max(row.len());
            table.add_row(row.iter().map(|c| Cell::new(one_line(c))));
        }
        for n in 0..most {
            if let Some(column) = table.column_mut(n) {
                column.set_padding((0, if n + 1 < most { 2 } else { 0 }));
                if columns.get(n).is_some_and(|(_, a)| *a == Align::Right) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        // Names of columns over nothing tell nothing.
        if most > 0 {
            self.text.push_str(&table.trim_fmt());
            self.text.push('\n');
        }
    }

    /// Flat rows as one table; after five hundred a line says how many more there are.
    pub(crate) fn rows(&mut self, rows: Rows<'_>) {
        let columns = rows.columns;
        let (mut shown, mut more) = (Vec::new(), 0);
        for row in rows.rows {
            if shown.len() < MOST { shown.push(row) } else { more += 1 }
        }
        if shown.is_empty() {
            return self.line("Nothing found.");
        }
        let align = |n: usize| if shown.iter().all(|r| r[n].is_number() || r[n].is_null()) { Align::Right } else { Align::Left };
        let header: Vec<_> = columns.iter().enumerate().map(|(n, c)| (*c, align(n))).collect();
        self.table(&header, shown.iter().map(|r| r.iter().map(cell).collect()));
        if more > 0 {
            self.line(&format!("{more} more rows; --format csv or jsonl writes all"));
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Number(n) if n.is_f64() => format!("{:.3}", n.as_f64().unwrap_or_default()),
        Value::Array(_) => plain(value).replace('|', ", "),
        other => plain(other),
    }
}

/// On one line: white space as single blanks, control and direction codes as the sign for what can't be shown.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().map(visible).collect()
}

/// At most `width` columns, with a sign of what was cut off.
pub(crate) fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut taken = 0;
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken < width
        })
        .collect();
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize) -> Page {
        Page::new(Terminal { stderr: false, width, color: false })
    }

    #[test]
    fn tables_keep_within_the_width() {
        let mut p = page(40);
        p.part("Statements");
        p.table(&[("id", Align::Left), ("text", Align::Left)], [vec!["s1".into(), "one of the longer texts in this small world".into()]]);
        let text = p.finish();
        assert!(text.lines().all(|l| l.width() <= 40), "{text}");
        assert!(text.lines().count() > 4, "the long cell is wrapped\n{text}");
    }

    #[test]
    fn articles_cannot_steer_the_terminal() {
        let mut p = page(80);
        p.table(&[("text", Align::Left)], [vec!["a\x1b[31mred\r\nforged\u{202e}".into()]]);
        let text = p.finish();
        assert!(!text.contains(['\x1b', '\r', '\u{202e}']), "{text:?}");
        assert!(text.contains("a\u{fffd}[31mred forged\u{fffd}"), "{text:?}");
    }

    #[test]
    fn clipping_counts_columns() {
        assert_eq!(clip("short", 5), "short");
        assert_eq!(clip("a longer text", 9), "a longer…");
        assert_eq!(clip("日本語の見出し", 7), "日本語…");
    }

    #[test]
    fn no_rows_are_told() {
        let mut p = page(80);
        p.rows(Rows::new(&["n"], []));
        p.table(&[("n", Align::Left)], []);
        assert_eq!(p.finish(), "Nothing found.\n");
    }

    #[test]
    fn many_rows_are_cut_with_a_word() {
        let columns = ["n"];
        let mut p = page(80);
        p.rows(Rows::new(&columns, (0..510).map(|n| vec![n.into()])));
        assert!(p.finish().contains("10 more rows"));
    }
}
