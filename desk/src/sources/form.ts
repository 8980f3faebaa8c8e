// The form of one source: it writes into the manuscript as one types, as every control of the page does.

import { h, labelled, unique } from "../dom.js";
import type { FieldError } from "../saving/saver.js";
import { ask } from "../ui/dialog.js";
import { t } from "../words.js";
import { CALLED, KINDS, UNNAMED, isWeb, namedOf, viaOf, type Named, type Source } from "./model.js";
import { nameOf, placeOf } from "./say.js";

export interface FormDesk {
  sources(): Source[];
  source(): Source | undefined;
  /** Puts it in place of the old one. */
  put(source: Source): void;
  /** It is named no longer: nothing of what it was called may stay anywhere. */
  unname(source: Source): void;
  /** A new source that this one quotes. */
  quoteNew(): void;
  close(): void;
  errors(): FieldError[];
}

type Control = HTMLInputElement | HTMLSelectElement;
type Choices = [value: string, label: string][];

const choices = (list: Choices) => list.map(([value, label]) => h("option", { value }, t(label)));

export function sourceForm(desk: FormDesk): HTMLFormElement {
  const id = desk.source()!.id;
  const form = h("form", { class: "source-form", novalidate: true, "aria-label": t("Source {n}", { n: placeOf(desk.sources(), id) }) });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    desk.close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    desk.close();
  });

  /** A control with its label, and what is wrong with it. */
  const field = (path: string, label: string, control: Control, hint?: string) => {
    const row = labelled(label, control, hint);
    control.dataset.field = path;
    row.append(h("p", { class: "field-error", id: unique("error"), "data-for": path }));
    return row;
  };
  const named = (): Named => ({ name: "", ...namedOf(desk.source()!) });
  const write = (change: Partial<Named>) => desk.put({ ...desk.source()!, who: { named: { ...named(), ...change } } });

  const line = (key: "name" | "link" | "author" | "controlled_by" | "dated" | "seen", label: string, type: "text" | "url" | "date", hint?: string) => {
    const input = h("input", { type: type === "date" ? "date" : "text", autocomplete: "off", ...(type === "url" ? { inputmode: "url", dir: "ltr", spellcheck: "false" } : type === "text" ? { dir: "auto" } : {}) });
    input.value = named()[key] ?? "";
    input.addEventListener("input", () => write({ [key]: type === "text" ? input.value : input.value.trim() }));
    if (type === "url") checksLink(input, `who.named.${key}`);
    return field(`who.named.${key}`, label, input, hint);
  };
  const interest = (key: "what" | "evidence" | "link", label: string, hint?: string) => {
    const input = h("input", { type: "text", autocomplete: "off", ...(key === "link" ? { inputmode: "url", dir: "ltr", spellcheck: "false" } : { dir: "auto" }) });
    input.value = named().interest?.[key] ?? "";
    input.addEventListener("input", () => write({ interest: { what: "", ...named().interest, [key]: key === "link" ? input.value.trim() : input.value } }));
    if (key === "link") checksLink(input, "who.named.interest.link");
    return field(`who.named.interest.${key}`, label, input, hint);
  };
  const say = (path: string, why: string) => {
    const place = form.querySelector<HTMLElement>(`.field-error[data-for="${path}"]`);
    const control = form.querySelector<HTMLElement>(`[data-field="${path}"]`);
    if (place) place.textContent = why;
    if (!control || !place) return;
    if (why) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-errormessage", place.id);
    } else {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-errormessage");
    }
  };
  const checksLink = (input: HTMLInputElement, path: string) => {
    input.addEventListener("change", () => say(path, input.value.trim() && !isWeb(input.value.trim()) ? t("Write the whole address, beginning with https:// or http://.") : ""));
  };

  const select = (list: Choices, value: string, changed: (value: string) => void) => {
    const control = h("select", {}, ...choices(list));
    control.value = value;
    control.addEventListener("change", () => changed(control.value));
    return control;
  };

  const who = h("div", { class: "source-who" });
  const drawWho = () => {
    const { who: is } = desk.source()!;
    if ("unnamed" in is) {
      const set = (change: Partial<typeof is.unnamed>) => {
        const now = desk.source()!.who;
        if ("unnamed" in now) desk.put({ ...desk.source()!, who: { unnamed: { ...now.unnamed, ...change } } });
      };
      who.replaceChildren(
        field("who.unnamed.called", t("Called"), select(CALLED, is.unnamed.called, (called) => set({ called }))),
        field("who.unnamed.why", t("Why it is not named"), select(UNNAMED, is.unnamed.why, (why) => set({ why })), t("There is no field for a name, a link, a day or a word of your own: what is not written down can be neither demanded nor lost.")));
      return;
    }
    who.replaceChildren(
      line("name", t("Name"), "text"),
      line("link", t("Where it can be read"), "url"),
      line("author", t("Who wrote or issued it"), "text", t("If that is not its name.")),
      line("controlled_by", t("Controlled by"), "text", t("Who owns or directs it: sources with one owner are one origin.")),
      line("dated", t("Day it carries"), "date"),
      line("seen", t("Day we saw or heard it"), "date"),
      h("fieldset", {}, h("legend", {}, t("An interest in the matter")),
        interest("what", t("What it is")),
        interest("evidence", t("How that is known")),
        interest("link", t("Where that can be read"))));
  };

  const naming = (value: "named" | "unnamed", label: string) => {
    const radio = h("input", { type: "radio", name: unique("naming"), value });
    return { radio, row: h("label", { class: "source-option" }, radio, ` ${label}`) };
  };
  const [yes, no] = [naming("named", t("Named")), naming("unnamed", t("Not named"))];
  no.radio.name = yes.radio.name;
  const showNaming = () => {
    const isNamed = namedOf(desk.source()!) !== null;
    yes.radio.checked = isNamed;
    no.radio.checked = !isNamed;
  };
  yes.radio.addEventListener("change", () => {
    desk.put({ ...desk.source()!, who: { named: { name: "" } } });
    drawWho();
  });
  no.radio.addEventListener("change", async () => {
    const { name, ...rest } = named();
    const any = name.trim() !== "" || Object.keys(rest).length > 0;
    const sure = !any || (await ask(t("Not named: the name, the link, the days and everything else that could tell who it is are dropped now."), [], t("Drop them")));
    if (sure) {
      desk.unname({ ...desk.source()!, who: { unnamed: { called: "person", why: "agreed" } } });
      drawWho();
    }
    showNaming();
    no.radio.checked ? who.querySelector("select")?.focus() : yes.radio.focus();
  });

  const via = h("fieldset", { class: "source-quotes" });
  const tick = (label: string, checked: boolean, changed: (on: boolean) => void) => {
    const box = h("input", { type: "checkbox", checked });
    box.addEventListener("change", () => changed(box.checked));
    return h("label", { class: "source-option" }, box, h("span", { dir: "auto" }, label));
  };
  const drawVia = () => {
    const source = desk.source()!;
    const now = viaOf(source);
    const sources = desk.sources();
    const others = sources.filter((other) => other.id !== id);
    const gone = now.filter((other) => !sources.some((s) => s.id === other));
    const set = (other: number, on: boolean) => {
      const before = viaOf(desk.source()!);
      desk.put({ ...desk.source()!, via: on ? [...before.filter((v) => v !== other), other] : before.filter((v) => v !== other) });
      drawMore();
    };
    via.replaceChildren(h("legend", {}, t("Quotes")),
      ...others.map((other) => tick(`${placeOf(sources, other.id)} ${nameOf(other)}`, now.includes(other.id), (on) => set(other.id, on))),
      ...gone.map((other) => tick(t("a source that is no longer listed"), true, (on) => set(other, on))),
      h("button", { type: "button", "data-act": "quote-new", onclick: () => desk.quoteNew() }, t("A source that is not listed yet")),
      h("p", { class: "field-error", "data-for": "via" }));
  };
  const more = h("div", { class: "source-more" });
  const drawMore = () => {
    const source = desk.source()!;
    more.hidden = viaOf(source).length === 0;
    more.replaceChildren(
      tick(t("It also says what it found out itself"), source.own === true, (own) => desk.put({ ...desk.source()!, own })),
      tick(t("It prints the text of what it quotes"), source.prints === true, (prints) => desk.put({ ...desk.source()!, prints })));
  };

  const kind = select(KINDS, desk.source()!.kind, (value) => desk.put({ ...desk.source()!, kind: value }));
  form.append(
    field("kind", t("Kind"), kind),
    h("fieldset", { class: "source-naming" }, h("legend", {}, t("Named or not")), yes.row, no.row, h("p", { class: "field-error", "data-for": "who" })),
    who, via, more,
    h("div", { class: "widget-buttons" }, h("button", { type: "submit", class: "main", "data-act": "done" }, t("Done"))));
  showNaming();
  drawWho();
  drawVia();
  drawMore();
  for (const { field: path, why } of desk.errors()) say(path, why);
  form.addEventListener("input", (event) => {
    const path = event.target instanceof HTMLElement ? event.target.dataset.field : undefined;
    if (path) say(path, "");
  });
  return form;
}
