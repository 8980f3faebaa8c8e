// What a source was called is taken out of everything that this page and this browser hold.

import type { Manuscript } from "../page.js";
import type { Holder } from "../widgets/widget.js";
import { asText } from "../saving/conflict.js";
import { namedOf, sourcesOf } from "./model.js";

/** Makes a source of a manuscript one that is not named, whatever it was. */
export function unnamed(manuscript: Manuscript, id: number): Manuscript {
  if (!sourcesOf(manuscript).some((s) => s.id === id && namedOf(s))) return manuscript;
  const sources = sourcesOf(manuscript).map((s) => (s.id === id ? { ...s, who: { unnamed: { called: "person", why: "agreed" } } } : s));
  return { ...manuscript, sources };
}

export async function forgetName(holder: Holder, id: number) {
  await holder.scrub((manuscript) => unnamed(manuscript, id));
}

/** Whether what readers will see says the name all the same. */
export function stillNamed(manuscript: Manuscript, name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return wanted.length > 1 && asText(manuscript).toLowerCase().includes(wanted);
}
