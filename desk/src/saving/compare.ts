// Two manuscripts, block by block: which blocks stand beside which, and which words differ.

import type { Tree } from "../editor/convert.js";
import { canonical, get, set } from "../manuscript.js";
import type { Manuscript } from "../page.js";
import { sourcesOf } from "../sources/model.js";
import { inWords, overruledInWords } from "../sources/say.js";
import { t, w } from "../words.js";

export interface Row {
  /** What it is, for fields of the article; empty for blocks of the text. */
  label: string;
  mine: string | null;
  theirs: string | null;
  differs: boolean;
  /** The name of the field that it is about. */
  path?: string;
  /** The number of the source that it is about. */
  source?: number;
  /** The blocks that stand on each side. */
  mineBlock?: Tree;
  theirsBlock?: Tree;
}

/** Fields that are shown by name when they differ. */
const FIELDS: [path: string, label: string][] = [
  ["kicker", w("Kicker")],
  ["headline", w("Headline")],
  ["standfirst", w("Standfirst")],
  ["place", w("Place")],
  ["slug", w("Slug")],
];

/** What a block says, in plain text. */
export function plain(tree: Tree): string {
  switch (tree.type) {
    case "text":
      return tree.text ?? "";
    case "hardBreak":
      return "\n";
    case "footnoteReference":
      return "[*]";
    case "horizontalRule":
      return "———";
  }
  const inner = (tree.content ?? []).map(plain);
  const attrs = tree.attrs ?? {};
  const named = (name: string, ...values: unknown[]) => `[${[name, ...values.filter((v) => typeof v === "string" && v !== "")].join(": ")}]`;
  switch (tree.type) {
    case "figure":
      return [named(t("Picture"), attrs.alt), inner.join(""), attrs.credit].filter(Boolean).join("\n");
    case "embed":
    case "frame":
      return [named(t("Embed"), attrs.url), inner.join("")].filter(Boolean).join("\n");
    case "audio":
    case "video":
    case "file":
      return [named(t("File"), attrs.title ?? attrs.src), inner.join("")].filter(Boolean).join("\n");
    case "tableRow":
      return inner.join(" | ");
    case "bulletList":
      return inner.map((i) => `• ${i}`).join("\n");
    case "orderedList":
      return inner.map((i, n) => `${n + Number(attrs.start ?? 1)}. ${i}`).join("\n");
    case "paragraph":
    case "heading":
    case "codeBlock":
      return inner.join("");
    default:
      return inner.join("\n") || named(tree.type);
  }
}

/** The longest common subsequence of two lists, as pairs of places; bounded, since texts can be long. */
export function align<T>(a: readonly T[], b: readonly T[], equal: (x: T, y: T) => boolean): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && equal(a[start]!, b[start]!)) start += 1;
  let enda = a.length;
  let endb = b.length;
  while (enda > start && endb > start && equal(a[enda - 1]!, b[endb - 1]!)) [enda, endb] = [enda - 1, endb - 1];
  const pairs: [number, number][] = Array.from({ length: start }, (_, i) => [i, i]);
  const [n, m] = [enda - start, endb - start];
  if (n * m > 0 && n * m <= 4_000_000) {
    const table = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
    for (let i = n - 1; i >= 0; i--)
      for (let j = m - 1; j >= 0; j--)
        table[i]![j] = equal(a[start + i]!, b[start + j]!) ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    for (let i = 0, j = 0; i < n && j < m; ) {
      if (equal(a[start + i]!, b[start + j]!)) pairs.push([start + i++, start + j++]);
      else if (table[i + 1]![j]! >= table[i]![j + 1]!) i += 1;
      else j += 1;
    }
  }
  for (let k = 0; enda + k < a.length; k++) pairs.push([enda + k, endb + k]);
  return pairs;
}

/** The rows of a comparison. */
export function compare(mine: Manuscript, theirs: Manuscript): Row[] {
  const rows: Row[] = [];
  for (const [path, label] of FIELDS) {
    const [a, b] = [String(get(mine, path) ?? ""), String(get(theirs, path) ?? "")];
    if (a !== b) rows.push({ label: t(label), mine: a, theirs: b, differs: true, path });
  }
  const rest = (m: Manuscript) => {
    const { body: _body, ...others } = m;
    for (const [path] of FIELDS) delete others[path];
    delete others.sources;
    delete others.origins;
    return canonical(others);
  };
  if (rest(mine) !== rest(theirs)) {
    rows.push({ label: t("Section, topics, bylines, pictures, search"), mine: t("as in this window"), theirs: t("different"), differs: true });
  }
  rows.push(...sourceRows(mine, theirs));
  const a = mine.body.content ?? [];
  const b = theirs.body.content ?? [];
  const [keysA, keysB] = [a.map(canonical), b.map(canonical)];
  const pairs = align(keysA, keysB, (x, y) => x === y);
  let [i, j] = [0, 0];
  for (const [p, q] of [...pairs, [a.length, b.length] as [number, number]]) {
    while (i < p || j < q) {
      const left = i < p ? a[i++]! : undefined;
      const right = j < q ? b[j++]! : undefined;
      rows.push({ label: "", mine: left ? plain(left) : null, theirs: right ? plain(right) : null, differs: true, mineBlock: left, theirsBlock: right });
    }
    if (p < a.length) {
      const text = plain(a[p]!);
      rows.push({ label: "", mine: text, theirs: text, differs: false, mineBlock: a[p], theirsBlock: a[p] });
      [i, j] = [p + 1, q + 1];
    }
  }
  return rows;
}

/** The sources that differ, each in words, and their order where that is all that differs. */
function sourceRows(mine: Manuscript, theirs: Manuscript): Row[] {
  const rows: Row[] = [];
  const [a, b] = [sourcesOf(mine), sourcesOf(theirs)];
  const ids = [...a.map((s) => s.id), ...b.map((s) => s.id).filter((id) => !a.some((s) => s.id === id))];
  for (const id of ids) {
    const [left, right] = [a.find((s) => s.id === id), b.find((s) => s.id === id)];
    if (canonical(left) === canonical(right)) continue;
    rows.push({ label: t("Source"), mine: left ? inWords(left, a) : null, theirs: right ? inWords(right, b) : null, differs: true, source: id });
  }
  const order = (list: typeof a) => list.map((s) => s.id).join();
  if (!rows.length && order(a) !== order(b)) {
    const names = (list: typeof a) => list.map((s) => inWords(s, list).split("\n")[0]).join("\n");
    rows.push({ label: t("Order of the sources"), mine: names(a), theirs: names(b), differs: true, path: "sources" });
  }
  const [said, saidThere] = [overruledInWords(mine), overruledInWords(theirs)];
  if (said !== saidThere) rows.push({ label: t("Known origins"), mine: said, theirs: saidThere, differs: true, path: "origins" });
  return rows;
}

/** The list with one source as the other side has it: changed, put in, or left out. */
function takeSource(mixed: Manuscript, theirs: Manuscript, id: number) {
  const list = sourcesOf(mixed);
  const taken = sourcesOf(theirs).find((s) => s.id === id);
  const at = list.findIndex((s) => s.id === id);
  if (at < 0 && taken) list.push(taken);
  else if (at >= 0) list.splice(at, 1, ...(taken ? [taken] : []));
  mixed.sources = list;
}

/** Whether something can be chosen for a row by itself. */
export function choosable(row: Row): boolean {
  return row.differs && (row.path !== undefined || row.source !== undefined || row.mineBlock !== undefined || row.theirsBlock !== undefined);
}

/** Mine, with theirs in the rows where that was chosen. */
export function mix(mine: Manuscript, theirs: Manuscript, rows: Row[], taken: Set<Row>): Manuscript {
  const mixed: Manuscript = { ...mine, body: { ...mine.body } };
  const content: Tree[] = [];
  for (const row of rows) {
    if (row.path !== undefined) {
      if (taken.has(row)) set(mixed, row.path, get(theirs, row.path));
      continue;
    }
    if (row.source !== undefined) {
      if (taken.has(row)) takeSource(mixed, theirs, row.source);
      continue;
    }
    const block = taken.has(row) ? row.theirsBlock : row.mineBlock;
    if (block) content.push(block);
  }
  mixed.body = { type: "doc", ...(content.length ? { content } : {}) };
  return mixed;
}

export type Piece = { text: string; only: boolean };

/** The words of two texts: for each side its pieces, those that the other lacks marked. */
export function words(mine: string, theirs: string): [Piece[], Piece[]] {
  const cut = (text: string) => text.match(/\s+|[^\s]+/gu) ?? [];
  const [a, b] = [cut(mine), cut(theirs)];
  const pairs = a.length * b.length > 1_000_000 ? [] : align(a, b, (x, y) => x === y);
  const sides = (list: string[], at: 0 | 1): Piece[] => {
    const common = new Set(pairs.map((p) => p[at]));
    const pieces: Piece[] = [];
    list.forEach((text, i) => {
      const only = !common.has(i);
      const last = pieces.at(-1);
      if (last && last.only === only) last.text += text;
      else pieces.push({ text, only });
    });
    return pieces;
  };
  return [sides(a, 0), sides(b, 1)];
}
