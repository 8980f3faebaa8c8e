// Controls with `data-bind`: they show a part of the manuscript and change it. Panels that htmx brings later are filled
// when they come.

import { get, set } from "../manuscript.js";
import type { Manuscript } from "../page.js";
import { h, unique } from "../dom.js";
import type { FieldError } from "../saving/saver.js";
import { fromLocal, toLocal } from "./time.js";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Fields that are one line, although they are written in a box that grows. */
const ONE_LINE = new Set(["kicker", "headline", "place", "slug"]);

export class Controls {
  private errors: FieldError[] = [];

  constructor(
    private readonly manuscript: () => Manuscript,
    private readonly zone: string,
    private readonly readonly: boolean,
    private readonly changed: (path: string) => void,
    /** Where Enter leads from the last of the lines above the text. */
    private readonly onwards: () => void,
  ) {
    document.addEventListener("input", (event) => this.onInput(event));
    document.addEventListener("change", (event) => this.onInput(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("htmx:load", (event) => this.fill(event.target instanceof Element ? event.target : document));
  }

  private bound(target: EventTarget | null): HTMLElement | null {
    const at = target instanceof Element ? target.closest<HTMLElement>("[data-bind]") : null;
    return at && !at.dataset.widget ? at : null;
  }

  private onInput(event: Event) {
    const holder = this.bound(event.target);
    if (!holder || this.readonly) return;
    const path = holder.dataset.bind!;
    if (event.target instanceof HTMLTextAreaElement && ONE_LINE.has(path) && /[\r\n]/.test(event.target.value)) {
      event.target.value = event.target.value.replace(/\s*[\r\n]+\s*/g, " ");
    }
    const value = this.read(holder);
    if (JSON.stringify(value) === JSON.stringify(get(this.manuscript(), path))) return;
    set(this.manuscript(), path, value);
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
    this.errors = this.errors.filter((e) => e.field !== path);
    this.showError(holder);
    this.changed(path);
  }

  private onKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
    const path = this.bound(event.target)?.dataset.bind ?? "";
    if (!ONE_LINE.has(path)) return;
    event.preventDefault();
    const all = [...document.querySelectorAll<HTMLTextAreaElement>("#editor textarea[data-bind]")];
    const next = all[all.indexOf(event.target) + 1];
    if (next) next.focus();
    else this.onwards();
  }

  private read(holder: HTMLElement): unknown {
    const type = holder.dataset.type ?? "text";
    if (type === "numbers") {
      const values = holder instanceof HTMLSelectElement
        ? [...holder.selectedOptions].map((o) => o.value)
        : [...holder.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map((i) => i.value);
      return values.map(Number).filter(Number.isSafeInteger);
    }
    if (type === "flag") return (holder as HTMLInputElement).checked;
    const text = (holder as Control).value;
    if (type === "number") return text.trim() === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
    if (type === "time") return fromLocal(text, this.zone) ?? undefined;
    if (type === "optional") return text.trim() === "" ? undefined : text.trim();
    return text;
  }

  /** Shows what the manuscript holds. */
  fill(root: ParentNode & { matches?: (selector: string) => boolean } = document) {
    const found = [...root.querySelectorAll<HTMLElement>("[data-bind]:not([data-widget])")];
    if (root instanceof HTMLElement && root.matches("[data-bind]:not([data-widget])")) found.push(root);
    for (const holder of found) this.show(holder);
  }

  private show(holder: HTMLElement) {
    const value = get(this.manuscript(), holder.dataset.bind!);
    const type = holder.dataset.type ?? "text";
    if (type === "numbers") {
      const chosen = new Set((Array.isArray(value) ? value : []).map(String));
      const options = holder instanceof HTMLSelectElement ? [...holder.options] : [];
      for (const option of options) option.selected = chosen.has(option.value);
      for (const box of holder.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) {
        box.checked = chosen.has(box.value);
        box.disabled ||= this.readonly;
      }
    } else if (type === "flag") {
      (holder as HTMLInputElement).checked = value === true;
    } else {
      const text = value === null || value === undefined ? "" : type === "time" ? toLocal(Number(value), this.zone) : String(value);
      if ((holder as Control).value !== text) (holder as Control).value = text;
    }
    if (this.readonly) {
      if (holder instanceof HTMLTextAreaElement || (holder instanceof HTMLInputElement && holder.type === "text")) holder.readOnly = true;
      else if ("disabled" in holder) holder.disabled = true;
    }
    if (holder instanceof HTMLTextAreaElement) grow(holder);
    this.showError(holder);
  }

  /** Writes what is wrong beside the controls it is about; answers with what no control shows. */
  wrong(fields: FieldError[]): FieldError[] {
    this.errors = fields;
    const shown = new Set<string>();
    for (const holder of document.querySelectorAll<HTMLElement>("[data-bind]")) {
      shown.add(holder.dataset.bind!);
      this.showError(holder);
    }
    return fields.filter((f) => !shown.has(f.field));
  }

  private showError(holder: HTMLElement) {
    const path = holder.dataset.bind!;
    const why = this.errors.find((e) => e.field === path)?.why ?? "";
    let place = document.querySelector<HTMLElement>(`[data-error="${CSS.escape(path)}"]`);
    if (!place && why === "") return;
    if (!place) {
      place = h("p", { "data-error": path });
      holder.after(place);
    }
    place.classList.add("field-error");
    place.id ||= unique("error");
    place.textContent = why;
    place.hidden = why === "";
    if (why) {
      holder.setAttribute("aria-invalid", "true");
      holder.setAttribute("aria-errormessage", place.id);
    } else {
      holder.removeAttribute("aria-invalid");
      holder.removeAttribute("aria-errormessage");
    }
  }
}

const growsByItself = CSS.supports("field-sizing", "content");

/** As high as what is in it, where the style sheet alone cannot say so. */
export function grow(area: HTMLTextAreaElement) {
  if (growsByItself) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight}px`;
}
