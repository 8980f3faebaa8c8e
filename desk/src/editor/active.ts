// Marks the parts that the cursor is in, so that their forms show.

import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, PluginKey, TextSelection, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { announce } from "../dom.js";
import { t } from "../words.js";
import { FORM_EVENT } from "./parts/view.js";
import { SPECS } from "./parts/specs.js";

const key = new PluginKey<DecorationSet>("active-part");

function around(state: EditorState): DecorationSet {
  const { $from, from } = state.selection;
  const found: Decoration[] = [];
  const add = (at: number, size: number) => found.push(Decoration.node(at, at + size, { class: "is-active" }, { active: true }));
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (SPECS[node.type.name]) add($from.before(depth), node.nodeSize);
  }
  if (state.selection instanceof NodeSelection && SPECS[state.selection.node.type.name]) add(from, state.selection.node.nodeSize);
  return DecorationSet.create(state.doc, found);
}

/** Where the innermost part of the selection begins; null outside of parts. */
function partAt(state: EditorState): number | null {
  const { $from, from } = state.selection;
  if (state.selection instanceof NodeSelection && SPECS[state.selection.node.type.name]) return from;
  for (let depth = $from.depth; depth > 0; depth--) if (SPECS[$from.node(depth).type.name]) return $from.before(depth);
  return null;
}

export const ActivePart = Extension.create({
  name: "activePart",
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, state) => around(state),
          apply: (tr, old, _before, state) => (tr.docChanged || tr.selectionSet ? around(state) : old),
        },
        view: () => ({
          update(view, before) {
            const { selection } = view.state;
            if (!(selection instanceof NodeSelection) || selection.eq(before.selection)) return;
            const spec = SPECS[selection.node.type.name];
            if (spec) announce(spec.fields.length ? t("{part}: Enter opens its form", { part: t(spec.label) }) : t(spec.label));
          },
        }),
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            // A click below the last part begins a paragraph there.
            mousedown(view, event) {
              const last = view.dom.lastElementChild;
              if (event.target !== view.dom || !view.editable || !last || event.clientY < last.getBoundingClientRect().bottom) return false;
              const { doc, schema, tr } = view.state;
              const notes = doc.lastChild?.type.name === "footnotes" ? doc.lastChild.nodeSize : 0;
              const at = doc.content.size - notes;
              const before = doc.resolve(at).nodeBefore;
              if (before && ["paragraph", "heading"].includes(before.type.name)) return false;
              event.preventDefault();
              tr.insert(at, schema.node("paragraph"));
              view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
              view.focus();
              return true;
            },
          },
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    const enterForm = (onlyNode: boolean) => {
      const { state, view } = this.editor;
      const isNode = state.selection instanceof NodeSelection;
      const at = partAt(state);
      if (at === null || (onlyNode && !isNode)) return false;
      const name = state.doc.nodeAt(at)!.type.name;
      // In a table and in a quotation Tab has its own meaning, or none.
      if (!onlyNode && !isNode && SPECS[name]!.content !== "caption") return false;
      if (SPECS[name]!.fields.length === 0) return false;
      const dom = view.nodeDOM(at);
      if (!(dom instanceof HTMLElement)) return false;
      dom.dispatchEvent(new CustomEvent(FORM_EVENT, { bubbles: true }));
      return true;
    };
    return {
      Enter: () => enterForm(true),
      Tab: () => enterForm(false),
      F2: () => {
        const at = partAt(this.editor.state);
        if (at === null) return false;
        const dom = this.editor.view.nodeDOM(at);
        if (dom instanceof HTMLElement) dom.dispatchEvent(new CustomEvent(FORM_EVENT, { bubbles: true }));
        return true;
      },
    };
  },
});
