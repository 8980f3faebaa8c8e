// What widgets have in common: they show a part of the manuscript, and say when they changed it.

import type { Medium } from "../editor/media.js";
import type { Manuscript } from "../page.js";

export interface Holder {
  manuscript(): Manuscript;
  changed(): void;
  readonly: boolean;
  article: string;
  pick(kind: "picture" | "file", several: boolean): Promise<Medium[]>;
}

export interface Widget {
  /** Shows what the manuscript holds now. */
  refresh(): void;
}

/** The list with an element moved. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}
