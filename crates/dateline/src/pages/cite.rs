//! How an article is cited, for the programs that keep references: BibTeX, and CSL-JSON (citationstyles.org, schema 1.0.2).
//!
//! Names are kept whole: which part of a name is the family's, the newsroom does not say and nobody can know. Letters beyond
//! ASCII stay as they are, in UTF-8, which biber, BibTeX8 and every program with CSL read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What is said of a version of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The name of the entry: ASCII letters, digits and hyphens.
    pub key: String,
    /// A report; else a page of the site.
    pub news: bool,
    /// Who wrote it, in order; may be empty.
    pub authors: Vec<String>,
    /// Its headline.
    pub title: String,
    /// The publication.
    pub site: String,
    /// Year, month and day that it carries.
    pub issued: (i16, i8, i8),
    /// Which version.
    pub version: i64,
    /// Since when that version stands: RFC 3339.
    pub since: String,
    /// Where that version stays.
    pub url: String,
    /// BCP 47.
    pub language: String,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The entry in BibTeX.
pub fn bibtex(cited: &Cited) -> String {
    let (year, month, day) = cited.issued;
    let kind = if cited.news { "article" } else { "misc" };
    let mut out = format!("@{kind}{{{},\n", cited.key);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("  {name} = {value},\n"));
        }
    };
    // In braces of its own a name is not taken apart, and a title keeps its capitals.
    let names: Vec<String> = cited.authors.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
    let who = if names.is_empty() { format!("{{{}}}", escaped(&cited.site)) } else { names.join(" and ") };
    field("author", &format!("{{{who}}}"));
    field("title", &format!("{{{{{}}}}}", escaped(&cited.title)));
    field(if cited.news { "journal" } else { "howpublished" }, &format!("{{{}}}", escaped(&cited.site)));
    field("year", &format!("{{{year:04}}}"));
    let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    field("month", month.copied().unwrap_or_default());
    field("day", &format!("{{{day}}}"));
    field("note", &format!("{{Version {} of {}}}", cited.version, escaped(&cited.since)));
    // Read to the letter, so nothing is escaped; an address holds no brace.
    field("url", &format!("{{{}}}", cited.url.replace(['{', '}', '\\'], "")));
    out.push_str("}\n");
    out
}

/// A text within braces. BibTeX counts braces whatever stands before them, so none of the text's own may remain.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The entry in CSL-JSON: a list of one.
pub fn csl(cited: &Cited) -> String {
    let (year, month, day) = cited.issued;
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    put("id", json!(cited.key));
    put("type", json!(if cited.news { "article-newspaper" } else { "webpage" }));
    put("title", json!(cited.title));
    put("container-title", json!(cited.site));
    put("publisher", json!(cited.site));
    if !cited.authors.is_empty() {
        let authors: Vec<Value> = cited.authors.iter().map(|name| json!({ "literal": name })).collect();
        put("author", json!(authors));
    }
    put("issued", json!({ "date-parts": [[year, month, day]] }));
    put("version", json!(cited.version.to_string()));
    put("note", json!(format!("Version {} of {}", cited.version, cited.since)));
    put("URL", json!(cited.url));
    put("language", json!(cited.language));
    Value::Array(vec![Value::Object(item)]).to_string()
}

/// A key for the entry: the host's first name, the article's number, and the version.
pub fn key(base_url: &str, article: i64, version: i64) -> String {
    let host =
        url::Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let host = host.trim_start_matches("www.");
    let first = host.split('.').next().unwrap_or_default();
    let first: String = first.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{first}-{article}-v{version}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// Each `NAME.json` in `cases/citations` beside its `NAME.bib` and `NAME.csl`; `UPDATE_CASES=1` writes them anew.
    #[test]
    fn cases() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/citations");
        let mut seen = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            seen += 1;
            let cited: Cited = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let pretty: Value = serde_json::from_str(&csl(&cited)).unwrap();
            for (end, made) in [
                ("bib", bibtex(&cited)),
                ("csl", format!("{}\n", serde_json::to_string_pretty(&pretty).unwrap())),
            ] {
                let file = path.with_extension(end);
                if std::env::var_os("UPDATE_CASES").is_some() {
                    fs::write(&file, &made).unwrap();
                }
                assert_eq!(made, fs::read_to_string(&file).unwrap_or_default(), "{}", file.display());
            }
        }
        assert!(seen > 3, "{seen} cases");
    }

    proptest::proptest! {
        /// Whatever the texts say, there is one entry, and its braces are in order at each point.
        #[test]
        fn no_text_ends_its_field(title in ".{0,60}", author in ".{0,40}", site in "[{}\\\\%@\"$,~^ a]{0,20}") {
            let cited = Cited {
                key: "courier-7-v1".into(), news: true, authors: vec![author], title, site, issued: (2026, 11, 14),
                url: "https://courier.example/a/".into(), ..Cited::default()
            };
            let made = bibtex(&cited);
            let mut depth = 0_i32;
            for (at, c) in made.char_indices() {
                depth += match c { '{' => 1, '}' => -1, _ => 0 };
                proptest::prop_assert!(depth > 0 || at + 2 >= made.len() || at < 8, "{made}");
                proptest::prop_assert!(c != '\n' || depth == 1 || at + 1 == made.len(), "{made}");
            }
            proptest::prop_assert_eq!(depth, 0);
            proptest::prop_assert!(serde_json::from_str::<Value>(&csl(&cited)).is_ok());
        }
    }
}
