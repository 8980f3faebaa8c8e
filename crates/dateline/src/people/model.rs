//! A person.

use crate::values::{HttpUrl, Slug, line};

/// A person as it is written down. The name of an unnamed source has no place here.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The part of the address.
    pub slug: Slug,
    /// As the byline has it.
    pub name: String,
    /// Never shown.
    pub email: Option<String>,
    /// The account's name in the system that the person came from.
    pub login: Option<String>,
    /// A few lines about the person.
    pub bio: String,
    /// The person's own address.
    pub url: Option<HttpUrl>,
}

impl Person {
    /// A person of whom the name is known; the slug is made from `slug` or from the name.
    pub fn named(name: &str, slug: &str) -> Option<Person> {
        let name = line(name, 200);
        let slug = Slug::from_text(slug).or_else(|| Slug::from_text(&name))?;
        let name = if name.is_empty() { slug.to_string() } else { name };
        Some(Person { slug, name, email: None, login: None, bio: String::new(), url: None })
    }
}
