// A dialog with a form: asks for a few things, answers with them or with nothing.

import { h, labelled, unique } from "../dom.js";
import { t } from "../words.js";

export interface Question {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  kind?: "text" | "url" | "area" | "choice";
  choices?: [value: string, label: string][];
  /** Values that are suggested while one types. */
  suggest?: [value: string, label: string][];
  /** Says what is wrong with a value. */
  check?: (value: string) => string | null;
}

/** Resolves with the values, with the name of an extra button as `""`-keyed value, or null if it was closed. */
export function ask(title: string, questions: Question[], submit: string, extra?: { label: string; name: string }): Promise<Record<string, string> | null> {
  const heading = unique("title");
  const before = document.activeElement;
  const dialog = h("dialog", { class: "desk-dialog ask", "aria-labelledby": heading });
  const controls = new Map<string, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>();
  const errors = new Map<string, HTMLElement>();
  const form = h("form", { method: "dialog", novalidate: true }, h("h2", { id: heading }, title));
  for (const q of questions) {
    let control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
    if (q.kind === "choice") control = h("select", {}, ...(q.choices ?? []).map(([value, label]) => h("option", { value }, label)));
    else if (q.kind === "area") control = h("textarea", { rows: 3 });
    else control = h("input", { type: "text", autocomplete: "off", ...(q.kind === "url" ? { inputmode: "url", dir: "ltr" } : { dir: "auto" }) });
    control.value = q.value ?? "";
    const row = labelled(q.label, control, q.hint);
    if (q.suggest && control instanceof HTMLInputElement) {
      const list = h("datalist", { id: unique("list") }, ...q.suggest.map(([value, label]) => h("option", { value }, label)));
      control.setAttribute("list", list.id);
      row.append(list);
    }
    const error = h("p", { class: "field-error", id: unique("error"), role: "alert" });
    row.append(error);
    controls.set(q.name, control);
    errors.set(q.name, error);
    form.append(row);
  }
  return new Promise((resolve) => {
    let answer: Record<string, string> | null = null;
    let settled = false;
    // At once, and not when the browser gets to its event: what is typed next belongs to the text again.
    const finish = () => {
      if (settled) return;
      settled = true;
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(answer);
    };
    const values = () => Object.fromEntries([...controls].map(([name, c]) => [name, c.value]));
    form.append(h("footer", {},
      h("button", { class: "main", type: "submit" }, submit),
      extra ? h("button", { type: "button", onclick: () => { answer = { ...values(), "": extra.name }; dialog.close(); finish(); } }, extra.label) : null,
      h("button", { type: "button", onclick: () => dialog.close() }, t("Cancel"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      let wrong: HTMLElement | null = null;
      for (const q of questions) {
        const control = controls.get(q.name)!;
        const why = q.check?.(control.value) ?? null;
        errors.get(q.name)!.textContent = why ?? "";
        control.toggleAttribute("aria-invalid", why !== null);
        if (why) control.setAttribute("aria-errormessage", errors.get(q.name)!.id);
        if (why) wrong ??= control;
      }
      if (wrong) return wrong.focus();
      answer = values();
      dialog.close();
      finish();
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.addEventListener("close", finish);
    dialog.showModal();
    const first = controls.values().next().value;
    (first ?? form.querySelector("button"))?.focus();
    if (first instanceof HTMLInputElement) first.select();
  });
}
