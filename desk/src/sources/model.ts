// The sources of an article, as `articles/sources.rs` has them: who said it, quoting whom.

import type { Manuscript } from "../page.js";
import { w } from "../words.js";

export interface Interest {
  what: string;
  evidence?: string;
  link?: string;
}

export interface Named {
  name: string;
  link?: string;
  author?: string;
  controlled_by?: string;
  dated?: string;
  seen?: string;
  interest?: Interest;
}

/** Of one that is not named there is no field for a name, a link, a day or a word of one's own. */
export type Who = { named: Named } | { unnamed: { called: string; why: string } };

export interface Source {
  id: number;
  kind: string;
  who: Who;
  via?: number[];
  own?: boolean;
  prints?: boolean;
}

export interface Overruled {
  at_most: number;
  reason: string;
}

/** The kinds, as they are offered. */
export const KINDS: [value: string, label: string][] = [
  ["own_reporting", w("Own reporting")],
  ["interview", w("Interview")],
  ["document", w("Document")],
  ["data_set", w("Data set")],
  ["agency", w("News agency")],
  ["outlet", w("News outlet")],
  ["website", w("Website")],
  ["social_post", w("Post on a social network")],
  ["official_statement", w("Official statement")],
];

/** What an unnamed source is called: fixed, and vague on purpose. */
export const CALLED: [value: string, label: string][] = [
  ["person", w("a person")],
  ["people", w("several people")],
  ["knowing", w("a person with knowledge of the matter")],
  ["present", w("a person who was there")],
  ["official", w("an official")],
  ["employee", w("an employee")],
  ["resident", w("a resident")],
  ["document", w("a document that we have seen")],
];

/** Why it is not named. */
export const UNNAMED: [value: string, label: string][] = [
  ["work", w("their work is at risk")],
  ["safety", w("their safety is at risk")],
  ["law", w("they may be prosecuted or sued")],
  ["unauthorised", w("they were not authorised to speak")],
  ["privacy", w("they are a private person whom the story would expose")],
  ["agreed", w("it was agreed before they spoke")],
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Those of a manuscript. A working copy may hold anything: what is no source is left aside, and stays in it. */
export function sourcesOf(manuscript: Manuscript): Source[] {
  const all = Array.isArray(manuscript.sources) ? manuscript.sources : [];
  return all.filter((s): s is Source => isRecord(s) && Number.isSafeInteger(s.id) && (s.id as number) > 0 && isRecord(s.who));
}

export function overruledOf(manuscript: Manuscript): Overruled | null {
  return isRecord(manuscript.origins) ? (manuscript.origins as unknown as Overruled) : null;
}

export function namedOf(source: Source): Named | null {
  return "named" in source.who && isRecord(source.who.named) ? source.who.named : null;
}

export function viaOf(source: Source): number[] {
  return Array.isArray(source.via) ? source.via.filter((id) => Number.isSafeInteger(id)) : [];
}

/** The number for a new source: above every number that is, or was, anybody's. */
export function freshId(sources: readonly Source[], marked: Iterable<number>, seen = 0): number {
  let most = seen;
  for (const source of sources) most = Math.max(most, source.id, ...viaOf(source));
  for (const id of marked) most = Math.max(most, id);
  return most + 1;
}

/** The source without what is empty, as it is sent. */
export function tidy(source: Source): Source {
  const named = namedOf(source);
  const tidied: Source = { id: source.id, kind: source.kind, who: named ? { named: tidyNamed(named) } : source.who };
  const via = viaOf(source);
  if (via.length) tidied.via = via;
  // Both say something of a source that quotes, and nothing of one that does not.
  if (via.length && source.own) tidied.own = true;
  if (via.length && source.prints) tidied.prints = true;
  return tidied;
}

function tidyNamed(named: Named): Named {
  const out: Named = { name: named.name };
  for (const key of ["link", "author", "controlled_by", "dated", "seen"] as const) if (named[key]) out[key] = named[key];
  const { what = "", evidence, link } = named.interest ?? {};
  if (what || evidence || link) out.interest = { what, ...(evidence ? { evidence } : {}), ...(link ? { link } : {}) };
  return out;
}

/** An address that a card may lead to. */
export function isWeb(address: string): boolean {
  try {
    const url = new URL(address);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname !== "";
  } catch {
    return false;
  }
}
