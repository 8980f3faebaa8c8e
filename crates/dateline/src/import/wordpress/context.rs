//! What an import knows while it runs.

use super::{Options, blocks::Blocks, dates::Offsets, links::Hosts, menus::Menus, terms::FoundTerms};
use crate::{
    changes::{Actions, Actor, Pending, Via},
    config::Config,
    db::Separate,
    error::{Error, Result},
    files::{Files, Uploads},
    import::{store, summary::Summary},
    settings::model::Site,
};
use interchange::wxr;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet, VecDeque};

/// How many actions wait for the writer at once: enough to share a commit, few enough to bound memory.
const IN_FLIGHT: usize = 96;

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
    pub summary: Summary,
    pub cut_short: Option<Error>,
    in_flight: VecDeque<(u64, Pending<Outcome>)>,
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
            summary: Summary { dry_run: options.dry_run, ..Summary::default() },
            cut_short: None,
            in_flight: VecDeque::new(),
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

    /// Queues an action, and takes the outcomes of earlier ones when many are waiting.
    pub fn queue(&mut self, line: u64, pending: Pending<Outcome>) -> Result<()> {
        self.in_flight.push_back((line, pending));
        while self.in_flight.len() >= IN_FLIGHT {
            self.take_one()?;
        }
        Ok(())
    }

    /// Waits for everything that was queued.
    pub fn drain(&mut self) -> Result<()> {
        while !self.in_flight.is_empty() {
            self.take_one()?;
        }
        Ok(())
    }

    fn take_one(&mut self) -> Result<()> {
        let Some((line, pending)) = self.in_flight.pop_front() else { return Ok(()) };
        match pending.wait() {
            Ok(outcome) => self.note(line, outcome),
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

/// Bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
