//! Sentences, paragraphs and whole texts about Port Merrow.

use super::{dice::Dice, words::*};
use std::fmt::Write;

/// Words of a text, more or less.
const WORDS_OF_A_TEXT: usize = 450;

/// A headline; the article's own number keeps it apart from all others.
pub fn headline(dice: &mut Dice, index: u64) -> String {
    let (who, did, what) = (dice.pick(WHO), dice.pick(DID), dice.pick(WHAT));
    format!("{} {did} {what}, report {}", capital(who), index + 1)
}

/// A sentence.
pub fn sentence(dice: &mut Dice) -> String {
    let (who, did, what, how) = (dice.pick(WHO), dice.pick(DID), dice.pick(WHAT), dice.pick(HOW));
    match dice.below(4) {
        0 => format!("{} {did} {what} {how}.", capital(who)),
        1 => format!("{}, {who} {did} {what}, {}.", capital(how), dice.pick(THEN)),
        2 => format!("“{},” said {}, after {who} {did} {what}.", dice.pick(WORDS), dice.pick(SAID)),
        _ => format!("{} {did} {what} {how}, {}.", capital(who), dice.pick(THEN)),
    }
}

/// Some sentences in a row.
pub fn paragraph(dice: &mut Dice, sentences: usize) -> String {
    let mut out = String::new();
    for number in 0..sentences {
        if number > 0 {
            out.push(' ');
        }
        out.push_str(&sentence(dice));
    }
    out
}

/// A whole text as an editor of the other system left it: in blocks, or with blank lines between its paragraphs.
/// `picture` is an address to show in it, `link` one to point to.
pub fn text(dice: &mut Dice, blocks: bool, picture: Option<(u64, &str)>, link: &str) -> String {
    let mut out = String::with_capacity(4_096);
    let mut words = 0;
    let mut number = 0;
    while words < WORDS_OF_A_TEXT {
        let sentences = dice.between(2, 4);
        let mut paragraph = paragraph(dice, sentences);
        words += paragraph.split(' ').count();
        number += 1;
        match number {
            2 => paragraph = format!("{paragraph} <a href=\"{link}\">Read what came before</a>."),
            3 => paragraph = format!("<strong>What happened.</strong> {paragraph}"),
            5 => paragraph = format!("{paragraph} <em>The Courier was there.</em>"),
            _ => {}
        }
        let _ = match (blocks, number) {
            (true, 4) => {
                let title = capital(dice.pick(HOW));
                write!(
                    out,
                    "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">{title}</h2>\n<!-- /wp:heading -->\n\n"
                )
            }
            (false, 4) => write!(out, "<h2>{}</h2>\n\n", capital(dice.pick(HOW))),
            (true, 6) => {
                let (a, b) = (sentence(dice), sentence(dice));
                write!(out, "<!-- wp:list -->\n<ul><li>{a}</li><li>{b}</li></ul>\n<!-- /wp:list -->\n\n")
            }
            (false, 6) => write!(out, "<blockquote>{}</blockquote>\n\n", sentence(dice)),
            _ => Ok(()),
        };
        let _ = if blocks {
            write!(out, "<!-- wp:paragraph -->\n<p>{paragraph}</p>\n<!-- /wp:paragraph -->\n\n")
        } else {
            write!(out, "{paragraph}\n\n")
        };
        if let (1, Some((id, src))) = (number, picture) {
            let _ = figure(&mut out, blocks, id, src);
        }
    }
    out
}

fn figure(out: &mut String, blocks: bool, id: u64, src: &str) -> std::fmt::Result {
    if blocks {
        write!(
            out,
            "<!-- wp:image {{\"id\":{id},\"sizeSlug\":\"large\"}} -->\n<figure class=\"wp-block-image size-large\"><img \
             src=\"{src}\" alt=\"The quay at low water\" class=\"wp-image-{id}\"/><figcaption>The quay at low water. \
             </figcaption></figure>\n<!-- /wp:image -->\n\n"
        )
    } else {
        write!(
            out,
            "[caption id=\"attachment_{id}\" align=\"alignnone\" width=\"1024\"]<img class=\"wp-image-{id}\" src=\"{src}\" \
             alt=\"The quay at low water\" width=\"1024\" height=\"683\" /> The quay at low water.[/caption]\n\n"
        )
    }
}

/// With a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// As it stands in an address: small letters, digits and hyphens.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') && letter != '\'' {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_length() {
        for index in 0..50 {
            let text = text(&mut Dice::of(7, index), index % 2 == 0, None, "/");
            let words = text.split_whitespace().count();
            assert!((430..700).contains(&words), "{words} words");
        }
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("The baker's dozen, report 12"), "the-bakers-dozen-report-12");
        assert_eq!(slug("…"), "");
    }
}
