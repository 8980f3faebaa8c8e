// Bylines: people in their order, each with what they did for the report. And topics, which have neither.

import { ask } from "../api.js";
import { announce, h } from "../dom.js";
import { t } from "../words.js";
import { combobox, nameOf, rememberName, type Choice } from "./combobox.js";
import { moved, type Holder, type Widget } from "./widget.js";

interface Byline {
  person: number;
  role?: string;
}

const PEOPLE = "/desk/people.json";
const TOPICS = "/desk/topics.json";

export function people(host: HTMLElement, holder: Holder): Widget {
  const list = h("ol", { class: "chosen" });
  const bylines = () => (holder.manuscript().bylines as Byline[] | undefined) ?? [];
  const set = (next: Byline[]) => {
    holder.manuscript().bylines = next;
    holder.changed();
    void draw();
  };
  const field = holder.readonly ? null : combobox({
    path: PEOPLE,
    label: t("Add a byline"),
    taken: () => new Set(bylines().map((b) => b.person)),
    chosen(choice) {
      rememberName(PEOPLE, choice);
      set([...bylines(), { person: choice.id }]);
      announce(t("{name} was added", { name: choice.name }));
    },
  });
  host.replaceChildren(list, ...(field ? [field] : []));

  async function draw() {
    const now = bylines();
    const names = await nameOf(PEOPLE, now.map((b) => b.person));
    list.replaceChildren(...now.map((byline, i) => {
      const name = names.get(byline.person) ?? `#${byline.person}`;
      const role = h("input", { type: "text", value: byline.role ?? "", "aria-label": t("What {name} did, if not the text", { name }), placeholder: t("Role"), dir: "auto", disabled: holder.readonly });
      role.addEventListener("input", () => {
        // Not drawn anew: the cursor is in it.
        const next = bylines().map((b, n) => (n === i ? { person: b.person, ...(role.value.trim() ? { role: role.value.trim() } : {}) } : b));
        holder.manuscript().bylines = next;
        holder.changed();
      });
      return h("li", {}, h("span", { class: "chosen-name", dir: "auto" }, name), role, ...(holder.readonly ? [] : [
        i > 0 ? h("button", { type: "button", "aria-label": t("Move {name} up", { name }), onclick: () => set(moved(bylines(), i, i - 1)) }, "↑") : null,
        remove(name, () => set(bylines().filter((_, n) => n !== i))),
      ]));
    }));
  }
  void draw();
  return { refresh: () => void draw() };
}

export function remove(name: string, act: () => void): HTMLElement {
  return h("button", { type: "button", "aria-label": t("Remove {name}", { name }), onclick: () => { act(); announce(t("{name} was removed", { name })); } }, "×");
}

export function topics(host: HTMLElement, holder: Holder): Widget {
  const list = h("ul", { class: "chosen chips" });
  const ids = () => (holder.manuscript().topics as number[] | undefined) ?? [];
  const set = (next: number[]) => {
    holder.manuscript().topics = next;
    holder.changed();
    void draw();
  };
  const field = holder.readonly ? null : combobox({
    path: TOPICS,
    label: t("Add a topic"),
    taken: () => new Set(ids()),
    chosen(choice) {
      rememberName(TOPICS, choice);
      set([...ids(), choice.id]);
      announce(t("{name} was added", { name: choice.name }));
    },
    make: async (name) => (await ask<Choice>("POST", TOPICS, { json: { name } })).body,
  });
  host.replaceChildren(list, ...(field ? [field] : []));

  async function draw() {
    const now = ids();
    const names = await nameOf(TOPICS, now);
    list.replaceChildren(...now.map((id) => {
      const name = names.get(id) ?? `#${id}`;
      return h("li", {}, h("span", { class: "chosen-name", dir: "auto" }, name), holder.readonly ? null : remove(name, () => set(ids().filter((n) => n !== id))));
    }));
  }
  void draw();
  return { refresh: () => void draw() };
}
