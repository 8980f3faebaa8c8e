// A field that asks while one types: a list of what may be chosen, by arrows and Enter (WAI-ARIA's combobox).

import { ask } from "../api.js";
import { after, h, unique } from "../dom.js";
import { placeNear } from "../ui/menu.js";
import { t } from "../words.js";

export interface Choice {
  id: number;
  name: string;
  slug?: string;
}

interface Options {
  /** Where it asks; `?q=` is added. */
  path: string;
  label: string;
  chosen: (choice: Choice) => void;
  /** Makes something of a name that is not there. */
  make?: (name: string) => Promise<Choice>;
  taken: () => Set<number>;
}

export function combobox(options: Options): HTMLElement {
  const id = unique("choices");
  const list = h("div", { role: "listbox", id, class: "menu choices", "aria-label": options.label, hidden: true });
  const input = h("input", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", dir: "auto",
    "aria-label": options.label, placeholder: options.label,
  });
  const why = h("p", { class: "field-error", role: "status" });
  const dom = h("div", { class: "combobox" }, input, list, why);
  let rows: { label: string; act: () => void }[] = [];
  let at = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const select = (index: number) => {
    if (!rows.length) return;
    at = (index + rows.length) % rows.length;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const choose = (choice: Choice) => {
    input.value = "";
    close();
    options.chosen(choice);
    input.focus();
  };
  const make = (name: string) => {
    options.make!(name).then(choose, (error: Error) => (why.textContent = error.message));
  };
  const draw = (items: Choice[], query: string) => {
    const taken = options.taken();
    rows = items.filter((i) => !taken.has(i.id)).map((i) => ({ label: i.name, act: () => choose(i) }));
    const exact = items.some((i) => i.name.toLowerCase() === query.toLowerCase());
    if (options.make && query && !exact) rows.push({ label: t("New: {name}", { name: query }), act: () => make(query) });
    list.replaceChildren(...rows.map((row, i) =>
      h("div", { role: "option", id: `${id}-${i}`, class: "menu-item", "aria-selected": "false", onpointerdown: (e: Event) => { e.preventDefault(); row.act(); } }, row.label)));
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    if (!rows.length) return close();
    placeNear(list, input.getBoundingClientRect(), getComputedStyle(input).direction === "rtl");
    select(0);
  };
  const look = async () => {
    const query = input.value.trim();
    const turn = (asked += 1);
    why.textContent = "";
    try {
      const { body } = await ask<{ items: Choice[] }>("GET", `${options.path}?q=${encodeURIComponent(query)}`);
      if (turn === asked && document.activeElement === input) draw(body.items, query);
    } catch {
      if (turn === asked) why.textContent = t("Cannot be looked up now");
    }
  };
  const pause = after(150, () => void look());
  input.addEventListener("input", () => pause.later());
  input.addEventListener("focus", () => pause.later());
  input.addEventListener("blur", () => {
    pause.stop();
    asked += 1;
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      if (list.hidden) void look();
      else select(at + 1);
    } else if (event.key === "ArrowUp" && !list.hidden) select(at - 1);
    else if (event.key === "Enter") {
      if (!list.hidden) rows[at]?.act();
    } else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return dom;
}

/** Names of what is known by numbers only: asked for once. */
const names = new Map<string, Map<number, string>>();

export async function nameOf(path: string, ids: number[]): Promise<Map<number, string>> {
  const known = names.get(path) ?? new Map<number, string>();
  names.set(path, known);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length) {
    try {
      const { body } = await ask<{ items: Choice[] }>("GET", `${path}?ids=${missing.join(",")}`);
      for (const item of body.items) known.set(item.id, item.name);
    } catch {
      // Shown by number until they can be asked for.
    }
  }
  return known;
}

/** What the page said they are called. */
export function rememberNames(path: string, given: Record<string, string> | undefined) {
  for (const [id, name] of Object.entries(given ?? {})) rememberName(path, { id: Number(id), name });
}

export function rememberName(path: string, choice: Choice) {
  const known = names.get(path) ?? new Map<number, string>();
  names.set(path, known.set(choice.id, choice.name));
}
