// Asks what a passage rests on.

import { h, unique } from "../dom.js";
import { number, t } from "../words.js";
import type { Source } from "./model.js";
import { nameOf } from "./say.js";

const LONGEST = 300;

/** Resolves with the numbers of sources, with "new" for one that is not listed yet, or null if it was closed. */
export function choosePassage(quote: string, sources: readonly Source[], now: readonly number[]): Promise<number[] | "new" | null> {
  const heading = unique("title");
  const boxes = sources.map((source, i) => {
    const box = h("input", { type: "checkbox", value: String(source.id), checked: now.includes(source.id) });
    return { box, row: h("label", { class: "source-option" }, box, h("span", { dir: "auto" }, `${number(i + 1)} ${nameOf(source)}`)) };
  });
  return new Promise((resolve) => {
    // At once, and not when the browser gets to its event: what is typed next belongs to the text again.
    const finish = (answer: number[] | "new" | null) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const form = h("form", { method: "dialog" }, h("h2", { id: heading }, t("What this passage rests on")),
      h("q", { class: "source-passage", dir: "auto" }, quote.length > LONGEST ? `${quote.slice(0, LONGEST)}…` : quote),
      h("fieldset", {}, h("legend", { class: "unseen" }, t("Sources")), ...boxes.map(({ row }) => row)),
      h("footer", {},
        h("button", { class: "main", type: "submit" }, t("Set")),
        h("button", { type: "button", onclick: () => finish("new") }, t("A source that is not listed yet")),
        h("button", { type: "button", onclick: () => finish(null) }, t("Cancel"))));
    const dialog = h("dialog", { class: "desk-dialog ask", "aria-labelledby": heading }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      finish(boxes.filter(({ box }) => box.checked).map(({ box }) => Number(box.value)));
    });
    dialog.addEventListener("close", () => finish(null));
    document.body.append(dialog);
    dialog.showModal();
    boxes[0]?.box.focus();
  });
}
