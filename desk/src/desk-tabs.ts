// Tabs (ARIA APG, "Tabs with manual activation" is not needed: panels are there already): arrow keys move between them,
// Home and End lead to the first and the last. The one that was open is open again after the page was loaded anew.

function open(tabs: HTMLElement, tab: HTMLElement, focus: boolean) {
  for (const other of tabs.querySelectorAll<HTMLElement>("[role=tab]")) {
    const on = other === tab;
    other.setAttribute("aria-selected", String(on));
    other.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(other.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !on;
  }
  if (focus) tab.focus();
  try {
    sessionStorage.setItem("desk-tab", tab.id);
  } catch {
    // A browser that keeps nothing opens the first.
  }
}

export function tabs() {
  for (const list of document.querySelectorAll<HTMLElement>("[data-tabs]")) {
    const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
    list.addEventListener("click", (event) => {
      const tab = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=tab]") : null;
      if (tab) open(list, tab, false);
    });
    list.addEventListener("keydown", (event) => {
      const at = all.findIndex((tab) => tab === document.activeElement);
      const onwards = getComputedStyle(list).direction === "rtl" ? -1 : 1;
      const steps: Record<string, number> = { ArrowRight: at + onwards, ArrowLeft: at - onwards, Home: 0, End: all.length - 1 };
      const to = steps[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      const tab = all[(to + all.length) % all.length];
      if (tab) open(list, tab, true);
    });
    let kept: string | null = null;
    try {
      kept = sessionStorage.getItem("desk-tab");
    } catch {
      kept = null;
    }
    const before = all.find((tab) => tab.id === kept);
    if (before) open(list, before, false);
  }
}
