// The line that says where the text is. What changes by itself every two seconds is not read out; what the writer should
// know of is, once.

import { h } from "../dom.js";
import { ago, number, t } from "../words.js";

export type State =
  | { kind: "clean" }
  | { kind: "typing" }
  | { kind: "sending" }
  | { kind: "saved"; at: number; revision: boolean }
  | { kind: "offline"; kept: boolean }
  | { kind: "signed-out"; kept: boolean }
  | { kind: "conflict" }
  | { kind: "refused"; why: string }
  | { kind: "readonly" };

export class Status {
  private readonly seen = h("span", { class: "status-text" });
  private readonly heard = h("span", { class: "unseen", role: "status", "aria-live": "polite" });
  private state: State = { kind: "clean" };
  private version: number | null = null;
  private said = "";

  constructor(host: HTMLElement | null) {
    // What changes by itself must not be read out: only the part that is made for it is live.
    host?.removeAttribute("role");
    host?.removeAttribute("aria-live");
    host?.replaceChildren(this.seen, this.heard);
    setInterval(() => this.draw(), 5000);
  }

  show(state: State, version: number | null) {
    const worse = state.kind === "offline" || state.kind === "signed-out" || state.kind === "conflict" || state.kind === "refused";
    const better = state.kind === "saved" && (state.revision || this.troubled());
    this.state = state;
    this.version = version;
    this.draw();
    // Autosave is silent: only what is new and matters is said.
    if (!worse && !better) return;
    const text = this.text();
    if (text !== this.said) this.heard.textContent = text;
    this.said = text;
  }

  private troubled() {
    return ["offline", "signed-out", "conflict", "refused"].includes(this.state.kind);
  }

  private draw() {
    const text = this.text();
    if (this.seen.textContent !== text) this.seen.textContent = text;
    this.seen.dataset.state = this.state.kind;
  }

  private text(): string {
    const version = this.version === null ? "" : ` · ${t("version {n}", { n: number(this.version) })}`;
    const state = this.state;
    switch (state.kind) {
      case "clean":
        return this.version === null ? t("Not saved yet") : t("version {n}", { n: number(this.version) });
      case "typing":
      case "sending":
        return `${t("Saving…")}${version}`;
      case "saved":
        return `${t("Saved {when}", { when: ago(Date.now() - state.at) })}${version}`;
      case "offline":
        return state.kept ? t("Not sent yet: no network, kept in this browser") : t("Not sent yet, and this browser cannot keep it: leave this page open");
      case "signed-out":
        return state.kept ? t("Not sent yet: you are signed out, kept in this browser") : t("Not sent yet, and this browser cannot keep it: leave this page open");
      case "conflict":
        return t("Not sent: there is another text, see above");
      case "refused":
        return t("Not saved: {why}", { why: state.why });
      case "readonly":
        return `${t("You can read this article, not change it")}${version}`;
    }
  }
}
