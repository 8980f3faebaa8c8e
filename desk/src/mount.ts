// Joins the parts: the page's controls, the text, and what keeps them.

import type { Editor } from "@tiptap/core";
import { Controls } from "./bind/controls.js";
import { h, unique } from "./dom.js";
import { fromTree, toTree } from "./editor/convert.js";
import { createEditor, replaceDocument } from "./editor/create.js";
import { showCounts } from "./editor/counts.js";
import { Find, findPanel } from "./editor/find.js";
import { Links } from "./editor/links.js";
import { Notes } from "./editor/notes.js";
import { Paste } from "./editor/pasting.js";
import { Sources } from "./editor/sources.js";
import { Slash } from "./editor/slash.js";
import { ToolbarKeys, toolbar } from "./editor/toolbar.js";
import type { Tools } from "./editor/tools.js";
import { canonical } from "./manuscript.js";
import type { Manuscript, Page } from "./page.js";
import { bringBack, conflictDialog, sayWorkingCopy } from "./saving/decide.js";
import { formsThatNeedSaving } from "./saving/forms.js";
import { Notices } from "./saving/notice.js";
import { presence } from "./saving/presence.js";
import { Saver, type Desk, type Other } from "./saving/saver.js";
import { Status } from "./saving/status.js";
import { live } from "./saving/store.js";
import { Waiting, uploadInto, uploading } from "./uploads/waiting.js";
import { makeWidgets } from "./widgets/index.js";
import { pickMedia } from "./widgets/picker.js";
import type { Widget } from "./widgets/widget.js";
import { direction, speak, t } from "./words.js";

/** What the rest of the island may ask of the whole. */
export interface Island {
  page: Page;
  editor: Editor;
  saver: Saver;
  notices: Notices;
  manuscript(): Manuscript;
  /** Puts a whole manuscript in, the text as a step that can be undone. */
  load(manuscript: Manuscript): void;
  changed(): void;
}

export function mount(page: Page) {
  const { data, main } = page;
  speak(data.words);
  const held: Manuscript = structuredClone(data.manuscript);
  const widgets: Widget[] = [];

  const place = (name: string) => document.querySelector<HTMLElement>(`[${name}]`);
  const noticeHost = place("data-notice") ?? main.insertBefore(h("div", { "data-notice": "" }), main.firstElementChild);
  const notices = new Notices(noticeHost);
  const status = new Status(place("data-status"));
  const body = main.querySelector<HTMLElement>("#body") ?? main.appendChild(h("div", { id: "body" }));
  const surface = h("div", { class: "surface" });

  const editor = createEditor({
    element: surface,
    body: held.body,
    editable: !data.readonly,
    language: held.language || data.language,
    direction: direction(held.language || data.language),
    label: t("Text of the article"),
    article: page.article,
    changed: () => changed(),
    extensions: [
      Links,
      Notes,
      Find,
      Sources.configure({ mark: () => tools.source?.(), show: (id: number) => widgets.forEach((widget) => widget.show?.(id)) }),
      Slash.configure({ tools: () => tools }),
      Waiting.configure({ take: (files: File[], at?: number) => tools.upload(files, at) }),
      Paste,
      ToolbarKeys.configure({ bar: () => bar }),
    ],
  });
  const tools: Tools = {
    editor,
    pick: (kind, several) => pickMedia(page.article, kind, several),
    upload: (files, at) => uploadInto(editor, page.article, files, at),
    source: document.querySelector("[data-widget=sources]") ? () => widgets.forEach((widget) => widget.mark?.()) : null,
  };
  const bar = data.readonly ? null : toolbar(tools);
  body.append(h("div", { class: "editor-top" }, ...(bar ? [bar] : []), findPanel(editor).dom), surface);
  showCounts(editor, place("data-count") ?? body.appendChild(h("div", { class: "counts" })));

  /** The language of the article is that of the text: for spelling, and for its direction. */
  const speakIn = (language: string) => {
    const tag = language || data.language;
    editor.view.dom.lang = tag;
    editor.view.dom.dir = direction(tag);
  };

  // The text is written out when it is asked for, not at each key.
  const manuscript = (): Manuscript => {
    const { body: _old, ...rest } = held;
    return { ...structuredClone(rest), body: toTree(editor.state.doc) } as Manuscript;
  };
  const changed = () => {
    if (!data.readonly) saver.changed();
  };
  const load = (next: Manuscript) => {
    for (const key of Object.keys(held)) delete held[key];
    Object.assign(held, structuredClone(next));
    replaceDocument(editor, fromTree(editor.schema, next.body), true);
    controls.fill();
    for (const widget of widgets) widget.refresh();
  };

  const controls = new Controls(() => held, data.zone, data.readonly, (path) => {
    if (path === "language") speakIn(held.language);
    changed();
  }, () => editor.commands.focus("start"));

  const desk: Desk = {
    manuscript,
    adopt(sent, stored) {
      for (const key of Object.keys(stored)) {
        const untouched = canonical(held[key]) === canonical(sent[key]);
        if (key !== "body" && untouched && canonical(stored[key]) !== canonical(sent[key])) held[key] = structuredClone(stored[key]);
      }
      controls.fill();
      for (const widget of widgets) widget.adopted?.();
    },
    status: (state, version) => status.show(state, version),
    conflict: (other: Other) => conflictDialog(island, other),
    wrong(fields, message) {
      const elsewhere = widgets.reduce((rest, widget) => widget.wrong?.(rest) ?? rest, controls.wrong(fields));
      if (message === "") return notices.clear("refused");
      const rest = elsewhere.map((f) => f.why).join(" ");
      notices.show("refused", [t("Not saved: {why}", { why: message }), rest].filter(Boolean).join(" "), [], "bad");
      document.querySelector<HTMLElement>("[data-bind][aria-invalid=true]")?.focus();
    },
    signedOut(other) {
      const text = other
        ? t("Somebody else signed in on this browser. Your text is kept here; sign in as yourself to send it.")
        : t("You are signed out. Nothing is lost: your text is kept in this browser and sent as soon as you sign in again.");
      notices.show("session", text, [
        { label: t("Sign in in another window"), primary: true, act: () => window.open(page.signIn, "_blank", "noopener") },
        { label: t("I have signed in"), act: () => void saver.look() },
      ], "bad");
    },
    signedIn: () => notices.clear("session"),
    saved(number) {
      notices.clear("newer");
      notices.clear("copy");
      notices.clear("not-done");
      notices.clear("conflict");
      document.dispatchEvent(new CustomEvent("desk:saved", { detail: { number } }));
    },
  };

  const key = `${page.person}/${page.article}/${unique(String(Date.now()))}-${Math.random().toString(36).slice(2)}`;
  const saver = new Saver(page, key, desk);
  const island: Island = { page, editor, saver, notices, manuscript, load, changed };

  controls.fill();
  widgets.push(...makeWidgets({
    manuscript: () => held,
    changed: () => changed(),
    readonly: data.readonly,
    numbered: data.numbered ?? 0,
    article: page.article,
    pick: tools.pick,
    base: page.base,
    editor,
    whole: manuscript,
    save: () => saver.saveRevision(false),
    async scrub(clean) {
      data.manuscript = clean(data.manuscript);
      await saver.scrub(clean);
    },
  }, data.names));
  status.show(data.readonly ? { kind: "readonly" } : { kind: "clean" }, data.based_on);
  presence(page.base, place("data-presence"), {
    newer(latest, by) {
      if (saver.based_on !== null && latest > saver.based_on && !data.readonly) {
        notices.show("newer", t("{by} saved version {n} while you have this open. Saving will show you both texts.", { by, n: latest }),
          saver.unsaved ? [] : [{ label: t("Load it"), act: () => location.reload() }], "warn");
      }
    },
    signedOut: () => saver.sessionEnded(),
  });
  if (data.readonly) return island;

  // A file that misses the text must not take the page away.
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => {
      if ((event as DragEvent).dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }

  live(key);
  sayWorkingCopy(island);
  void bringBack(island, key);
  formsThatNeedSaving(() => saver.saveRevision(false), () => {
    notices.show("not-done", t("Nothing was published or moved on: your text could not be saved first."), [{ label: t("Close"), act: () => notices.clear("not-done") }], "warn");
  });
  const save = () => void saver.saveRevision();
  document.addEventListener("desk:save", save);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-save]")) save();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (saver.losing || uploading()) event.preventDefault();
  });
  return island;
}
