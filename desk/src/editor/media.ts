// What the newsroom has: pictures and files, asked for once and kept while the page is open.

import { ask } from "../api.js";

export interface Focus {
  x: number;
  y: number;
}

export interface Medium {
  id: number;
  name: string;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  title: string;
  alt: string;
  caption: string;
  credit: string;
  focus: Focus | null;
  src: string;
}

const known = new Map<number, Medium>();
const asked = new Map<number, Promise<Medium | null>>();
const listeners = new Set<(medium: Medium) => void>();

export function remember(medium: Medium): Medium {
  known.set(medium.id, medium);
  for (const tell of listeners) tell(medium);
  return medium;
}

/** What is known of it now. */
export function peek(id: number | null | undefined): Medium | undefined {
  return typeof id === "number" ? known.get(id) : undefined;
}

/** Called with each medium that becomes known or changes; the answer ends it. */
export function whenKnown(tell: (medium: Medium) => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Asks once; null if it cannot be had. */
export function medium(id: number): Promise<Medium | null> {
  const have = known.get(id);
  if (have) return Promise.resolve(have);
  let answer = asked.get(id);
  if (!answer) {
    answer = ask<Medium>("GET", `/desk/media/${id}.json`).then(
      ({ body }) => remember(body),
      () => {
        // Asked again when it is next looked at: the network may have been away.
        asked.delete(id);
        return null;
      },
    );
    asked.set(id, answer);
  }
  return answer;
}

export type MediumChange = Partial<Pick<Medium, "title" | "alt" | "caption" | "credit" | "focus">>;

/** Changes what the newsroom says of it, wherever it is shown. */
export async function change(id: number, to: MediumChange): Promise<Medium> {
  const { body } = await ask<Medium>("PATCH", `/desk/media/${id}.json`, { json: to });
  return remember(body);
}

export function picture(id: number, width = 640): string {
  return `/desk/media/${id}/picture?width=${width}`;
}

export function kindOf(mediaType: string): "figure" | "audio" | "video" | "file" {
  if (mediaType.startsWith("image/")) return "figure";
  if (mediaType.startsWith("audio/")) return "audio";
  if (mediaType.startsWith("video/")) return "video";
  return "file";
}
