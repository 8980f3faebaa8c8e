//! Sites whose addresses are shown as embeds: how they are known, and how the page a reader would
//! open is found from the address of their player.

use crate::address;

/// A site that an article can show something from.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its short name, as kept in an embed.
    pub slug: &'static str,
    /// Its name as its readers know it.
    pub name: &'static str,
    hosts: &'static [&'static str],
    /// Parts of a path that mark an address as a thing to show, rather than a profile or front page.
    /// Empty: any path.
    paths: &'static [&'static str],
}

const fn site(
    slug: &'static str,
    name: &'static str,
    hosts: &'static [&'static str],
    paths: &'static [&'static str],
) -> Provider {
    Provider { slug, name, hosts, paths }
}

const PROVIDERS: &[Provider] = &[
    site(
        "youtube",
        "YouTube",
        &["youtube.com", "youtu.be", "youtube-nocookie.com"],
        &["/watch", "/embed/", "/v/", "/shorts/", "/live/", "/playlist", "youtu.be/"],
    ),
    site("vimeo", "Vimeo", &["vimeo.com"], &[]),
    site("dailymotion", "Dailymotion", &["dailymotion.com", "dai.ly"], &["/video/", "dai.ly/"]),
    site("soundcloud", "SoundCloud", &["soundcloud.com", "snd.sc"], &[]),
    site("spotify", "Spotify", &["open.spotify.com", "spotify.link"], &[]),
    site("mixcloud", "Mixcloud", &["mixcloud.com"], &[]),
    site("bandcamp", "Bandcamp", &["bandcamp.com"], &["/track/", "/album/", "/EmbeddedPlayer"]),
    site("twitter", "X", &["twitter.com", "x.com"], &["/status/", "/statuses/"]),
    site("bluesky", "Bluesky", &["bsky.app"], &["/post/"]),
    site("threads", "Threads", &["threads.net", "threads.com"], &["/post/"]),
    site("instagram", "Instagram", &["instagram.com", "instagr.am"], &["/p/", "/reel/", "/tv/"]),
    site("tiktok", "TikTok", &["tiktok.com"], &["/video/", "vm.tiktok.com/", "/embed/"]),
    site(
        "facebook",
        "Facebook",
        &["facebook.com", "fb.watch"],
        &[
            "/posts/",
            "/videos/",
            "/watch",
            "/photo",
            "/permalink",
            "/story.php",
            "/reel/",
            "fb.watch/",
            "/plugins/",
        ],
    ),
    site("flickr", "Flickr", &["flickr.com", "flic.kr"], &["/photos/", "flic.kr/"]),
    site("reddit", "Reddit", &["reddit.com"], &["/comments/"]),
    site("tumblr", "Tumblr", &["tumblr.com"], &["/post/"]),
    site("pinterest", "Pinterest", &["pinterest.com"], &["/pin/"]),
    site("ted", "TED", &["ted.com"], &["/talks/"]),
    site("twitch", "Twitch", &["twitch.tv"], &["/videos/", "/clip/", "clips."]),
    site("telegram", "Telegram", &["t.me"], &["t.me/"]),
    site("wordpress-tv", "WordPress.tv", &["wordpress.tv"], &[]),
    site("imgur", "Imgur", &["imgur.com"], &[]),
    site("scribd", "Scribd", &["scribd.com"], &["/doc/", "/document/"]),
    site("speakerdeck", "Speaker Deck", &["speakerdeck.com"], &[]),
    site("slideshare", "SlideShare", &["slideshare.net"], &[]),
];

/// The provider with a short name.
#[must_use]
pub fn by_slug(slug: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|p| p.slug == slug)
}

/// The provider on whose hosts an address lies, whatever is there.
#[must_use]
pub fn by_host(url: &str) -> Option<&'static Provider> {
    let host = address::host(url)?;
    PROVIDERS.iter().find(|p| p.hosts.iter().any(|h| same_or_below(host, h)))
}

/// The short name of the provider, if the address is of something that can be shown as an embed.
#[must_use]
pub fn embeddable(url: &str) -> Option<&'static str> {
    if let Some(p) = by_host(url) {
        let host = address::host(url)?;
        let rest = url.get(url.find(host)? + host.len()..)?;
        let path = rest.trim_start_matches('/');
        let marked = p.paths.is_empty() || p.paths.iter().any(|part| url.contains(part));
        return (marked && !path.is_empty()).then_some(p.slug);
    }
    is_status(url).then_some("mastodon")
}

/// Addresses of the shape `https://host/@name/1234567890…`: a post on Mastodon and its like.
fn is_status(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let mut parts = rest.split('/');
    let (host, name, number) = (parts.next(), parts.next(), parts.next());
    host.is_some_and(|h| h.contains('.'))
        && name.is_some_and(|n| n.len() > 1 && n.starts_with('@'))
        && number.is_some_and(|n| n.len() >= 8 && n.bytes().all(|b| b.is_ascii_digit()))
        && parts.next().is_none()
}

fn same_or_below(host: &str, parent: &str) -> bool {
    if host.len() == parent.len() {
        return host.eq_ignore_ascii_case(parent);
    }
    let Some(cut) = host.len().checked_sub(parent.len() + 1) else { return false };
    host.get(cut..).is_some_and(|tail| {
        tail.starts_with('.') && tail.get(1..).is_some_and(|t| t.eq_ignore_ascii_case(parent))
    })
}

/// The page that shows in a browser what a player's address shows in a frame. An address that is
/// such a page already comes back as it is; `None` if the provider is not known.
#[must_use]
pub fn page_of(url: &str) -> Option<(&'static str, String)> {
    let provider = by_host(url)?;
    let after = |marker: &str| {
        let rest = url.get(url.find(marker)? + marker.len()..)?;
        let id = rest.split(['?', '&', '/', '#']).next()?;
        (!id.is_empty()).then(|| id.to_owned())
    };
    let page = match provider.slug {
        "youtube" if url.contains("/embed/videoseries") => {
            query(url, "list").map(|list| format!("https://www.youtube.com/playlist?list={list}"))
        }
        "youtube" => after("/embed/")
            .or_else(|| after("/v/"))
            .map(|id| format!("https://www.youtube.com/watch?v={id}")),
        "vimeo" => after("player.vimeo.com/video/").map(|id| format!("https://vimeo.com/{id}")),
        "dailymotion" => after("/embed/video/").map(|id| format!("https://www.dailymotion.com/video/{id}")),
        "spotify" => url.contains("/embed/").then(|| url.replacen("/embed/", "/", 1)),
        "soundcloud" => query(url, "url").map(|u| percent_decode(&u)),
        "facebook" => query(url, "href").map(|u| percent_decode(&u)),
        "tiktok" => after("/embed/v2/")
            .or_else(|| after("/embed/"))
            .map(|id| format!("https://www.tiktok.com/video/{id}")),
        "instagram" => url.find("/embed").and_then(|i| url.get(..=i)).map(str::to_owned),
        "mixcloud" => query(url, "feed").map(|u| {
            let feed = percent_decode(&u);
            if feed.starts_with('/') { format!("https://www.mixcloud.com{feed}") } else { feed }
        }),
        "ted" => after("embed.ted.com/talks/").map(|id| format!("https://www.ted.com/talks/{id}")),
        _ => None,
    };
    let page = page.as_deref().and_then(address::clean_source).unwrap_or_else(|| url.to_owned());
    Some((provider.slug, page))
}

/// The value of a query parameter, still percent-encoded.
fn query(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next()?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let mut ahead = rest.clone();
            let digits = (ahead.next().and_then(hex), ahead.next().and_then(hex));
            if let (Some(high), Some(low)) = digits {
                bytes.push(high << 4 | low);
                rest = ahead;
                continue;
            }
        }
        bytes.push(b);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_can_be_shown() {
        assert_eq!(embeddable("https://www.youtube.com/watch?v=harbour-01"), Some("youtube"));
        assert_eq!(embeddable("https://youtu.be/harbour-01"), Some("youtube"));
        assert_eq!(embeddable("https://www.youtube.com/"), None);
        assert_eq!(embeddable("https://x.com/courier/status/12"), Some("twitter"));
        assert_eq!(embeddable("https://x.com/courier"), None);
        assert_eq!(embeddable("https://notyoutube.com/watch?v=1"), None);
        assert_eq!(embeddable("https://social.example/@courier/109876543210"), Some("mastodon"));
        assert_eq!(embeddable("https://social.example/@courier"), None);
    }

    #[test]
    fn finds_the_page_behind_a_player() {
        for (player, page) in [
            ("https://www.youtube-nocookie.com/embed/abc?rel=0", "https://www.youtube.com/watch?v=abc"),
            ("https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12"),
            (
                "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/9&color=red",
                "https://api.soundcloud.com/tracks/9",
            ),
            ("https://open.spotify.com/embed/episode/1", "https://open.spotify.com/episode/1"),
            (
                "https://www.facebook.com/plugins/video.php?href=javascript%3Aalert(1)",
                "https://www.facebook.com/plugins/video.php?href=javascript%3Aalert(1)",
            ),
        ] {
            assert_eq!(page_of(player).map(|p| p.1).as_deref(), Some(page));
        }
        assert_eq!(page_of("https://charts.example/1"), None);
    }
}
