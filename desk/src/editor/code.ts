// A block of code, and the name of its language.

import type { Editor } from "@tiptap/core";
import { ask } from "../ui/dialog.js";
import { t } from "../words.js";
import { surrounding } from "./tools.js";

/** Makes the block one of code; asks for the language if it is one already. */
export async function codeLanguage(editor: Editor) {
  const block = surrounding(editor, "codeBlock");
  if (!block) {
    editor.view.focus();
    editor.chain().setNode("codeBlock").run();
    return;
  }
  const answer = await ask(t("Code"), [{ name: "language", label: t("Language of the code"), value: (block.node.attrs.language as string | null) ?? "", hint: t("As highlighters name it: rust, python, html. Empty for none.") }], t("Set"));
  if (answer) editor.view.dispatch(editor.state.tr.setNodeAttribute(block.pos, "language", answer.language!.trim() || null));
  editor.view.focus();
}
