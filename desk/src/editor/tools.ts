// What the parts of the editor that act need of the whole.

import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { closeHistory } from "@tiptap/pm/history";
import { NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import type { Medium } from "./media.js";

export interface Tools {
  editor: Editor;
  /** Opens the picker; resolves with nothing if it is closed. */
  pick(kind: "picture" | "file", several: boolean): Promise<Medium[]>;
  /** Begins to bring files up, to stand at a place in the text. */
  upload(files: File[], at?: number): void;
  /** Asks what is selected rests on; null on a page without a list of sources. */
  source: (() => void) | null;
}

/** Blocks that one goes on from by Enter. */
const LINES = new Set(["paragraph", "heading", "codeBlock"]);

/** Blocks in which other blocks are no good: what is put in goes after them. */
const CLOSED = new Set(["figure", "embed", "frame", "audio", "video", "gallery", "footnotes", "codeBlock"]);

/**
 * Puts a block in where the cursor is: in place of an empty paragraph, else after the block that the cursor is in.
 * Below a part at the end of the text there is a paragraph to go on in.
 */
export function insertBlock(editor: Editor, node: Node, inside = true): number | null {
  const { state, view } = editor;
  const { tr } = state;
  const { $to } = state.selection;
  let at: number | null = null;
  const empty = $to.parent.type.name === "paragraph" && $to.parent.content.size === 0 && $to.depth > 0;
  if (empty && $to.node(-1).canReplaceWith($to.index(-1), $to.index(-1) + 1, node.type)) {
    at = $to.before();
    tr.replaceWith(at, $to.after(), node);
  } else {
    for (let depth = $to.depth; depth >= 0 && at === null; depth--) {
      if (depth === 0) {
        // A gap between blocks, or a selected block of the document.
        at = state.selection.to;
        tr.insert(at, node);
        break;
      }
      const parent = $to.node(depth - 1);
      const index = $to.indexAfter(depth - 1);
      if (CLOSED.has(parent.type.name) || !parent.canReplaceWith(index, index, node.type)) continue;
      at = $to.after(depth);
      tr.insert(at, node);
    }
  }
  if (at === null) return null;
  const end = at + node.nodeSize;
  const $end = tr.doc.resolve(end);
  const next = $end.nodeAfter;
  if (!LINES.has(node.type.name) && $end.depth === 0 && (!next || next.type.name === "footnotes")) {
    tr.insert(end, state.schema.node("paragraph"));
  }
  if (node.isAtom || !inside) {
    tr.setSelection(node.type.spec.selectable === false || node.type.name === "horizontalRule" ? Selection.near(tr.doc.resolve(end), 1) : NodeSelection.create(tr.doc, at));
  } else {
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1), 1));
  }
  view.dispatch(closeHistory(tr).scrollIntoView());
  view.focus();
  return at;
}

/** The node of a type that the selection stands in, with its place. */
export function surrounding(editor: Editor, ...names: string[]): { node: Node; pos: number; depth: number } | null {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (names.includes(node.type.name)) return { node, pos: $from.before(depth), depth };
  }
  return null;
}
