//! A WordPress export (WXR) becomes articles, sections, topics, people, pictures, comments and redirects.
//!
//! The file is read several times, one item in memory at a time: first what others refer to (people, terms, files,
//! menus, reusable blocks), then posts and pages, with pages that stand below a page that comes later read once more.
//! Each item is one action, keyed by source site and post id, so an interrupted run goes on where it stopped.

mod articles;
mod blocks;
mod bring;
mod comments;
mod context;
mod dates;
mod links;
mod manuscript;
mod media;
mod menus;
mod people;
mod permalinks;
mod plain;
mod terms;

use crate::{
    app::now,
    changes::{Actions, Actor, Via},
    config::Config,
    error::{Error, Result},
    files::{Files, Uploads},
    import::{
        redirects, store,
        summary::{Seconds, Summary},
    },
    settings,
};
pub(crate) use context::Run;
use interchange::wxr::{self, Event, Limits};
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

/// How an import is run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The export.
    pub file: PathBuf,
    /// The old site's uploads folder.
    pub uploads: Option<PathBuf>,
    /// The Redirection plugin's list.
    pub redirects: Option<PathBuf>,
    /// The newsroom's zone.
    pub zone: Option<String>,
    /// Write nothing.
    pub dry_run: bool,
}

/// How far an import has come, for a progress bar.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Bytes of the file read in this pass.
    pub bytes: u64,
    /// Bytes of the file.
    pub of: u64,
    /// Items seen in this pass.
    pub items: u64,
    /// Which pass: 1 reads what others refer to, 2 and later bring articles.
    pub pass: u32,
}

/// How many items lie between two looks at the progress bar.
const STEP: u64 = 50;

/// Runs an import. What the file says wrong is in the summary; an error that ends it early is there too, with
/// everything that came in before it kept.
pub fn run(
    actions: &Actions,
    files: &Files,
    config: &Config,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary> {
    let (begun, started) = (Instant::now(), now());
    let uploads = match &options.uploads {
        Some(folder) => Some(Uploads::open(folder).map_err(Error::file(folder))?),
        None => None,
    };
    if let Some(zone) = &options.zone {
        jiff::tz::TimeZone::get(zone).map_err(|_| {
            Error::refused("zone", format!("{zone:?} is no time zone; write it as Europe/Berlin"))
        })?;
    }
    let list = options.redirects.as_deref().map(redirects::read).transpose()?;
    let mut run = Run::new(actions, files, config, options, uploads)?;
    let mut outcome = run.passes(&options.file, progress);
    if outcome.is_ok() {
        outcome = run.menus();
    }
    if let (Ok(()), Some(list)) = (&outcome, list) {
        outcome = redirects::bring(&mut run, &list);
    }
    let drained = run.drain();
    let mut summary = run.into_summary();
    if let Err(error) = outcome.and(drained) {
        summary.error = Some(error.to_string());
    }
    summary.seconds = Seconds::of(begun.elapsed());
    if !options.dry_run {
        let (source, text) = (summary.source.clone(), serde_json::to_string(&summary)?);
        let file = options.file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        actions
            .act("import", Actor::unnamed(Via::Import), move |tx| {
                tx.audit(format!("import/{source}"), file.clone());
                store::note_run(tx, &source, &file, started, &text)
            })
            .wait()?;
    }
    Ok(summary)
}

impl Run<'_> {
    /// Reads the file as often as it takes.
    fn passes(&mut self, file: &Path, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        self.pass(1, file, progress, |run, event| run.first_pass(event))?;
        self.after_first_pass()?;
        for pass in 2.. {
            let waiting = self.waiting_pages();
            self.pass(pass, file, progress, |run, event| run.article_pass(pass, event))?;
            self.drain()?;
            let left = self.waiting_pages();
            if left == 0 {
                return Ok(());
            }
            if pass > 2 && left == waiting {
                // Their parents are not in this file, or stand below one another: they come in without.
                self.give_up_on_parents();
            }
        }
        Ok(())
    }

    fn pass(
        &mut self,
        pass: u32,
        file: &Path,
        progress: &mut dyn FnMut(Progress),
        mut see: impl FnMut(&mut Self, Event) -> Result<()>,
    ) -> Result<()> {
        let of = std::fs::metadata(file).map_err(Error::file(file))?.len();
        let mut reader = wxr::open(file, Limits::default()).map_err(Error::file(file))?;
        let mut items = 0;
        while let Some(event) = reader.next() {
            let event = match event {
                Ok(event) => event,
                // Said once; the second pass would meet it again, after what came before it was brought in.
                Err(error) if pass == 1 && error_leaves_items(&error) => {
                    self.cut_short = Some(Error::refused(file.display().to_string(), error.to_string()));
                    return Ok(());
                }
                Err(_) if self.cut_short.is_some() => break,
                Err(error) => return Err(Error::refused(file.display().to_string(), error.to_string())),
            };
            if matches!(event, Event::Item(_)) {
                items += 1;
                if items % STEP == 0 {
                    progress(Progress { bytes: reader.bytes_read(), of, items, pass });
                }
            }
            see(self, event)?;
        }
        progress(Progress { bytes: of, of, items, pass });
        Ok(())
    }

    /// Once everything that articles refer to is known: the site, its terms, and whose file it is.
    fn after_first_pass(&mut self) -> Result<()> {
        self.settle_site()?;
        self.bring_terms()?;
        self.drain()?;
        self.look_back()
    }

    fn settle_site(&mut self) -> Result<()> {
        let mut site = settings::store::site(&mut self.look.sql())?;
        if settings::store::is_set(&mut self.look.sql())? {
            self.site = site;
            if let Some(zone) = &self.options.zone
                && *zone != self.site.zone
            {
                let say = format!(
                    "the site keeps its zone {}; `dateline site zone={zone}` changes it",
                    self.site.zone
                );
                self.summary.remarks.add(0, "zone", say);
            }
            return Ok(());
        }
        let found = &self.export;
        site.name = crate::values::line(&plain::text(&found.title), 200);
        if site.name.is_empty() {
            site.name = self.source.clone();
        }
        site.tagline = crate::values::line(&plain::text(&found.description), 300);
        if let Ok(language) = crate::values::Language::parse(&found.language) {
            site.language = language;
        }
        site.origin = Some(found.base_blog_url.clone()).filter(|o| !o.is_empty());
        match &self.options.zone {
            Some(zone) => site.zone.clone_from(zone),
            None => {
                if let Some(hint) = self.zone_hint() {
                    self.summary.remarks.add(0, "zone", hint);
                }
            }
        }
        if let Some(pattern) = self.permalink_pattern() {
            site.permalinks.article = pattern;
        }
        self.site = site.clone();
        if self.options.dry_run {
            return Ok(());
        }
        self.actions
            .act("set the site", Actor::unnamed(Via::Import), move |tx| settings::store::set_site(tx, &site))
            .wait()
    }
}

/// Whether complete items may stand before the place where reading stopped.
fn error_leaves_items(error: &wxr::WxrError) -> bool {
    use wxr::WxrError::{CutOff, Damaged, Read, TooDeep, TooLarge};
    matches!(
        error,
        CutOff { .. }
            | Damaged { .. }
            | Read { .. }
            | TooDeep { .. }
            | TooLarge { .. }
            | wxr::WxrError::Bomb { .. }
    )
}
