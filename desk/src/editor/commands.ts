// What can be put into a text: the lines of the slash menu and of the toolbar's menu.

import type { Editor } from "@tiptap/core";
import { ask } from "../ui/dialog.js";
import { t } from "../words.js";
import { partFor } from "./embeds.js";
import { codeLanguage } from "./code.js";
import { figureOf, galleryOf, partOf } from "./insert.js";
import { insertNote } from "./notes.js";
import { insertBlock, type Tools } from "./tools.js";

export interface Command {
  id: string;
  label: string;
  /** Other words by which it is looked for, in English. */
  also: string;
  hint?: string;
  run: (tools: Tools) => void;
}

/** TipTap's own focus waits for the next frame; keys do not. */
function start(editor: Editor) {
  editor.view.focus();
  return editor.chain();
}

const paragraph = (editor: Editor) => editor.schema.node("paragraph");

function setHeading(level: 2 | 3 | 4) {
  return ({ editor }: Tools) => void start(editor).setNode("heading", { level }).run();
}

async function embed({ editor }: Tools) {
  const answer = await ask(t("Show something from another site"), [
    { name: "url", label: t("Address"), kind: "url", hint: t("Of a video, a post, a chart or a document. Readers get a link with a title; nothing of the other site runs until they ask for it."), check: (v) => (partFor(v) ? null : t("An address that begins with https:// is wanted")) },
    { name: "title", label: t("Title"), value: "" },
  ], t("Insert"));
  const part = answer ? partFor(answer.url!) : null;
  if (!part) return editor.view.focus();
  insertBlock(editor, editor.schema.node(part.type, { ...part.attrs, title: answer!.title?.trim() || null }), false);
}

function table({ editor }: Tools) {
  const { schema } = editor;
  const row = (type: string) => schema.node("tableRow", null, [0, 1, 2].map(() => schema.nodes[type]!.createAndFill()!));
  insertBlock(editor, schema.node("table", null, [row("tableHeader"), row("tableCell"), row("tableCell")]));
}

/** All of them, in the order in which they are shown. */
export function commands(sources = true): Command[] {
  const all: Command[] = [
    { id: "text", label: t("Text"), also: "paragraph plain", run: ({ editor }) => void start(editor).setParagraph().run() },
    { id: "h2", label: t("Crosshead"), also: "heading h2 title section", hint: "##", run: setHeading(2) },
    { id: "h3", label: t("Smaller crosshead"), also: "heading h3", hint: "###", run: setHeading(3) },
    { id: "h4", label: t("Smallest crosshead"), also: "heading h4", hint: "####", run: setHeading(4) },
    { id: "picture", label: t("Picture"), also: "image photo figure upload media", run: (tools) => void pictures(tools, false) },
    { id: "gallery", label: t("Gallery"), also: "pictures images photos", run: (tools) => void pictures(tools, true) },
    { id: "quote", label: t("Quotation"), also: "blockquote cite", hint: ">", run: ({ editor }) => void start(editor).toggleWrap("blockquote").run() },
    { id: "pull-quote", label: t("Pull quote"), also: "large sentence", run: ({ editor }) => void insertBlock(editor, editor.schema.node("pullQuote", null, [paragraph(editor)])) },
    { id: "bullets", label: t("List"), also: "bullet unordered ul", hint: "-", run: ({ editor }) => void start(editor).toggleBulletList().run() },
    { id: "numbers", label: t("Numbered list"), also: "ordered ol", hint: "1.", run: ({ editor }) => void start(editor).toggleOrderedList().run() },
    { id: "footnote", label: t("Footnote"), also: "note reference source", run: ({ editor }) => void insertNote(editor) },
    { id: "source", label: t("Source"), also: "origin attribution evidence cite said rests", run: ({ source }) => source?.() },
    { id: "table", label: t("Table"), also: "rows columns cells", run: table },
    { id: "embed", label: t("Embed"), also: "video post youtube chart frame document link", run: (tools) => void embed(tools) },
    { id: "file", label: t("File to download, sound, video"), also: "download document pdf audio podcast upload", run: (tools) => void files(tools) },
    { id: "aside", label: t("Box"), also: "aside sidebar info", run: ({ editor }) => void insertBlock(editor, editor.schema.node("aside", null, [paragraph(editor)])) },
    { id: "rule", label: t("Break between parts"), also: "horizontal rule line divider hr", hint: "---", run: ({ editor }) => void insertBlock(editor, editor.schema.node("horizontalRule")) },
    { id: "code", label: t("Code"), also: "pre monospace program", hint: "```", run: ({ editor }) => void codeLanguage(editor) },
  ];
  return sources ? all : all.filter((c) => c.id !== "source");
}

async function pictures(tools: Tools, together: boolean) {
  const { editor } = tools;
  const chosen = await tools.pick("picture", together || galleryAt(editor) !== null);
  if (!chosen.length) return editor.view.focus();
  const gallery = galleryAt(editor);
  if (gallery !== null) editor.view.dispatch(editor.state.tr.insert(gallery, chosen.map((m) => figureOf(editor.schema, m))).scrollIntoView());
  else if (together && chosen.length > 1) insertBlock(editor, galleryOf(editor.schema, chosen));
  else for (const medium of chosen) insertBlock(editor, figureOf(editor.schema, medium), false);
}

/** After the picture that is chosen, if it stands in a gallery. */
function galleryAt(editor: Editor): number | null {
  const { $from, $to } = editor.state.selection;
  for (let depth = $from.depth; depth >= 0; depth--) {
    if ($from.node(depth).type.name !== "gallery") continue;
    return depth === $from.depth ? $to.pos : $from.after(depth + 1);
  }
  return null;
}

async function files(tools: Tools) {
  const { editor } = tools;
  const chosen = await tools.pick("file", false);
  if (!chosen.length) return editor.view.focus();
  for (const medium of chosen) insertBlock(editor, partOf(editor.schema, medium), false);
}

/** Those that a word finds: by what they are called, then by other names. */
export function search(all: Command[], query: string): Command[] {
  const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = fold(query.trim());
  if (wanted === "") return all;
  const rank = (c: Command) => {
    const label = fold(c.label);
    if (label.startsWith(wanted)) return 0;
    if (label.includes(wanted)) return 1;
    return [c.id, ...c.also.split(" ")].some((word) => word.startsWith(wanted)) ? 2 : 9;
  };
  return all.map((c) => [rank(c), c] as const).filter(([r]) => r < 9).sort(([a], [b]) => a - b).map(([, c]) => c);
}
