// What can be done to a table that the cursor is in.

import type { Editor } from "@tiptap/core";
import { CellSelection } from "@tiptap/pm/tables";
import { NodeSelection } from "@tiptap/pm/state";
import type { Item } from "../ui/menu.js";
import { t } from "../words.js";
import { FORM_EVENT } from "./parts/view.js";
import { surrounding } from "./tools.js";

export function tableItems(editor: Editor): Item[] {
  const run = () => {
    // TipTap's own focus waits for the next frame; keys do not.
    editor.view.focus();
    return editor.chain();
  };
  const can = () => editor.can();
  const align = (value: string | null) => () => run().setCellAttribute("align", value).run();
  return [
    { label: t("Row above"), act: () => run().addRowBefore().run() },
    { label: t("Row below"), act: () => run().addRowAfter().run() },
    { label: t("Column before"), act: () => run().addColumnBefore().run() },
    { label: t("Column after"), act: () => run().addColumnAfter().run() },
    { label: t("Delete row"), enabled: () => can().deleteRow(), act: () => run().deleteRow().run() },
    { label: t("Delete column"), enabled: () => can().deleteColumn(), act: () => run().deleteColumn().run() },
    { label: t("Header row"), act: () => run().toggleHeaderRow().run() },
    { label: t("Header column"), act: () => run().toggleHeaderColumn().run() },
    { label: t("Merge cells"), enabled: () => editor.state.selection instanceof CellSelection && can().mergeCells(), act: () => run().mergeCells().run() },
    { label: t("Split cell"), enabled: () => can().splitCell(), act: () => run().splitCell().run() },
    { label: t("Align to the right"), act: align("right") },
    { label: t("Align in the middle"), act: align("center") },
    { label: t("Align as the theme has it"), act: align(null) },
    { label: t("Caption …"), act: () => caption(editor) },
    { label: t("Delete table"), act: () => run().deleteTable().run() },
  ];
}

function caption(editor: Editor) {
  const table = surrounding(editor, "table");
  const dom = table ? editor.view.nodeDOM(table.pos) : editor.state.selection instanceof NodeSelection ? editor.view.nodeDOM(editor.state.selection.from) : null;
  if (dom instanceof HTMLElement) dom.dispatchEvent(new CustomEvent(FORM_EVENT, { bubbles: true }));
}
