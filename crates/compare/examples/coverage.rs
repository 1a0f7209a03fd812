//! Quotations and furniture of events, for measuring: one JSON object a line in, `{"articles": [{"id", "text", ...}]}`, one out.

use newsloom_compare::{QuoteKind, furniture, quotes};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Language};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let event: Value = serde_json::from_str(&line?)?;
        let field = |a: &Value, k: &str| a[k].as_str().unwrap_or_default().to_owned();
        let articles: Vec<Article> = event["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| Article { title: field(a, "title"), outlet: field(a, "outlet"), ..Article::new(field(a, "id"), field(a, "text")) })
            .collect();
        let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
        let offsets: Vec<CodePoints> = texts.iter().map(|t| CodePoints::new(t)).collect();
        let furniture = furniture::find(&articles, &furniture::FurnitureOptions::default());
        let groups = quotes::of_story(&articles, &furniture, Language::English);
        let member = |m: &newsloom_compare::QuoteMember| {
            let (start, end) = offsets[m.place.article].span(m.place.span);
            let kind = if m.kind == QuoteKind::Direct { "direct" } else { "mixed" };
            json!({"article": articles[m.place.article].id, "start": start, "end": end, "text": m.place.span.of(texts[m.place.article]),
                "speaker": m.speaker, "cue": m.cue, "kind": kind})
        };
        let quotes: Vec<Value> = groups
            .iter()
            .map(|g| json!({"id": g.id, "speaker": g.speaker, "members": g.members.iter().map(member).collect::<Vec<_>>()}))
            .collect();
        let aside: Vec<Value> = furniture
            .iter()
            .map(|f| {
                let (start, end) = offsets[f.place.article].span(f.place.span);
                json!({"article": articles[f.place.article].id, "start": start, "end": end, "text": f.place.span.of(texts[f.place.article]), "reason": f.reason})
            })
            .collect();
        writeln!(out, "{}", json!({"event": event["event"], "statements": [], "quotes": quotes, "boilerplate": aside}))?;
    }
    Ok(())
}
