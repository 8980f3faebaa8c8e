// A button with a menu: arrows, letters, Escape (WAI-ARIA's menu button).

import { h, icon, unique } from "../dom.js";

export interface Item {
  label: string;
  /** Shown at the end of the line. */
  keys?: string;
  checked?: () => boolean;
  enabled?: () => boolean;
  act: () => void;
}

/** Keeps a floating element within sight, below (or above) a place. */
export function placeNear(float: HTMLElement, at: { left: number; right: number; top: number; bottom: number }, rtl: boolean) {
  const { offsetWidth: width, offsetHeight: height } = float;
  const below = at.bottom + 4 + height <= innerHeight || at.top < height;
  const start = rtl ? at.right - width : at.left;
  float.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
  float.style.top = `${below ? at.bottom + 4 : at.top - height - 4}px`;
}

export interface MenuButton {
  button: HTMLButtonElement;
  close(): void;
}

export function menuButton(label: string, path: string | null, items: () => Item[], done: () => void): MenuButton {
  const id = unique("menu");
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", title: label, class: "menu-button" });
  if (path) button.append(icon(path), h("span", { class: "unseen" }, label));
  else button.append(h("span", { class: "menu-label" }, label));
  button.append(icon("M6 8l4 4 4-4"));
  let menu: HTMLElement | null = null;

  const outside = (event: Event) => {
    if (event.target instanceof Node && !menu?.contains(event.target) && !button.contains(event.target)) close();
  };
  function close() {
    menu?.remove();
    menu = null;
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("scroll", follow, true);
  }
  const follow = () => menu && placeNear(menu, button.getBoundingClientRect(), getComputedStyle(button).direction === "rtl");

  function open(last = false) {
    if (menu) return close();
    const list = items();
    menu = h("div", { role: "menu", id, class: "menu", "aria-label": label },
      ...list.map((item) => {
        const enabled = item.enabled?.() ?? true;
        return h("button", {
          type: "button", tabindex: -1, role: item.checked ? "menuitemradio" : "menuitem",
          "aria-checked": item.checked ? String(item.checked()) : null, "aria-disabled": enabled ? null : "true",
          onclick: () => { if (!enabled) return; close(); item.act(); },
        }, h("span", {}, item.label), item.keys ? h("kbd", { dir: "ltr" }, item.keys) : null);
      }));
    menu.addEventListener("keydown", onKey);
    (button.closest("main") ?? document.body).append(menu);
    follow();
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", id);
    document.addEventListener("pointerdown", outside, true);
    addEventListener("scroll", follow, true);
    const all = [...menu.children] as HTMLElement[];
    const now = list.every((item) => item.checked) ? all.find((b) => b.getAttribute("aria-checked") === "true") : null;
    (last ? all.at(-1) : (now ?? all[0]))?.focus();
  }

  function onKey(event: KeyboardEvent) {
    const all = [...menu!.children] as HTMLElement[];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = (index: number) => all[(index + all.length) % all.length]?.focus();
    if (event.key === "ArrowDown") to(at + 1);
    else if (event.key === "ArrowUp") to(at - 1);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(-1);
    else if (event.key === "Escape") {
      close();
      button.focus();
    } else if (event.key === "Tab") {
      close();
      done();
    } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((b) => b.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  button.addEventListener("click", () => open());
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!menu) open(event.key === "ArrowUp");
    }
  });
  return { button, close };
}
