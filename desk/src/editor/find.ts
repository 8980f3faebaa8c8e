// Find and replace in the text. What is found is shown by decorations; replacing all is one step to undo.

import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin, PluginKey, TextSelection, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { after, h } from "../dom.js";
import { number, t } from "../words.js";

interface Search {
  text: string;
  exact: boolean;
  words: boolean;
}

interface Match {
  from: number;
  to: number;
}

interface Found {
  search: Search | null;
  matches: Match[];
  at: number;
  decorations: DecorationSet;
}

const key = new PluginKey<Found>("find");
/** More than this is no search but a letter. */
const MOST = 5000;
const NOTHING: Found = { search: null, matches: [], at: -1, decorations: DecorationSet.empty };

function expression(search: Search): RegExp | null {
  if (search.text === "") return null;
  const source = search.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(search.words ? `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])` : source, search.exact ? "gu" : "giu");
}

export function matches(doc: Node, search: Search): Match[] {
  const wanted = expression(search);
  const found: Match[] = [];
  if (!wanted) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return found.length < MOST;
    // Whatever is no text takes one place, as it does in the document.
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    for (const m of text.matchAll(wanted)) {
      if (m[0] !== "" && found.length < MOST) found.push({ from: pos + 1 + m.index, to: pos + 1 + m.index + m[0].length });
    }
    return false;
  });
  return found;
}

function look(state: EditorState, search: Search | null, near: number): Found {
  if (!search || search.text === "") return { ...NOTHING, search };
  const list = matches(state.doc, search);
  const next = list.findIndex((m) => m.to >= near);
  return show(state.doc, search, list, list.length ? (next < 0 ? 0 : next) : -1);
}

function show(doc: Node, search: Search | null, list: Match[], at: number): Found {
  const marks = list.map((m, i) => Decoration.inline(m.from, m.to, { class: i === at ? "found is-current" : "found" }));
  return { search, matches: list, at, decorations: DecorationSet.create(doc, marks) };
}

class Panel {
  readonly dom: HTMLElement;
  private readonly what = h("input", { type: "search", autocomplete: "off", dir: "auto", "aria-label": t("Find") });
  private readonly by = h("input", { type: "text", autocomplete: "off", dir: "auto", "aria-label": t("Replace with") });
  private readonly exact = h("input", { type: "checkbox" });
  private readonly words = h("input", { type: "checkbox" });
  private readonly tally = h("span", { class: "find-tally", role: "status" });

  constructor(private readonly editor: Editor) {
    const button = (label: string, act: () => void) => h("button", { type: "button", onclick: act }, label);
    const box = (label: string, input: HTMLInputElement) => h("label", { class: "find-option" }, input, ` ${label}`);
    this.dom = h("div", { class: "find", role: "search", "aria-label": t("Find and replace"), hidden: true },
      h("div", { class: "find-row" }, this.what, this.tally, button(t("Previous"), () => this.step(-1)), button(t("Next"), () => this.step(1)),
        box(t("Match case"), this.exact), box(t("Whole words"), this.words)),
      h("div", { class: "find-row" }, this.by, button(t("Replace"), () => this.replace()), button(t("Replace all"), () => this.replaceAll()), button(t("Close"), () => this.close())));
    const pause = after(120, () => this.search());
    this.what.addEventListener("input", () => pause.later());
    for (const option of [this.exact, this.words]) option.addEventListener("change", () => this.search());
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.what) this.step(event.shiftKey ? -1 : 1);
      else if (event.key === "Enter" && event.target === this.by) this.replace();
      else return;
      event.preventDefault();
    });
    editor.on("transaction", () => this.draw());
  }

  open() {
    const { from, to, empty } = this.editor.state.selection;
    const chosen = empty ? "" : this.editor.state.doc.textBetween(from, to, " ");
    if (chosen && chosen.length < 100) this.what.value = chosen;
    this.dom.hidden = false;
    this.search();
    this.what.focus();
    this.what.select();
  }

  close() {
    this.dom.hidden = true;
    this.tell(null);
    this.editor.view.focus();
  }

  private tell(search: Search | null, near?: number) {
    const { view, state } = this.editor;
    view.dispatch(state.tr.setMeta(key, { search, near: near ?? state.selection.from }));
  }

  private search() {
    this.tell({ text: this.what.value, exact: this.exact.checked, words: this.words.checked });
    this.reveal();
  }

  private get found(): Found {
    return key.getState(this.editor.state) ?? NOTHING;
  }

  private draw() {
    const { search, matches: list, at } = this.found;
    const text = !search?.text ? "" : list.length === 0 ? t("Not found") : t("{n} of {all}", { n: number(at + 1), all: number(list.length) });
    if (this.tally.textContent !== text) this.tally.textContent = text;
  }

  /** Selects what is found, so that closing leaves the cursor there, and brings it into sight. */
  private reveal() {
    const { matches: list, at } = this.found;
    const match = list[at];
    if (!match) return;
    const { view, state } = this.editor;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, match.from, match.to)));
    const { node } = view.domAtPos(match.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
  }

  private step(by: number) {
    const { matches: list, at } = this.found;
    if (!list.length) return;
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, { at: (at + by + list.length) % list.length }));
    this.reveal();
  }

  private replace() {
    const { matches: list, at } = this.found;
    const match = list[at];
    if (!match || !this.editor.isEditable) return;
    const { state, view } = this.editor;
    const { tr } = state;
    put(tr, match, this.by.value);
    view.dispatch(tr);
    this.tell(this.found.search, match.from + this.by.value.length);
    this.reveal();
  }

  private replaceAll() {
    const { matches: list, search } = this.found;
    if (!list.length || !search || !this.editor.isEditable) return;
    const { state, view } = this.editor;
    const { tr } = state;
    for (const match of [...list].reverse()) put(tr, match, this.by.value);
    view.dispatch(closeHistory(tr));
    this.tally.textContent = t("{n} replaced", { n: number(list.length) });
  }
}

/** The new text has the marks of what it stands for. */
function put(tr: EditorState["tr"], { from, to }: Match, text: string) {
  if (text === "") tr.delete(from, to);
  else tr.replaceWith(from, to, tr.doc.type.schema.text(text, tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? []));
}

export const Find = Extension.create<Record<string, never>, { panel: Panel | null }>({
  name: "find",
  addStorage: () => ({ panel: null }),
  addKeyboardShortcuts() {
    const open = () => {
      findPanel(this.editor).open();
      return true;
    };
    return { "Mod-f": open, "Mod-h": open };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin<Found>({
        key,
        state: {
          init: () => NOTHING,
          apply(tr, old, _before, state) {
            const meta = tr.getMeta(key) as { search?: Search | null; near?: number; at?: number } | undefined;
            if (meta?.search !== undefined) return look(state, meta.search, meta.near ?? 0);
            if (meta?.at !== undefined) return show(state.doc, old.search, old.matches, meta.at);
            if (!tr.docChanged || !old.search) return old;
            return look(state, old.search, old.matches[old.at] ? tr.mapping.map(old.matches[old.at]!.from) : 0);
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

export function findPanel(editor: Editor): { dom: HTMLElement; open(): void } {
  const { find } = editor.storage as unknown as { find: { panel: Panel | null } };
  return (find.panel ??= new Panel(editor));
}
