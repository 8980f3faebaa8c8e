//! What an import knows while it runs.

use super::{Options, blocks::Blocks, dates::Offsets, links::Hosts, menus::Menus, terms::FoundTerms};
use crate::{
    changes::{Actions, Actor, Pending, Tx, Via},
    config::Config,
    db::Separate,
    error::{Error, Result},
    files::{Files, Uploads},
    import::{store, summary::Summary},
    settings::model::Site,
    values::hex,
};
use interchange::wxr;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet, VecDeque};

/// How many actions are handed to the writer together, so that they share a commit: the writer commits as soon as
/// nothing waits, and a commit writes each page and syncs the disk anew.
const BURST: usize = 64;
/// How many actions may be on their way at once: a burst being written while the next one is made.
const IN_FLIGHT: usize = 2 * BURST;
/// How many bytes of text may be on their way at once, whatever the number of actions.
const BYTES_IN_FLIGHT: usize = 16 << 20;

/// Something that the writer has done, told when it is durable.
pub struct Outcome {
    /// Which count it belongs to.
    pub kind: &'static str,
    /// New, changed or unchanged.
    pub how: How,
    /// The state of an article here.
    pub state: Option<&'static str>,
    /// What is to be said of it: the line, about what, what.
    pub remarks: Vec<(u64, String, String)>,
    /// Comments that came in with it: new and changed.
    pub comments: (u64, u64),
}

/// How a thing came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was not here.
    New,
    /// It was here, and changed.
    Changed,
    /// It was here, just like this.
    Unchanged,
    /// It was edited here since, and was not touched.
    EditedHere,
}

/// An action that was made and not yet handed to the writer.
struct Held {
    line: u64,
    bytes: usize,
    start: Box<dyn FnOnce() -> Pending<Option<Outcome>>>,
}

/// An action that the writer has.
struct Flying {
    line: u64,
    bytes: usize,
    pending: Pending<Option<Outcome>>,
}

/// An import that is running.
pub(crate) struct Run<'a> {
    pub actions: &'a Actions,
    pub files: &'a Files,
    pub config: &'a Config,
    pub options: &'a Options,
    pub uploads: Option<Uploads>,
    /// A connection for looking things up; it sees what is committed.
    pub look: Separate,
    pub source: String,
    pub hosts: Hosts,
    /// What the export says of the site.
    pub export: wxr::Site,
    /// The site as it is set here.
    pub site: Site,
    pub terms: FoundTerms,
    pub blocks: Blocks,
    pub menus: Menus,
    pub offsets: Offsets,
    /// The form of the first dated permalink.
    pub pattern: Option<String>,
    /// Logins to people.
    pub people: HashMap<String, i64>,
    /// Account numbers to people.
    pub accounts: HashMap<u64, i64>,
    pub sections: HashMap<String, i64>,
    pub topics: HashMap<String, i64>,
    /// Pages that wait for the page above them: post id of the page.
    pub waiting: HashSet<u64>,
    pub orphans_may_come: bool,
    /// Post ids of this file, to notice one that stands twice.
    pub seen: HashSet<u64>,
    /// Keys of items that were kept as private data, for the same reason.
    pub seen_aside: HashSet<String>,
    pub summary: Summary,
    pub cut_short: Option<Error>,
    /// Whether an earlier run brought articles of this site: only then are they looked up one by one.
    pub came_before: bool,
    /// Post ids of items that files were uploaded to.
    pub with_uploads: HashSet<String>,
    held: Vec<Held>,
    in_flight: VecDeque<Flying>,
    bytes: usize,
}

impl<'a> Run<'a> {
    pub fn new(
        actions: &'a Actions,
        files: &'a Files,
        config: &'a Config,
        options: &'a Options,
        uploads: Option<Uploads>,
    ) -> Result<Run<'a>> {
        Ok(Run {
            actions,
            files,
            config,
            options,
            uploads,
            look: actions.db().separate()?,
            source: String::new(),
            hosts: Hosts::default(),
            export: wxr::Site::default(),
            site: Site::default(),
            terms: FoundTerms::default(),
            blocks: Blocks::default(),
            menus: Menus::default(),
            offsets: Offsets::default(),
            pattern: None,
            people: HashMap::new(),
            accounts: HashMap::new(),
            sections: HashMap::new(),
            topics: HashMap::new(),
            waiting: HashSet::new(),
            orphans_may_come: false,
            seen: HashSet::new(),
            seen_aside: HashSet::new(),
            summary: Summary { dry_run: options.dry_run, ..Summary::default() },
            cut_short: None,
            came_before: true,
            with_uploads: HashSet::new(),
            held: Vec::new(),
            in_flight: VecDeque::new(),
            bytes: 0,
        })
    }

    /// Takes in what the channel says of the site, and with it whose file this is.
    pub fn see_site(&mut self, site: wxr::Site) {
        for address in [&site.base_blog_url, &site.base_site_url, &site.link] {
            self.hosts.add(address);
        }
        let whose =
            [&site.base_blog_url, &site.link, &site.base_site_url].into_iter().find(|a| !a.is_empty());
        let bare = whose.map_or("", |a| a.split_once("://").map_or(a.as_str(), |(_, rest)| rest));
        let bare = bare.trim_end_matches('/').trim_start_matches("www.").to_ascii_lowercase();
        // A file that names no site is known by its title.
        self.source = if bare.is_empty() { format!("export {:?}", site.title) } else { bare };
        self.summary.source.clone_from(&self.source);
        self.export = site;
    }

    /// Queues an action on `bytes` of text, and takes the outcomes of earlier ones when many are waiting.
    pub fn queue(
        &mut self,
        line: u64,
        bytes: usize,
        verb: &'static str,
        work: impl FnMut(&mut Tx<'_, '_>) -> Result<Option<Outcome>> + Send + 'static,
    ) -> Result<()> {
        let actions = self.actions.clone();
        self.held.push(Held { line, bytes, start: Box::new(move || actions.act(verb, Self::actor(), work)) });
        self.bytes += bytes;
        if self.held.len() >= BURST || self.bytes >= BYTES_IN_FLIGHT {
            self.release()?;
        }
        Ok(())
    }

    /// Hands over what is held, once there is room for it.
    fn release(&mut self) -> Result<()> {
        while self.in_flight.len() + self.held.len() > IN_FLIGHT
            || (self.bytes > BYTES_IN_FLIGHT && !self.in_flight.is_empty())
        {
            self.take_one()?;
        }
        for Held { line, bytes, start } in std::mem::take(&mut self.held) {
            self.in_flight.push_back(Flying { line, bytes, pending: start() });
        }
        Ok(())
    }

    /// Waits for everything that was queued.
    pub fn drain(&mut self) -> Result<()> {
        self.release()?;
        while !self.in_flight.is_empty() {
            self.take_one()?;
        }
        Ok(())
    }

    fn take_one(&mut self) -> Result<()> {
        let Some(Flying { line, bytes, pending }) = self.in_flight.pop_front() else { return Ok(()) };
        self.bytes = self.bytes.saturating_sub(bytes);
        match pending.wait() {
            Ok(Some(outcome)) => self.note(line, outcome),
            Ok(None) => {}
            // A thing that cannot be taken is named, and the rest goes on; a broken database ends the run.
            Err(error @ (Error::Refused { .. } | Error::Conflict { .. } | Error::NotFound(_))) => {
                self.summary.refused.add(line, "item", error.to_string());
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Notes an outcome in the summary.
    pub fn note(&mut self, line: u64, outcome: Outcome) {
        let count = self.summary.count(outcome.kind);
        match outcome.how {
            How::New => count.new += 1,
            How::Changed => count.changed += 1,
            How::Unchanged | How::EditedHere => count.unchanged += 1,
        }
        if let Some(state) = outcome.state {
            *self.summary.states.entry(state).or_default() += 1;
        }
        let (new, changed) = outcome.comments;
        if new + changed > 0 {
            let comments = self.summary.count("comments");
            comments.new += new;
            comments.changed += changed;
        }
        for (at, about, what) in outcome.remarks {
            let notes = if outcome.how == How::EditedHere {
                &mut self.summary.edited_here
            } else {
                &mut self.summary.remarks
            };
            notes.add(if at == 0 { line } else { at }, about, what);
        }
    }

    /// The person who acts, in every action of an import: nobody in particular.
    pub fn actor() -> Actor {
        Actor::unnamed(Via::Import)
    }

    /// What is known of a thing of this source.
    pub fn known(&mut self, kind: &'static str, original: &str) -> Result<Option<store::Known>> {
        store::known(&mut self.look.sql(), &self.source, kind, original)
    }

    /// The summary, with the error that cut the file short.
    pub fn into_summary(mut self) -> Summary {
        self.summary.error = self.cut_short.take().map(|e| e.to_string());
        self.summary
    }
}

/// SHA-256, in hex, of anything that can be written as JSON.
pub fn digest(value: &impl serde::Serialize) -> Result<String> {
    struct Into(Sha256);
    impl std::io::Write for Into {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut hash = Into(Sha256::new());
    serde_json::to_writer(&mut hash, value)?;
    Ok(hex(&hash.0.finalize()))
}
