//! The desk: where the newsroom writes. Every route on one screen, each with who may use it.
//!
//! A file a noun: it takes a request apart, calls one verb of a feature, answers with a page (`page`) or a piece of one.

mod account;
mod accounts;
mod arrange;
mod articles;
mod assets;
mod body;
mod closing;
mod comments;
mod corrections;
mod device;
mod fault;
mod form;
mod frame;
mod invitation;
mod library;
mod media;
mod newcomer;
mod own;
mod page;
mod passkeys;
mod proposals;
mod publishing;
mod reports;
mod reset;
mod route;
mod second_step;
mod settings;
mod setup;
mod sign_in;
mod slow;
mod standing;
mod uploads;
pub(crate) mod words;

pub use route::{Access, Route};

use crate::{accounts::roles::May, app::App};
use Access::{Anyone, Begun, Staff};
use axum::Router;
use http::Method;
use route::at;

/// The table of routes: how, where, who may, what answers.
#[rustfmt::skip] // One line a route, to be read as a table.
pub fn routes() -> Vec<Route> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PATCH: Method = Method::PATCH;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    vec![
        // The door
        at(GET,    "/desk/sign-in",                          Anyone,               sign_in::page),
        at(POST,   "/desk/sign-in",                          Anyone,               sign_in::enter),
        at(POST,   "/desk/sign-out",                         Begun,                sign_in::leave),
        at(POST,   "/desk/sign-in/passkey",                  Anyone,               passkeys::begin_sign_in),
        at(POST,   "/desk/sign-in/passkey/finish",           Anyone,               passkeys::finish_sign_in),
        at(GET,    "/desk/second-step",                      Begun,                second_step::page),
        at(POST,   "/desk/second-step",                      Begun,                second_step::enter),
        at(POST,   "/desk/second-step/passkey",              Begun,                passkeys::begin_step),
        at(POST,   "/desk/second-step/passkey/finish",       Begun,                passkeys::finish_step),
        at(POST,   "/desk/second-step/setup/passkey",        Begun,                passkeys::begin_first),
        at(POST,   "/desk/second-step/setup/passkey/finish", Begun,                passkeys::finish_first),
        at(GET,    "/desk/second-step/setup",                Begun,                second_step::setup_page),
        at(POST,   "/desk/second-step/setup/codes",          Begun,                second_step::begin_app),
        at(POST,   "/desk/second-step/setup",                Begun,                second_step::confirm_app),
        at(GET,    "/desk/setup/{link}",                     Anyone,               setup::page),
        at(POST,   "/desk/setup/{link}",                     Anyone,               setup::found),
        at(GET,    "/desk/invitation/{link}",                Anyone,               invitation::page),
        at(POST,   "/desk/invitation/{link}",                Anyone,               invitation::accept),
        at(GET,    "/desk/reset",                            Anyone,               reset::ask_page),
        at(POST,   "/desk/reset",                            Anyone,               reset::ask),
        at(GET,    "/desk/reset/{link}",                     Anyone,               reset::page),
        at(POST,   "/desk/reset/{link}",                     Anyone,               reset::set),
        at(GET,    "/desk/assets/{name}",                    Anyone,               assets::asset),

        // One's own
        at(GET,    "/desk",                                  Staff(May::Enter),    account::home),
        at(GET,    "/desk/account",                          Staff(May::Enter),    account::page),
        at(POST,   "/desk/account",                          Staff(May::Enter),    account::change),
        at(POST,   "/desk/account/email",                    Staff(May::Enter),    own::getting_in::email),
        at(POST,   "/desk/account/password",                 Staff(May::Enter),    own::getting_in::password),
        at(POST,   "/desk/account/sessions",                 Staff(May::Enter),    own::sessions::end),
        at(GET,    "/desk/account/codes",                    Staff(May::Enter),    own::codes::page),
        at(POST,   "/desk/account/codes",                    Staff(May::Enter),    own::codes::confirm),
        at(POST,   "/desk/account/codes/begin",              Staff(May::Enter),    own::codes::begin),
        at(POST,   "/desk/account/codes/off",                Staff(May::Enter),    own::codes::off),
        at(POST,   "/desk/account/recovery",                 Staff(May::Enter),    own::codes::renew),
        at(GET,    "/desk/account/passkeys",                 Staff(May::Enter),    own::passkeys::page),
        at(POST,   "/desk/account/passkeys/begin",           Staff(May::Enter),    passkeys::begin),
        at(POST,   "/desk/account/passkeys/finish",          Staff(May::Enter),    passkeys::finish),
        at(GET,    "/desk/account/passkeys/{id}",            Staff(May::Enter),    own::passkeys::one),
        at(POST,   "/desk/account/passkeys/{id}/name",       Staff(May::Enter),    own::passkeys::rename),
        at(POST,   "/desk/account/passkeys/{id}/remove",     Staff(May::Enter),    own::passkeys::remove),

        // Pictures and files
        at(GET,    "/desk/media",                            Staff(May::Upload),   library::list),
        at(GET,    "/desk/media.json",                       Staff(May::Upload),   media::list),
        at(GET,    "/desk/media/{id}",                       Staff(May::Upload),   library::page),
        at(POST,   "/desk/media/{id}",                       Staff(May::Upload),   library::change),
        at(POST,   "/desk/media/{id}/retire",                Staff(May::PublishAll), library::retire),
        at(PATCH,  "/desk/media/{id}",                       Staff(May::Upload),   media::change),
        at(GET,    "/desk/media/{id}/picture",               Staff(May::Upload),   media::picture),
        at(GET,    "/desk/media/{id}/file",                  Staff(May::Upload),   media::file),
        at(POST,   "/desk/uploads",                          Staff(May::Upload),   uploads::begin),
        at(GET,    "/desk/uploads/{upload}",                 Staff(May::Upload),   uploads::offset),
        at(PATCH,  "/desk/uploads/{upload}",                 Staff(May::Upload),   uploads::piece),

        // Comments
        at(GET,    "/desk/comments",                         Staff(May::Moderate), comments::list),
        at(POST,   "/desk/comments/{id}/approve",            Staff(May::Moderate), comments::approve),
        at(POST,   "/desk/comments/{id}/spam",               Staff(May::Moderate), comments::spam),
        at(POST,   "/desk/comments/{id}/remove",             Staff(May::Moderate), comments::remove),
        at(POST,   "/desk/comments/{id}/undo",               Staff(May::Moderate), comments::undo),
        at(POST,   "/desk/comments/{id}/reply",              Staff(May::Moderate), comments::reply),

        // What was wrong
        at(GET,    "/desk/corrections",                      Staff(May::Confirm),  corrections::all),
        at(GET,    "/desk/articles/{id}/corrections",        Staff(May::Enter),    corrections::panel),
        at(POST,   "/desk/articles/{id}/corrections",        Staff(May::Confirm),  corrections::issue),
        at(GET,    "/desk/reports",                          Staff(May::Confirm),  reports::list),
        at(POST,   "/desk/reports/{id}/decline",             Staff(May::Confirm),  reports::decline),

        // What articles are arranged by
        at(GET,    "/desk/sections",                         Staff(May::Arrange),  arrange::sections::list),
        at(POST,   "/desk/sections",                         Staff(May::Arrange),  arrange::sections::add),
        at(GET,    "/desk/sections/{id}",                    Staff(May::Arrange),  arrange::sections::page),
        at(POST,   "/desk/sections/{id}",                    Staff(May::Arrange),  arrange::sections::change),
        at(POST,   "/desk/sections/{id}/shift",              Staff(May::Arrange),  arrange::sections::shift),
        at(POST,   "/desk/sections/{id}/retire",             Staff(May::Arrange),  arrange::sections::retire),
        at(GET,    "/desk/topics",                           Staff(May::Arrange),  arrange::topics::list),
        at(POST,   "/desk/topics",                           Staff(May::Arrange),  arrange::topics::add),
        at(GET,    "/desk/topics/{id}",                      Staff(May::Arrange),  arrange::topics::page),
        at(POST,   "/desk/topics/{id}",                      Staff(May::Arrange),  arrange::topics::change),
        at(POST,   "/desk/topics/{id}/retire",               Staff(May::Arrange),  arrange::topics::retire),
        at(GET,    "/desk/people",                           Staff(May::Bylines),  arrange::people::list),
        at(POST,   "/desk/people",                           Staff(May::Bylines),  arrange::people::add),
        at(GET,    "/desk/people/{id}",                      Staff(May::Bylines),  arrange::people::page),
        at(POST,   "/desk/people/{id}",                      Staff(May::Bylines),  arrange::people::change),
        at(GET,    "/desk/settings",                         Staff(May::Settings), settings::page),
        at(POST,   "/desk/settings",                         Staff(May::Settings), settings::change),

        // Accounts
        at(GET,    "/desk/accounts",                         Staff(May::Accounts), accounts::list::page),
        at(GET,    "/desk/accounts/invite",                  Staff(May::Accounts), accounts::invite::page),
        at(POST,   "/desk/accounts/invite",                  Staff(May::Accounts), accounts::invite::invite),
        at(POST,   "/desk/accounts/invitations/{id}/withdraw", Staff(May::Accounts), accounts::list::withdraw),
        at(GET,    "/desk/accounts/{id}",                    Staff(May::Accounts), accounts::one::page),
        at(POST,   "/desk/accounts/{id}/role",               Staff(May::Accounts), accounts::one::role),
        at(POST,   "/desk/accounts/{id}/close",              Staff(May::Accounts), accounts::one::close),
        at(POST,   "/desk/accounts/{id}/reopen",             Staff(May::Accounts), accounts::one::reopen),
        at(POST,   "/desk/accounts/{id}/reset",              Staff(May::Accounts), accounts::one::reset),
        at(POST,   "/desk/accounts/{id}/factors",            Staff(May::Accounts), accounts::one::factors),
        at(GET,    "/desk/settings/access",                  Staff(May::Settings), accounts::access::page),
        at(POST,   "/desk/settings/access",                  Staff(May::Settings), accounts::access::change),
        // Writing
        at(GET,    "/desk/articles",                         Staff(May::Enter),    articles::list::page),
        at(GET,    "/desk/sources",                          Staff(May::Enter),    proposals::list),
        at(GET,    "/desk/calendar",                         Staff(May::Enter),    articles::calendar::page),
        at(POST,   "/desk/articles",                         Staff(May::Write),    articles::page::begin),
        at(GET,    "/desk/articles/{id}",                    Staff(May::Enter),    articles::page::page),
        at(PUT,    "/desk/articles/{id}/working-copy",       Staff(May::Write),    articles::saving::keep),
        at(DELETE, "/desk/articles/{id}/working-copy",       Staff(May::Write),    articles::saving::discard),
        at(POST,   "/desk/articles/{id}/revisions",          Staff(May::Write),    articles::saving::save),
        at(PUT,    "/desk/articles/{id}/presence",           Staff(May::Enter),    articles::saving::look),
        at(GET,    "/desk/articles/{id}/people",             Staff(May::Enter),    articles::people::panel),
        at(POST,   "/desk/articles/{id}/assign",             Staff(May::Write),    articles::people::assign),
        at(POST,   "/desk/articles/{id}/unassign",           Staff(May::Write),    articles::people::unassign),
        at(POST,   "/desk/articles/{id}/name",               Staff(May::Write),    articles::people::name),
        at(POST,   "/desk/articles/{id}/unname",             Staff(May::Write),    articles::people::unname),
        at(POST,   "/desk/articles/{id}/confidential",       Staff(May::Write),    articles::people::confidential),
        at(GET,    "/desk/articles/{id}/glass",              Staff(May::BreakGlass), articles::glass::page),
        at(POST,   "/desk/articles/{id}/glass",              Staff(May::BreakGlass), articles::glass::break_it),
        at(POST,   "/desk/articles/{id}/trash",              Staff(May::Write),    articles::trash::put_away),
        at(POST,   "/desk/articles/{id}/return",             Staff(May::Write),    articles::trash::bring_back),
        at(GET,    "/desk/articles/{id}/versions",           Staff(May::Enter),    articles::versions::panel),
        at(GET,    "/desk/articles/{id}/comparison",         Staff(May::Enter),    articles::versions::comparison),
        at(POST,   "/desk/articles/{id}/revisions/{version}/restoration", Staff(May::Write), articles::versions::restore),
        at(POST,   "/desk/articles/{id}/sources/look",       Staff(May::Enter),    articles::sources::look),
        at(POST,   "/desk/articles/{id}/sources/confirmation", Staff(May::Confirm), articles::sources::confirm),
        at(POST,   "/desk/articles/{id}/sources/refusal",    Staff(May::Write),    articles::sources::refuse),
        at(GET,    "/desk/people.json",                      Staff(May::Enter),    articles::choices::people),
        at(GET,    "/desk/topics.json",                      Staff(May::Enter),    articles::choices::topics),
        at(POST,   "/desk/topics.json",                      Staff(May::Write),    articles::choices::add_topic),

        // From draft to public
        at(GET,    "/desk/articles/{id}/publication",        Staff(May::Enter),    publishing::publication::show),
        at(POST,   "/desk/articles/{id}/publication",        Staff(May::PublishOwn), publishing::publication::publish),
        at(POST,   "/desk/articles/{id}/stage",              Staff(May::Write),    publishing::stage::change),
        at(POST,   "/desk/articles/{id}/schedule",           Staff(May::PublishOwn), publishing::schedules::set),
        at(POST,   "/desk/articles/{id}/schedule/end",       Staff(May::PublishOwn), publishing::schedules::end),
        at(POST,   "/desk/articles/{id}/embargo",            Staff(May::Write),    publishing::embargo::set),
        at(POST,   "/desk/articles/{id}/embargo/end",        Staff(May::PublishAll), publishing::embargo::end),
        at(GET,    "/desk/articles/{id}/withdrawal",         Staff(May::PublishOwn), publishing::withdrawal::page),
        at(POST,   "/desk/articles/{id}/withdrawal",         Staff(May::PublishOwn), publishing::withdrawal::withdraw),
        at(GET,    "/desk/articles/{id}/preview",            Staff(May::Enter),    publishing::preview::bar),
        at(GET,    "/desk/articles/{id}/preview/page",       Staff(May::Enter),    publishing::preview::page),
        at(GET,    "/desk/articles/{id}/checks",             Staff(May::Enter),    publishing::checks::show),
        at(GET,    "/desk/articles/{id}/notes",              Staff(May::Enter),    publishing::notes::show),
        at(POST,   "/desk/articles/{id}/notes",              Staff(May::Enter),    publishing::notes::leave),
        at(POST,   "/desk/articles/{id}/notes/{note}/settled", Staff(May::Enter),  publishing::notes::settle),
        at(GET,    "/desk/articles/{id}/links",              Staff(May::Write),    publishing::links::page),
        at(POST,   "/desk/articles/{id}/links",              Staff(May::Write),    publishing::links::make),
        at(POST,   "/desk/articles/{id}/links/{link}/end",   Staff(May::Write),    publishing::links::end),
        at(GET,    "/desk/account/letters",                  Staff(May::Enter),    publishing::letters::page),
        at(POST,   "/desk/account/letters",                  Staff(May::Enter),    publishing::letters::change),
        at(GET,    "/desk/settings/checklist",               Staff(May::Settings), publishing::checklist::page),
        at(POST,   "/desk/settings/checklist",               Staff(May::Settings), publishing::checklist::change),
        at(GET,    "/desk/articles/{id}/erasure",            Staff(May::TakeDown), closing::erasure::page),
        at(POST,   "/desk/articles/{id}/erasure",            Staff(May::TakeDown), closing::erasure::erase),
        at(GET,    "/desk/articles/{id}/takedown",           Staff(May::TakeDown), closing::takedown::page),
        at(POST,   "/desk/articles/{id}/takedown",           Staff(May::TakeDown), closing::takedown::take_down),
        at(POST,   "/desk/articles/{id}/takedown/{takedown}/end", Staff(May::TakeDown), closing::takedown::open_again),
        at(GET,    "/desk/notices",                          Staff(May::Enter),    publishing::notices::page),
        at(POST,   "/desk/notices/{id}/seen",                Staff(May::Enter),    publishing::notices::seen),
    ]
}

/// The desk's router. Below `/desk` nothing else is ever answered; below `/private` is what private links show.
pub fn router(app: &App) -> Router<App> {
    route::guarded(app, routes()).merge(publishing::private::router(app))
}
