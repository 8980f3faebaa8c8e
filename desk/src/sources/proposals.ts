// What the text seems to rest on, found by the server: dashed cards. Each is taken or refused by one click, and asserted by
// nobody until then.

import { h } from "../dom.js";
import { number, t } from "../words.js";
import type { Link, Proposal } from "./asked.js";
import { button } from "./card.js";
import type { Source } from "./model.js";
import { kindName, nameOf, placeOf } from "./say.js";

export interface ProposalDesk {
  sources(): Source[];
  point(proposal: Proposal | null): void;
  go(proposal: Proposal): void;
  add(proposal: Proposal): void;
  refuse(proposal: Proposal): void;
}

/** What a link of the chain is called: the source of the list that it is, or what the text calls it. */
function name(sources: Source[], link: Link): string {
  const place = link.same_as ? placeOf(sources, link.same_as) : 0;
  return place ? `${nameOf(sources[place - 1]!)} (${number(place)})` : nameOf({ id: 0, kind: link.kind, who: link.who });
}

/** Those whom the first one quotes, each below the one that quotes it; what is quoted by nobody stands beside it. */
function rest(sources: Source[], chain: Link[], at: number): HTMLElement | null {
  const next = chain[at + 1];
  if (!next) return null;
  const text = chain[at]!.quotes_next ? t("quoting {name}", { name: name(sources, next) }) : t("and {name}", { name: name(sources, next) });
  return h("ul", { class: "source-chain" }, h("li", {}, h("span", { dir: "auto" }, text), rest(sources, chain, at + 1)));
}

export function proposalCard(proposal: Proposal, desk: ProposalDesk): HTMLLIElement {
  const sources = desk.sources();
  const [first] = proposal.chain;
  const called = first ? name(sources, first) : "";
  const item = h("li", { class: "source is-proposed", "data-digest": proposal.digest, "aria-label": t("Proposed: {name}", { name: called }) },
    h("p", { class: "source-name" }, h("strong", { dir: "auto" }, called)),
    first ? h("p", { class: "source-facts" }, kindName({ id: 0, kind: first.kind, who: first.who })) : null,
    h("p", { class: "source-facts" }, t("found in the text: “{cue}”", { cue: proposal.cue })),
    h("q", { class: "source-passage", dir: "auto" }, proposal.text),
    rest(sources, proposal.chain.slice(0, 20), 0),
    h("div", { class: "widget-buttons" },
      button("add", t("Add"), () => desk.add(proposal), called),
      button("refuse", t("Not a source"), () => desk.refuse(proposal), called),
      button("go", t("To its passage"), () => desk.go(proposal), called)));
  const on = () => desk.point(proposal);
  const off = () => desk.point(null);
  item.addEventListener("pointerenter", on);
  item.addEventListener("pointerleave", off);
  item.addEventListener("focusin", on);
  item.addEventListener("focusout", off);
  return item;
}
