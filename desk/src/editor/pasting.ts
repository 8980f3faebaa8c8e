// Where what is pasted goes through: HTML is made clean, an address alone on a line becomes what it leads to.

import { Extension } from "@tiptap/core";
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
