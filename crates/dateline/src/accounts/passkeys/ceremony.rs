//! What is said between a browser and the site: challenges out, signatures in. The state in between is kept by the caller.

use crate::{
    error::{Error, Result},
    secrets,
    values::hex,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

/// Why there are no passkeys at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A passkey belongs to a name (WebAuthn, 5.1.2: the relying party's identifier is a domain).
    Number,
    /// Browsers use passkeys in a secure context alone.
    Plain,
}

impl Why {
    /// In English.
    pub fn text(self) -> &'static str {
        match self {
            Why::Number => {
                "Passkeys belong to a name, and this site's public_url is a number. Set it to an address with a name; on one's own machine, http://localhost with the port."
            }
            Why::Plain => {
                "Browsers use passkeys over HTTPS alone, and this site's public_url begins with http."
            }
        }
    }
}

/// The site, as passkeys know it: the host of `public_url`. Another host makes every passkey useless.
pub struct Passkeys(std::result::Result<Box<Webauthn>, Why>);

/// What a browser is asked for, and what its answer is compared with.
#[derive(Debug, Clone)]
pub struct Begun {
    /// For the browser.
    pub options: Value,
    /// To be kept, as JSON.
    pub state: String,
}

fn failed(error: &WebauthnError) -> Error {
    // What it says is of use to whoever looks into a device; people are told what to do.
    tracing::debug!(?error, "a passkey was not taken");
    Error::refused("passkey", "This passkey does not work here. Try again, or use another one.")
}

fn options<T: serde::Serialize>(asked: &T) -> Result<Value> {
    let asked = serde_json::to_value(asked)?;
    asked
        .get("publicKey")
        .cloned()
        .ok_or_else(|| Error::Internal("options of a passkey without a key".into()))
}

impl Passkeys {
    /// For a site's own address.
    pub fn of(public_url: &str) -> Passkeys {
        let site = Url::parse(public_url).ok();
        let Some((url, name)) = site.as_ref().and_then(|url| Some((url, url.domain()?))) else {
            return Passkeys(Err(Why::Number));
        };
        let here = name == "localhost" || name.ends_with(".localhost");
        if url.scheme() != "https" && !here {
            return Passkeys(Err(Why::Plain));
        }
        let built = WebauthnBuilder::new(name, url).and_then(WebauthnBuilder::build);
        Passkeys(built.map(Box::new).map_err(|_| Why::Number))
    }

    /// Whether there are any, or why not.
    pub fn why_not(&self) -> Option<Why> {
        self.0.as_ref().err().copied()
    }

    fn site(&self) -> Result<&Webauthn> {
        self.0.as_deref().map_err(|why| Error::refused("passkey", why.text()))
    }

    /// Asks for a new passkey that the device finds by itself, for an account that it knows by `handle`, and none of `already`.
    pub fn register(
        &self,
        handle: &str,
        site: &str,
        name: &str,
        email: &str,
        already: &[Passkey],
    ) -> Result<Begun> {
        let handle = read_handle(handle).ok_or_else(|| Error::Damaged("the handle of an account".into()))?;
        let already = already.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (asked, state) = self
            .site()?
            .start_passkey_registration(handle, email, name, Some(already))
            .map_err(|e| failed(&e))?;
        let mut options = options(&asked)?;
        if let Some(rp) = options.get_mut("rp") {
            rp["name"] = json!(site);
        }
        // The library leaves it to the device whether a passkey can be found without a name: here one must be.
        if let Some(selection) = options.get_mut("authenticatorSelection") {
            selection["residentKey"] = json!("required");
            selection["requireResidentKey"] = json!(true);
        }
        Ok(Begun { options, state: serde_json::to_string(&state)? })
    }

    /// Takes the answer: a passkey to be kept.
    pub fn registered(&self, state: &str, answer: &RegisterPublicKeyCredential) -> Result<Passkey> {
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        self.site()?.finish_passkey_registration(answer, &state).map_err(|e| failed(&e))
    }

    /// Asks for one of somebody's passkeys.
    pub fn step(&self, passkeys: &[Passkey]) -> Result<Begun> {
        let (asked, state) = self.site()?.start_passkey_authentication(passkeys).map_err(|e| failed(&e))?;
        Ok(Begun { options: options(&asked)?, state: serde_json::to_string(&state)? })
    }

    /// Takes the answer.
    pub fn stepped(&self, state: &str, answer: &PublicKeyCredential) -> Result<AuthenticationResult> {
        let state: PasskeyAuthentication = serde_json::from_str(state)?;
        self.site()?.finish_passkey_authentication(answer, &state).map_err(|e| failed(&e))
    }

    /// Asks for any passkey that a device has for this site, from whoever unlocks it.
    pub fn sign_in(&self) -> Result<Begun> {
        let (asked, state) = self.site()?.start_discoverable_authentication().map_err(|e| failed(&e))?;
        Ok(Begun { options: options(&asked)?, state: serde_json::to_string(&state)? })
    }

    /// Takes the answer, with the passkey that it names and the handle of whose it is.
    pub fn signed_in(
        &self,
        state: &str,
        answer: &PublicKeyCredential,
        handle: &str,
        passkey: &Passkey,
    ) -> Result<AuthenticationResult> {
        let state: DiscoverableAuthentication = serde_json::from_str(state)?;
        let site = self.site()?;
        let (named, _) = site.identify_discoverable_authentication(answer).map_err(|e| failed(&e))?;
        if read_handle(handle) != Some(named) {
            return Err(failed(&WebauthnError::InvalidUserUniqueId));
        }
        let result = site.finish_discoverable_authentication_v2(answer, state, passkey);
        let result = result.map_err(|e| failed(&e))?;
        // Alone it stands for both factors: the device must have been unlocked.
        if result.user_verified() { Ok(result) } else { Err(failed(&WebauthnError::UserNotVerified)) }
    }
}

/// What devices know an account by: 16 random bytes in hex, that say nothing of it (WebAuthn, 14.6.1).
pub fn new_handle() -> Result<String> {
    Ok(hex(&secrets::random::<16>()?))
}

fn read_handle(text: &str) -> Option<Uuid> {
    if text.len() == 32 { Uuid::try_parse(text).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_a_secure_address() {
        for (url, why) in [
            ("https://courier.example", None),
            ("https://courier.example:8443", None),
            ("http://localhost:4080", None),
            ("http://127.0.0.1:4080", Some(Why::Number)),
            ("https://192.0.2.1", Some(Why::Number)),
            ("http://[::1]:4080", Some(Why::Number)),
            ("http://courier.example", Some(Why::Plain)),
        ] {
            assert_eq!(Passkeys::of(url).why_not(), why, "{url}");
        }
        let error = Passkeys::of("http://127.0.0.1:4080").sign_in().unwrap_err().to_string();
        assert!(error.contains("public_url"), "{error}");
    }
}
