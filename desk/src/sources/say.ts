// Sources in words: on cards, in comparisons, for those who listen.

import type { Manuscript } from "../page.js";
import { t } from "../words.js";
import { CALLED, KINDS, UNNAMED, namedOf, overruledOf, sourcesOf, viaOf, type Source } from "./model.js";

const label = (list: [string, string][], value: unknown): string => {
  const found = list.find(([known]) => known === value);
  return found ? t(found[1]) : "";
};

export const kindName = (source: Source): string => label(KINDS, source.kind) || source.kind;

/** What it is called: its name, or who it is without one. */
export function nameOf(source: Source): string {
  const named = namedOf(source);
  if (named) return named.name?.trim() || t("a source without a name yet");
  const { called, why } = "unnamed" in source.who ? source.who.unnamed : { called: "", why: "" };
  return t("{called}, not named because {why}", { called: label(CALLED, called) || t("a person"), why: label(UNNAMED, why) || "…" });
}

/** A day as it is written where the person works. */
export function day(text: string): string {
  const [year, month, date] = text.split("-").map(Number);
  if (!year || !month || !date) return text;
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "medium", timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
}

/** What is known of it beside its name, in a line. */
export function facts(source: Source): string {
  const named = namedOf(source);
  return [
    kindName(source),
    named?.author ? t("by {name}", { name: named.author }) : "",
    named?.dated ? t("of {day}", { day: day(named.dated) }) : "",
    named?.seen ? t("seen {day}", { day: day(named.seen) }) : "",
    named?.controlled_by ? t("controlled by {name}", { name: named.controlled_by }) : "",
  ].filter(Boolean).join(" · ");
}

/** Its number for people: its place in the list. 0 if it is not there. */
export function placeOf(sources: readonly Source[], id: number): number {
  return sources.findIndex((source) => source.id === id) + 1;
}

/** "Coast Wire (3)", or that it is gone. */
export function called(sources: readonly Source[], id: number): string {
  const place = placeOf(sources, id);
  return place ? `${nameOf(sources[place - 1]!)} (${place})` : t("a source that is no longer listed");
}

/** "quoting Coast Wire (3)". */
export function quoting(source: Source, name: string): string {
  return source.prints ? t("printing the text of {name}", { name }) : t("quoting {name}", { name });
}

/** All that a source says, for a comparison. */
export function inWords(source: Source, sources: readonly Source[]): string {
  const named = namedOf(source);
  const interest = named?.interest;
  return [
    `${placeOf(sources, source.id)}. ${nameOf(source)}`,
    facts(source),
    named?.link ?? "",
    interest?.what ? [t("Interest: {what}", { what: interest.what }), interest.evidence ?? "", interest.link ?? ""].filter(Boolean).join(" · ") : "",
    ...viaOf(source).map((id) => quoting(source, called(sources, id))),
    source.own ? t("and says what it found out itself") : "",
  ].filter(Boolean).join("\n");
}

/** What an editor says of the count, for a comparison. */
export function overruledInWords(manuscript: Manuscript): string | null {
  const said = overruledOf(manuscript);
  return said ? t("At most {n}: {reason}", { n: said.at_most, reason: said.reason }) : null;
}

export const sourceIn = (manuscript: Manuscript, id: number): Source | undefined => sourcesOf(manuscript).find((source) => source.id === id);
