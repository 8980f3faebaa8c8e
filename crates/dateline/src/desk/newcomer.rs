//! What whoever gets an account says of themselves, by the first link and by an invitation alike: a name and a password.

use super::{
    form::{Errors, Form},
    frame::Door,
};
use crate::{accounts::password::Password, people::model::Person};

/// The person and the password, or what is wrong with them beside their fields. The password must not be made of `about`.
pub fn read(
    door: &Door,
    errors: &mut Errors,
    form: &Form,
    name: &str,
    about: &[&str],
) -> Option<(Person, Password)> {
    let person = Person::named(name, "");
    if person.is_none() {
        errors.add("name", door.say("Give the name as it is to stand over articles."));
    }
    let password = Password::parse(form.get("password").unwrap_or_default(), about);
    if let Err(why) = &password {
        errors.add("password", door.say(why));
    }
    person.zip(password.ok())
}
