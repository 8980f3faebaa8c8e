// Word writes lists as paragraphs that look like lists: made into lists before the rest is cleaned.

import { STYLE } from "./paste.js";

const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)/i;

interface Line {
  list: string;
  level: number;
  ordered: boolean;
  start: number;
  item: HTMLElement;
}

function lineOf(p: Element): Line | null {
  const found = LEVEL.exec(p.getAttribute(STYLE) ?? "");
  if (!found) return null;
  const doc = p.ownerDocument;
  let marker = "";
  for (const part of [...p.querySelectorAll(`[${STYLE}]`)]) {
    if (/mso-list:\s*ignore/i.test(part.getAttribute(STYLE) ?? "")) {
      marker += part.textContent ?? "";
      part.remove();
    }
  }
  // In older clipboards the marker stands between conditional comments alone.
  const text = marker.replace(/[\s\u00a0]+/g, "");
  const number = /^\(?(\d+|[a-z]{1,4})[.)]/i.exec(text);
  const item = doc.createElement("li");
  const inner = doc.createElement("p");
  inner.append(...p.childNodes);
  item.append(inner);
  // A lone "o" is Word's hollow bullet.
  return { list: found[1]!, level: Number(found[2]), ordered: number !== null, start: number && /^\d+$/.test(number[1]!) ? Number(number[1]) : 1, item };
}

export function listsOfWord(source: Document) {
  const doc = source;
  // Conditional comments hold the markers of lists for browsers that do not know lists: `<!--[if !supportLists]-->`.
  let open: { list: HTMLElement; level: number; name: string }[] = [];
  let last: Element | null = null;
  for (const p of [...source.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const line = lineOf(p);
    if (!line) continue;
    const follows = last !== null && between(last, p);
    if (!follows || (open.length === 1 && open[0]!.name !== line.list && open[0]!.level >= line.level)) open = [];
    while (open.length && open.at(-1)!.level > line.level) open.pop();
    let top = open.at(-1);
    if (!top || top.level < line.level) {
      const list = doc.createElement(line.ordered ? "ol" : "ul");
      if (line.ordered && line.start !== 1) list.setAttribute("start", String(line.start));
      const parent = top?.list.lastElementChild;
      if (parent) parent.append(list);
      else p.before(list);
      top = { list, level: line.level, name: line.list };
      open.push(top);
      if (!parent) last = list;
    }
    top.list.append(line.item);
    p.remove();
    last = open[0]!.list;
  }
}

/** Whether nothing but space stands between two elements. */
function between(first: Element, second: Element): boolean {
  for (let node = first.nextSibling; node && node !== second; node = node.nextSibling) {
    if (node.nodeType === 1 || (node.nodeType === 3 && node.textContent?.trim())) return false;
  }
  return first.parentNode === second.parentNode;
}
