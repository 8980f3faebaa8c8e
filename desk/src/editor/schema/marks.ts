// Marks on text, in the server's order: priorities fall from what a passage rests on inwards.

import { Mark, markInputRule } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { Italic } from "@tiptap/extension-italic";
import { Strike } from "@tiptap/extension-strike";
import { cleanLink } from "../address.js";
import { UNKNOWN_MARK } from "./names.js";

/** The most sources that one passage rests on (`Mark::source` of crates/document). */
export const MOST_SOURCES = 20;

/** Numbers of sources, each once, as the server keeps them. */
export function cleanIds(ids: unknown): number[] {
  const list = Array.isArray(ids) ? ids : [];
  return [...new Set(list.filter((id): id is number => Number.isSafeInteger(id) && (id as number) > 0))].slice(0, MOST_SOURCES);
}

/** That a passage rests on sources. Their numbers mean something in one article alone: a copy says whose they are. */
const Source = Mark.create<{ article: string }>({
  name: "source",
  priority: 995,
  inclusive: false,
  keepOnSplit: false,
  addOptions: () => ({ article: "" }),
  addAttributes() {
    return { ids: { default: null, rendered: false, parseHTML: (e) => cleanIds((e.getAttribute("data-sources") ?? "").split(" ").map(Number)) } };
  },
  parseHTML() {
    return [{
      tag: "span[data-sources]",
      getAttrs: (e) => (e.getAttribute("data-article") === this.options.article && cleanIds(e.getAttribute("data-sources")!.split(" ").map(Number)).length ? null : false),
    }];
  },
  renderHTML({ mark }) {
    return ["span", { "data-sources": ((mark.attrs.ids as number[] | null) ?? []).join(" "), "data-article": this.options.article, class: "rests" }, 0];
  },
});

const Link = Mark.create({
  name: "link",
  priority: 990,
  inclusive: false,
  addAttributes() {
    return { href: { default: null, parseHTML: (e) => cleanLink(e.getAttribute("href") ?? "") } };
  },
  parseHTML() {
    return [{ tag: "a[href]", getAttrs: (e) => (cleanLink(e.getAttribute("href") ?? "") ? null : false) }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", { href: HTMLAttributes.href, rel: "noreferrer noopener" }, 0];
  },
});

const Language = Mark.create({
  name: "language",
  priority: 980,
  addAttributes() {
    return {
      lang: { default: null, parseHTML: (e) => e.getAttribute("lang") || null },
      dir: { default: null, parseHTML: (e) => (/^(ltr|rtl|auto)$/i.test(e.getAttribute("dir") ?? "") ? e.getAttribute("dir")!.toLowerCase() : null) },
    };
  },
  parseHTML() {
    return [{ tag: "span[lang]" }, { tag: "span[dir]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
});

const Highlight = Mark.create({
  name: "highlight",
  priority: 970,
  parseHTML() {
    return [{ tag: "mark" }];
  },
  renderHTML() {
    return ["mark", 0];
  },
  addInputRules() {
    return [markInputRule({ find: /(?:^|\s)(==(?!\s)([^=]+)==)$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    return { "Mod-Shift-h": () => this.editor.commands.toggleMark(this.name) };
  },
});

const line = (name: "subscript" | "superscript", tag: string, priority: number, key: string) =>
  Mark.create({
    name,
    priority,
    excludes: name === "subscript" ? "superscript" : "subscript",
    parseHTML() {
      return [{ tag }];
    },
    renderHTML() {
      return [tag, 0];
    },
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });

const Unknown = Mark.create({
  name: UNKNOWN_MARK,
  priority: 890,
  excludes: "",
  inclusive: false,
  addAttributes() {
    return { value: { default: null, rendered: false, parseHTML: (e) => JSON.parse(e.getAttribute("data-value") ?? "null") } };
  },
  renderHTML({ mark }) {
    return ["span", { "data-unknown-mark": "", "data-value": JSON.stringify(mark.attrs.value) }, 0];
  },
});

export const marks = [
  Source,
  Link,
  Language,
  Highlight,
  Bold.extend({ priority: 960 }),
  // Underlined text is read as italic: on a page only links are underlined.
  Italic.extend({
    priority: 950,
    addKeyboardShortcuts() {
      return { ...this.parent?.(), "Mod-u": () => this.editor.commands.toggleItalic() };
    },
  }),
  Strike.extend({ priority: 940 }),
  line("subscript", "sub", 930, "Mod-,"),
  line("superscript", "sup", 920, "Mod-."),
  Code.extend({ priority: 910, excludes: "" }),
  Unknown,
];
