// Puts the editor together.

import { Editor, type Extensions } from "@tiptap/core";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import type { Node } from "@tiptap/pm/model";
import { EditorState, Selection, TextSelection } from "@tiptap/pm/state";
import { t } from "../words.js";
import { ActivePart } from "./active.js";
import { fromTree, type Tree } from "./convert.js";
import { schemaExtensions } from "./schema/index.js";

export interface Settings {
  element: HTMLElement;
  body: Tree;
  editable: boolean;
  language: string;
  direction: "ltr" | "rtl";
  label: string;
  changed: () => void;
  extensions: Extensions;
  /** Its number: marks of another article's sources are left behind when a text is pasted. */
  article: string;
}

export function createEditor(settings: Settings): Editor {
  const editor = new Editor({
    element: settings.element,
    editable: settings.editable,
    injectCSS: false,
    enableCoreExtensions: { delete: false },
    extensions: [
      ...schemaExtensions.map((e) => (e.name === "source" ? e.configure({ article: settings.article }) : e)),
      UndoRedo.configure({ depth: 500 }),
      Dropcursor.configure({ color: false, class: "drop-cursor" }),
      Gapcursor,
      Placeholder.configure({
        includeChildren: false,
        placeholder: ({ editor: e, node }) => (e.isEmpty && node.type.name === "paragraph" ? t("Write here. Type / for pictures, quotations, tables …") : ""),
      }),
      ActivePart,
      ...settings.extensions,
    ],
    editorProps: {
      // The bars at the top must not lie over the line that is written.
      scrollThreshold: { top: 130, bottom: 60, left: 0, right: 0 },
      scrollMargin: { top: 140, bottom: 80, left: 0, right: 0 },
      attributes: {
        class: "prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": settings.label,
        lang: settings.language,
        dir: settings.direction,
        spellcheck: "true",
      },
    },
  });
  replaceDocument(editor, fromTree(editor.schema, settings.body), false);
  // Numbering and selection change no text: only what does is worth keeping.
  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged && !transaction.getMeta("loaded")) settings.changed();
  });
  return editor;
}

/** Puts another text in: as one step that can be undone, or as the beginning of all. */
export function replaceDocument(editor: Editor, doc: Node, undoable: boolean) {
  const { view, state } = editor;
  if (undoable) {
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content).setMeta("loaded", true));
    return;
  }
  const fresh = EditorState.create({ doc, plugins: state.plugins, selection: beginning(doc) });
  view.updateState(fresh);
}

/** In the first line of the text, rather than in the caption of a picture above it. */
function beginning(doc: Node): Selection {
  let at: number | null = null;
  doc.forEach((node, offset) => {
    if (at === null && ["paragraph", "heading"].includes(node.type.name)) at = offset + 1;
  });
  return at === null ? Selection.atStart(doc) : TextSelection.create(doc, at);
}
