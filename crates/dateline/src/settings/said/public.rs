//! The part that tells the public who stands behind the paper: policies, and `trust.txt`.

use crate::{
    error::{Error, Result},
    settings::{model::Site, policies::POLICIES, trust::ATTRIBUTES},
};

/// The settings of `trust.txt`, in the order of its attributes.
const TRUST: [&str; 9] = [
    "trust_member",
    "trust_belongto",
    "trust_control",
    "trust_controlledby",
    "trust_social",
    "trust_vendor",
    "trust_customer",
    "trust_disclosure",
    "trust_contact",
];
const TRAINING: &str = "trust_datatrainingallowed";

/// Each setting's name and what it is.
pub(super) fn shown(site: &Site) -> Vec<(&'static str, String)> {
    let policies = POLICIES.iter().map(|(name, _)| (*name, site.policies.path(name).to_owned()));
    let trust = TRUST.iter().zip(ATTRIBUTES).map(|(name, of)| (*name, site.trust.addresses(of).join(" ")));
    let training = match site.trust.training {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    policies.chain(trust).chain([(TRAINING, training.to_owned())]).collect()
}

/// Changes a setting; false if it is none of these.
pub(super) fn change(site: &mut Site, name: &str, value: &str) -> Result<bool> {
    if let Some((name, _)) = POLICIES.iter().find(|(known, _)| *known == name) {
        site.policies.set(name, value)?;
    } else if let Some((_, of)) = TRUST.iter().zip(ATTRIBUTES).find(|(known, _)| **known == name) {
        site.trust.set(name, of, value)?;
    } else if name == TRAINING {
        site.trust.training = match value.trim() {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            other => return Err(Error::refused(name, format!("{other:?} is neither yes nor no"))),
        };
    } else {
        return Ok(false);
    }
    Ok(true)
}
