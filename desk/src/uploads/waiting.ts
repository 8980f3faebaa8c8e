// Files on their way up, shown where they will stand. The text holds nothing of them until they have arrived, so that what
// is saved meanwhile is whole.

import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { announce, h } from "../dom.js";
import { partOf } from "../editor/insert.js";
import type { Medium } from "../editor/media.js";
import { withoutStyles } from "../editor/paste.js";
import { t } from "../words.js";
import { upload } from "./upload.js";

type Change = { add: { pos: number; widget: HTMLElement; job: object } } | { remove: object };

const key = new PluginKey<DecorationSet>("waiting");
const running = new Set<object>();

/** Whether something is on its way: closing the window would stop it. */
export function uploading(): boolean {
  return running.size > 0;
}

/** A line that says how far a file has come. */
export function progressLine(file: File, stop: () => void) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("Uploading {name}", { name: file.name }) });
  const note = h("span", { class: "upload-note" });
  const button = h("button", { type: "button", onclick: stop }, t("Stop"));
  const dom = h("div", { class: "upload", contenteditable: "false" }, h("span", { class: "upload-name", dir: "auto" }, file.name), bar, note, button);
  return {
    dom,
    to(done: number, waiting: boolean) {
      bar.value = done;
      note.textContent = waiting ? t("Waiting for the network") : done > 0 ? `${Math.round(done * 100)}%` : "";
    },
    refused(why: string) {
      bar.remove();
      // The name stands before it already.
      note.textContent = t("Not taken: {why}", { why: why.startsWith(`${file.name}: `) ? why.slice(file.name.length + 2) : why });
      dom.classList.add("is-refused");
      dom.setAttribute("role", "alert");
      button.textContent = t("Close");
    },
  };
}

/** Pictures that a clipboard's HTML holds in itself, as LibreOffice writes them. */
export function picturesWithin(html: string): File[] {
  const found: File[] = [];
  for (const m of html.matchAll(/<img\b[^>]*?\bsrc\s*=\s*["']?data:(image\/(?:png|jpeg|gif|webp|avif));base64,([A-Za-z0-9+/=\s]+)/gi)) {
    try {
      const bytes = Uint8Array.from(atob(m[2]!.replace(/\s+/g, "")), (c) => c.charCodeAt(0));
      // What is smaller is a dot or a line that only looked nice.
      if (bytes.length > 200) found.push(new File([bytes], `${t("pasted")}-${found.length + 1}.${m[1]!.slice(6).replace("jpeg", "jpg")}`, { type: m[1]!.toLowerCase() }));
    } catch {
      // No picture after all.
    }
  }
  return found;
}

/** Where a block may go: between the blocks of the document, after the one that a place lies in. */
function gap(editor: Editor, at: number): number {
  const $at = editor.state.doc.resolve(Math.min(at, editor.state.doc.content.size));
  if ($at.depth === 0) return $at.pos;
  const block = $at.node(1);
  return block.isTextblock && block.content.size === 0 ? $at.before(1) : $at.after(1);
}

/** Brings files up; each stands in the text when it has arrived. */
export function uploadInto(editor: Editor, article: string, files: File[], at = editor.state.selection.to) {
  const pos = gap(editor, at);
  for (const file of files) {
    const job = {};
    const stop = new AbortController();
    const take = () => editor.view.dispatch(editor.state.tr.setMeta(key, { remove: job } satisfies Change));
    const line = progressLine(file, () => {
      stop.abort(new DOMException("stopped", "AbortError"));
      take();
    });
    running.add(job);
    editor.view.dispatch(editor.state.tr.setMeta(key, { add: { pos, widget: line.dom, job } } satisfies Change));
    announce(t("Uploading {name}", { name: file.name }));
    upload(file, article, ({ done, waiting }) => line.to(done, waiting), stop.signal)
      .then((medium) => arrive(editor, job, medium))
      .catch((error: Error) => {
        if (!stop.signal.aborted) line.refused(error.message);
      })
      .finally(() => running.delete(job));
  }
}

function arrive(editor: Editor, job: object, medium: Medium) {
  const found = key.getState(editor.state)?.find(undefined, undefined, (spec) => (spec as { job?: object }).job === job)[0];
  const { tr, schema, doc } = editor.state;
  tr.setMeta(key, { remove: job } satisfies Change);
  const node: Node = partOf(schema, medium);
  const pos = found ? found.from : doc.content.size;
  const next = tr.doc.resolve(pos).nodeAfter;
  // An empty line that waited for it gives way.
  if (next?.type.name === "paragraph" && next.content.size === 0 && editor.state.selection.from !== pos + 1) tr.replaceWith(pos, pos + next.nodeSize, node);
  else tr.insert(pos, node);
  const after = tr.doc.resolve(pos + node.nodeSize);
  if (!after.nodeAfter) tr.insert(after.pos, schema.node("paragraph"));
  editor.view.dispatch(tr);
  announce(t("{name} was uploaded", { name: medium.name }));
}

export const Waiting = Extension.create<{ take: (files: File[], at?: number) => void }>({
  name: "waiting",
  addOptions: () => ({ take: () => {} }),
  addProseMirrorPlugins() {
    const { take } = this.options;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, set) {
            let next = set.map(tr.mapping, tr.doc);
            const change = tr.getMeta(key) as Change | undefined;
            if (change && "add" in change) {
              next = next.add(tr.doc, [Decoration.widget(change.add.pos, change.add.widget, { job: change.add.job, side: -1, stopEvent: () => true })]);
            } else if (change) {
              next = next.remove(next.find(undefined, undefined, (spec) => (spec as { job?: object }).job === change.remove));
            }
            return next;
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handlePaste(view, event) {
            const files = [...(event.clipboardData?.files ?? [])];
            const raw = event.clipboardData?.getData("text/html") ?? "";
            if (!view.editable) return false;
            const within = picturesWithin(raw);
            // When the text stands, after it.
            if (within.length) setTimeout(() => take(within));
            if (!files.length) return false;
            // Word brings a picture of the text beside the text: the text is meant.
            if (new DOMParser().parseFromString(withoutStyles(raw), "text/html").body.textContent?.trim()) return false;
            take(files);
            return true;
          },
          handleDrop(view, event) {
            const files = [...(event.dataTransfer?.files ?? [])];
            if (!files.length || !view.editable) return false;
            event.preventDefault();
            take(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
            return true;
          },
        },
      }),
    ];
  },
});
