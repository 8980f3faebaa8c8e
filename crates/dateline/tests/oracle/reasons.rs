//! Why something differs from what WordPress's importer makes of it. What has no line here is a fault.
//! `docs/IMPORT.md`, "What differs from WordPress's own importer, and why", says the same to an editor.

use super::compare::Difference;

/// A reason, and when it holds.
struct Reason {
    why: &'static str,
    holds: fn(&str, &Difference) -> bool,
}

/// The reason of a difference.
pub fn of(case: &str, difference: &Difference) -> Option<&'static str> {
    REASONS.iter().find(|r| (r.holds)(case, difference)).map(|r| r.why)
}

/// The texts that name a moment at which the exports were brought into WordPress, and its own address then.
const DAY_OF_IMPORT: &str = "2026-11-23 ";
const ITS_OWN_ADDRESS: &str = "http://127.0.0.1:8899/";

/// The same characters, in whatever order.
fn shuffled(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut all: Vec<char> = text.chars().collect();
        all.sort_unstable();
        all
    };
    sorted(a) == sorted(b)
}

/// Characters that turn the direction of a text around.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn more(d: &Difference) -> bool {
    matches!((d.ours.parse::<u64>(), d.theirs.parse::<u64>()), (Ok(ours), Ok(theirs)) if ours > theirs)
}

const REASONS: &[Reason] = &[
    Reason {
        why: "notes for WordPress's own next run (what to ping, what is a podcast), no data of the site",
        holds: |_, d| {
            d.sort == "custom field"
                && (d.about.starts_with("_pingme ") || d.about.starts_with("_encloseme "))
        },
    },
    Reason {
        why: "WordPress puts what has no category into its default category; here it stands in no section",
        holds: |_, d| match d.sort {
            "sections and topics" => d.theirs.replace("category:uncategorized", "").trim() == d.ours.trim(),
            "only there: term" => d.about == "category uncategorized",
            _ => false,
        },
    },
    Reason {
        why: "WordPress has a category of this slug already and keeps its name; here the export's name counts",
        holds: |case, d| {
            case == "wxr-utf-8-challenges"
                && d.sort == "name of a term"
                && d.about == "category uncategorized"
        },
    },
    Reason {
        why: "no date of its own: WordPress writes the moment of the import, here RSS's date counts, else none",
        holds: |_, d| d.sort == "date" && d.theirs.starts_with(DAY_OF_IMPORT),
    },
    Reason {
        why: "WordPress gives a draft no date in UTC; here it keeps the local one",
        holds: |_, d| d.sort == "date" && d.theirs == "0000-00-00 00:00:00",
    },
    Reason {
        why: "WordPress gives a draft no slug before it is published; here it is made of the headline",
        holds: |_, d| d.sort == "slug" && d.theirs.is_empty(),
    },
    Reason {
        why: "a slug may hold a dot here, since permalinks that end in .html are kept",
        holds: |_, d| d.sort == "slug" && d.ours.replace('.', "-") == d.theirs,
    },
    Reason {
        why: "a slug holds letters, digits and marks here: a picture sign is left out, and the old permalink leads on",
        holds: |case, d| {
            let kept: String = d.theirs.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
            case == "wxr-utf-8-challenges" && d.sort == "slug" && kept.replace("--", "-") == d.ours
        },
    },
    Reason {
        why: "no guid in the file: WordPress makes one of its own address, here there is none",
        holds: |_, d| d.sort == "guid" && d.ours.is_empty() && d.theirs.starts_with(ITS_OWN_ADDRESS),
    },
    Reason {
        why: "WordPress keeps a guid with its & escaped",
        holds: |_, d| d.sort == "guid" && d.ours.replace('&', "&amp;") == d.theirs,
    },
    Reason {
        why: "the file does not say whether readers may comment: WordPress opens, here it stays closed",
        holds: |_, d| d.sort == "comments open" && d.ours == "false" && d.theirs == "true",
    },
    Reason {
        why: "WordPress refuses items without a valid date or of a type that it does not know; here they come in",
        holds: |case, d| d.sort == "only here: article" && matches!(case, "sample" | "sample-no-slug"),
    },
    Reason {
        why: "a term under the name space of WXR 1.0 is read here, as its items are",
        holds: |case, d| {
            case == "namespace-edge-cases" && d.sort == "only here: term" && d.ours == "Old Version"
        },
    },
    Reason {
        why: "WordPress brings menu entries under numbers that later posts have; here posts keep their numbers",
        holds: |case, d| case == "themeunittestdata.wordpress" && d.sort == "number",
    },
    Reason {
        why: "entries of menus are kept as they stood in the file; WordPress writes its new numbers into them",
        holds: |_, d| {
            d.sort == "custom field"
                && d.about.starts_with("_menu_item_")
                && d.about.contains(" in nav_menu_item ")
        },
    },
    Reason {
        why: "headline and standfirst are plain texts: characters that turn them around are left out",
        holds: |_, d| {
            matches!(d.sort, "title" | "excerpt") && d.theirs.replace(turns, "") == d.ours.replace(turns, "")
        },
    },
    Reason {
        why: "what has no place here is named in the summary as a loss, and the original is kept beside it",
        holds: |_, d| d.sort.ends_with(" with losses"),
    },
    Reason {
        why: "<q> has its quotation marks in the text, since not every form of a text can add them",
        holds: |_, d| {
            d.sort.starts_with("text") && d.ours.replace(['“', '”'], "") == d.theirs.replace(['“', '”'], "")
        },
    },
    Reason {
        why: "the caption of a table stands before it, the name of a file behind the word that offers it",
        holds: |_, d| d.sort == "text" && shuffled(&d.ours, &d.theirs),
    },
    Reason {
        why: "every file in a text is offered for download, also where WordPress showed no button",
        holds: |_, d| d.sort == "text" && d.ours.replace("Download", "") == d.theirs.replace("Download", ""),
    },
    Reason {
        why: "pictures of galleries, covers and posters stand in attributes there, and are pictures here",
        holds: |_, d| d.sort == "pictures" && more(d),
    },
];
