// Words and reading time, counted when the browser has nothing better to do; each block is counted once.

import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { after, idle } from "../dom.js";
import { number, t } from "../words.js";

/** Words a minute that people read of a newspaper, in silence. */
const PACE = 230;
const counted = new WeakMap<Node, number>();
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const WORD = /[\p{L}\p{N}]/u;
let segmenter: Intl.Segmenter | null = null;

export function countText(text: string): number {
  if (UNSPACED.test(text)) {
    segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
    let n = 0;
    for (const s of segmenter.segment(text)) if (s.isWordLike) n += 1;
    return n;
  }
  let n = 0;
  for (const word of text.split(/\s+/u)) if (WORD.test(word)) n += 1;
  return n;
}

export function count(node: Node): number {
  const known = counted.get(node);
  if (known !== undefined) return known;
  let n = 0;
  if (node.isTextblock) n = countText(node.textBetween(0, node.content.size, " ", " "));
  else node.forEach((child) => (n += count(child)));
  if (!node.isText) counted.set(node, n);
  return n;
}

export function showCounts(editor: Editor, host: HTMLElement) {
  let waiting = false;
  const draw = () => {
    waiting = false;
    const words = count(editor.state.doc);
    const minutes = Math.max(1, Math.round(words / PACE));
    host.textContent = words === 0 ? "" : `${words === 1 ? t("1 word") : t("{n} words", { n: number(words) })} · ${minutes === 1 ? t("1 minute") : t("{n} minutes", { n: number(minutes) })}`;
  };
  const pause = after(400, () => {
    if (waiting) return;
    waiting = true;
    idle(draw);
  });
  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged) pause.soon();
  });
  draw();
}
