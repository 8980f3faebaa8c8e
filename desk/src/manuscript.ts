// Parts of a manuscript by their names ("search.title"), and whether two manuscripts say the same.

import type { Manuscript } from "./page.js";

type Values = Record<string, unknown>;

/** The value under a dotted name. */
export function get(manuscript: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Values | null | undefined)?.[key], manuscript);
}

/** Sets it; `undefined` takes it away. What stands above is made where it is missing. */
export function set(manuscript: Values, path: string, value: unknown) {
  const keys = path.split(".");
  const last = keys.pop()!;
  let at = manuscript;
  for (const key of keys) {
    const below = at[key];
    at = (typeof below === "object" && below !== null ? below : (at[key] = {})) as Values;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

/** In one order and without what is empty: two manuscripts that say the same give the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(strip(value)) ?? "";
}

function strip(value: unknown): unknown {
  if (value === "" || value === null || value === false || value === undefined || value === 0) return undefined;
  if (Array.isArray(value)) {
    const list = value.map((v) => (typeof v === "object" ? (strip(v) ?? {}) : v));
    return list.length ? list : undefined;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value as Values)
      .map(([key, v]) => [key, strip(v)] as const)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length ? Object.fromEntries(entries) : undefined;
  }
  return value;
}

/** The same text, apart from the part of the address, which the server makes when there is none. */
export function same(a: Manuscript, b: Manuscript): boolean {
  const slug = a.slug && b.slug ? {} : { slug: "" };
  return canonical({ ...a, ...slug }) === canonical({ ...b, ...slug });
}
