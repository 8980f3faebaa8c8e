//! Footnotes: numbers in the text, notes at the end, and a way back from each.
//! Roles are those of the DPUB-ARIA module.

use super::Writer;

impl Writer<'_> {
    /// The number of a note in the text; a reference without a note shows nothing.
    pub(super) fn reference(&mut self, id: &str) {
        let Some(n) = self.notes.number(id) else { return };
        let times = match self.references.get_mut(n - 1) {
            Some(times) => {
                *times += 1;
                *times
            }
            None => return,
        };
        let prefix = self.resolve.id_prefix().to_owned();
        let own = reference_id(&prefix, n, times);
        self.put("<sup class=\"note\"><a");
        self.attr("href", &format!("#{prefix}note-{n}"));
        self.attr("id", &own);
        self.put(" role=\"doc-noteref\">");
        self.put(&n.to_string());
        self.put("</a></sup>");
    }

    pub(super) fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes.notes);
        if notes.is_empty() {
            return;
        }
        let prefix = self.resolve.id_prefix().to_owned();
        let (title, back) =
            (self.resolve.words().footnotes.clone(), self.resolve.words().back_to_text.clone());
        self.put("<section class=\"footnotes\" role=\"doc-endnotes\"");
        let heading = format!("{prefix}notes");
        self.attr("aria-labelledby", &heading);
        self.put("><h2");
        self.attr("id", &heading);
        self.put(">");
        self.text(&title);
        self.put("</h2><ol>");
        // Notes refer to notes as well: all texts first, so that every way back is known.
        let mut texts = Vec::with_capacity(notes.len());
        for note in &notes {
            let before = std::mem::take(&mut self.out);
            self.blocks(&note.content);
            texts.push(std::mem::replace(&mut self.out, before));
        }
        for (i, text) in texts.into_iter().enumerate() {
            let n = i + 1;
            self.put("<li");
            self.attr("id", &format!("{prefix}note-{n}"));
            self.put(">");
            let times = self.references.get(i).copied().unwrap_or(0);
            let mut ways = String::new();
            std::mem::swap(&mut ways, &mut self.out);
            for time in 1..=times {
                self.put(" <a class=\"back\"");
                self.attr("href", &format!("#{}", reference_id(&prefix, n, time)));
                self.put(" role=\"doc-backlink\"");
                self.attr("aria-label", &back.replace("{n}", &n.to_string()));
                self.put(">↩</a>");
            }
            std::mem::swap(&mut ways, &mut self.out);
            // At the end of the last line rather than on one of its own.
            match text.strip_suffix("</p>") {
                Some(text) => {
                    self.put(text);
                    self.put(&ways);
                    self.put("</p>");
                }
                None => {
                    self.put(&text);
                    self.put(&ways);
                }
            }
            self.put("</li>");
        }
        self.put("</ol></section>");
    }
}

fn reference_id(prefix: &str, n: usize, time: usize) -> String {
    if time == 1 { format!("{prefix}ref-{n}") } else { format!("{prefix}ref-{n}-{time}") }
}
