//! Links to a passage: text fragments (wicg.github.io/scroll-to-text-fragment, "The fragment directive"). A browser that does
//! not know them goes to the top of the page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;

/// Of a passage with more words than this, the first and the last ones are named, and what lies between is not.
const WHOLE: usize = 8;
/// So many words at either end.
const ENDS: usize = 4;
/// The longest term, in bytes before it is encoded: a word of some scripts is a whole paragraph.
const LONGEST: usize = 160;

/// What must not stand bare in a term: all but letters and digits. Of ASCII's other characters the hyphen, the comma and the
/// ampersand have a meaning there, and encoding the rest as well does no harm.
const TERM: &AsciiSet = NON_ALPHANUMERIC;

/// `#:~:text=…` for a passage, to be put at the end of an address without a fragment; `None` for one without a word.
///
/// What stands before and after it, if given, tells it from the same words elsewhere on the page. A browser finds whole words, within one
/// block; the first and the last words of a range may stand in different ones.
pub fn to_passage(passage: &str, before: &str, after: &str) -> Option<String> {
    // Lines are blocks, and no term reaches over the end of one.
    let first = passage.lines().map(words).find(|words| !words.is_empty())?;
    let last = passage.lines().rev().map(words).find(|words| !words.is_empty())?;
    let lines = passage.lines().filter(|line| !line.trim().is_empty()).count();
    let mut out = String::from("#:~:text=");
    let near = |text: &str, end: bool| {
        let line = if end { text.trim_end().lines().next_back() } else { text.trim_start().lines().next() };
        let words = words(line.unwrap_or_default());
        if end { tail(&words, 3) } else { head(&words, 3) }
    };
    if let Some(prefix) = near(before, true) {
        let _ = write!(out, "{}-,", encoded(&prefix));
    }
    if lines == 1 && first.len() <= WHOLE && first.join(" ").len() <= LONGEST {
        out.push_str(&encoded(&first.join(" ")));
    } else {
        let (start, end) = (head(&first, ENDS)?, tail(&last, ENDS)?);
        out.push_str(&encoded(&start));
        // One long word is both ends of itself.
        if start != end {
            let _ = write!(out, ",{}", encoded(&end));
        }
    }
    if let Some(suffix) = near(after, false) {
        let _ = write!(out, ",-{}", encoded(&suffix));
    }
    Some(out)
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The first words, as many as there is room for.
fn head(words: &[&str], most: usize) -> Option<String> {
    let some = words.get(..most.min(words.len()))?;
    fitting(some.iter().copied())
}

fn tail(words: &[&str], most: usize) -> Option<String> {
    let some = words.get(words.len().saturating_sub(most)..)?;
    let mut kept: Vec<&str> = Vec::new();
    let mut room = LONGEST;
    for word in some.iter().rev().take_while(|word| word.len() <= LONGEST) {
        if word.len() > room {
            break;
        }
        room -= word.len();
        kept.push(word);
    }
    kept.reverse();
    (!kept.is_empty()).then(|| kept.join(" "))
}

fn fitting<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut room = LONGEST;
    let mut kept: Vec<&str> = Vec::new();
    for word in words {
        if word.len() > room {
            break;
        }
        room -= word.len();
        kept.push(word);
    }
    (!kept.is_empty()).then(|| kept.join(" "))
}

fn encoded(term: &str) -> String {
    utf8_percent_encode(term, TERM).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_named_by_their_words() {
        for (passage, expected) in [
            ("the barge", Some("#:~:text=the%20barge")),
            ("  the\tbarge ", Some("#:~:text=the%20barge")),
            ("a-b, c & d", Some("#:~:text=a%2Db%2C%20c%20%26%20d")),
            (
                "one two three four five six seven eight nine ten",
                Some("#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"),
            ),
            ("First line\n\nlast line", Some("#:~:text=First%20line,last%20line")),
            ("مرد", Some("#:~:text=%D9%85%D8%B1%D8%AF")),
            ("#x\"><script>", Some("#:~:text=%23x%22%3E%3Cscript%3E")),
            (" \n ", None),
            ("", None),
        ] {
            assert_eq!(to_passage(passage, "", "").as_deref(), expected, "{passage:?}");
        }
    }

    #[test]
    fn what_stands_around_a_passage_tells_it_from_others() {
        let found = to_passage("blue", "The hull\nof the barge is", ", they said-so");
        assert_eq!(found.unwrap(), "#:~:text=the%20barge%20is-,blue,-%2C%20they%20said%2Dso");
    }

    #[test]
    fn no_text_makes_a_long_or_broken_link() {
        let long = "م".repeat(5_000);
        assert_eq!(to_passage(&long, "", ""), None);
        for text in [format!("{long} end"), format!("a {long} end of it all"), "w ".repeat(50_000)] {
            if let Some(link) = to_passage(&text, &text, &text) {
                assert!(link.len() < 3_000, "{}", link.len());
                let rest = link.strip_prefix("#:~:text=").unwrap();
                assert!(rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"%,-".contains(&b)), "{rest}");
            }
        }
    }
}
