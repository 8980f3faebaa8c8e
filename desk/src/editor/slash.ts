// The slash menu: "/" at the beginning of a line or after a space opens it, what one types narrows it, arrows and Enter
// choose. The text keeps the focus; the list is pointed at by aria-activedescendant.

import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { announce, h, unique } from "../dom.js";
import { placeNear } from "../ui/menu.js";
import { t } from "../words.js";
import { commands, search, type Command } from "./commands.js";
import type { Tools } from "./tools.js";

const key = new PluginKey<number | null>("slash");
const LONGEST = 30;

/** The text after the slash; null if the menu is not, or no longer, asked for. */
function query(state: EditorState): string | null {
  const from = key.getState(state);
  if (from === null || from === undefined) return null;
  const { $from, empty } = state.selection;
  if (!empty || from < $from.start() || from >= $from.pos) return null;
  const text = $from.parent.textBetween(from - $from.start(), $from.parentOffset, "\n", "\n");
  return /^\/[^\n]*$/.test(text) && text.length <= LONGEST ? text.slice(1) : null;
}

class SlashMenu {
  private readonly id = unique("slash");
  private readonly list = h("div", { role: "listbox", id: this.id, class: "menu slash", "aria-label": t("Insert"), hidden: true });
  private all: Command[] | null = null;
  private found: Command[] = [];
  private at = 0;
  private last: string | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly tools: () => Tools,
  ) {
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    addEventListener("scroll", this.place, true);
  }

  update() {
    const text = this.view.hasFocus() || this.last !== null ? query(this.view.state) : null;
    if (text === this.last) return;
    const opened = this.last === null;
    this.last = text;
    this.found = text === null ? [] : search((this.all ??= commands(this.tools().source !== null)), text);
    // Words that find nothing are words: the writer writes on.
    if (text === null || this.found.length === 0) return this.hide(text !== null && /\s/.test(text));
    this.at = 0;
    this.list.replaceChildren(...this.found.map((c, i) =>
      h("div", { role: "option", id: `${this.id}-${i}`, class: "menu-item", "aria-selected": "false", onclick: () => this.choose(i), onpointermove: () => this.select(i) },
        h("span", {}, c.label), c.hint ? h("kbd", { dir: "ltr" }, c.hint) : null)));
    (this.view.dom.closest("main") ?? document.body).append(this.list);
    this.list.hidden = false;
    const dom = this.view.dom;
    // While the list is open the text is what WAI-ARIA calls a combobox.
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list" })) dom.setAttribute(name, value);
    dom.removeAttribute("aria-multiline");
    this.select(0);
    this.place();
    if (opened) announce(t("{n} things to insert: arrows choose, Enter inserts, Escape closes", { n: this.found.length }));
  }

  private readonly place = () => {
    if (this.list.hidden) return;
    const from = key.getState(this.view.state);
    if (from === null || from === undefined) return;
    placeNear(this.list, this.view.coordsAtPos(from), getComputedStyle(this.view.dom).direction === "rtl");
  };

  private select(index: number) {
    this.at = (index + this.found.length) % this.found.length;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.at)));
    const option = this.list.children[this.at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.view.dom.setAttribute("aria-activedescendant", option.id);
  }

  private hide(close = false) {
    this.list.hidden = true;
    if (this.view.dom.getAttribute("role") === "combobox") {
      for (const name of ["aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) this.view.dom.removeAttribute(name);
      this.view.dom.setAttribute("role", "textbox");
      this.view.dom.setAttribute("aria-multiline", "true");
    }
    if (close) this.dismiss();
  }

  /** The slash stays in the text as it was typed. */
  dismiss() {
    queueMicrotask(() => {
      if (!this.view.isDestroyed) this.view.dispatch(this.view.state.tr.setMeta(key, null));
    });
  }

  choose(index: number) {
    const command = this.found[index];
    const { state } = this.view;
    const from = key.getState(state);
    if (!command || from === null || from === undefined) return;
    this.view.dispatch(state.tr.delete(from, state.selection.from).setMeta(key, null));
    command.run(this.tools());
  }

  onKey(event: KeyboardEvent): boolean {
    if (this.list.hidden || event.isComposing) return false;
    switch (event.key) {
      case "ArrowDown":
        this.select(this.at + 1);
        return true;
      case "ArrowUp":
        this.select(this.at - 1);
        return true;
      case "Enter":
      case "Tab":
        this.choose(this.at);
        return true;
      case "Escape":
        this.dismiss();
        return true;
      default:
        return false;
    }
  }

  destroy() {
    this.list.remove();
    removeEventListener("scroll", this.place, true);
  }
}

export const Slash = Extension.create<{ tools: () => Tools }>({
  name: "slash",
  priority: 1200,
  addOptions() {
    return { tools: () => { throw new Error("the slash menu needs tools"); } };
  },
  addProseMirrorPlugins() {
    let menu: SlashMenu | null = null;
    const { tools } = this.options;
    return [
      new Plugin<number | null>({
        key,
        state: {
          init: () => null,
          apply(tr, from) {
            const set = tr.getMeta(key) as number | null | undefined;
            if (set !== undefined) return set;
            if (from === null) return null;
            const mapped = tr.mapping.mapResult(from, -1);
            return mapped.deleted ? null : mapped.pos;
          },
        },
        view(view) {
          menu = new SlashMenu(view, tools);
          return { update: () => menu?.update(), destroy: () => menu?.destroy() };
        },
        props: {
          handleTextInput(view, from, to, text) {
            if (text !== "/") return false;
            const $from = view.state.doc.resolve(from);
            if (!$from.parent.isTextblock || $from.parent.type.spec.code || view.state.selection.$from.marks().some((m) => m.type.name === "code")) return false;
            const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
            if (before !== "" && !/\s$/.test(before)) return false;
            view.dispatch(view.state.tr.insertText("/", from, to).setMeta(key, from));
            return true;
          },
          handleKeyDown: (_view, event) => menu?.onKey(event) ?? false,
          handleDOMEvents: {
            blur: () => {
              menu?.dismiss();
              return false;
            },
          },
        },
      }),
    ];
  },
});
