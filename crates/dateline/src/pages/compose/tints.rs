//! The colours that stand where pictures will be, and what a crop keeps of them. The policy allows no inline style, so a page with pictures carries
//! a second, small stylesheet, whose hash goes into its policy.

use super::Work;
use crate::{
    cache::Page,
    media::model::Focus,
    pages::{style::source, view::PictureView},
};

/// The end of the theme's stylesheet. It cannot stand within one: `</` is written otherwise there.
const END: &str = "</style>";

impl Work<'_, '_> {
    /// Notes that the page shows a picture.
    pub(super) fn shows(&mut self, picture: Option<&PictureView>) {
        let classes = picture.map(|p| p.tint.as_str()).unwrap_or_default();
        self.tints.extend(classes.split(' ').filter(|c| !c.is_empty()).map(str::to_owned));
    }
}

/// The class of a picture whose colour is `#0c5a68`: `t0c5a68`. Empty if it is no such colour.
pub fn class(colour: &str) -> String {
    match colour.strip_prefix('#') {
        Some(hex) if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) => format!("t{hex}"),
        _ => String::new(),
    }
}

/// The classes of a picture: of its colour, and `f250-700` for one whose point is a quarter from the left.
pub fn classes(colour: &str, focus: Option<Focus>) -> String {
    let focus = focus.map(|f| format!("f{}-{}", f.x(), f.y()));
    let all = [class(colour), focus.unwrap_or_default()];
    all.iter().filter(|c| !c.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The rule of a class.
fn rule(class: &str) -> String {
    let percent = |thousandths: i64| format!("{}.{}%", thousandths / 10, thousandths % 10);
    let focus = class.strip_prefix('f').and_then(|f| f.split_once('-'));
    match focus.and_then(|(x, y)| Focus::new(x.parse().ok()?, y.parse().ok()?).ok()) {
        Some(f) => format!(".{class}{{object-position:{} {}}}", percent(f.x()), percent(f.y())),
        None => format!(".{class}{{background:#{}}}", class.trim_start_matches('t')),
    }
}

/// Puts the colours of a page's pictures into its head, and gives the expression that its policy must hold for them.
/// A theme whose pages have no stylesheet does without.
pub fn put(page: &mut Page, classes: &std::collections::BTreeSet<String>) -> Option<String> {
    let text = std::str::from_utf8(&page.body).ok()?;
    let (before, after) = text.split_at_checked(text.find(END)? + END.len())?;
    let rules: String = classes.iter().map(|class| rule(class)).collect();
    page.body = [before, "\n<style>", &rules, END, after].concat().into();
    Some(source(&rules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_becomes_a_class_and_a_rule() {
        let focus = Focus::new(250, 1000).ok();
        assert_eq!(classes("#0c5a68", focus), "t0c5a68 f250-1000");
        assert_eq!((classes("", focus), classes("", None)), ("f250-1000".into(), String::new()));
        assert_eq!(rule("f250-1000"), ".f250-1000{object-position:25.0% 100.0%}");
        assert_eq!(rule("t0c5a68"), ".t0c5a68{background:#0c5a68}");
    }

    #[test]
    fn only_a_colour_becomes_a_class() {
        assert_eq!(class("#0c5a68"), "t0c5a68");
        for bad in ["", "0c5a68", "#0c5a6", "#0c5a68}", "#<style"] {
            assert_eq!(class(bad), "");
        }
    }
}
