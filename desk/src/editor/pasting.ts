// Where what is pasted goes through: HTML is made clean, an address alone on a line becomes what it leads to.

import { Extension } from "@tiptap/core";
import { Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { isAddress, typedLink } from "./address.js";
import { embeddable } from "./embeds.js";
import { cleanHtml } from "./paste.js";
import { insertBlock } from "./tools.js";

export const Paste = Extension.create({
  name: "pasting",
  addProseMirrorPlugins() {
    const editor = this.editor;
    return [
      new Plugin({
        props: {
          transformPastedHTML: cleanHtml,
          // A paragraph in another language or direction is pasted as one, not into the one that the cursor is in.
          transformPasted(slice) {
            const first = slice.content.firstChild;
            const own = first?.type.name === "paragraph" && (first.attrs.lang || first.attrs.dir || first.attrs.align);
            return own && slice.openStart === 1 && slice.content.childCount > 1 ? new Slice(slice.content, 0, slice.openEnd) : slice;
          },
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { selection, schema, tr } = view.state;
            if (!view.editable || !selection.empty || !isAddress(text) || !selection.$from.parent.inlineContent || selection.$from.parent.type.spec.code) return false;
            const provider = embeddable(text);
            if (provider && selection.$from.parent.content.size === 0) {
              insertBlock(editor, schema.node("embed", { url: text, provider }), false);
              return true;
            }
            const mark = schema.marks.link!.create({ href: typedLink(text)! });
            view.dispatch(tr.replaceSelectionWith(schema.text(text, [...selection.$from.marks(), mark]), false).removeStoredMark(mark.type).scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
