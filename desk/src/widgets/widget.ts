// What widgets have in common: they show a part of the manuscript, and say when they changed it.

import type { Editor } from "@tiptap/core";
import type { Medium } from "../editor/media.js";
import type { Manuscript } from "../page.js";
import type { FieldError, Saved } from "../saving/saver.js";

export interface Holder {
  manuscript(): Manuscript;
  changed(): void;
  readonly: boolean;
  /** The highest number that a source of this article ever had. */
  numbered: number;
  article: string;
  pick(kind: "picture" | "file", several: boolean): Promise<Medium[]>;
  /** The address of the article's requests, without a slash at the end. */
  base: string;
  editor: Editor;
  /** The manuscript with its text as it is now. */
  whole(): Manuscript;
  /** Saves a revision, now or not at all. */
  save(): Promise<Saved>;
  /** Takes something out of every text that this page and this browser hold. */
  scrub(clean: (manuscript: Manuscript) => Manuscript): Promise<void>;
}

export interface Widget {
  /** Shows what the manuscript holds now. */
  refresh(): void;
  /** The server wrote something otherwise than it was sent: shows it, and leaves alone what somebody writes in. */
  adopted?(): void;
  /** Shows what a refused save says of it; answers with what it has no place for. */
  wrong?(fields: FieldError[]): FieldError[];
  /** Lets what is selected in the text rest on a source. */
  mark?(): void;
  /** Shows a source of the list. */
  show?(id: number): void;
}

/** The list with an element moved. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}
