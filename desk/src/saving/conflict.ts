// Two texts side by side, and what can be done about it. Closing it decides nothing.

import { announce, h, unique } from "../dom.js";
import type { Manuscript } from "../page.js";
import { t } from "../words.js";
import { choosable, compare, mix, plain, words, type Piece, type Row } from "./compare.js";

export interface Decision {
  label: string;
  hint?: string;
  primary?: boolean;
  /** Gets the writer's text, with the other one's in the passages where that was chosen. */
  act: (mixed: Manuscript) => void;
}

function pieces(list: Piece[], tag: "ins" | "del"): Element[] {
  return list.map((p) => (p.only && p.text.trim() ? h(tag, {}, p.text) : h("span", {}, p.text)));
}

function cell(row: Row, side: "mine" | "theirs"): HTMLElement {
  const text = row[side];
  if (text === null) return h("div", { class: "compare-cell compare-nothing" }, h("span", { class: "unseen" }, t("nothing here")));
  if (!row.differs || row.mine === null || row.theirs === null) {
    const content = row.differs ? h(side === "mine" ? "ins" : "del", {}, text) : text;
    return h("div", { class: "compare-cell", dir: "auto" }, content);
  }
  const [mine, theirs] = words(row.mine, row.theirs);
  return h("div", { class: "compare-cell", dir: "auto" }, ...(side === "mine" ? pieces(mine, "ins") : pieces(theirs, "del")));
}

/** Takes the other text in this row, or not. */
function choice(row: Row, taken: Set<Row>): HTMLElement {
  const button = h("button", { type: "button", class: "compare-take", "aria-pressed": "false" }, row.theirs === null ? t("Leave it out, as there") : t("Take this"));
  button.addEventListener("click", () => {
    const now = !taken.delete(row);
    if (now) taken.add(row);
    button.setAttribute("aria-pressed", String(now));
    button.closest(".compare-row")?.classList.toggle("is-taken", now);
  });
  return button;
}

/** Long stretches that are the same on both sides are folded away. */
function body(rows: Row[], labels: { mine: string; theirs: string }, taken: Set<Row>): Element[] {
  const out: Element[] = [];
  let alike: Row[] = [];
  const line = (row: Row) =>
    h("div", { class: `compare-row${row.differs ? " differs" : ""}`, role: "row" },
      row.label ? h("div", { class: "compare-label", role: "rowheader" }, row.label) : null,
      h("div", { role: "cell", "data-side": labels.mine }, cell(row, "mine")),
      h("div", { role: "cell", "data-side": labels.theirs }, cell(row, "theirs"), choosable(row) ? choice(row, taken) : null));
  const fold = () => {
    if (alike.length > 2) {
      const inner = alike.slice(1, -1);
      out.push(line(alike[0]!));
      const more = h("button", { type: "button", class: "compare-fold" }, t("{n} paragraphs that are the same", { n: inner.length }));
      const holder = h("div", { class: "compare-row", role: "row" }, h("div", { role: "cell", class: "compare-folded" }, more));
      more.addEventListener("click", () => holder.replaceWith(...inner.map(line)));
      out.push(holder, line(alike.at(-1)!));
    } else {
      out.push(...alike.map(line));
    }
    alike = [];
  };
  for (const row of rows) {
    if (row.differs) {
      fold();
      out.push(line(row));
    } else alike.push(row);
  }
  fold();
  return out;
}

/** The whole text, to be taken along. */
export function asText(m: Manuscript): string {
  return [m.kicker, m.headline, m.standfirst, "", ...(m.body.content ?? []).map(plain)].filter((x) => x !== undefined).join("\n\n");
}

export async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("Copied"));
  } catch {
    const area = h("textarea", { class: "unseen" });
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    announce(t("Copied"));
  }
}

export interface Sides {
  title: string;
  explain: string;
  mine: string;
  theirs: string;
}

/** Opens the dialog; resolves when it is closed. */
export function sideBySide(mine: Manuscript, theirs: Manuscript, sides: Sides, decisions: Decision[]): HTMLDialogElement {
  const title = unique("title");
  const dialog = h("dialog", { class: "desk-dialog compare", "aria-labelledby": title });
  const close = () => dialog.close();
  const rows = compare(mine, theirs);
  const taken = new Set<Row>();
  dialog.append(
    h("header", {}, h("h2", { id: title }, sides.title), h("p", {}, sides.explain)),
    h("div", { class: "compare-scroll", tabindex: 0, role: "region", "aria-label": sides.title },
      h("div", { class: "compare-table", role: "table" },
        h("div", { class: "compare-row compare-head", role: "row" }, h("div", { role: "columnheader" }, sides.mine), h("div", { role: "columnheader" }, sides.theirs)),
        ...body(rows, { mine: sides.mine, theirs: sides.theirs }, taken))),
    h("footer", {},
      ...decisions.map((d) => h("button", { type: "button", class: d.primary ? "main" : "", title: d.hint, onclick: () => { close(); d.act(mix(mine, theirs, rows, taken)); } }, d.label)),
      h("button", { type: "button", onclick: () => void copy(asText(mine)) }, t("Copy my text")),
      h("button", { type: "button", onclick: close }, t("Decide later"))),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}
