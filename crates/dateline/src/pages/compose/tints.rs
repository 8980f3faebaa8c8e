//! The colours that stand where pictures will be. The policy allows no inline style, so a page with pictures carries
//! a second, small stylesheet, whose hash goes into its policy.

use super::Work;
use crate::{
    cache::Page,
    pages::{style::source, view::PictureView},
};

/// The end of the theme's stylesheet. It cannot stand within one: `</` is written otherwise there.
const END: &str = "</style>";

impl Work<'_, '_> {
    /// Notes that the page shows a picture.
    pub(super) fn shows(&mut self, picture: Option<&PictureView>) {
        self.tints.extend(picture.map(|p| p.tint.clone()).filter(|t| !t.is_empty()));
    }
}

/// The class of a picture whose colour is `#0c5a68`: `t0c5a68`. Empty if it is no such colour.
pub fn class(colour: &str) -> String {
    match colour.strip_prefix('#') {
        Some(hex) if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) => format!("t{hex}"),
        _ => String::new(),
    }
}

/// Puts the colours of a page's pictures into its head, and gives the expression that its policy must hold for them.
/// A theme whose pages have no stylesheet does without.
pub fn put(page: &mut Page, classes: &std::collections::BTreeSet<String>) -> Option<String> {
    let text = std::str::from_utf8(&page.body).ok()?;
    let (before, after) = text.split_at_checked(text.find(END)? + END.len())?;
    let rules: String = classes
        .iter()
        .map(|class| format!(".{class}{{background:#{}}}", class.trim_start_matches('t')))
        .collect();
    page.body = [before, "\n<style>", &rules, END, after].concat().into();
    Some(source(&rules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colour_becomes_a_class() {
        assert_eq!(class("#0c5a68"), "t0c5a68");
        for bad in ["", "0c5a68", "#0c5a6", "#0c5a68}", "#<style"] {
            assert_eq!(class(bad), "");
        }
    }
}
