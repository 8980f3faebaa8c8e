//! The theme that is built in: templates, stylesheet and words, from `crates/dateline/theme`.

macro_rules! embedded {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../theme/", $folder, $name)))),+]
    };
}

/// The stylesheet as it was written, with its comments.
pub const STYLE: &str = include_str!("../../theme/style.css");

/// Templates by name.
pub const TEMPLATES: &[(&str, &str)] = embedded!("templates/":
    "base.html", "head.html", "masthead.html", "footer.html", "parts.html",
    "article.html", "downloads.html", "comments.html",
    "front.html", "list.html", "notice.html",
);

/// Words by file name.
pub const WORDS: &[(&str, &str)] = embedded!("words/":
    "ar.json", "de.json", "en.json", "es.json", "fa.json", "fr.json",
);
