// A source as a card: what it is called, what is known of it, whom it quotes, and what can be done with it.

import { h } from "../dom.js";
import { number, t } from "../words.js";
import { lines, type Line } from "./chain.js";
import { isWeb, namedOf, type Interest, type Source } from "./model.js";
import { called, facts, nameOf, placeOf, quoting } from "./say.js";

export interface CardDesk {
  readonly: boolean;
  sources(): Source[];
  /** Null while it is not known. */
  confirmed(id: number): boolean | null;
  mayConfirm(): boolean;
  passages(id: number): number;
  errors(id: number): string[];
  edit(id: number): void;
  move(id: number, by: 1 | -1): void;
  remove(id: number): void;
  rest(id: number): void;
  go(id: number): void;
  confirm(id: number): void;
}

/** A button that says for those who listen what it is about: its own words first, so that it can be named by them. */
export function button(act: string, label: string, on: () => void, about?: string): HTMLElement {
  return h("button", { type: "button", "data-act": act, "aria-label": about ? `${label}: ${about}` : null, onclick: on }, label);
}

/** A button with a sign in place of words. */
function sign(act: string, face: string, name: string, on: () => void): HTMLElement {
  return h("button", { type: "button", "data-act": act, "aria-label": name, onclick: on }, face);
}

/** An address, as a link if it is one. */
export function address(text: string): HTMLElement {
  return h("p", { class: "source-link", dir: "ltr" }, isWeb(text) ? h("a", { href: text, target: "_blank", rel: "noreferrer noopener" }, text) : text);
}

function interestOf(interest: Interest): HTMLElement {
  return h("p", { class: "source-interest" }, h("strong", {}, t("Interest: {what}", { what: interest.what })),
    interest.evidence ? h("span", { dir: "auto" }, ` · ${interest.evidence}`) : null,
    interest.link ? address(interest.link) : null);
}

/** Whom it quotes, whom those quote, and so on. */
export function chainOf(sources: Source[], list: Line[]): HTMLElement | null {
  if (!list.length) return null;
  return h("ul", { class: "source-chain" }, ...list.map((line) =>
    h("li", {}, h("span", { dir: "auto" }, quoting(line.by, called(sources, line.id))),
      line.circle ? h("strong", { class: "source-circle" }, ` · ${t("a circle")}`) : null,
      chainOf(sources, line.below))));
}

export function card(source: Source, desk: CardDesk): HTMLLIElement {
  const { id } = source;
  const sources = desk.sources();
  const place = placeOf(sources, id);
  const name = nameOf(source);
  const named = namedOf(source);
  const confirmed = desk.confirmed(id);
  const wrong = desk.errors(id);
  const count = desk.passages(id);
  const item = h("li", { class: "source", "data-id": String(id), tabindex: -1, "aria-label": t("Source {n}: {name}", { n: place, name }) },
    h("p", { class: "source-name" }, h("span", { class: "source-number" }, number(place)), " ", h("strong", { dir: "auto" }, name)),
    h("p", { class: "source-facts" }, facts(source)),
    named?.link ? address(named.link) : null,
    named?.interest?.what ? interestOf(named.interest) : null,
    chainOf(sources, lines(sources, source)),
    source.own ? h("p", { class: "source-facts" }, t("and says what it found out itself")) : null,
    wrong.length ? h("p", { class: "field-error", role: "alert" }, wrong.join(" ")) : null,
    confirmed === null ? null : h("p", { class: `source-state ${confirmed ? "is-confirmed" : "is-open"}` }, confirmed ? t("Confirmed") : t("Not confirmed: readers do not see it.")),
    h("div", { class: "widget-buttons" },
      ...(desk.readonly ? [] : [
        button("edit", t("Change"), () => desk.edit(id), name),
        button("rest", t("Marked text rests on this"), () => desk.rest(id), name),
      ]),
      count ? button("go", count === 1 ? t("To its passage") : t("To its {n} passages", { n: number(count) }), () => desk.go(id), name) : null,
      confirmed === false && desk.mayConfirm() ? button("confirm", t("Confirm"), () => desk.confirm(id), name) : null,
      ...(desk.readonly ? [] : [
        place > 1 ? sign("up", "↑", t("Move {name} up", { name }), () => desk.move(id, -1)) : null,
        place < sources.length ? sign("down", "↓", t("Move {name} down", { name }), () => desk.move(id, 1)) : null,
        sign("remove", "×", t("Remove {name}", { name }), () => desk.remove(id)),
      ])));
  if (!desk.readonly) {
    item.addEventListener("keydown", (event) => {
      const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as "ArrowUp"];
      if (!by || !event.altKey || (event.target as Element).closest("form")) return;
      event.preventDefault();
      desk.move(id, by);
    });
  }
  return item;
}
