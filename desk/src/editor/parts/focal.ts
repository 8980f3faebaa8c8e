// The point of a picture that a crop keeps: by a click on it, or by two sliders.

import { after, announce, h, labelled } from "../../dom.js";
import { t } from "../../words.js";
import { change, medium, peek, type Focus } from "../media.js";

const CENTRE: Focus = { x: 0.5, y: 0.5 };

/** The form's part; the mark is drawn on the preview while it is in use. */
export function focalPoint(id: number, preview: HTMLElement): HTMLElement {
  const across = h("input", { type: "range", min: 0, max: 100, step: 1 });
  const down = h("input", { type: "range", min: 0, max: 100, step: 1 });
  const mark = h("span", { class: "focal-mark", hidden: true });
  const why = h("p", { class: "field-error", role: "status" });
  preview.append(mark);
  let focus = CENTRE;
  let touched = false;

  const draw = () => {
    across.value = String(Math.round(focus.x * 100));
    down.value = String(Math.round(focus.y * 100));
    const image = preview.querySelector("img");
    if (!image) return;
    if (!mark.isConnected) preview.append(mark);
    mark.style.left = `${image.offsetLeft + focus.x * image.offsetWidth}px`;
    mark.style.top = `${image.offsetTop + focus.y * image.offsetHeight}px`;
  };
  const send = after(600, () => {
    change(id, { focus }).then(
      () => {
        why.textContent = "";
        announce(t("The focal point is set"));
      },
      (error: Error) => (why.textContent = `${t("The focal point was not kept")}: ${error.message}`),
    );
  });
  const to = (next: Focus) => {
    touched = true;
    focus = { x: Math.min(1, Math.max(0, next.x)), y: Math.min(1, Math.max(0, next.y)) };
    draw();
    send.later();
  };
  const slide = () => to({ x: Number(across.value) / 100, y: Number(down.value) / 100 });
  across.addEventListener("input", slide);
  down.addEventListener("input", slide);

  const details = h("details", { class: "focal" }, h("summary", {}, t("Focal point")),
    h("p", { class: "hint" }, t("What must stay in sight when the picture is cropped: click on it, or use the sliders.")),
    labelled(t("Across"), across), labelled(t("Down"), down), why);
  details.addEventListener("toggle", () => {
    mark.hidden = !details.open;
    preview.classList.toggle("sets-focus", details.open);
    if (!details.open) return;
    void medium(id).then((known) => {
      if (!touched) focus = known?.focus ?? CENTRE;
      draw();
    });
  });
  preview.addEventListener("click", (event) => {
    const image = preview.querySelector("img");
    if (!details.open || event.target !== image || !image) return;
    const box = image.getBoundingClientRect();
    to({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  });
  focus = peek(id)?.focus ?? CENTRE;
  return details;
}
