//! Posts and pages come in: as drafts, scheduled, published, private or put away, as they were.

use super::{
    bring::{Bringing, Fate, bring},
    comments,
    context::{How, Outcome, Run, digest},
    manuscript::about,
    media::{original_of, private_data},
};
use crate::{
    articles::{
        FairCopy,
        model::{Kind, Manuscript},
    },
    error::Result,
    import::store,
};
use interchange::wxr::{Event, Item, views};

impl Run<'_> {
    /// What later items refer to.
    pub fn first_pass(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Site(site) => self.see_site(site),
            Event::Author(author) => self.see_author(&author)?,
            Event::Category(term) | Event::Tag(term) | Event::Term(term) => self.see_term(term)?,
            Event::Repair(repair) => {
                self.summary.repairs.add(repair.line, repair.element.clone(), repair.to_string())
            }
            Event::Unknown(unknown) => {
                *self.summary.kept_aside.entry(format!("element {}", unknown.element)).or_default() += 1;
                // Several may have one name, and a newer export may have them on other lines.
                let mut bare = unknown.clone();
                bare.line = 0;
                let text = serde_json::to_string(&bare)?;
                let original = format!("{} {}", bare.element, digest(&bare)?);
                self.keep_aside("element", &original, &text)?;
            }
            Event::Item(item) => self.first_look(&item)?,
        }
        Ok(())
    }

    fn first_look(&mut self, item: &Item) -> Result<()> {
        match item.post_type.as_str() {
            "post" | "page" => {
                self.see_offset(item);
                self.see_permalink(item);
                if item.post_type == "page"
                    && item.parent.is_some_and(|p| p > 0)
                    && let Some(id) = item.post_id
                {
                    self.waiting.insert(id);
                }
            }
            "attachment" => self.see_attachment(item)?,
            "nav_menu_item" => self.see_menu_item(item),
            // An older version of a post that an export tool left in: it is part of that post, not one of its own.
            "revision" => *self.summary.kept_aside.entry("revision".into()).or_default() += 1,
            _ => {
                if item.post_type == "wp_block"
                    && let Some(id) = item.post_id
                    && !self.blocks.add(id, &item.content)
                {
                    self.summary.remarks.add(
                        item.line,
                        about(item),
                        "is one reusable block too many; texts that use it keep a note of it",
                    );
                }
                self.see_guest_author(item)?;
            }
        }
        if !matches!(item.post_type.as_str(), "post" | "page" | "attachment") {
            self.keep_item(item)?;
        }
        Ok(())
    }

    /// Keeps an item of a type that has no place here as private data.
    fn keep_item(&mut self, item: &Item) -> Result<()> {
        let kind = if item.post_type.is_empty() { "item without a type" } else { &item.post_type };
        if item.post_type.is_empty() {
            self.summary.remarks.add(
                item.line,
                about(item),
                "has no post type; WordPress would refuse it, here it is kept as private data",
            );
        }
        if kind != "revision" {
            *self.summary.kept_aside.entry(kind.to_owned()).or_default() += 1;
        }
        let bare = without_addresses(item);
        let mut original = original_of(item);
        if !self.seen_aside.insert(original.clone()) {
            // Menus of several runs of an importer share numbers: each entry is kept, under what it says.
            original = format!("{original} {}", digest(&bare)?);
        }
        self.keep_aside("item", &original, &serde_json::to_string(&bare)?)
    }

    /// Posts and pages; in later passes only pages that waited for the one above them.
    pub fn article_pass(&mut self, pass: u32, event: Event) -> Result<()> {
        let Event::Item(item) = event else { return Ok(()) };
        if !matches!(item.post_type.as_str(), "post" | "page") {
            return Ok(());
        }
        let id = item.post_id.unwrap_or(0);
        if pass > 2 && !self.waiting.contains(&id) {
            return Ok(());
        }
        let mut parent = None;
        if item.post_type == "page" && self.waiting.contains(&id) {
            let above = item.parent.unwrap_or(0).to_string();
            self.drain()?;
            match self.known("article", &above)? {
                Some(known) => parent = Some(known.ours),
                None if !self.orphans_may_come => return Ok(()),
                None => self.summary.remarks.add(
                    item.line,
                    about(&item),
                    format!("the page above it ({above}) is not in the file; it stands by itself"),
                ),
            }
            self.waiting.remove(&id);
        }
        self.bring_article(*item, parent)
    }

    /// How many pages wait for the page above them.
    pub fn waiting_pages(&self) -> usize {
        self.waiting.len()
    }

    /// Lets pages come in whose parents are nowhere.
    pub fn give_up_on_parents(&mut self) {
        self.orphans_may_come = true;
    }

    fn bring_article(&mut self, mut item: Item, parent: Option<i64>) -> Result<()> {
        let line = item.line;
        let mut original = original_of(&item);
        if let Some(id) = item.post_id
            && !self.seen.insert(id)
        {
            original = format!("{id} {}", item.link);
            self.summary.remarks.add(
                line,
                about(&item),
                format!("number {id} stands twice in the file; this one gets a number of its own"),
            );
        }
        // Counted, and dropped before anything is looked at or kept.
        for comment in &mut item.comments {
            if !std::mem::take(&mut comment.author_ip).is_empty() {
                self.summary.ip_addresses_dropped += 1;
            }
        }
        forget_lines(&mut item);
        let digest = digest(&(&item, parent))?;
        // Without a number, the ledger alone tells whether the same item stood in this file before.
        let known = match item.post_id {
            Some(_) if !self.came_before => None,
            Some(_) => self.known("article", &original)?,
            None => {
                self.drain()?;
                self.known("article", &original)?
            }
        };
        let (kind, counted) =
            if item.post_type == "page" { (Kind::Page, "pages") } else { (Kind::Article, "articles") };
        let fate = Fate::of(&item, self.carried(&item));
        if known.as_ref().is_some_and(|k| k.digest == digest) {
            self.note(
                line,
                Outcome {
                    kind: counted,
                    how: How::Unchanged,
                    state: None,
                    remarks: Vec::new(),
                    comments: (0, 0),
                },
            );
            return Ok(());
        }
        item.line = line;
        let written = self.write(&item, parent)?;
        if !KNOWN_STATUSES.contains(&item.status.as_str()) {
            self.summary.remarks.add(
                line,
                about(&item),
                format!("has the status {:?}, which is not known; it comes in as a draft", item.status),
            );
        }
        let bringing = Bringing {
            source: self.source.clone(),
            digest,
            kind,
            fate,
            site: self.site.clone(),
            number: item.post_id.filter(|_| !original.contains(' ')).and_then(|n| i64::try_from(n).ok()),
            guid: Some(item.guid.trim().to_owned()).filter(|g| !g.is_empty()),
            group: item.terms.iter().find(|t| t.domain == "post_translations").map(|t| t.nicename.clone()),
            old_paths: self.old_paths(&item, &written.manuscript),
            uploads: self.uploaded_to(&original)?,
            comments: self.comments_of(&item)?,
            private: private_data(&item)?,
            text: written.lossy.then(|| {
                serde_json::json!({ "title": item.title, "excerpt": item.excerpt, "content": item.content }).to_string()
            }),
            manuscript: FairCopy::of(written.manuscript)?,
            about: about(&item),
            known,
            original,
            counted,
        };
        if self.options.dry_run {
            let how = if bringing.known.is_some() { How::Changed } else { How::New };
            self.note(
                line,
                Outcome {
                    kind: counted,
                    how,
                    state: Some(fate.said()),
                    remarks: Vec::new(),
                    comments: (bringing.comments.len() as u64, 0),
                },
            );
            return Ok(());
        }
        // A text stands in memory as the item's own, as a tree, and as the rows that are made of it.
        let bytes = item.content.len() + item.excerpt.len();
        self.queue(line, bytes, "import an article", move |tx| bring(tx, &bringing).map(Some))
    }

    /// What earlier runs left, once the first pass has brought the files: looked up once, not at every item.
    pub fn look_back(&mut self) -> Result<()> {
        let sql = &mut self.look.sql();
        self.came_before = store::has_articles(sql, &self.source)?;
        self.with_uploads = store::with_uploads(sql, &self.source)?.into_iter().collect();
        Ok(())
    }

    /// Addresses that led to an item before, besides its permalink.
    fn old_paths(&self, item: &Item, manuscript: &Manuscript) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(path) = &manuscript.path {
            for old in views::old_slugs(item) {
                if let Some((folder, _)) = path.trim_end_matches('/').rsplit_once('/') {
                    all.push(format!("{folder}/{old}/"));
                }
            }
        }
        if item.guid_is_permalink || self.hosts.local(&item.guid).is_some() {
            all.extend(self.kept_path(&item.guid));
        }
        // A permalink that is a number (`/?p=7`) need not be the number that the item has, or it may have none.
        if let Some(number) = self.numbered_link(&item.link)
            && Some(number) != item.post_id
        {
            all.push(format!("/?p={number}"));
        }
        all
    }
}

/// The statuses that WordPress has of its own.
const KNOWN_STATUSES: [&str; 8] =
    ["publish", "future", "draft", "pending", "private", "trash", "auto-draft", "inherit"];

/// Lines say where in this file a thing stands, not what it is: a newer export has others.
fn forget_lines(item: &mut Item) {
    item.line = 0;
    for unknown in &mut item.unknown {
        unknown.line = 0;
    }
    for comment in &mut item.comments {
        comment.line = 0;
        for unknown in &mut comment.unknown {
            unknown.line = 0;
        }
    }
}

/// An item without the addresses (IP) of those who commented on it.
fn without_addresses(item: &Item) -> Item {
    let mut bare = item.clone();
    forget_lines(&mut bare);
    for comment in &mut bare.comments {
        comment.author_ip.clear();
        comment.meta.retain(|(key, _)| comments::may_keep(key));
    }
    bare
}
