// Nodes that are more than text: pictures, recordings, files, embeds, quotations, boxes, tables, footnotes, and whatever
// this version does not know. As HTML (for the clipboard) each carries its attributes as JSON, so that a copy is whole.

import { Node, mergeAttributes, wrappingInputRule } from "@tiptap/core";
import type { DOMOutputSpec, Node as PMNode } from "@tiptap/pm/model";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { cleanLink, cleanSource } from "../address.js";
import { view } from "../parts/view.js";
import { BLOCKS, UNKNOWN_BLOCK, UNKNOWN_INLINE } from "./names.js";

const SOURCES = new Set(["src", "url", "poster", "captions"]);
const LINKS = new Set(["link", "cite"]);
const NUMBERS = new Set(["media", "original", "width", "height", "duration"]);

/** A value from the clipboard, which anybody may have written. */
function trusted(name: string, value: unknown): unknown {
  if (NUMBERS.has(name)) return Number.isSafeInteger(value) && (value as number) >= 0 ? value : null;
  if (typeof value !== "string") return null;
  if (SOURCES.has(name)) return cleanSource(value);
  return LINKS.has(name) ? cleanLink(value) : value;
}

function dataAttributes(node: string) {
  return Object.fromEntries(
    (BLOCKS[node] ?? []).map((name) => [
      name,
      {
        default: name === "url" ? "" : null,
        rendered: false,
        parseHTML: (e: HTMLElement) => {
          try {
            const all: unknown = JSON.parse(e.getAttribute("data-attrs") ?? "{}");
            return trusted(name, (all as Record<string, unknown>)[name]) ?? (name === "url" ? "" : null);
          } catch {
            return name === "url" ? "" : null;
          }
        },
      },
    ]),
  );
}

function dataOf(node: PMNode) {
  const set = Object.entries(node.attrs).filter(([, v]) => v !== null);
  return { "data-node": node.type.name, "data-attrs": JSON.stringify(Object.fromEntries(set)) };
}

/** What other programs see of it when it is copied. */
function face(node: PMNode): DOMOutputSpec {
  const { src, url, title, alt, media } = node.attrs as Record<string, string | null>;
  if (node.type.name === "figure") return ["img", { src: src ?? `/desk/media/${media}/picture?width=1280`, alt: alt ?? "" }];
  const address = url || src || (media ? `/desk/media/${media}/file` : null);
  return ["p", address ? ["a", { href: address }, title || address] : title || ""];
}

/** Something shown, with a caption that is written in place. */
const shown = (name: string, group = "block") =>
  Node.create({
    name,
    group,
    content: "inline*",
    isolating: true,
    draggable: true,
    selectable: true,
    addAttributes: () => dataAttributes(name),
    parseHTML: () => [{ tag: `figure[data-node=${name}]`, contentElement: "figcaption" }],
    renderHTML({ node }) {
      return ["figure", dataOf(node), face(node), ["figcaption", 0]];
    },
    addNodeView: () => view,
  });

const FileNode = Node.create({
  name: "file",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => dataAttributes("file"),
  parseHTML: () => [{ tag: "figure[data-node=file]" }],
  renderHTML({ node }) {
    return ["figure", dataOf(node), face(node)];
  },
  addNodeView: () => view,
});

const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "figure+",
  isolating: true,
  parseHTML: () => [{ tag: "div[data-node=gallery]" }],
  renderHTML: () => ["div", { "data-node": "gallery", class: "gallery" }, 0],
});

const quotation = (name: "blockquote" | "pullQuote") =>
  Node.create({
    name,
    group: "block",
    content: "block+",
    defining: true,
    addAttributes: () => dataAttributes(name),
    parseHTML: () =>
      name === "blockquote"
        ? [{ tag: "blockquote:not([data-node])" }, { tag: "blockquote[data-node=blockquote]" }]
        : [{ tag: "blockquote[data-node=pullQuote]", priority: 60 }],
    renderHTML({ node }) {
      return ["blockquote", dataOf(node), 0];
    },
    addNodeView: () => view,
    addInputRules() {
      return name === "blockquote" ? [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })] : [];
    },
    addKeyboardShortcuts(): Record<string, () => boolean> {
      return name === "blockquote" ? { "Mod-Shift-b": () => this.editor.commands.toggleWrap(name) } : {};
    },
  });

const Aside = Node.create({
  name: "aside",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", { class: "aside", role: "note" }, 0],
});

const ArticleTable = Table.extend({
  addAttributes() {
    return {
      caption: {
        default: null,
        parseHTML: (e: HTMLElement) => e.querySelector("caption")?.textContent?.trim() || null,
        rendered: false,
      },
    };
  },
  // The column widths that TipTap writes as styles are none of the tree's, and the page's policy forbids them.
  renderHTML({ node }) {
    const caption = node.attrs.caption as string | null;
    return caption ? ["table", ["caption", caption], ["tbody", 0]] : ["table", ["tbody", 0]];
  },
  parseHTML() {
    return [{ tag: "table", contentElement: (e) => {
      // The caption is an attribute: it must not be read as a row too.
      e.querySelectorAll(":scope > caption, :scope > colgroup").forEach((c) => (c.localName === "caption" ? c.replaceChildren() : c.remove()));
      return e as HTMLElement;
    } }];
  },
  addNodeView: () => view,
}).configure({ resizable: false, View: null, allowTableNodeSelection: true });

/** The list of notes at the end. */
const Footnotes = Node.create({
  name: "footnotes",
  group: "block",
  content: "footnote+",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "div[data-node=footnotes]" }],
  renderHTML: () => ["div", { "data-node": "footnotes", class: "footnotes", role: "list" }, 0],
});

const Footnote = Node.create({
  name: "footnote",
  content: "block+",
  isolating: true,
  defining: true,
  selectable: false,
  addAttributes: () => ({
    id: { default: "", parseHTML: (e: HTMLElement) => e.getAttribute("data-id") ?? "", renderHTML: (a: Record<string, unknown>) => ({ "data-id": a.id }) },
  }),
  parseHTML: () => [{ tag: "div[data-node=footnote]" }],
  renderHTML({ HTMLAttributes }) {
    return ["div", mergeAttributes(HTMLAttributes, { "data-node": "footnote", class: "footnote", role: "listitem" }), 0];
  },
});

const FootnoteReference = Node.create({
  name: "footnoteReference",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    id: { default: "", parseHTML: (e: HTMLElement) => e.getAttribute("data-note") ?? "", renderHTML: (a: Record<string, unknown>) => ({ "data-note": a.id }) },
  }),
  parseHTML: () => [{ tag: "sup[data-note]", priority: 70 }],
  renderHTML({ HTMLAttributes }) {
    return ["sup", mergeAttributes(HTMLAttributes, { class: "note-number" })];
  },
});

/** Whether it can be what this version does not know: a node with a name. */
function isNode(text: string | null): boolean {
  try {
    const value = JSON.parse(text ?? "null") as { type?: unknown } | null;
    return typeof value?.type === "string" && value.type !== "" && !(value.type in BLOCKS);
  } catch {
    return false;
  }
}

const unknown = (name: string, inline: boolean) =>
  Node.create({
    name,
    inline,
    group: inline ? "inline" : "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({
      value: {
        default: null,
        rendered: false,
        parseHTML: (e: HTMLElement) => {
          try {
            return JSON.parse(e.getAttribute("data-value") ?? "null") as unknown;
          } catch {
            return null;
          }
        },
      },
    }),
    parseHTML: () => [{ tag: `[data-node=${name}]`, getAttrs: (e) => (isNode(e.getAttribute("data-value")) ? null : false) }],
    renderHTML({ node }) {
      return [inline ? "span" : "div", { "data-node": name, "data-value": JSON.stringify(node.attrs.value) }];
    },
    addNodeView: () => view,
  });

export const partNodes = [
  shown("figure", "block"),
  Gallery,
  shown("embed"),
  shown("frame"),
  shown("audio"),
  shown("video"),
  FileNode,
  quotation("blockquote"),
  quotation("pullQuote"),
  Aside,
  ArticleTable,
  TableRow,
  TableCell,
  TableHeader,
  Footnotes,
  Footnote,
  FootnoteReference,
  unknown(UNKNOWN_BLOCK, false),
  unknown(UNKNOWN_INLINE, true),
];
