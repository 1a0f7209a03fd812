//! Writing HTML: what came from articles is escaped where it enters.

pub(crate) use newsloom_core::count;
use newsloom_core::visible;
use std::fmt;

/// Text for an element or a quoted attribute: markup is escaped, codes that steer the display show as what can't be shown.
pub(crate) struct Text<'t>(pub(crate) &'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\r' => (),
                c => write!(f, "{}", visible(c))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_through_as_markup() {
        let nasty = "<script>alert('x')</script>\" onload=x & \u{202e}txt\u{0}\r\n";
        let expect = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=x &amp; \u{fffd}txt\u{fffd}\n";
        assert_eq!(Text(nasty).to_string(), expect);
    }
}
