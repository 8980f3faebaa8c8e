// A proposal becomes part of the list: its sources, whom they quote, and which of them the passage rests on.

import type { Link, Proposal } from "./asked.js";
import { namedOf, viaOf, type Source } from "./model.js";

export interface Taken {
  sources: Source[];
  /** Those that the passage rests on: the last hands, not those whom they quote. */
  marks: number[];
  /** All of the chain, in its order. */
  ids: number[];
}

const folded = (name: string) => name.normalize("NFKC").trim().toLowerCase();

/** The one of the list that is meant: as the server found it, or by its name, since the list may have changed meanwhile. */
function there(sources: readonly Source[], link: Link): Source | undefined {
  const named = "named" in link.who ? link.who.named : null;
  const same = sources.find((source) => source.id === link.same_as);
  if (same || !named) return same;
  return sources.find((source) => folded(namedOf(source)?.name ?? "") === folded(named.name));
}

export function take(sources: readonly Source[], proposal: Proposal, fresh: number): Taken {
  const list = sources.map((source) => ({ ...source }));
  const ids: number[] = [];
  let next = fresh;
  for (const link of proposal.chain) {
    const found = there(list, link);
    if (found) ids.push(found.id);
    else {
      list.push({ id: next, kind: link.kind, who: structuredClone(link.who) });
      ids.push(next);
      next += 1;
    }
  }
  const marks: number[] = [];
  proposal.chain.forEach((link, i) => {
    const quoted = i > 0 && proposal.chain[i - 1]!.quotes_next;
    if (!quoted && !marks.includes(ids[i]!)) marks.push(ids[i]!);
    const other = ids[i + 1];
    const source = list.find((s) => s.id === ids[i])!;
    if (link.quotes_next && other !== undefined && other !== source.id && !viaOf(source).includes(other)) source.via = [...viaOf(source), other];
  });
  return { sources: list, marks, ids };
}

/** Each source with whom it quotes, as lines below each other; a circle is said once and not followed. */
export interface Line {
  /** The source that quotes. */
  by: Source;
  id: number;
  /** It was met already on this way. */
  circle: boolean;
  below: Line[];
}

const DEEPEST = 12;
const MOST_LINES = 60;

export function lines(sources: readonly Source[], source: Source): Line[] {
  const byId = new Map(sources.map((s) => [s.id, s]));
  let left = MOST_LINES;
  const below = (by: Source, way: number[]): Line[] =>
    viaOf(by).flatMap((id) => {
      if ((left -= 1) < 0) return [];
      const circle = way.includes(id);
      const next = byId.get(id);
      return [{ by, id, circle, below: next && !circle && way.length < DEEPEST ? below(next, [...way, id]) : [] }];
    });
  return below(source, [source.id]);
}
