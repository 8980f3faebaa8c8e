// The picture at the head, a picture to share, and the files to take home.

import { h, labelled } from "../dom.js";
import { medium, peek, picture, whenKnown, type Medium } from "../editor/media.js";
import { get, set as setAt } from "../manuscript.js";
import { size, t } from "../words.js";
import { remove } from "./people.js";
import { moved, type Holder, type Widget } from "./widget.js";

interface Lead {
  media: number;
  alt?: string;
  caption?: string;
  credit?: string;
}

interface Download {
  media: number;
  title: string;
}

function thumbnail(id: number): HTMLElement {
  return h("img", { class: "thumbnail", src: picture(id, 640), alt: peek(id)?.alt ?? "" });
}

export function lead(host: HTMLElement, holder: Holder): Widget {
  const now = () => (holder.manuscript().lead as Lead | null | undefined) ?? null;
  const set = (next: Lead | null) => {
    if (next) holder.manuscript().lead = next;
    else delete holder.manuscript().lead;
    holder.changed();
    draw();
  };
  const choose = async () => {
    const [chosen] = await holder.pick("picture", false);
    if (chosen) set({ media: chosen.id });
  };

  /** The article's own words for it; without any, those of the picture. */
  const field = (name: "alt" | "caption" | "credit", label: string, known: Medium | undefined) => {
    const input = h(name === "credit" ? "input" : "textarea", { ...(name === "credit" ? { type: "text" } : { rows: 2 }), dir: "auto", placeholder: known?.[name] ?? "", disabled: holder.readonly });
    input.value = now()?.[name] ?? "";
    input.addEventListener("input", () => {
      const lead = now();
      if (!lead) return;
      const { [name]: _old, ...rest } = lead;
      holder.manuscript().lead = input.value.trim() ? { ...rest, [name]: input.value } : rest;
      holder.changed();
      warn();
    });
    return labelled(label, input);
  };
  const wants = h("p", { class: "part-wants" }, t("Alternative text is missing"));
  const warn = () => {
    const value = now();
    const known = peek(value?.media);
    wants.hidden = !value || !known || !!(value.alt?.trim() || known.alt.trim());
  };

  function draw() {
    const value = now();
    const known = peek(value?.media);
    if (value && !known) void medium(value.media);
    const buttons = holder.readonly ? [] : [
      h("button", { type: "button", onclick: () => void choose() }, value ? t("Another picture") : t("Choose a picture")),
      value ? h("button", { type: "button", onclick: () => set(null) }, t("No picture")) : null,
    ];
    host.replaceChildren(
      ...(value ? [thumbnail(value.media), wants, field("alt", t("What the picture shows"), known), field("caption", t("Caption"), known), field("credit", t("Credit"), known)] : []),
      h("div", { class: "widget-buttons" }, ...buttons));
    warn();
  }
  whenKnown((m) => {
    if (m.id === now()?.media && !host.contains(document.activeElement)) draw();
    else warn();
  });
  draw();
  return { refresh: draw };
}

export function onePicture(host: HTMLElement, holder: Holder): Widget {
  const path = host.dataset.bind ?? "";
  const now = () => {
    const value = get(holder.manuscript(), path);
    return typeof value === "number" ? value : null;
  };
  const set = (id: number | undefined) => {
    setAt(holder.manuscript(), path, id);
    holder.changed();
    draw();
  };
  const choose = async () => {
    const [chosen] = await holder.pick("picture", false);
    if (chosen) set(chosen.id);
  };
  function draw() {
    const id = now();
    host.replaceChildren(...(id === null ? [] : [thumbnail(id)]), h("div", { class: "widget-buttons" }, ...(holder.readonly ? [] : [
      h("button", { type: "button", onclick: () => void choose() }, id === null ? t("Choose a picture") : t("Another picture")),
      id === null ? null : h("button", { type: "button", onclick: () => set(undefined) }, t("No picture")),
    ])));
  }
  draw();
  return { refresh: draw };
}

export function downloads(host: HTMLElement, holder: Holder): Widget {
  const list = h("ol", { class: "chosen" });
  const now = () => (holder.manuscript().downloads as Download[] | undefined) ?? [];
  const put = (next: Download[]) => {
    holder.manuscript().downloads = next;
    holder.changed();
  };
  const choose = async () => {
    const chosen = await holder.pick("file", true);
    if (!chosen.length) return;
    put([...now(), ...chosen.map((m) => ({ media: m.id, title: m.title || m.name.replace(/\.[^.]+$/, "") }))]);
    draw();
  };
  host.replaceChildren(list, ...(holder.readonly ? [] : [h("div", { class: "widget-buttons" }, h("button", { type: "button", onclick: () => void choose() }, t("Add a file")))]));

  function draw() {
    list.replaceChildren(...now().map((download, i) => {
      const known = peek(download.media);
      if (!known) void medium(download.media);
      const title = h("input", { type: "text", value: download.title, "aria-label": t("Title of the download"), dir: "auto", disabled: holder.readonly });
      title.addEventListener("input", () => put(now().map((d, n) => (n === i ? { ...d, title: title.value } : d))));
      return h("li", {}, title, h("span", { class: "hint" }, known ? `${known.name} · ${size(known.bytes)}` : ""), ...(holder.readonly ? [] : [
        i > 0 ? h("button", { type: "button", "aria-label": t("Move {name} up", { name: download.title }), onclick: () => { put(moved(now(), i, i - 1)); draw(); } }, "↑") : null,
        remove(download.title, () => { put(now().filter((_, n) => n !== i)); draw(); }),
      ]));
    }));
  }
  whenKnown((m) => {
    if (now().some((d) => d.media === m.id) && !list.contains(document.activeElement)) draw();
  });
  draw();
  return { refresh: draw };
}
