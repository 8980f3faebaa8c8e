// The language and the direction of a paragraph, or of the words that are selected.

import type { Editor } from "@tiptap/core";
import { ask } from "../ui/dialog.js";
import { t } from "../words.js";

const COMMON = ["ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "zh"];
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

function names(): [string, string][] {
  const display = new Intl.DisplayNames(document.documentElement.lang || "en", { type: "language" });
  return COMMON.map((tag) => [tag, display.of(tag) ?? tag]);
}

export async function setLanguage(editor: Editor) {
  const { state } = editor;
  const { $from, empty, from, to } = state.selection;
  const words = !empty && $from.sameParent(state.selection.$to) && (from > $from.start() || to < $from.end());
  const type = state.schema.marks.language!;
  const now = words ? $from.marksAcross(state.selection.$to)?.find((m) => m.type === type)?.attrs : $from.parent.attrs;
  const answer = await ask(words ? t("Language of these words") : t("Language of this paragraph"), [
    { name: "lang", label: t("Language"), value: (now?.lang as string | null) ?? "", suggest: names(), hint: t("A tag such as de or pt-BR; empty for the language of the article"), check: (v) => (v.trim() === "" || TAG.test(v.trim()) ? null : t("A language tag such as de or pt-BR is wanted")) },
    { name: "dir", label: t("Direction"), kind: "choice", value: (now?.dir as string | null) ?? "", choices: [["", t("As the article")], ["ltr", t("Left to right")], ["rtl", t("Right to left")], ["auto", t("By its first letter")]] },
  ], t("Set"));
  if (answer) {
    const attrs = { lang: answer.lang!.trim() || null, dir: answer.dir || null };
    const { tr } = editor.state;
    if (words) {
      tr.removeMark(from, to, type);
      if (attrs.lang || attrs.dir) tr.addMark(from, to, type.create(attrs));
    } else {
      tr.doc.nodesBetween(from, to, (node, pos) => {
        if (node.type.name !== "paragraph" && node.type.name !== "heading") return;
        tr.setNodeAttribute(pos, "lang", attrs.lang);
        tr.setNodeAttribute(pos, "dir", attrs.dir);
      });
    }
    editor.view.dispatch(tr);
  }
  editor.view.focus();
}

/** Left, centre, right, along both edges, or as the theme has it. */
export function setAlign(editor: Editor, align: string | null) {
  const { tr, selection } = editor.state;
  tr.doc.nodesBetween(selection.from, selection.to, (node, pos) => {
    if ("align" in node.attrs && node.isTextblock) tr.setNodeAttribute(pos, "align", align);
  });
  editor.view.dispatch(tr);
  editor.view.focus();
}
