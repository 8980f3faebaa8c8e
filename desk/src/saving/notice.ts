// What wants an answer from the writer, above the text: one line each, with what can be done about it.

import { h } from "../dom.js";

export interface Choice {
  label: string;
  primary?: boolean;
  act: () => void;
}

export class Notices {
  private readonly shown = new Map<string, HTMLElement>();

  constructor(private readonly host: HTMLElement) {}

  /** Shows it under a name; a second one of the name takes its place. */
  show(name: string, text: string, choices: Choice[] = [], tone: "plain" | "warn" | "bad" = "plain") {
    const old = this.shown.get(name);
    if (old?.dataset.text === text) return;
    const notice = h("div", { class: `notice ${tone}`, role: tone === "plain" ? "status" : "alert", "data-text": text },
      h("p", {}, text),
      choices.length
        ? h("div", { class: "notice-choices" }, ...choices.map((c) => h("button", { type: "button", class: c.primary ? "main" : "", onclick: c.act }, c.label)))
        : null);
    if (old) old.replaceWith(notice);
    else this.host.append(notice);
    this.shown.set(name, notice);
  }

  clear(name: string) {
    this.shown.get(name)?.remove();
    this.shown.delete(name);
  }
}
