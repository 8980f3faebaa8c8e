// The bar above the text: one stop for Tab, arrows within (WAI-ARIA's toolbar). Alt+F10 goes there, Escape comes back.

import { Extension, type Editor } from "@tiptap/core";
import { h, icon } from "../dom.js";
import { ICONS } from "../ui/icons.js";
import { menuButton, type Item } from "../ui/menu.js";
import { t } from "../words.js";
import { commands } from "./commands.js";
import { findPanel } from "./find.js";
import { keys, showHelp } from "./help.js";
import { setAlign, setLanguage } from "./language.js";
import { editLink } from "./links.js";
import { insertNote } from "./notes.js";
import { tableItems } from "./tables.js";
import { surrounding, type Tools } from "./tools.js";

interface Toggle {
  button: HTMLButtonElement;
  on: () => boolean;
}

function lineName(editor: Editor): string {
  const block = surrounding(editor, "heading", "codeBlock");
  if (!block) return t("Text");
  if (block.node.type.name === "codeBlock") return t("Code");
  return [t("Crosshead"), t("Smaller crosshead"), t("Smallest crosshead")][(block.node.attrs.level as number) - 2] ?? t("Crosshead");
}

export function toolbar(tools: Tools): HTMLElement {
  const { editor } = tools;
  const toggles: Toggle[] = [];
  const back = () => editor.view.focus();
  const bar = h("div", { role: "toolbar", class: "toolbar", "aria-label": t("Formatting"), "aria-orientation": "horizontal" });

  const button = (label: string, path: string, combination: string | null, act: () => void) =>
    h("button", { type: "button", title: combination ? `${label} (${keys(combination)})` : label, onclick: act }, icon(path), h("span", { class: "unseen" }, label));
  const toggle = (label: string, path: string, combination: string | null, name: string, act: () => void) => {
    const b = button(label, path, combination, act);
    toggles.push({ button: b, on: () => editor.isActive(name) });
    return b;
  };
  const run = () => {
    // TipTap's own focus waits for the next frame; keys do not.
    editor.view.focus();
    return editor.chain();
  };

  const level = (n: number) => () => editor.isActive("heading", { level: n });
  const lines = menuButton(t("Kind of line"), null, (): Item[] => [
    { label: t("Text"), keys: keys("Ctrl+Alt+0"), checked: () => editor.isActive("paragraph"), act: () => run().setParagraph().run() },
    { label: t("Crosshead"), keys: keys("Ctrl+Alt+2"), checked: level(2), act: () => run().setNode("heading", { level: 2 }).run() },
    { label: t("Smaller crosshead"), keys: keys("Ctrl+Alt+3"), checked: level(3), act: () => run().setNode("heading", { level: 3 }).run() },
    { label: t("Smallest crosshead"), keys: keys("Ctrl+Alt+4"), checked: level(4), act: () => run().setNode("heading", { level: 4 }).run() },
    { label: t("Code"), checked: () => editor.isActive("codeBlock"), act: () => void commands().find((c) => c.id === "code")?.run(tools) },
  ], back);
  const label = lines.button.querySelector(".menu-label")!;

  const more = menuButton(t("More marks"), "M5 10h.01M10 10h.01M15 10h.01", (): Item[] => [
    { label: t("Struck through"), keys: keys("Ctrl+Shift+S"), checked: () => editor.isActive("strike"), act: () => run().toggleStrike().run() },
    { label: t("Code"), keys: keys("Ctrl+E"), checked: () => editor.isActive("code"), act: () => run().toggleCode().run() },
    { label: t("Highlight"), keys: keys("Ctrl+Shift+H"), checked: () => editor.isActive("highlight"), act: () => run().toggleMark("highlight").run() },
    { label: t("Below the line"), keys: keys("Ctrl+,"), checked: () => editor.isActive("subscript"), act: () => run().toggleMark("subscript").run() },
    { label: t("Above the line"), keys: keys("Ctrl+."), checked: () => editor.isActive("superscript"), act: () => run().toggleMark("superscript").run() },
    { label: t("Clear marks"), act: () => run().unsetAllMarks().run() },
  ], back);

  const align = (name: string | null) => () => editor.state.selection.$from.parent.attrs.align === name;
  const language = menuButton(t("Language, direction, alignment"), ICONS.language, (): Item[] => [
    { label: t("Language and direction …"), act: () => void setLanguage(editor) },
    { label: t("Aligned as the theme has it"), checked: align(null), act: () => setAlign(editor, null) },
    { label: t("Left"), checked: align("left"), act: () => setAlign(editor, "left") },
    { label: t("Centred"), checked: align("center"), act: () => setAlign(editor, "center") },
    { label: t("Right"), checked: align("right"), act: () => setAlign(editor, "right") },
    { label: t("Along both edges"), checked: align("justify"), act: () => setAlign(editor, "justify") },
  ], back);

  const inTable = () => surrounding(editor, "table") !== null;
  const table = menuButton(t("Table"), ICONS.table, () => tableItems(editor), back);
  const insert = menuButton(t("Insert"), ICONS.plus, () => commands(tools.source !== null).filter((c) => !["text", "h2", "h3", "h4"].includes(c.id)).map((c) => ({ label: c.label, keys: c.hint, act: () => c.run(tools) })), back);

  bar.append(
    lines.button,
    toggle(t("Bold"), ICONS.bold, "Ctrl+B", "bold", () => run().toggleBold().run()),
    toggle(t("Italic"), ICONS.italic, "Ctrl+I", "italic", () => run().toggleItalic().run()),
    toggle(t("Link"), ICONS.link, "Ctrl+K", "link", () => void editLink(editor)),
    more.button,
    toggle(t("List"), ICONS.bullets, "Ctrl+Shift+8", "bulletList", () => run().toggleBulletList().run()),
    toggle(t("Numbered list"), ICONS.numbers, "Ctrl+Shift+7", "orderedList", () => run().toggleOrderedList().run()),
    toggle(t("Quotation"), ICONS.quote, "Ctrl+Shift+B", "blockquote", () => run().toggleWrap("blockquote").run()),
    ...(tools.source ? [toggle(t("Source"), ICONS.source, "Ctrl+Alt+S", "source", () => tools.source?.())] : []),
    button(t("Footnote"), ICONS.note, "Ctrl+Alt+F", () => void insertNote(editor)),
    insert.button,
    table.button,
    language.button,
    button(t("Undo"), ICONS.undo, "Ctrl+Z", () => run().undo().run()),
    button(t("Redo"), ICONS.redo, "Ctrl+Shift+Z", () => run().redo().run()),
    button(t("Find and replace"), ICONS.find, "Ctrl+F", () => findPanel(editor).open()),
    button(t("Keys"), ICONS.help, "Ctrl+/", () => showHelp(back)),
  );

  const all = [...bar.querySelectorAll<HTMLButtonElement>(":scope > button")];
  const usable = () => all.filter((b) => !b.hidden);
  const rove = (to: HTMLButtonElement | undefined, focus: boolean) => {
    if (!to) return;
    for (const b of all) b.tabIndex = b === to ? 0 : -1;
    if (focus) to.focus();
  };
  rove(all[0], false);
  bar.addEventListener("focusin", (event) => rove(all.find((b) => b === event.target), false));
  bar.addEventListener("pointerdown", (event) => {
    // The selection stays where it is.
    if (event.target instanceof Element && event.target.closest("button:not([aria-haspopup])")) event.preventDefault();
  });
  bar.addEventListener("keydown", (event) => {
    const list = usable();
    const at = list.indexOf(document.activeElement as HTMLButtonElement);
    const step = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") back();
    else if (to !== undefined) rove(list[(to + list.length) % list.length], true);
    else return;
    event.preventDefault();
  });

  let drawn = 0;
  const draw = () => {
    drawn = 0;
    for (const { button: b, on } of toggles) {
      const now = String(on());
      if (b.getAttribute("aria-pressed") !== now) b.setAttribute("aria-pressed", now);
    }
    const name = lineName(editor);
    if (label.textContent !== name) {
      label.textContent = name;
      lines.button.setAttribute("aria-label", `${t("Kind of line")}: ${name}`);
    }
    const hide = !inTable();
    if (table.button.hidden !== hide) {
      table.button.hidden = hide;
      if (hide && table.button.tabIndex === 0) rove(all[0], false);
    }
  };
  // Not at each key: what is typed comes first.
  editor.on("transaction", () => (drawn ||= requestAnimationFrame(() => setTimeout(draw))));
  draw();
  return bar;
}

export const ToolbarKeys = Extension.create<{ bar: () => HTMLElement | null }>({
  name: "toolbarKeys",
  addOptions: () => ({ bar: () => null }),
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.options.bar()?.querySelector<HTMLElement>(":scope > button[tabindex='0']")?.focus();
        return true;
      },
      "Mod-/": () => {
        showHelp(() => this.editor.view.focus());
        return true;
      },
    };
  },
});
