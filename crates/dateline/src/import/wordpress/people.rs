//! Authors, guest authors and co-authors become people.

use super::{
    context::{How, Outcome, Run, digest},
    terms::{remember_name, remember_number},
};
use crate::{
    error::Result,
    import::store::{self, Entry},
    paths::model::Kind,
    people::{self, model::Person},
    values::{HttpUrl, line},
};
use interchange::wxr::{Author, Item, views};

impl Run<'_> {
    /// `wp:author`.
    pub fn see_author(&mut self, author: &Author) -> Result<()> {
        let name = [
            author.display_name.as_str(),
            &format!("{} {}", author.first_name, author.last_name),
            &author.login,
        ]
        .into_iter()
        .map(|name| line(name, 200))
        .find(|name| !name.is_empty())
        .unwrap_or_default();
        let key = if author.login.is_empty() { name.clone() } else { author.login.clone() };
        let Some(mut person) = Person::named(&name, &key) else {
            self.summary.remarks.add(author.line, "author", "has neither a login nor a name");
            return Ok(());
        };
        person.email = Some(author.email.trim().to_owned()).filter(|e| e.contains('@'));
        person.login = Some(line(&author.login, 200)).filter(|l| !l.is_empty());
        let wanted = author.id.filter(|id| *id > 0);
        let id = self.bring_person(author.line, &key, &person, wanted)?;
        if let Some(number) = wanted.and_then(|n| u64::try_from(n).ok()) {
            self.accounts.insert(number, id);
        }
        Ok(())
    }

    /// A guest author of the plugin Co-Authors Plus; false for any other item.
    pub fn see_guest_author(&mut self, item: &Item) -> Result<bool> {
        let Some(guest) = views::guest_author(item) else { return Ok(false) };
        let name = if guest.display_name.is_empty() { &item.title } else { &guest.display_name };
        let Some(mut person) = Person::named(name, &guest.slug) else { return Ok(true) };
        person.email = Some(guest.email).filter(|e| e.contains('@'));
        person.url = HttpUrl::parse(&guest.website).ok();
        person.bio = guest.description.trim().to_owned();
        match guest.linked_login.and_then(|login| self.people.get(&login).copied()) {
            Some(account) => {
                self.people.insert(guest.slug, account);
            }
            None => {
                self.bring_person(item.line, &guest.slug, &person, None)?;
            }
        }
        Ok(true)
    }

    /// A person by login or slug; one whom the file only names is made from the name.
    pub fn person(&mut self, key: &str, name: &str) -> Result<Option<i64>> {
        if let Some(id) = self.people.get(key) {
            return Ok(Some(*id));
        }
        match Person::named(name, key) {
            Some(person) => self.bring_person(0, key, &person, None).map(Some),
            None => Ok(None),
        }
    }

    fn bring_person(&mut self, at: u64, key: &str, person: &Person, wanted: Option<i64>) -> Result<i64> {
        let digest = digest(&(
            &person.name,
            &person.email,
            &person.login,
            &person.bio,
            person.url.as_ref().map(HttpUrl::as_str),
        ))?;
        let known = self.known("person", key)?;
        let how = match &known {
            None => How::New,
            Some(known) if known.digest == digest => How::Unchanged,
            Some(_) => How::Changed,
        };
        let mut id = known.as_ref().map_or(0, |k| k.ours);
        if how != How::Unchanged && !self.options.dry_run {
            let (source, key, person) = (self.source.clone(), key.to_owned(), person.clone());
            let base = self.site.permalinks.person_base.clone();
            id = self
                .actions
                .act("import a person", Self::actor(), move |tx| {
                    let ours = match &known {
                        Some(known) => {
                            people::store::update(tx, known.ours, &person)?;
                            known.ours
                        }
                        None => people::store::add(tx, &person, wanted)?,
                    };
                    let number = wanted.and_then(|n| u64::try_from(n).ok());
                    remember_number(tx, "author", number, ours, Kind::Person)?;
                    remember_name(tx, &base, &key, ours, Kind::Person)?;
                    tx.audit(format!("person/{ours}"), "");
                    let entry = Entry {
                        source: &source,
                        kind: "person",
                        original: &key,
                        ours,
                        digest: &digest,
                        revision: 0,
                    };
                    store::remember(tx, &entry)?;
                    Ok(ours)
                })
                .wait()?;
        }
        self.people.insert(key.to_owned(), id);
        self.note(at, Outcome { kind: "people", how, state: None, remarks: Vec::new(), comments: (0, 0) });
        Ok(id)
    }
}
