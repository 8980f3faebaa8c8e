// Footnotes: numbered by the order in which the text refers to them, as readers will see them. A note is written in the
// list at the end; Escape, or a click on its number, leads back to where it is referred to.

import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { closeHistory } from "@tiptap/pm/history";
import { NodeSelection, Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { t } from "../words.js";
import { surrounding } from "./tools.js";

interface Found {
  id: string;
  pos: number;
  size: number;
}

interface Survey {
  references: Found[];
  notes: Found[];
  lists: { pos: number; node: Node }[];
}

/** Blocks that hold neither notes nor references, kept by node: a long text is looked through once. */
const plain = new WeakSet<Node>();

function survey(doc: Node): Survey {
  const references: Found[] = [];
  const inNotes: Found[] = [];
  const notes: Found[] = [];
  const lists: Survey["lists"] = [];
  doc.forEach((block, offset) => {
    if (plain.has(block)) return;
    let any = false;
    const visit = (node: Node, pos: number, within: boolean) => {
      const name = node.type.name;
      if (name === "footnoteReference") (within ? inNotes : references).push({ id: node.attrs.id as string, pos, size: node.nodeSize });
      if (name === "footnote") notes.push({ id: node.attrs.id as string, pos, size: node.nodeSize });
      if (name === "footnotes") lists.push({ pos, node });
      any ||= name.startsWith("footnote");
      node.forEach((child, at) => visit(child, pos + 1 + at, within || name === "footnotes"));
    };
    visit(block, offset, false);
    if (!any) plain.add(block);
  });
  return { references: [...references, ...inNotes], notes, lists };
}

function numbers({ references, notes }: Survey): Map<string, number> {
  const known = new Set(notes.map((n) => n.id));
  const order = new Map<string, number>();
  for (const { id } of [...references.filter((r) => known.has(r.id)), ...notes]) if (!order.has(id)) order.set(id, order.size + 1);
  return order;
}

const key = new PluginKey<DecorationSet>("notes");

function decorate(state: EditorState): DecorationSet {
  const found = survey(state.doc);
  if (!found.references.length && !found.notes.length) return DecorationSet.empty;
  const order = numbers(found);
  const referred = new Set(found.references.map((r) => r.id));
  const marks: Decoration[] = [];
  for (const { id, pos, size } of found.references) {
    const number = order.get(id);
    marks.push(Decoration.node(pos, pos + size, number
      ? { "data-number": String(number), role: "img", "aria-label": t("Footnote {n}", { n: number }) }
      : { "data-number": "?", class: "is-lost", role: "img", "aria-label": t("Footnote without a text") }));
  }
  for (const { id, pos, size } of found.notes) {
    const attrs: Record<string, string> = { "data-number": String(order.get(id)) };
    if (!referred.has(id)) Object.assign(attrs, { class: "is-lost", "data-lost": t("Nothing in the text refers to this note") });
    marks.push(Decoration.node(pos, pos + size, attrs));
  }
  return DecorationSet.create(state.doc, marks);
}

function touches(tr: Transaction, before: EditorState): boolean {
  // Typing within a line moves numbers along and changes none.
  return tr.steps.some((step, i) => {
    let hit = false;
    step.getMap().forEach((from, to) => {
      const doc = tr.docs[i] ?? before.doc;
      const $from = doc.resolve(Math.min(from, doc.content.size));
      if (!$from.parent.isTextblock || to > $from.end()) hit = true;
      else if (to > from) doc.nodesBetween(from, to, (node) => void (hit ||= node.type.name.startsWith("footnote")));
    });
    const slice = (step as unknown as { slice?: { content: { descendants(f: (n: Node) => void): void } } }).slice;
    slice?.content.descendants((node) => void (hit ||= node.type.name.startsWith("footnote")));
    return hit;
  });
}

function freshId(doc: Node): string {
  const taken = new Set(survey(doc).notes.map((n) => n.id));
  let n = taken.size + 1;
  while (taken.has(`fn${n}`)) n += 1;
  return `fn${n}`;
}

/** Puts a reference at the cursor and goes to its note. */
export function insertNote(editor: Editor): boolean {
  const { state, view, schema } = editor;
  const { $to, to } = state.selection;
  if (!$to.parent.inlineContent || !$to.parent.type.contentMatch.matchType(schema.nodes.footnoteReference!)) return false;
  if (surrounding(editor, "footnote")) return false;
  const id = freshId(state.doc);
  const { tr } = state;
  tr.insert(to, schema.node("footnoteReference", { id }));
  const note = schema.node("footnote", { id }, [schema.node("paragraph")]);
  const { references, notes, lists } = survey(tr.doc);
  const list = lists.at(-1);
  let at: number;
  if (list) {
    // After the note of the reference before this one, so that the list reads in order.
    const before = references.slice(0, references.findIndex((r) => r.id === id)).reverse();
    const known = before.map((r) => notes.find((n) => n.id === r.id)).find((n) => n !== undefined && n.pos > list.pos);
    at = known ? known.pos + known.size : list.pos + 1;
    tr.insert(at, note);
  } else {
    at = tr.doc.content.size;
    tr.insert(at, schema.node("footnotes", null, [note]));
    at += 1;
  }
  tr.setSelection(TextSelection.create(tr.doc, at + 2));
  view.dispatch(closeHistory(tr).scrollIntoView());
  view.focus();
  return true;
}

/** Goes from a note to its reference, or from a reference to its note. */
function follow(editor: Editor, id: string, to: "note" | "reference"): boolean {
  const { view, state } = editor;
  const found = survey(state.doc);
  const target = (to === "note" ? found.notes : found.references).find((f) => f.id === id);
  if (!target) return false;
  const at = to === "note" ? TextSelection.near(state.doc.resolve(target.pos + target.size - 2), -1) : TextSelection.near(state.doc.resolve(target.pos + target.size), 1);
  view.dispatch(state.tr.setSelection(at).scrollIntoView());
  view.focus();
  return true;
}

function currentNote(editor: Editor): { node: Node; pos: number; depth: number } | null {
  return surrounding(editor, "footnote");
}

/** Takes a note away, and what refers to it. */
function removeNote(editor: Editor): boolean {
  const note = currentNote(editor);
  if (!note) return false;
  const { state, view } = editor;
  const id = note.node.attrs.id as string;
  const { references } = survey(state.doc);
  const { tr } = state;
  const list = state.doc.resolve(note.pos);
  if (list.parent.childCount === 1) tr.delete(list.before(), list.after());
  else tr.delete(note.pos, note.pos + note.node.nodeSize);
  const own = references.filter((r) => r.id === id);
  for (const r of own.reverse()) tr.delete(tr.mapping.map(r.pos), tr.mapping.map(r.pos + r.size));
  if (tr.doc.childCount === 0) tr.insert(0, state.schema.node("paragraph"));
  const first = references.find((r) => r.id === id);
  if (first) tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.mapping.map(first.pos), tr.doc.content.size))));
  view.dispatch(closeHistory(tr).scrollIntoView());
  return true;
}

export const Notes = Extension.create({
  name: "notes",
  priority: 1100,
  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": () => insertNote(this.editor),
      Escape: () => {
        const note = currentNote(this.editor);
        return note ? follow(this.editor, note.node.attrs.id as string, "reference") : false;
      },
      Enter: () => {
        const { selection } = this.editor.state;
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== "footnoteReference") return false;
        return follow(this.editor, selection.node.attrs.id as string, "note");
      },
      Backspace: () => {
        const note = currentNote(this.editor);
        const { empty, $from } = this.editor.state.selection;
        if (!note || !empty || $from.parentOffset > 0 || note.node.childCount > 1 || note.node.firstChild?.content.size) return false;
        return removeNote(this.editor);
      },
    };
  },
  addProseMirrorPlugins() {
    const editor = this.editor;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, state) => decorate(state),
          apply(tr, old, before, state) {
            if (!tr.docChanged) return old;
            return touches(tr, before) ? decorate(state) : old.map(tr.mapping, tr.doc);
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleClickOn(_view, _pos, node, _at, _event, direct) {
            if (direct && node.type.name === "footnoteReference") return follow(editor, node.attrs.id as string, "note");
            return false;
          },
          handleDOMEvents: {
            // The number before a note is drawn by the style sheet, outside of its text.
            mousedown(view, event) {
              const target = event.target;
              if (!(target instanceof HTMLElement) || !target.matches(".footnote")) return false;
              const at = target.getBoundingClientRect();
              const rtl = getComputedStyle(target).direction === "rtl";
              const inNumber = rtl ? event.clientX > at.right - 32 : event.clientX < at.left + 32;
              const id = target.dataset.id;
              if (!inNumber || !id || !view.editable) return false;
              event.preventDefault();
              return follow(editor, id, "reference");
            },
          },
        },
      }),
    ];
  },
});

