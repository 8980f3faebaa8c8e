// What passages rest on: a light underline, and the numbers of the sources after it. The numbers are their places in the
// list, drawn beside the text and no part of it.

import { Extension, getMarkRange, type Editor } from "@tiptap/core";
import type { MarkType, Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { h } from "../dom.js";
import { number, t } from "../words.js";
import { MOST_SOURCES, cleanIds } from "./schema/marks.js";

export interface Passage {
  from: number;
  to: number;
}

interface Run extends Passage {
  ids: number[];
}

interface Shown {
  /** The places of sources in their list, from 1. */
  places: ReadonlyMap<number, number>;
  /** A passage that is pointed at from beside the text. */
  pointed: Passage | null;
  decorations: DecorationSet;
}

const key = new PluginKey<Shown>("sources");

/** The runs of a block, from its beginning: a block never changes, so each is looked through once. */
const known = new WeakMap<Node, Run[]>();

const idsOf = (node: Node): number[] => cleanIds(node.marks.find((m) => m.type.name === "source")?.attrs.ids);
const alike = (a: number[], b: number[]) => a.length === b.length && a.every((id, i) => id === b[i]);

function runsIn(block: Node): Run[] {
  const cached = known.get(block);
  if (cached) return cached;
  const runs: Run[] = [];
  const visit = (node: Node, pos: number) => {
    if (!node.inlineContent) return node.forEach((child, offset) => visit(child, pos + 1 + offset));
    let open: Run | null = null;
    node.forEach((child, offset) => {
      const from = pos + 1 + offset;
      // The number of a footnote and a break carry no marks: a passage goes on beyond them.
      if (!child.isText) return;
      const ids = idsOf(child);
      if (open && alike(open.ids, ids)) open.to = from + child.nodeSize;
      else {
        open = ids.length ? { from, to: from + child.nodeSize, ids } : null;
        if (open) runs.push(open);
      }
    });
  };
  visit(block, 0);
  known.set(block, runs);
  return runs;
}

/** All passages that rest on something. */
export function runs(doc: Node): Run[] {
  const all: Run[] = [];
  doc.forEach((block, offset) => {
    for (const { from, to, ids } of runsIn(block)) all.push({ from: from + offset, to: to + offset, ids });
  });
  return all;
}

/** The passages that rest on a source. */
export function passagesOf(doc: Node, id: number): Passage[] {
  return runs(doc).filter((run) => run.ids.includes(id));
}

/** Every number that a mark of the text names. */
export function idsInText(doc: Node): Set<number> {
  return new Set(runs(doc).flatMap((run) => run.ids));
}

function decorate(state: EditorState, places: Shown["places"], pointed: Passage | null): Shown {
  const marks: Decoration[] = [];
  for (const { from, to, ids } of runs(state.doc)) {
    const listed = ids.filter((id) => places.has(id)).map((id) => places.get(id)!);
    const lost = listed.length < ids.length;
    const text = [...listed.sort((a, b) => a - b).map(number), ...(lost ? ["?"] : [])].join(", ");
    if (listed.length === 0) marks.push(Decoration.inline(from, to, { class: "rests-on-nothing" }));
    const name = lost && !listed.length ? t("Rests on a source that is no longer listed") : t("Rests on source {n}", { n: text });
    marks.push(Decoration.widget(to, () => h("span", { class: `rests-number${lost ? " is-lost" : ""}`, "data-number": text, role: "img", "aria-label": name, "data-id": String(ids[0]) }), { side: -1, key: `${ids.join()}=${text}`, ignoreSelection: true }));
  }
  if (pointed && pointed.to <= state.doc.content.size) marks.push(Decoration.inline(pointed.from, pointed.to, { class: "pointed" }));
  return { places, pointed, decorations: marks.length ? DecorationSet.create(state.doc, marks) : DecorationSet.empty };
}

/** Says in which order the sources stand now. */
export function setPlaces(editor: Editor, ids: readonly number[]) {
  const now = key.getState(editor.state)?.places;
  if (now && now.size === ids.length && ids.every((id, i) => now.get(id) === i + 1)) return;
  tell(editor, { places: new Map(ids.map((id, i) => [id, i + 1])) });
}

/** Points at a passage, or at none. */
export function point(editor: Editor, passage: Passage | null) {
  if (passage || key.getState(editor.state)?.pointed) tell(editor, { pointed: passage });
}

function tell(editor: Editor, change: Partial<Pick<Shown, "places" | "pointed">>) {
  if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, change).setMeta("addToHistory", false));
}

/** Goes to a passage; marks it as one would with the mouse. */
export function goTo(editor: Editor, { from, to }: Passage, focus = true) {
  const { view, state } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  const { node } = view.domAtPos(from);
  if (focus) view.focus();
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
}

/** Where a sentence ends: its mark, and what closes a quotation after it. */
const SENTENCE = /[.!?…。؟]["'”’»)\]]*\s+/gu;

/** What is meant to rest on something: what is selected, the passage that the cursor is in, or the sentence before it. */
export function meant(editor: Editor): Passage | null {
  const { selection, doc, schema } = editor.state;
  const { $from, empty } = selection;
  if (!empty) return trimmed(doc, selection.from, selection.to);
  if (!$from.parent.isTextblock || !$from.parent.type.allowsMarkType(schema.marks.source!)) return null;
  const range = getMarkRange($from, schema.marks.source!);
  if (range) return range;
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, "\ufffc");
  let start = 0;
  let end = text.length;
  // At the end of a sentence that one is meant, and not the one that would follow.
  const at = text.slice(0, $from.parentOffset).trimEnd().length;
  for (const m of text.matchAll(SENTENCE)) {
    const after = m.index + m[0].length;
    if (after <= at) start = after;
    else {
      end = after;
      break;
    }
  }
  return trimmed(doc, $from.start() + start, $from.start() + end);
}

/** Without the spaces at its ends; null if nothing is left that can rest on anything. */
export function trimmed(doc: Node, from: number, to: number): Passage | null {
  const text = (a: number, b: number) => doc.textBetween(a, b, "\n", "\ufffc");
  while (from < to && /^\s$/.test(text(from, from + 1) || "\n")) from += 1;
  while (to > from && /^\s$/.test(text(to - 1, to) || "\n")) to -= 1;
  return from < to ? { from, to } : null;
}

/** On which sources any of a passage rests, and on which all of it does. */
export function restingOn(doc: Node, { from, to }: Passage): { any: number[]; all: number[] } {
  const any = new Set<number>();
  let all: number[] | null = null;
  doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return;
    const ids = idsOf(node);
    ids.forEach((id) => any.add(id));
    all = all === null ? ids : all.filter((id) => ids.includes(id));
  });
  return { any: [...any], all: all ?? [] };
}

/** Changes what a passage rests on; each stretch of it by itself. */
function change(tr: Transaction, type: MarkType, { from, to }: Passage, next: (ids: number[]) => number[]) {
  const pieces: Run[] = [];
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (node.isText && parent?.type.allowsMarkType(type)) pieces.push({ from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize), ids: idsOf(node) });
  });
  for (const piece of pieces) {
    const ids = cleanIds(next(piece.ids));
    if (alike(ids, piece.ids)) continue;
    tr.removeMark(piece.from, piece.to, type);
    if (ids.length) tr.addMark(piece.from, piece.to, type.create({ ids }));
  }
  return tr;
}

/** Lets a passage rest on these sources and no others. */
export function restOn(editor: Editor, passage: Passage, ids: number[]) {
  editor.view.dispatch(change(editor.state.tr, editor.schema.marks.source!, passage, () => ids));
}

/** Lets a passage rest on these sources as well. False if it rests on as many as it may. */
export function restAlsoOn(editor: Editor, passage: Passage, ids: number[]): boolean {
  let full = false;
  const tr = change(editor.state.tr, editor.schema.marks.source!, passage, (before) => {
    const both = [...before, ...ids.filter((id) => !before.includes(id))];
    full ||= both.length > MOST_SOURCES;
    return both.slice(0, MOST_SOURCES);
  });
  if (tr.docChanged) editor.view.dispatch(tr);
  return !full;
}

/** Takes a source from every passage that rests on it. */
export function restNoMoreOn(editor: Editor, id: number) {
  const { tr, doc } = editor.state;
  for (const passage of passagesOf(doc, id)) change(tr, editor.schema.marks.source!, passage, (ids) => ids.filter((other) => other !== id));
  if (tr.docChanged) editor.view.dispatch(tr);
}

/** Where a passage of the text stands: `block` among the blocks of words, `start` within it. Wherever it is by now. */
export function locate(doc: Node, block: number, start: number, text: string): Passage | null {
  const blocks: { pos: number; words: string }[] = [];
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return true;
    blocks.push({ pos: pos + 1, words: node.textBetween(0, node.content.size, undefined, "\ufffc") });
    return false;
  });
  if (text === "") return null;
  const at = (i: number): Passage | null => {
    const there = blocks[i];
    if (!there) return null;
    const index = there.words.startsWith(text, start) && i === block ? start : there.words.indexOf(text);
    return index < 0 ? null : { from: there.pos + index, to: there.pos + index + text.length };
  };
  for (let away = 0; away < blocks.length; away++) {
    const found = at(block + away) ?? (away ? at(block - away) : null);
    if (found) return found;
  }
  return null;
}

export const Sources = Extension.create<{ mark: () => void; show: (id: number) => void }>({
  name: "sources",
  addOptions: () => ({ mark: () => {}, show: () => {} }),
  addKeyboardShortcuts() {
    return {
      "Mod-Alt-s": () => {
        this.options.mark();
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    const { show } = this.options;
    return [
      new Plugin<Shown>({
        key,
        state: {
          init: (_, state) => decorate(state, new Map(), null),
          apply(tr, old, _before, state) {
            const meta = tr.getMeta(key) as Partial<Shown> | undefined;
            if (meta) return decorate(state, meta.places ?? old.places, meta.pointed === undefined ? old.pointed : meta.pointed);
            if (!tr.docChanged) return old;
            const pointed = old.pointed && { from: tr.mapping.map(old.pointed.from, 1), to: tr.mapping.map(old.pointed.to, -1) };
            return decorate(state, old.places, pointed && pointed.from < pointed.to ? pointed : null);
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.decorations,
          handleDOMEvents: {
            mousedown(_view, event) {
              const sign = event.target instanceof Element ? event.target.closest<HTMLElement>(".rests-number") : null;
              if (!sign) return false;
              event.preventDefault();
              show(Number(sign.dataset.id));
              return true;
            },
          },
        },
      }),
    ];
  },
});
