//! What `dateline site` shows and sets of getting in.

use crate::{
    accounts::roles::Role,
    error::{Error, Result},
    settings::access::Access,
};

/// Names and values.
pub fn shown(access: &Access) -> Vec<(&'static str, String)> {
    let least = if access.second_factor.is_empty() { "nobody".into() } else { access.second_factor.clone() };
    vec![("second_factor", least), ("address_days", access.address_days.to_string())]
}

/// Sets one of them; false if the name is none of these.
pub fn change(access: &mut Access, name: &str, value: &str) -> Result<bool> {
    match name {
        "second_factor" if matches!(value, "" | "nobody") => access.second_factor.clear(),
        "second_factor" => {
            let role = Role::parse(value).map_err(|_| {
                let why = "the least role that must have a second factor: contributor, author, editor, administrator or nobody";
                Error::refused(name, format!("{value:?} is no role; it is {why}"))
            })?;
            role.as_str().clone_into(&mut access.second_factor);
        }
        "address_days" => {
            let days = value.trim().parse().ok().filter(|days| (0..=Access::MOST_DAYS).contains(days));
            access.address_days = days.ok_or_else(|| {
                Error::refused(name, format!("{value:?} is no whole number from 0 to {}", Access::MOST_DAYS))
            })?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
