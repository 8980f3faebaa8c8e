// What each part shows and which of its attributes are asked for in the form below it.

import type { Node } from "@tiptap/pm/model";
import { h } from "../../dom.js";
import { size, t, w } from "../../words.js";
import { cleanLink, cleanSource, typedLink } from "../address.js";
import { medium, peek, picture, type Medium } from "../media.js";
import { providerName } from "../embeds.js";

export interface Field {
  attr: string;
  label: string;
  hint?: string;
  kind: "text" | "long" | "link" | "source" | "number";
}

export interface Spec {
  /** What it is, for people. */
  label: string;
  fields: Field[];
  /** Its own text: where it is written, or null. */
  content: "caption" | "blockquote" | "tbody" | "code" | null;
  /** Shows what it holds; called again when an attribute or the medium changes. */
  preview?: (node: Node, box: HTMLElement) => void;
  /** What is missing, to be seen at a glance. */
  wants?: (node: Node) => string | null;
  /** Whether the form stands open without being asked for. */
  formFirst?: boolean;
}

const field = (attr: string, label: string, kind: Field["kind"] = "text", hint?: string): Field => ({ attr, label, kind, hint });

function placeholder(title: string, detail: string): HTMLElement {
  return h("div", { class: "part-card" }, h("strong", {}, title), detail ? h("span", { class: "part-address", dir: "auto" }, detail) : null);
}

function link(address: string, text: string) {
  const safe = cleanLink(address);
  return safe ? h("a", { href: safe, target: "_blank", rel: "noreferrer noopener", tabindex: -1 }, text) : h("span", {}, text);
}

function showPicture(node: Node, box: HTMLElement) {
  const { media, src, alt } = node.attrs as { media: number | null; src: string | null; alt: string | null };
  if (media === null) {
    // The page's policy lets nothing in from other hosts.
    box.replaceChildren(placeholder(t("A picture on another site"), src ?? ""));
    return;
  }
  const known = peek(media);
  const key = `${media}`;
  let image = box.querySelector("img");
  if (!image || box.dataset.shows !== key) {
    box.dataset.shows = key;
    image = h("img", { src: picture(media, 1280), draggable: "false", onerror: () => box.replaceChildren(placeholder(t("This picture cannot be shown"), known?.name ?? `${media}`)) });
    box.replaceChildren(image);
  }
  const width = known?.width ?? (node.attrs.width as number | null);
  const height = known?.height ?? (node.attrs.height as number | null);
  if (width && height) {
    image.width = width;
    image.height = height;
  }
  image.alt = alt ?? known?.alt ?? "";
  if (!known) void medium(media);
}

function showRecording(node: Node, box: HTMLElement) {
  const { media, src, title } = node.attrs as { media: number | null; src: string | null; title: string | null };
  const known = peek(media);
  if (media !== null && !known) void medium(media);
  const name = title ?? known?.title ?? known?.name ?? src ?? "";
  const key = `${media}`;
  if (media !== null && box.dataset.shows !== key) {
    box.dataset.shows = key;
    const player = h(node.type.name === "video" ? "video" : "audio", { controls: true, preload: "none", src: `/desk/media/${media}/file`, "aria-label": name, tabindex: -1 });
    box.replaceChildren(player, h("span", { class: "part-title" }, name));
  } else if (media !== null) {
    box.querySelector(".part-title")!.textContent = name;
  } else {
    box.replaceChildren(placeholder(node.type.name === "video" ? t("Video") : t("Sound"), name));
  }
}

function showFile(node: Node, box: HTMLElement) {
  const { media, src, title } = node.attrs as { media: number | null; src: string | null; title: string | null };
  const known = peek(media);
  if (media !== null && !known) void medium(media);
  const detail = known ? `${known.name} · ${size(known.bytes)}` : (src ?? "");
  box.replaceChildren(placeholder(title ?? (known?.title || known?.name) ?? t("File"), detail));
}

function showEmbed(node: Node, box: HTMLElement) {
  const { url, title, provider } = node.attrs as { url: string; title: string | null; provider: string | null };
  box.replaceChildren(
    h("div", { class: "part-card" },
      h("span", { class: "part-kind" }, node.type.name === "frame" ? t("Chart or document in a frame") : (providerName(provider) ?? t("On another site"))),
      h("strong", {}, title || t("Without a title")),
      url ? link(url, url) : null),
  );
}

function showUnknown(node: Node, box: HTMLElement) {
  const type = (node.attrs.value as { type?: string } | null)?.type ?? "";
  const text = t("Unknown part, kept as it is");
  box.replaceChildren(node.isInline ? h("span", { title: type }, text) : placeholder(text, type));
}

/** The alt text that readers get: the article's own, or the picture's. */
export function altOf(node: Node, known: Medium | undefined = peek(node.attrs.media as number | null)): string {
  return ((node.attrs.alt as string | null) ?? known?.alt ?? "").trim();
}

const TITLE = field("title", w("Title"));

/** Labels are texts to be translated where they are shown. */
export const SPECS: Record<string, Spec> = {
  figure: {
    label: w("Picture"),
    content: "caption",
    preview: showPicture,
    fields: [
      field("alt", w("What the picture shows"), "long", w("For readers who cannot see it: alternative text")),
      field("credit", w("Credit")),
      field("link", w("Leads to"), "link", w("An address, if a click on the picture leads somewhere")),
    ],
    wants: (node) => {
      const known = peek(node.attrs.media as number | null);
      if (altOf(node, known) !== "") return null;
      // Not known yet whether the picture brings a text of its own.
      if (node.attrs.media !== null && !known) return null;
      return w("Alternative text is missing");
    },
  },
  embed: { label: w("Embed"), content: "caption", preview: showEmbed, fields: [field("url", w("Address"), "source"), TITLE] },
  frame: {
    label: w("Frame"),
    content: "caption",
    preview: showEmbed,
    fields: [field("url", w("Address"), "source"), TITLE, field("height", w("Height in pixels"), "number")],
    wants: (node) => (node.attrs.title ? null : w("A title is missing")),
  },
  audio: {
    label: w("Sound"),
    content: "caption",
    preview: showRecording,
    fields: [TITLE, field("transcript", w("Transcript"), "long", w("What is said in it; a blank line between paragraphs"))],
    wants: (node) => (node.attrs.transcript ? null : w("A transcript is missing")),
  },
  video: {
    label: w("Video"),
    content: "caption",
    preview: showRecording,
    fields: [TITLE, field("captions", w("Address of the captions (WebVTT)"), "source"), field("transcript", w("Transcript"), "long", w("What is said in it; a blank line between paragraphs"))],
    wants: (node) => (node.attrs.captions || node.attrs.transcript ? null : w("Captions or a transcript are missing")),
  },
  file: { label: w("File"), content: null, preview: showFile, fields: [TITLE] },
  blockquote: { label: w("Quotation"), content: "blockquote", fields: [field("attribution", w("Who said it")), field("cite", w("Address of the source"), "link")] },
  pullQuote: { label: w("Pull quote"), content: "blockquote", fields: [field("attribution", w("Who said it")), field("cite", w("Address of the source"), "link")] },
  table: { label: w("Table"), content: "tbody", fields: [field("caption", w("Caption"))] },
  unknownBlock: { label: w("Unknown part"), content: null, preview: showUnknown, fields: [] },
  unknownInline: { label: w("Unknown part"), content: null, preview: showUnknown, fields: [] },
};

/** What a field's text becomes: null is "not set". */
export function parse(kind: Field["kind"], text: string): { value: unknown } | { why: string } {
  const trimmed = text.trim();
  if (trimmed === "") return { value: null };
  if (kind === "number") {
    const value = Number(trimmed);
    return Number.isInteger(value) && value > 0 && value < 10_000 ? { value } : { why: t("A number of pixels is wanted") };
  }
  if (kind === "link" || kind === "source") {
    const value = kind === "link" ? typedLink(trimmed) : cleanSource(typedLink(trimmed) ?? "");
    return value === null ? { why: t("This is no address that a page may lead to") } : { value };
  }
  return { value: kind === "long" ? text : trimmed };
}
