// What every page of the desk runs: htmx, bound to the desk's Content-Security-Policy, and the token against forged
// requests on whatever it sends.

import htmx from "htmx.org";
import { notes, panels } from "./desk-notes.js";
import { tabs } from "./desk-tabs.js";
import { focus } from "./desk/focus.js";
import { library } from "./desk/library.js";
import { passkeys } from "./desk/passkeys.js";
import { queue } from "./desk/queue.js";

Object.assign(htmx.config, {
  // The policy forbids both, and a warning in the console for each page helps nobody.
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // htmx's list but for "style", which the policy forbids as an attribute.
  attributesToSettle: ["class", "width", "height"],
  // A refused form comes back with 422, with what was typed and what is wrong with it: it is shown.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  if (token) (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRF"] = token;
});

tabs();
focus();
library();
passkeys();
queue();
notes();
panels();
