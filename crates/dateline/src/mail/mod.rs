//! Mail: plain text, one letter to one address, over SMTP (RFC 5321). What makes a letter necessary queues a job.

use crate::{
    config::Mail,
    jobs::model::Outcome,
    values::{Email, line},
};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// The name that it comes from.
    pub sender: String,
    /// One line; what would begin another is taken out.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Sends a letter. Without a mail server nothing is sent, and the job says so.
pub async fn send(mail: Option<&Mail>, letter: &Letter) -> Outcome {
    let Some(mail) = mail else {
        return Outcome::Never(
            "mail is not set up: set smtp_url and mail_from, then run `dateline jobs --retry`".into(),
        );
    };
    let message = match write(mail, letter) {
        Ok(message) => message,
        Err(why) => return Outcome::Never(why),
    };
    let transport = match AsyncSmtpTransport::<Tokio1Executor>::from_url(&mail.server()) {
        Ok(builder) => builder.timeout(Some(std::time::Duration::from_secs(30))).build(),
        Err(error) => return Outcome::Never(format!("smtp_url cannot be used: {error}")),
    };
    match transport.send(message).await {
        Ok(_) => Outcome::Done,
        // 5yz: it will say the same tomorrow (RFC 5321, 4.2.1). Its words may repeat the address, and are left out.
        Err(error) if error.is_permanent() => Outcome::Never(match error.status() {
            Some(code) => format!("the mail server refused the letter for good ({code})"),
            None => "the mail server refused the letter for good".into(),
        }),
        Err(error) if error.is_transient() => {
            Outcome::Later("the mail server asks to try again later".into())
        }
        Err(error) => Outcome::Later(format!("the mail server cannot be reached: {error}")),
    }
}

fn write(mail: &Mail, letter: &Letter) -> Result<Message, String> {
    let address = |email: &Email| {
        email.as_str().parse::<Address>().map_err(|_| "an address that mail cannot be sent to".to_owned())
    };
    let name = Some(line(&letter.sender, 200)).filter(|name| !name.is_empty());
    Message::builder()
        .from(Mailbox::new(name, address(&mail.from)?))
        .to(Mailbox::new(None, address(&letter.to)?))
        .subject(line(&letter.subject, 600))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| format!("a letter that cannot be written: {error}"))
}
