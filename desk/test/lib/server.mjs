// The desk's side of docs/DESK.md, in memory: a page with the editor on it and what the island asks. A test can take it
// away, end the session, or write from elsewhere. It is for the island's own tests; the browser tests of the whole
// (e2e/) run on the real binary.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; media-src 'self' blob:; frame-src 'self'; form-action 'self'; base-uri 'none'";
const dist = (name) => readFileSync(new URL(`../../dist/${name}`, import.meta.url));
// One pixel.
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

export const paragraph = (text) => ({ type: "paragraph", content: [{ type: "text", text }] });

export function manuscript(...content) {
  return { language: "en", slug: "a-report", headline: "A report", body: { type: "doc", content } };
}

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export class Desk {
  constructor({ text = manuscript(paragraph("The first paragraph.")), readonly = false, language = "en" } = {}) {
    this.revisions = [{ number: 1, by: "Ines Calloway", at: Date.now() * 1000, manuscript: text }];
    this.copy = null;
    this.copies = 0;
    this.media = new Map();
    this.uploads = new Map();
    this.topics = [{ id: 1, name: "Harbour", slug: "harbour" }, { id: 2, name: "Storms", slug: "storms" }];
    this.people = [{ id: 3, name: "Ines Calloway", slug: "ines" }, { id: 4, name: "Tom Arkwright", slug: "tom" }];
    this.present = [];
    this.person = 3;
    this.token = "token-1";
    this.signedIn = true;
    /** What to do with a request before it is answered: "drop" (no answer, nothing done), "lose" (done, no answer). */
    this.trouble = null;
    this.refuse = null;
    this.log = [];
    /** What is said of the sources of a manuscript; what was confirmed and refused. */
    this.looks = () => ({});
    this.confirmations = [];
    this.refusals = [];
    Object.assign(this, { readonly, language, published: [] });
  }

  get latest() {
    return this.revisions.at(-1);
  }

  async start(port = 0) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error) => {
        console.error(error);
        response.destroy();
      });
    });
    await new Promise((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.port = this.server.address().port;
    this.address = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    const closed = new Promise((resolve) => this.server.close(resolve));
    // A connection may be made while it closes.
    const again = setInterval(() => this.server.closeAllConnections(), 20);
    await closed;
    clearInterval(again);
  }

  page() {
    const data = {
      manuscript: this.copy?.manuscript ?? this.latest.manuscript,
      based_on: this.copy?.based_on ?? this.latest.number,
      version: this.copy?.version ?? 0,
      latest: this.latest.number,
      published: null,
      readonly: this.readonly,
      zone: "Europe/Lisbon",
      language: this.language,
      words: this.words ?? {},
    };
    const dir = ["ar", "fa", "he"].includes(this.language) ? "rtl" : "ltr";
    return `<!doctype html><html lang="${this.language}" dir="${dir}"><head><meta charset="utf-8"><title>Test</title>
<meta name="viewport" content="width=device-width"><meta name="csrf" content="${this.token}">
<link rel="stylesheet" href="/desk.css"><link rel="stylesheet" href="/editor.css">
<script src="/desk.js" defer></script><script src="/editor.js" defer></script></head><body>
<header><h1>Desk</h1><div data-status></div><div data-presence></div><button type="button" data-save>Save</button>
<form data-needs-saving method="post" action="/publish"><input type="hidden" name="csrf" value="${this.token}"><input type="hidden" name="revision"><button>Publish</button></form></header>
<main id="editor" data-article="7" data-person="${this.person}">
<script type="application/json" id="article">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>
<div data-notice></div>
<textarea data-bind="kicker" aria-label="Kicker" rows="1"></textarea>
<textarea data-bind="headline" aria-label="Headline" rows="1"></textarea>
<textarea data-bind="standfirst" aria-label="Standfirst" rows="2"></textarea>
<div id="body"></div><output data-count></output>
<aside aria-label="About the article">
<label>Slug <input type="text" data-bind="slug"></label><p data-error="slug"></p>
<label>Date <input type="datetime-local" data-bind="published_on" data-type="time"></label>
<label>No index <input type="checkbox" data-bind="search.noindex" data-type="flag"></label>
<label>Section <input type="number" data-bind="section" data-type="number"></label>
<h2 id="so">Sources</h2><div data-widget="sources" aria-labelledby="so"></div>
<h2 id="by">Bylines</h2><div data-widget="people" aria-labelledby="by"></div>
<h2 id="to">Topics</h2><div data-widget="topics" aria-labelledby="to"></div>
<h2 id="do">Downloads</h2><div data-widget="downloads" aria-labelledby="do"></div>
<h2 id="le">Lead picture</h2><div data-widget="lead" aria-labelledby="le"></div>
<h2 id="sh">Share picture</h2><div data-widget="picture" data-bind="search.picture" aria-labelledby="sh"></div>
</aside></main></body></html>`;
  }

  addMedium(name, mediaType, bytes, more = {}) {
    const id = 100 + this.media.size;
    const picture = mediaType.startsWith("image/");
    const medium = {
      id, name, media_type: mediaType, bytes: bytes.length, width: picture ? 1200 : null, height: picture ? 800 : null,
      title: "", alt: "", caption: "", credit: "", focus: null,
      src: picture ? `/desk/media/${id}/picture?width=1280` : `/desk/media/${id}/file`, ...more,
    };
    this.media.set(id, { medium, bytes, sha256: createHash("sha256").update(bytes).digest("hex") });
    return medium;
  }

  async answer(request, response) {
    const url = new URL(request.url, "http://desk");
    const path = url.pathname;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const send = (status, body, type = "application/json") => {
      if (lose) return response.destroy();
      response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": CSP, "Cache-Control": "no-store" });
      response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    };
    const trouble = this.trouble?.(request.method, path) ?? null;
    const lose = trouble === "lose";
    if (trouble === "drop") return response.destroy();
    if (typeof trouble === "number") return send(trouble, { message: "trouble" });
    if (path === "/hold") return send(200, "", "text/html");
    for (const [name, type] of [["editor.js", "text/javascript"], ["desk.js", "text/javascript"], ["editor.css", "text/css"]]) {
      if (path === `/${name}`) return send(200, dist(name), type);
    }
    if (path === "/desk.css") return send(200, readFileSync(new URL("../../../crates/dateline/desk/desk.css", import.meta.url)), "text/css");
    if (path === "/favicon.ico") return send(204, "");
    this.log.push(`${request.method} ${path}`);
    if (path === "/desk/sign-in") {
      this.signedIn = true;
      this.token = "token-2";
      return send(200, "<title>in</title>", "text/html");
    }
    if (path === "/desk/articles/7" && request.method === "GET") {
      return this.signedIn ? send(200, this.page(), "text/html") : send(200, "<title>Sign in</title>", "text/html");
    }
    if (path === "/publish") {
      this.published.push(new URLSearchParams(bytes.toString()).get("revision"));
      return send(200, "<title>Published</title>", "text/html");
    }
    if (!this.signedIn) return send(401, { message: "Sign in" });
    if (request.method !== "GET" && request.headers["x-csrf"] !== this.token) return send(403, { message: "forged" });
    const json = () => JSON.parse(bytes.toString());
    if (path === "/desk/articles/7/working-copy" && request.method === "PUT") return this.putCopy(json(), send);
    if (path === "/desk/articles/7/working-copy") {
      if (json().version !== this.copy?.version) return send(409, this.copy ?? {});
      this.copy = null;
      return send(204, "");
    }
    if (path === "/desk/articles/7/revisions") return this.postRevision(json(), send);
    if (path === "/desk/articles/7/presence") return send(200, { people: this.present, latest: this.latest.number, by: this.latest.by });
    if (path === "/desk/articles/7/sources/look") return send(200, this.look(json().manuscript));
    if (path === "/desk/articles/7/sources/confirmation") {
      if (json().revision !== this.latest.number) return send(409, { newest: this.latest.number });
      this.confirmations.push(json());
      return send(200, this.look(this.latest.manuscript));
    }
    if (path === "/desk/articles/7/sources/refusal") {
      this.refusals.push(json().digest);
      return send(204, "");
    }
    if (path === "/desk/topics.json" && request.method === "POST") {
      const topic = { id: 50 + this.topics.length, name: json().name, slug: json().name.toLowerCase() };
      this.topics.push(topic);
      return send(201, topic);
    }
    const list = { "/desk/people.json": this.people, "/desk/topics.json": this.topics }[path];
    if (list) {
      const ids = url.searchParams.get("ids")?.split(",").map(Number);
      const q = (url.searchParams.get("q") ?? "").toLowerCase();
      return send(200, { items: list.filter((i) => (ids ? ids.includes(i.id) : i.name.toLowerCase().includes(q))) });
    }
    if (path === "/desk/media.json") {
      const q = (url.searchParams.get("q") ?? "").toLowerCase();
      const kind = url.searchParams.get("kind");
      const items = [...this.media.values()].map((m) => m.medium).reverse()
        .filter((m) => m.name.toLowerCase().includes(q) && (!kind || (kind === "picture") === m.media_type.startsWith("image/")));
      return send(200, { items, next: null });
    }
    const medium = /^\/desk\/media\/(\d+)(\.json|\/picture|\/file)$/.exec(path);
    if (medium) {
      const found = this.media.get(Number(medium[1]));
      if (!found) return send(404, { message: "There is no such file" });
      if (medium[2] !== ".json") return send(200, medium[2] === "/picture" ? PIXEL : found.bytes, medium[2] === "/picture" ? "image/png" : found.medium.media_type);
      if (request.method === "PATCH") Object.assign(found.medium, json());
      return send(200, found.medium);
    }
    return this.upload(request, path, bytes, json, send);
  }

  look(manuscript) {
    const sources = manuscript.sources ?? [];
    const confirmed = new Set(this.confirmations.flatMap((c) => c.ids));
    return {
      sources: sources.map(({ id }) => ({ id, confirmed: confirmed.has(id) })),
      origins: { at_most: sources.length, origins: [], rests: [], circles: [], hops: 1, overruled: manuscript.origins ?? null, said: sources.length, sentence: `${sources.length} sources` },
      origins_confirmed: this.confirmations.some((c) => c.origins), may_confirm: false, proposals: [],
      ...this.looks(manuscript),
    };
  }

  putCopy({ based_on, version, manuscript }, send) {
    if (this.refuse) return send(422, this.refuse);
    if (version !== (this.copy?.version ?? 0) || (!this.copy && based_on !== this.latest.number && based_on > this.latest.number)) {
      const now = this.copy ?? { version: 0, based_on: this.latest.number, manuscript: this.latest.manuscript, at: this.latest.at };
      return send(409, now);
    }
    this.copies += 1;
    this.copy = { version: this.copies, based_on, manuscript, at: Date.now() * 1000 };
    send(200, { version: this.copy.version, at: this.copy.at });
  }

  postRevision({ based_on, manuscript }, send) {
    if (this.refuse) return send(422, this.refuse);
    if (based_on !== this.latest.number) {
      return send(409, { newest: this.latest.number, by: this.latest.by, at: this.latest.at, manuscript: this.latest.manuscript });
    }
    const stored = { ...manuscript, slug: manuscript.slug || manuscript.headline.toLowerCase().replace(/\W+/g, "-") };
    const revision = { number: this.latest.number + 1, by: "Ines Calloway", at: Date.now() * 1000, manuscript: stored };
    this.revisions.push(revision);
    this.copy = null;
    send(201, { number: revision.number, at: revision.at, manuscript: stored });
  }

  /** Somebody else saves a revision. */
  elsewhere(by, manuscript) {
    this.revisions.push({ number: this.latest.number + 1, by, at: Date.now() * 1000, manuscript });
  }

  upload(request, path, bytes, json, send) {
    if (path === "/desk/uploads" && request.method === "POST") {
      const begin = json();
      const same = [...this.media.values()].find((m) => begin.sha256 && m.sha256 === begin.sha256);
      if (same) return send(200, { media: same.medium });
      const upload = `u${this.uploads.size + 1}`;
      this.uploads.set(upload, { ...begin, got: Buffer.alloc(0) });
      return send(201, { upload, offset: 0 });
    }
    const found = this.uploads.get(path.replace("/desk/uploads/", ""));
    if (!found) return send(404, { message: "There is no such upload" });
    if (request.method === "GET") return send(200, { offset: found.got.length });
    if (Number(request.headers["upload-offset"]) !== found.got.length) return send(409, { offset: found.got.length });
    found.got = Buffer.concat([found.got, bytes]);
    if (found.got.length < found.bytes) return send(200, { offset: found.got.length });
    if (found.name.endsWith(".exe")) return send(422, { message: "Programs are not taken" });
    const type = found.name.endsWith(".png") || found.name.endsWith(".jpg") ? "image/png" : found.name.endsWith(".mp3") ? "audio/mpeg" : "application/pdf";
    send(201, { media: this.addMedium(found.name, type, found.got) });
  }
}

export { escape };
