// Links: asked for by Ctrl+K, made of an address that is typed or pasted over a selection.

import { Extension, getMarkRange, type Editor } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { ask } from "../ui/dialog.js";
import { t } from "../words.js";
import { isAddress, typedLink } from "./address.js";

/** Asks where the selection, or the link that the cursor is in, leads. */
export async function editLink(editor: Editor) {
  const { state } = editor;
  const type = state.schema.marks.link!;
  const range = getMarkRange(state.selection.$from, type);
  const href = range ? (state.doc.nodeAt(range.from)?.marks.find((m) => m.type === type)?.attrs.href as string | undefined) : undefined;
  const { empty } = state.selection;
  const within = range && (empty || (state.selection.from >= range.from && state.selection.to <= range.to));
  const { from, to } = within ? range : state.selection;
  const answer = await ask(href ? t("Change the link") : t("Add a link"), [
    { name: "href", label: t("Address"), value: href ?? "", kind: "url", hint: t("A page of this site begins with /"), check: (v) => (typedLink(v) ? null : t("This is no address that a page may lead to")) },
    ...(empty && !within ? [{ name: "text", label: t("Text"), value: "" }] : []),
  ], t("Set the link"), href ? { label: t("Remove the link"), name: "remove" } : undefined);
  if (!answer) return editor.view.focus();
  const { tr } = editor.state;
  if (answer[""] === "remove") {
    tr.removeMark(from, to, type);
  } else {
    const mark = type.create({ href: typedLink(answer.href!)! });
    if (empty && !within) {
      const text = answer.text?.trim() || answer.href!.trim();
      tr.insert(from, editor.schema.text(text, [...(state.storedMarks ?? state.selection.$from.marks()), mark]));
      tr.setSelection(TextSelection.create(tr.doc, from + text.length));
      tr.removeStoredMark(type);
    } else {
      tr.addMark(from, to, mark);
    }
  }
  editor.view.dispatch(tr);
  editor.view.focus();
}

const TYPED = /(?:^|\s)((?:https?:\/\/|www\.)[^\s<>"]+[^\s<>".,;:!?)\]’”'])[.,;:!?)\]’”']*$/;

export const Links = Extension.create({
  name: "links",
  addKeyboardShortcuts() {
    return {
      "Mod-k": () => {
        void editLink(this.editor);
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          // A space after an address makes it a link.
          handleTextInput(view, from, to, text) {
            if (text !== " ") return false;
            const $from = view.state.doc.resolve(from);
            if (!$from.parent.isTextblock || $from.parent.type.spec.code) return false;
            const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
            const found = TYPED.exec(before)?.[1];
            const href = found ? typedLink(found) : null;
            if (!found || !href) return false;
            const start = $from.start() + before.lastIndexOf(found);
            const type = view.state.schema.marks.link!;
            if (view.state.doc.rangeHasMark(start, start + found.length, type)) return false;
            const tr = view.state.tr.insertText(" ", from, to).addMark(start, start + found.length, type.create({ href }));
            view.dispatch(tr.removeStoredMark(type));
            return true;
          },
          // An address over a selection is its link.
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { selection, schema, tr } = view.state;
            if (selection.empty || !(selection instanceof TextSelection) || !selection.$from.sameParent(selection.$to) || !isAddress(text)) return false;
            view.dispatch(tr.addMark(selection.from, selection.to, schema.marks.link!.create({ href: typedLink(text)! })));
            return true;
          },
          // Ctrl and a click follow a link; a click alone only puts the cursor in.
          handleClick(_view, _pos, event) {
            const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
            if (!link || !(event.ctrlKey || event.metaKey)) return false;
            window.open((link as HTMLAnchorElement).href, "_blank", "noopener,noreferrer");
            return true;
          },
        },
      }),
    ];
  },
});
