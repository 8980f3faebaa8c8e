// Notes on a passage: the one that is marked in the text goes with a new note, and a note leads back to its passage. The checklist
// leads to what is missing in the same way.

/** The most of a passage that goes along, in characters; the server keeps a few hundred bytes. */
const LONGEST = 300;

let marked: { quote: string; block: number } | null = null;

const text = () => document.querySelector<HTMLElement>("#body .prose");

/** Which block of the text a node stands in, from 0. */
function blockOf(root: HTMLElement, node: Node): number {
  return [...root.children].findIndex((block) => block.contains(node));
}

/** Keeps in mind what is marked. Going to the note's own field does not forget it; a click into the text does. */
function keepMarked() {
  const root = text();
  const selection = document.getSelection();
  if (!root || !selection?.anchorNode || !selection.rangeCount || !root.contains(selection.anchorNode)) return;
  const quote = selection.toString().replace(/\s+/g, " ").trim().slice(0, LONGEST);
  marked = quote ? { quote, block: blockOf(root, selection.getRangeAt(0).startContainer) } : null;
}

function show(form: HTMLFormElement, passage: typeof marked) {
  const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const [quote, block, shown] = [field("quote"), field("block"), form.querySelector<HTMLElement>("[data-quote]")];
  if (!quote || !block || !shown) return;
  quote.value = passage?.quote ?? "";
  block.value = passage && passage.block >= 0 ? String(passage.block) : "";
  shown.hidden = !passage;
  const words = shown.querySelector("q");
  if (words) words.textContent = quote.value;
}

/** Where a passage stands, whatever space is between its words: in its block, or wherever it is by now. */
export function find(within: Element, passage: string): Range | null {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  let all = "";
  const places: [Text, number][] = [];
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    for (let at = 0; at < node.data.length; at++) {
      const c = /\s/.test(node.data[at] ?? "") ? " " : node.data[at]!;
      if (c === " " && all.endsWith(" ")) continue;
      all += c;
      places.push([node, at]);
    }
    // Two blocks are two words.
    if (!all.endsWith(" ")) {
      all += " ";
      places.push([node, node.data.length]);
    }
  }
  const bare = passage.replace(/\s+/g, " ").trim();
  // Nodes of one word are joined by a space above: then the passage is looked for without any.
  let start = all.indexOf(bare);
  let end = start + bare.length - 1;
  if (start < 0) {
    const kept = [...all].map((c, at) => [c, at] as const).filter(([c]) => c !== " ");
    const joined = kept.map(([c]) => c).join("");
    const tight = bare.replace(/ /g, "");
    const at = joined.indexOf(tight);
    if (at < 0 || !tight) return null;
    start = kept[at]![1];
    end = kept[at + tight.length - 1]![1];
  }
  const [from, to] = [places[start], places[end]];
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from[0], from[1]);
  range.setEnd(to[0], Math.min(to[1] + 1, to[0].data.length));
  return range;
}

function lead(range: Range | null, block: Element | null) {
  const to = range?.startContainer.parentElement ?? block;
  to?.scrollIntoView({ block: "center" });
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("passage");
  if (range) CSS.highlights.set("passage", new Highlight(range));
}

function toPassage(link: HTMLElement): boolean {
  const root = text();
  if (!root) return false;
  const passage = link.dataset.passage ?? "";
  const block = link.dataset.block === undefined ? null : (root.children[Number(link.dataset.block)] ?? null);
  const range = (block && find(block, passage)) ?? find(root, passage);
  const gone = link.parentElement?.querySelector<HTMLElement>("[data-gone]");
  if (gone) gone.hidden = range !== null;
  lead(range, block);
  return true;
}

function toPicture(link: HTMLElement): boolean {
  const picture = text()?.querySelectorAll<HTMLElement>("[data-part=figure]")[Number(link.dataset.picture) - 1];
  picture?.scrollIntoView({ block: "center" });
  return picture !== undefined;
}

/** To a control, in whichever panel it stands. */
function toPlace(link: HTMLElement): boolean {
  const place = document.getElementById(link.dataset.leadsTo ?? "");
  if (!place) return false;
  const panel = place.closest<HTMLElement>("[role=tabpanel]");
  if (panel?.hidden) document.querySelector<HTMLElement>(`[role=tab][aria-controls="${panel.id}"]`)?.click();
  for (let up = place.closest("details"); up; up = up.parentElement?.closest("details") ?? null) up.open = true;
  place.scrollIntoView({ block: "center" });
  const control = place.matches("input, textarea, select, button, summary") ? place : place.parentElement?.querySelector<HTMLElement>("input, textarea, select, button");
  control?.focus({ preventScroll: true });
  return true;
}

export function notes() {
  document.addEventListener("selectionchange", keepMarked);
  // The event comes a moment after the keys: whoever goes on at once takes along what is marked now.
  document.addEventListener("focusout", (event) => {
    if (event.target instanceof Node && text()?.contains(event.target)) keepMarked();
  });
  document.addEventListener("focusin", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-notes-form]") : null;
    if (form && marked && event.target instanceof HTMLTextAreaElement) show(form, marked);
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const away = target?.closest<HTMLElement>("[data-no-quote]");
    if (away) {
      marked = null;
      const form = away.closest("form");
      if (form) show(form, null);
      form?.querySelector("textarea")?.focus();
      return;
    }
    const link = target?.closest<HTMLElement>("a[data-passage], a[data-picture], a[data-leads-to]");
    if (!link) return;
    const led = link.dataset.passage !== undefined ? toPassage(link) : (link.dataset.picture !== undefined && toPicture(link)) || toPlace(link);
    if (led) event.preventDefault();
  });
}

/** Panels say how much is open; the tabs that lead to them show it. What somebody is filling in is not exchanged under their hands. */
export function panels() {
  document.addEventListener("htmx:afterSettle", () => {
    for (const count of document.querySelectorAll<HTMLElement>("[data-count-of]")) {
      const open = document.querySelector<HTMLElement>(`#panel-${count.dataset.countOf} [data-open]`)?.dataset.open ?? "0";
      count.textContent = open === "0" ? "" : open;
    }
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ target: Element; shouldSwap: boolean; requestConfig: { verb: string } }>).detail;
    if (detail.requestConfig.verb === "get" && detail.target.querySelector("details[open] form")) detail.shouldSwap = false;
  });
}
