// Sites whose addresses are shown as embeds: the list of `crates/document/src/providers.rs`, so that a pasted address
// becomes one at once.

import { cleanSource } from "./address.js";

type Site = [slug: string, name: string, hosts: string[], paths: string[]];

const SITES: Site[] = [
  ["youtube", "YouTube", ["youtube.com", "youtu.be", "youtube-nocookie.com"], ["/watch", "/embed/", "/v/", "/shorts/", "/live/", "/playlist", "youtu.be/"]],
  ["vimeo", "Vimeo", ["vimeo.com"], []],
  ["dailymotion", "Dailymotion", ["dailymotion.com", "dai.ly"], ["/video/", "dai.ly/"]],
  ["soundcloud", "SoundCloud", ["soundcloud.com", "snd.sc"], []],
  ["spotify", "Spotify", ["open.spotify.com", "spotify.link"], []],
  ["mixcloud", "Mixcloud", ["mixcloud.com"], []],
  ["bandcamp", "Bandcamp", ["bandcamp.com"], ["/track/", "/album/", "/EmbeddedPlayer"]],
  ["twitter", "X", ["twitter.com", "x.com"], ["/status/", "/statuses/"]],
  ["bluesky", "Bluesky", ["bsky.app"], ["/post/"]],
  ["threads", "Threads", ["threads.net", "threads.com"], ["/post/"]],
  ["instagram", "Instagram", ["instagram.com", "instagr.am"], ["/p/", "/reel/", "/tv/"]],
  ["tiktok", "TikTok", ["tiktok.com"], ["/video/", "vm.tiktok.com/", "/embed/"]],
  ["facebook", "Facebook", ["facebook.com", "fb.watch"], ["/posts/", "/videos/", "/watch", "/photo", "/permalink", "/story.php", "/reel/", "fb.watch/", "/plugins/"]],
  ["flickr", "Flickr", ["flickr.com", "flic.kr"], ["/photos/", "flic.kr/"]],
  ["reddit", "Reddit", ["reddit.com"], ["/comments/"]],
  ["tumblr", "Tumblr", ["tumblr.com"], ["/post/"]],
  ["pinterest", "Pinterest", ["pinterest.com"], ["/pin/"]],
  ["ted", "TED", ["ted.com"], ["/talks/"]],
  ["twitch", "Twitch", ["twitch.tv"], ["/videos/", "/clip/", "clips."]],
  ["telegram", "Telegram", ["t.me"], ["t.me/"]],
  ["wordpress-tv", "WordPress.tv", ["wordpress.tv"], []],
  ["imgur", "Imgur", ["imgur.com"], []],
  ["scribd", "Scribd", ["scribd.com"], ["/doc/", "/document/"]],
  ["speakerdeck", "Speaker Deck", ["speakerdeck.com"], []],
  ["slideshare", "SlideShare", ["slideshare.net"], []],
];

export function providerName(slug: string | null): string | null {
  return slug === "mastodon" ? "Mastodon" : (SITES.find(([s]) => s === slug)?.[1] ?? null);
}

/** The short name of the site, if the address is of something that can be shown as an embed. */
export function embeddable(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const host = url.hostname.replace(/^www\./, "");
  const site = SITES.find(([, , hosts]) => hosts.some((h) => host === h || host.endsWith(`.${h}`)));
  if (site) {
    const marked = site[3].length === 0 || site[3].some((part) => address.includes(part));
    return marked && url.pathname.replace(/^\/+/, "") + url.search !== "" ? site[0] : null;
  }
  return url.protocol === "https:" && /^\/@[^/]+\/\d{8,}$/.test(url.pathname) && !url.search ? "mastodon" : null;
}

/** The attributes of an embed or a frame for an address that somebody typed or pasted; null if it is no address. */
export function partFor(address: string): { type: "embed" | "frame"; attrs: Record<string, unknown> } | null {
  const url = cleanSource(address.trim());
  if (!url || !/^https?:/i.test(url)) return null;
  const provider = embeddable(url);
  return provider ? { type: "embed", attrs: { url, provider } } : { type: "frame", attrs: { url } };
}
