// Who else is in the article, asked for while the page is looked at.

import { SignedOut, ask } from "../api.js";
import { h, hidden } from "../dom.js";
import { t } from "../words.js";

interface Present {
  people: { person: number; name: string; initials: string }[];
  latest: number | null;
  by: string | null;
}

const EVERY = 10_000;

export function presence(base: string, host: HTMLElement | null, tell: { newer(latest: number, by: string): void; signedOut(): void }) {
  let shown = "";
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const { body } = await ask<Present>("PUT", `${base}/presence`, { json: {} });
      const key = JSON.stringify(body.people);
      if (host && key !== shown) {
        shown = key;
        host.replaceChildren(...(body.people.length
          ? [h("ul", { class: "presence", "aria-label": t("Also in this article") },
              ...body.people.map((p) => h("li", { class: "avatar", title: p.name, "data-tint": String(p.person % 6) },
                h("span", { "aria-hidden": "true" }, p.initials), hidden(p.name))))]
          : []));
      }
      if (body.latest !== null) tell.newer(body.latest, body.by ?? "");
    } catch (error) {
      if (error instanceof SignedOut) tell.signedOut();
      // Anything else is tried again in ten seconds, and is no news to the writer.
    }
  };
  void look();
  setInterval(() => void look(), EVERY);
  document.addEventListener("visibilitychange", () => void look());
}
