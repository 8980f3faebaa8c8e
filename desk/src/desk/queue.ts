// The queue of comments by keys: j and k move, a letter does what its button does. They can be turned off, since a letter
// alone may be what a voice or a tremor gave (WCAG 2.2, 2.1.4).

const OFF = "desk-keys-off";

function off(): boolean {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

export function queue() {
  const help = document.querySelector<HTMLElement>("[data-keys]");
  const says = document.querySelector<HTMLElement>("[data-said]");
  if (!help) return;
  help.hidden = false;
  const on = help.querySelector<HTMLInputElement>("[data-keys-on]");
  if (on) {
    on.checked = !off();
    on.addEventListener("change", () => {
      try {
        localStorage.setItem(OFF, on.checked ? "0" : "1");
      } catch {
        // A browser that keeps nothing has them on the next time.
      }
    });
  }
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-comment]")];
  const current = () => document.activeElement?.closest<HTMLElement>("[data-comment]") ?? null;
  /** The one that was decided about last, by its id: the row itself is another by then. */
  let last = "";

  const go = (row: HTMLElement | undefined) => {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const move = (by: number) => {
    const all = rows();
    const here = current();
    go(all[here ? Math.min(all.length - 1, Math.max(0, all.indexOf(here) + by)) : 0]);
  };
  const press = (row: HTMLElement | null | undefined, key: string) => {
    const control = row?.querySelector<HTMLElement>(`[data-key=${key}]`);
    if (!control) return false;
    const details = control.closest("details");
    if (details && control.matches("summary")) {
      details.open = true;
      details.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
    } else {
      control.click();
    }
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const inside = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-comment]") : null;
    if (event.key === "Escape" && inside && typing(event.target)) {
      const details = (event.target as HTMLElement).closest("details");
      if (details) details.open = false;
      go(inside);
      return;
    }
    if ((on && !on.checked) || typing(event.target)) return;
    const key = event.key;
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "u") {
      if (!press(current(), key)) press(document.getElementById(last), key);
    } else if (/^[asdr]$/.test(key)) {
      if (!current()) move(0);
      press(current(), key);
    } else return;
    event.preventDefault();
  });

  // The row is a new one after each decision: what had the focus keeps it, and what became of it is said.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = (event as CustomEvent<{ target: HTMLElement }>).detail.target;
    if (row.matches("[data-comment]")) last = row.id;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const row = document.getElementById(last);
    if (!row) return;
    if (!document.activeElement || document.activeElement === document.body) {
      const wrong = row.querySelector<HTMLElement>("[aria-invalid]");
      if (wrong) wrong.focus();
      else go(row);
    }
    if (says) says.textContent = row.dataset["says"] ?? "";
  });
}
