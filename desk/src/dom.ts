// Elements without HTML in strings: nothing that somebody wrote is ever parsed.

type Child = Element | string | null | undefined | false;
type Props = Record<string, unknown>;

/** An element. `class`, attributes, `on…` listeners; properties that are no strings are set as such. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else if (name === "value" || name === "checked" || name === "disabled") {
      Object.assign(element, { [name]: value });
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((c): c is Element | string => !!c || c === ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of lines on a field of 20 by 20. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "0 0 20 20"], ["aria-hidden", "true"], ["focusable", "false"], ["class", "icon"]]) {
    svg.setAttribute(name!, value!);
  }
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

let counter = 0;
/** An id that nothing else on the page has. */
export function unique(prefix: string): string {
  counter += 1;
  return `island-${prefix}-${counter}`;
}

/** Text for screen readers alone. */
export function hidden(text: string): HTMLElement {
  return h("span", { class: "unseen" }, text);
}

/** A labelled control. */
export function labelled(label: string, control: HTMLElement, hint?: string): HTMLElement {
  control.id ||= unique("field");
  const parts: Element[] = [h("label", { for: control.id }, label), control];
  if (hint) {
    const id = unique("hint");
    control.setAttribute("aria-describedby", id);
    parts.push(h("p", { class: "hint", id }, hint));
  }
  return h("div", { class: "field" }, ...parts);
}

let announcer: HTMLElement | null = null;
/** Says something to screen readers, once. */
export function announce(text: string) {
  announcer ??= document.body.appendChild(h("div", { class: "unseen", role: "status", "aria-live": "polite" }));
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

/** Calls at most once in a while, and at the end. */
export function after(milliseconds: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const run = () => {
    timer = null;
    act();
  };
  return {
    /** Within that time from now, or from an earlier call that still waits. */
    soon() {
      timer ??= setTimeout(run, milliseconds);
    },
    /** That time from now, if not called again before. */
    later() {
      if (timer) clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    now() {
      if (timer) clearTimeout(timer);
      run();
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
    get waiting() {
      return timer !== null;
    },
  };
}

/** When the browser has nothing better to do. */
export function idle(act: () => void) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 1000 });
  else setTimeout(act, 50);
}
