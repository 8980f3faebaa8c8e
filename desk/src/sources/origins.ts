// How many known origins there are at most, in words, and an editor's own number instead.

import { h } from "../dom.js";
import type { Manuscript } from "../page.js";
import { ask } from "../ui/dialog.js";
import { number, t } from "../words.js";
import type { Seen } from "./asked.js";
import { button } from "./card.js";
import { overruledOf, sourcesOf, type Overruled } from "./model.js";
import { called } from "./say.js";

/** The most origins that anybody may claim. */
const MOST = 500;

/** What was counted. `change` asks for another number. */
export function countOf(seen: Seen | null, manuscript: Manuscript, readonly: boolean, change: () => void): HTMLElement[] {
  const origins = seen?.origins ?? null;
  const overruled = overruledOf(manuscript);
  const sources = sourcesOf(manuscript);
  const out: HTMLElement[] = [];
  if (origins?.sentence) {
    const { hops } = origins;
    const far = hops < 1 || !sources.length ? "" : hops === 1 ? t("At first hand") : hops === 2 ? t("Two hops") : t("{n} hops", { n: number(hops) });
    out.push(h("p", { class: "sources-count" }, far ? h("strong", {}, far) : null, far ? " · " : null, h("span", { dir: "auto" }, origins.sentence)));
  }
  for (const circle of origins?.circles ?? []) {
    const names = circle.sources.map((id) => called(sources, id)).join(", ");
    out.push(h("p", { class: "sources-count source-circle" }, circle.ours ? t("A circle: in the end {names} rests on this very article.", { names }) : t("A circle: {names} rest on each other.", { names })));
  }
  if (overruled) out.push(h("p", { class: "sources-count", dir: "auto" }, t("An editor’s number instead of the rule’s: {n}. Readers are told why: {reason}", { n: number(overruled.at_most), reason: overruled.reason })));
  if (!readonly && (origins || overruled)) out.push(h("div", { class: "widget-buttons" }, button("count", overruled ? t("Change the number") : t("Say another number"), change)));
  return out;
}

/** Another number with its reason, null for the rule's, undefined if nothing was decided. */
export async function askCount(now: Overruled | null, counted: number | null): Promise<Overruled | null | undefined> {
  const answer = await ask(t("How many known origins there are at most"), [
    {
      name: "at_most", label: t("Number"), value: String(now?.at_most ?? counted ?? ""),
      check: (v) => (/^\d+$/.test(v.trim()) && Number(v) <= MOST ? null : t("A whole number belongs here.")),
    },
    { name: "reason", label: t("Why, as readers are told"), value: now?.reason ?? "", kind: "area", check: (v) => (v.trim() ? null : t("Say why: readers are told.")) },
  ], t("Set"), now ? { label: t("Back to the rule’s number"), name: "rule" } : undefined);
  if (!answer) return undefined;
  if (answer[""] === "rule") return null;
  return { at_most: Number(answer.at_most), reason: answer.reason!.trim() };
}
