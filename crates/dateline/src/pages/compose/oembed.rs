//! oEmbed (oembed.com): what another site shows of an article when somebody pastes its address there.
//!
//! A quotation with a link, without a script and without a frame: whoever shows it keeps their readers to themselves.

use super::{
    Work,
    ask::{Ask, EmbedAsk},
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{self as articles, Shown},
    cache::Page,
    error::Result,
    media,
    pages::{escape, oembed as write, oembed::EmbedView, words::direction},
    paths::{
        self,
        model::{Kind, PathKey},
    },
    publishing,
};
use http::{HeaderValue, StatusCode, header};

/// As wide as a quotation is shown, in pixels, where more is allowed.
const WIDTH: u32 = 600;
/// About as high as it is then.
const HEIGHT: u32 = 220;

impl Work<'_, '_> {
    /// The answer of the provider, if it was asked.
    pub(super) fn oembed(&mut self, ask: &Ask) -> Result<Option<Page>> {
        let Some(asked) = &ask.embed else { return Ok(None) };
        if asked.url.is_empty() {
            return Ok(Some(refused(StatusCode::BAD_REQUEST, "Name an article's address: ?url=https://…")));
        }
        let Some(xml) = asked.xml else {
            return Ok(Some(refused(StatusCode::NOT_IMPLEMENTED, "There are the formats json and xml.")));
        };
        let shown = match self.article_at(&asked.url)? {
            Some(id) => articles::article(self.sql, id)?.filter(|shown| shown.live),
            None => None,
        };
        let Some(shown) = shown else {
            return Ok(Some(refused(StatusCode::NOT_FOUND, "There is no article at this address.")));
        };
        let view = self.embed_of(shown, asked)?;
        let (media_type, body) = if xml {
            ("text/xml; charset=utf-8", write::xml(&view))
        } else {
            ("application/json; charset=utf-8", write::json(&view))
        };
        Ok(Some(page(StatusCode::OK, media_type, body)))
    }

    /// The article that an absolute address of this site leads to.
    fn article_at(&mut self, address: &str) -> Result<Option<i64>> {
        let Ok(address) = url::Url::parse(address) else { return Ok(None) };
        let own = url::Url::parse(&self.composer.base_url).ok();
        let host = |url: &url::Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
        if !matches!(address.scheme(), "http" | "https") || own.as_ref().and_then(host) != host(&address) {
            return Ok(None);
        }
        let by_number =
            address.query_pairs().find(|(name, _)| name == "p").and_then(|(_, id)| id.parse().ok());
        let id = match (address.path(), by_number) {
            ("/", Some(id)) => Some(id),
            (path, _) => match PathKey::of(path) {
                Some(key) => {
                    self.rests_on(paths::store::fact(&key));
                    let found = paths::reader::find(self.sql, &key)?;
                    found.filter(|f| f.kind == Kind::Article && f.destination.is_none()).map(|f| f.target)
                }
                None => None,
            },
        };
        if let Some(id) = id {
            self.rests_on(publishing::store::fact(id));
        }
        Ok(id)
    }

    fn embed_of(&mut self, shown: Shown, asked: &EmbedAsk) -> Result<EmbedView> {
        let (site, _) = self.settings()?;
        let author = self.bylines(&shown.view)?.into_iter().find(|b| b.role.is_none());
        let title = match shown.headline.trim() {
            "" => self.locale(&site, &shown.language)?.day(shown.published_on),
            headline => headline.to_owned(),
        };
        let link = self.composer.absolute(&shown.path);
        let mut html =
            format!("<blockquote lang=\"{}\" dir=\"{}\">", shown.language, direction(&shown.language));
        // Writing into a String cannot fail.
        let _ = quotation(&mut html, &link, &title, &shown.standfirst, &site.name);
        let most = |asked: Option<u32>, usual: u32| asked.map_or(usual, |most| most.min(usual));
        Ok(EmbedView {
            title,
            author: author.map(|b| (b.name, b.href.map(|href| self.composer.absolute(&href)))),
            provider: site.name,
            provider_url: self.composer.absolute("/"),
            html,
            width: most(asked.width, WIDTH),
            height: most(asked.height, HEIGHT),
            thumbnail: self.thumbnail(&shown.view, asked)?,
        })
    }

    /// The largest version of the lead picture that is no larger than was asked for.
    fn thumbnail(
        &mut self,
        view: &publishing::store::View,
        asked: &EmbedAsk,
    ) -> Result<Option<(String, u32, u32)>> {
        let Some(lead) = &view.lead else { return Ok(None) };
        self.rests_on(media::store::fact(lead.media));
        let Some(medium) = media::reader::medium(self.sql, lead.media)? else { return Ok(None) };
        let (wide, high) = (asked.width.unwrap_or(1_200), asked.height.unwrap_or(u32::MAX));
        let stem = medium.name.rsplit_once('.').map_or(medium.name.as_str(), |(stem, _)| stem);
        let fits = medium.variants.iter().filter_map(|variant| {
            let size = (u32::try_from(variant.width).ok()?, u32::try_from(variant.height).ok()?);
            (size.0 <= wide && size.1 <= high && variant.media_type != "image/avif")
                .then_some((variant, size))
        });
        // Of one size, the format that every program shows.
        let best = fits.max_by_key(|(variant, size)| (size.0, variant.media_type != "image/webp"));
        Ok(best.map(|(variant, (width, height))| {
            let ending = variant.media_type.rsplit('/').next().unwrap_or("jpeg").replace("jpeg", "jpg");
            let address = media::reader::address(&variant.hash, &format!("{stem}-{width}.{ending}"));
            (self.composer.absolute(&address), width, height)
        }))
    }
}

fn quotation(out: &mut String, link: &str, title: &str, standfirst: &str, site: &str) -> std::fmt::Result {
    out.push_str("<p><a href=\"");
    escape::html(out, link)?;
    out.push_str("\">");
    escape::html(out, title)?;
    out.push_str("</a></p>");
    if !standfirst.is_empty() {
        out.push_str("<p>");
        escape::html(out, standfirst)?;
        out.push_str("</p>");
    }
    out.push_str("<p><cite>");
    escape::html(out, site)?;
    out.push_str("</cite></p></blockquote>");
    Ok(())
}

/// In the shape of WordPress's errors, whose address this provider answers at too.
fn refused(status: StatusCode, why: &str) -> Page {
    let code = if status == StatusCode::NOT_FOUND { "oembed_invalid_url" } else { "oembed_invalid_request" };
    let body = serde_json::json!({ "code": code, "message": why, "data": { "status": status.as_u16() } });
    page(status, "application/json; charset=utf-8", body.to_string().into_bytes())
}

fn page(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Page {
    let mut page = Page::new(status, HeaderValue::from_static(media_type), body);
    page.headers.push(cache_control(MAY_BE_HELD));
    // Editors ask from within the browser; what they get is public.
    page.headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
    page
}
