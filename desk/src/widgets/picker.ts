// The picker: what was uploaded before, found by a word, and what is brought up now.

import { ask } from "../api.js";
import { after, announce, h, unique } from "../dom.js";
import { picture, remember, type Medium } from "../editor/media.js";
import { progressLine } from "../uploads/waiting.js";
import { upload } from "../uploads/upload.js";
import { size, t } from "../words.js";

interface Found {
  items: Medium[];
  next: number | string | null;
}

/** Resolves with what was chosen; with nothing if the dialog was closed. */
export function pickMedia(article: string, kind: "picture" | "file", several: boolean): Promise<Medium[]> {
  const heading = unique("picker");
  const name = kind === "picture" ? (several ? t("Choose pictures") : t("Choose a picture")) : t("Choose a file");
  const before = document.activeElement;
  const query = h("input", { type: "search", "aria-label": t("Find by name, title, caption or credit"), placeholder: t("Find by name, title, caption or credit"), autocomplete: "off", dir: "auto" });
  const input = h("input", { type: "file", multiple: several, accept: kind === "picture" ? "image/*" : null, class: "unseen", tabindex: -1, "aria-hidden": "true" });
  const grid = h("div", { class: `media-grid media-${kind}`, role: "listbox", "aria-label": name, "aria-multiselectable": several ? "true" : null });
  const uploads = h("div", { class: "picker-uploads" });
  const state = h("p", { class: "hint", role: "status" });
  const more = h("button", { type: "button", hidden: true, onclick: () => void look(true) }, t("More"));
  const take = h("button", { type: "button", class: "main", disabled: true, onclick: () => finish([...chosen.values()]) }, t("Insert"));
  const chosen = new Map<number, Medium>();
  let shown: Medium[] = [];
  let next: Found["next"] = null;
  let turn = 0;
  let resolve: (media: Medium[]) => void = () => {};
  const stop = new AbortController();

  const dialog = h("dialog", { class: "desk-dialog picker", "aria-labelledby": heading },
    h("header", {}, h("h2", { id: heading }, name),
      h("div", { class: "picker-bar" }, query, h("button", { type: "button", onclick: () => input.click() }, t("Upload …")), input)),
    uploads, h("div", { class: "picker-scroll" }, grid, state, more),
    h("footer", {}, take, h("button", { type: "button", onclick: () => dialog.close() }, t("Cancel"))));

  function finish(media: Medium[]) {
    resolve(media);
    dialog.close();
  }

  function option(medium: Medium): HTMLElement {
    const label = medium.title || medium.name;
    return h("div", {
      role: "option", tabindex: -1, "aria-selected": String(chosen.has(medium.id)), "data-id": String(medium.id), class: "pick",
      onclick: () => toggle(medium), ondblclick: () => finish([medium]),
    }, kind === "picture" ? h("img", { src: picture(medium.id, 320), alt: "", loading: "lazy" }) : null,
      h("span", { class: "pick-name", dir: "auto" }, label),
      h("span", { class: "hint" }, kind === "picture" && medium.width ? `${medium.width} × ${medium.height}` : size(medium.bytes)));
  }

  function toggle(medium: Medium) {
    if (chosen.has(medium.id)) chosen.delete(medium.id);
    else {
      if (!several) chosen.clear();
      chosen.set(medium.id, medium);
    }
    for (const o of grid.children) o.setAttribute("aria-selected", String(chosen.has(Number((o as HTMLElement).dataset.id))));
    take.disabled = chosen.size === 0;
  }

  function draw() {
    const focused = grid.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.id : null;
    grid.replaceChildren(...shown.map(option));
    const first = ([...grid.children] as HTMLElement[]).find((o) => o.dataset.id === focused) ?? (grid.firstElementChild as HTMLElement | null);
    if (first) first.tabIndex = 0;
    if (focused) first?.focus();
  }

  async function look(further = false) {
    const mine = (turn += 1);
    const search = new URLSearchParams({ q: query.value.trim(), kind, ...(further && next !== null ? { before: String(next) } : {}) });
    try {
      const { body } = await ask<Found>("GET", `/desk/media.json?${search}`);
      if (mine !== turn) return;
      body.items.forEach(remember);
      shown = further ? [...shown, ...body.items] : body.items;
      next = body.next;
      more.hidden = next === null;
      state.textContent = shown.length ? "" : t("Nothing was found");
      draw();
    } catch {
      if (mine === turn) state.textContent = t("Cannot be looked up now");
    }
  }

  function bring(files: File[]) {
    for (const file of several ? files : files.slice(0, 1)) {
      const own = new AbortController();
      const line = progressLine(file, () => {
        own.abort();
        line.dom.remove();
      });
      uploads.append(line.dom);
      upload(file, article, ({ done, waiting }) => line.to(done, waiting), AbortSignal.any([own.signal, stop.signal])).then(
        (medium) => {
          line.dom.remove();
          shown = [medium, ...shown.filter((m) => m.id !== medium.id)];
          if (!chosen.has(medium.id)) toggle(medium);
          draw();
          announce(t("{name} was uploaded", { name: medium.name }));
        },
        (error: Error) => {
          if (!own.signal.aborted && !stop.signal.aborted) line.refused(error.message);
        },
      );
    }
  }

  grid.addEventListener("keydown", (event) => {
    const all = [...grid.children] as HTMLElement[];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const rtl = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
    const columns = all.filter((o) => o.offsetTop === all[0]!.offsetTop).length || 1;
    const to = { ArrowRight: at + rtl, ArrowLeft: at - rtl, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === " " || (event.key === "Enter" && several)) all[at]!.click();
    else if (event.key === "Enter") {
      const medium = shown.find((m) => String(m.id) === all[at]!.dataset.id);
      if (medium) finish([medium]);
    } else if (to !== undefined) {
      const target = all[Math.max(0, Math.min(all.length - 1, to))]!;
      for (const o of all) o.tabIndex = o === target ? 0 : -1;
      target.focus();
    } else return;
    event.preventDefault();
  });
  const pause = after(200, () => void look());
  query.addEventListener("input", () => pause.later());
  query.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    (grid.firstElementChild as HTMLElement | null)?.focus();
  });
  input.addEventListener("change", () => {
    bring([...(input.files ?? [])]);
    input.value = "";
  });
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    bring([...(event.dataTransfer?.files ?? [])]);
  });

  return new Promise((done) => {
    resolve = done;
    dialog.addEventListener("close", () => {
      stop.abort();
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve([]);
    });
    document.body.append(dialog);
    dialog.showModal();
    query.focus();
    void look();
  });
}
