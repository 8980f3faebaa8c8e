// What the keys do.

import { h, unique } from "../dom.js";
import { t } from "../words.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** "Ctrl+K", or what a Mac calls it. */
export function keys(combination: string): string {
  return mac ? combination.replace("Ctrl+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧") : combination;
}

function groups(): [string, [string, string][]][] {
  return [
    [t("The article"), [["Ctrl+S", t("Save a revision")], ["Ctrl+Z", t("Undo")], ["Ctrl+Shift+Z", t("Redo")], ["Ctrl+F", t("Find and replace")], ["Ctrl+/", t("This list")]]],
    [t("Words"), [["Ctrl+B", t("Bold")], ["Ctrl+I", t("Italic")], ["Ctrl+Shift+S", t("Struck through")], ["Ctrl+E", t("Code")], ["Ctrl+K", t("Link")], ["Ctrl+Shift+H", t("Highlight")], ["Ctrl+,", t("Below the line")], ["Ctrl+.", t("Above the line")]]],
    [t("Lines"), [["/", t("Insert anything")], ["Ctrl+Alt+2", t("Crosshead")], ["Ctrl+Alt+0", t("Text")], ["Ctrl+Shift+8", t("List")], ["Ctrl+Shift+7", t("Numbered list")], ["Ctrl+Shift+B", t("Quotation")], ["Ctrl+Alt+F", t("Footnote")], ["Shift+Enter", t("Line break")], ["Tab", t("Deeper in a list, next cell of a table")]]],
    [t("As you type"), [["## ", t("Crosshead")], ["> ", t("Quotation")], ["- ", t("List")], ["1. ", t("Numbered list")], ["**…**", t("Bold")], ["_…_", t("Italic")], ["`…`", t("Code")], ["---", t("Break between parts")]]],
    [t("Getting around"), [["Alt+F10", t("To the toolbar; Escape comes back")], ["F2", t("Into the form of a picture, table or quotation; Escape comes back")], ["Escape", t("From a footnote back to the text")]]],
  ];
}

export function showHelp(back: () => void) {
  const title = unique("help");
  const dialog = h("dialog", { class: "desk-dialog help", "aria-labelledby": title },
    h("h2", { id: title }, t("Keys")),
    h("div", { class: "help-groups", tabindex: 0, role: "group", "aria-labelledby": title }, ...groups().map(([name, list]) =>
      h("section", {}, h("h3", {}, name), h("dl", {}, ...list.flatMap(([combination, what]) => [h("dt", {}, h("kbd", { dir: "ltr" }, keys(combination))), h("dd", {}, what)]))))),
    h("footer", {}, h("button", { type: "button", class: "main", onclick: () => dialog.close() }, t("Close"))));
  dialog.addEventListener("close", () => {
    dialog.remove();
    back();
  });
  document.body.append(dialog);
  dialog.showModal();
}
