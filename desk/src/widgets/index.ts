// Finds the page's widgets and fills them; those that a panel brings later as well.

import type { ArticleData } from "../page.js";
import { rememberNames } from "./combobox.js";
import { people, topics } from "./people.js";
import { sourcesPanel } from "../sources/panel.js";
import { downloads, lead, onePicture } from "./pictures.js";
import type { Holder, Widget } from "./widget.js";

const KINDS: Record<string, (host: HTMLElement, holder: Holder) => Widget> = { people, topics, downloads, lead, picture: onePicture, sources: sourcesPanel };

export function makeWidgets(holder: Holder, names: ArticleData["names"]): Widget[] {
  rememberNames("/desk/people.json", names?.people);
  rememberNames("/desk/topics.json", names?.topics);
  const made: Widget[] = [];
  const done = new WeakSet<HTMLElement>();
  const make = (root: ParentNode) => {
    for (const host of root.querySelectorAll<HTMLElement>("[data-widget]")) {
      const kind = KINDS[host.dataset.widget ?? ""];
      if (!kind || done.has(host)) continue;
      done.add(host);
      host.classList.add("widget");
      if (host.hasAttribute("aria-labelledby")) host.setAttribute("role", "group");
      made.push(kind(host, holder));
    }
  };
  make(document);
  document.addEventListener("htmx:load", () => make(document));
  return made;
}
