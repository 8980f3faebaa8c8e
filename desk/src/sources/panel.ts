// The panel of sources: the list in its order, what follows from it, what the text seems to rest on besides, and what an
// editor has confirmed. It shows `sources` and `origins` of the manuscript and changes them, so that they are kept, saved,
// compared and brought back with the rest.

import { after, announce, h } from "../dom.js";
import { goTo, meant, passagesOf, point, restAlsoOn, restNoMoreOn, restOn, restingOn, runs } from "../editor/sources.js";
import { number, t } from "../words.js";
import { moved, type Holder, type Widget } from "../widgets/widget.js";
import { Looking } from "./asked.js";
import { button, card, type CardDesk } from "./card.js";
import { choosePassage } from "./choose.js";
import { sourceForm } from "./form.js";
import { SourceList } from "./list.js";
import { namedOf, overruledOf, tidy, type Source } from "./model.js";
import { offers, type Room } from "./offers.js";
import { askCount, countOf } from "./origins.js";
import { proposalCard } from "./proposals.js";
import { nameOf } from "./say.js";
import { forgetName, stillNamed } from "./unname.js";

/** A card that is drawn anew keeps the focus that was in it. */
const focusKey = (element: Element | null): string | null => {
  const act = element?.closest<HTMLElement>("[data-act]")?.dataset.act ?? "";
  const item = element?.closest<HTMLElement>("[data-id], [data-digest]");
  return item ? `${item.dataset.id ?? item.dataset.digest} ${act}` : act ? ` ${act}` : null;
};

export function sourcesPanel(host: HTMLElement, holder: Holder): Widget {
  const { editor, readonly } = holder;
  const panel = host.closest<HTMLElement>("[role=tabpanel]");
  const visible = () => !panel?.hidden;
  let editing: number | null = null;
  let removed: { source: Source; at: number } | null = null;
  let said: { text: string; act?: HTMLElement } | null = null;
  let passage = { of: 0, at: -1 };

  const head = h("div", { class: "sources-head" });
  const cards = h("ol", { class: "sources" });
  const proposed = h("section", { class: "sources-proposed", "aria-label": t("Found in the text") });
  const note = h("div", { class: "sources-note", role: "status" });
  const tools = h("div", { class: "widget-buttons" });
  host.replaceChildren(head, note, cards, tools, proposed);

  const looking = new Looking(holder.base, () => holder.whole(), visible, () => draw());
  const say = (text: string, act?: HTMLElement) => {
    said = { text, act };
    drawNote();
  };

  /** What was said is about what was: it goes when something else is done. */
  const hush = () => {
    said = null;
    drawNote();
  };

  const list = new SourceList(holder, () => {
    hush();
    looking.later();
  });
  const put = (source: Source) => {
    list.put(source);
    looking.changed(source.id);
  };
  const focus = (selector: string) => host.querySelector<HTMLElement>(selector)?.focus();

  function add(via?: number): number {
    const id = list.fresh();
    const source: Source = { id, kind: via === undefined ? "interview" : "outlet", who: { named: { name: "" } } };
    const before = via === undefined ? list.all : list.all.map((s) => (s.id === via ? tidy({ ...s, via: [...(s.via ?? []), id] }) : s));
    list.write([...before, source]);
    edit(id);
    return id;
  }

  function edit(id: number | null) {
    const before = editing;
    editing = id;
    draw(before);
    if (id !== null) focus(`[data-id="${id}"] form :is(select, input)`);
    else if (before !== null) focus(list.place(before) ? `[data-id="${before}"] [data-act=edit]` : "[data-act=new]");
  }

  const desk: CardDesk = {
    readonly,
    sources: () => list.all,
    confirmed: (id) => looking.seen?.sources.find((s) => s.id === id)?.confirmed ?? (looking.seen ? false : null),
    mayConfirm: () => looking.seen?.may_confirm === true,
    passages: (id) => passagesOf(editor.state.doc, id).length,
    errors: (id) => list.wrongOf(id),
    edit: (id) => edit(id),
    move(id, by) {
      const { all } = list;
      const at = list.place(id) - 1;
      if (at < 0 || !all[at + by]) return;
      list.write(moved(all, at, at + by));
      draw();
      const item = cards.querySelector<HTMLElement>(`[data-id="${id}"]`);
      if (item && !item.contains(document.activeElement)) item.focus();
      announce(t("{name} is source {n} now", { name: nameOf(all[at]!), n: at + by + 1 }));
    },
    remove(id) {
      const { all } = list;
      const at = list.place(id) - 1;
      const source = all[at];
      if (!source) return;
      removed = { source, at };
      if (editing === id) editing = null;
      list.write(all.filter((s) => s.id !== id));
      draw();
      say(t("{name} was removed", { name: nameOf(source) }), button("undo", t("Undo"), undoRemoval));
      focus(".sources-note button");
    },
    rest(id) {
      const { empty } = editor.state.selection;
      const where = empty ? null : meant(editor);
      if (!where) return say(t("Select a passage of the text first."));
      const source = list.one(id)!;
      if (restingOn(editor.state.doc, where).all.includes(id)) return say(t("The passage rests on it already."));
      if (!restAlsoOn(editor, where, [id])) return say(t("A passage rests on twenty sources at most."));
      draw();
      say(t("The marked passage rests on {name}.", { name: nameOf(source) }));
    },
    go(id) {
      const all = passagesOf(editor.state.doc, id);
      if (!all.length) return;
      passage = { of: id, at: passage.of === id ? (passage.at + 1) % all.length : 0 };
      goTo(editor, all[passage.at]!);
      announce(t("Passage {n} of {all}", { n: passage.at + 1, all: all.length }));
    },
    confirm: (id) => void confirm([id], false),
  };

  function undoRemoval() {
    if (!removed) return;
    const next = list.all;
    next.splice(Math.min(removed.at, next.length), 0, removed.source);
    const { id } = removed.source;
    removed = null;
    list.write(next);
    draw();
    focus(`[data-id="${id}"]`);
  }

  /** Saves first: what is confirmed is what the newsroom has. */
  async function confirm(ids: number[], origins: boolean) {
    hush();
    const saved = await holder.save();
    if (!saved.ok) return say(t("Not confirmed: the article could not be saved first."));
    const answer = await looking.confirm(saved.number, ids, origins);
    if (answer !== "done") await looking.now();
    if (answer === "done") say(t("Confirmed. Readers see it when the article is published again."));
    else say(answer === "newer" ? t("Not confirmed: somebody saved a newer version. Load it and look at the sources again.") : t("Not confirmed: it could not be sent. Try again."));
  }

  const room: Room = { draw: () => draw(), say, hush, confirm, focus };
  const proposals = offers(holder, list, looking, room);

  function drawNote() {
    note.replaceChildren(...(said ? [h("p", {}, said.text), ...(said.act ? [said.act] : [])] : []));
  }

  function drawHead() {
    const { all } = list;
    const open = looking.seen ? all.filter((s) => desk.confirmed(s.id) === false).length : 0;
    const lost = runs(editor.state.doc).filter((run) => run.ids.some((id) => !list.place(id)));
    head.replaceChildren(
      ...(all.length ? countOf(looking.seen, holder.manuscript(), readonly, change) : [h("p", { class: "hint" }, t("Who said it, quoting whom. Readers see what an editor has confirmed."))]),
      ...list.wrongOfAll().map((why) => h("p", { class: "field-error", role: "alert" }, why)),
      ...(lost.length ? [h("p", { class: "field-error" }, lost.length === 1 ? t("A passage rests on a source that is no longer listed.") : t("{n} passages rest on sources that are no longer listed.", { n: number(lost.length) })),
        h("div", { class: "widget-buttons" }, button("lost", t("Show"), () => goTo(editor, lost[0]!)),
          readonly ? null : button("unmark", t("Take these marks away"), () => {
            for (const id of new Set(lost.flatMap((run) => run.ids))) if (!list.place(id)) restNoMoreOn(editor, id);
            draw();
          }))] : []),
      ...(all.length && looking.seen ? [
        h("p", { class: "hint" }, t("Readers see what is confirmed when the article is published again.")),
        desk.mayConfirm() && (open > 0 || !looking.seen.origins_confirmed)
          ? h("div", { class: "widget-buttons" }, button("confirm-all", all.length === 1 ? t("Confirm it and the count") : t("Confirm all {n} and the count", { n: number(all.length) }), () => void confirm(list.all.map((s) => s.id), true)))
          : null,
      ].filter((e) => e !== null) : []));
  }

  async function change() {
    const next = await askCount(overruledOf(holder.manuscript()), looking.seen?.origins?.at_most ?? null);
    if (next === undefined) return;
    if (next) holder.manuscript().origins = next;
    else delete holder.manuscript().origins;
    list.countIsMended();
    holder.changed();
    if (looking.seen) looking.seen.origins_confirmed = false;
    draw();
    await looking.now();
  }

  function form(id: number): HTMLElement {
    return sourceForm({
      put,
      sources: () => list.all,
      source: () => list.one(id),
      unname(source) {
        const was = namedOf(list.one(id)!)?.name ?? "";
        const spoken = stillNamed(holder.whole(), was);
        put(source);
        removed = null;
        looking.forget();
        void forgetName(holder, id);
        say([t("Dropped here, in your working copy and in this browser. Versions that were saved before still hold it: ask an administrator to erase it there."),
          spoken ? t("The name still stands in the text.") : ""].filter(Boolean).join(" "));
        looking.later();
      },
      quoteNew: () => void add(id),
      close: () => edit(null),
      errors: () => list.wrongIn(id),
    });
  }

  /** Draws all cards but the one that somebody writes in. */
  function drawList(before: number | null) {
    const { all } = list;
    if (editing !== null && !all.some((s) => s.id === editing)) editing = null;
    const kept = editing !== null && editing !== before ? null : cards.querySelector<HTMLLIElement>(`[data-id="${editing}"]:has(form)`);
    const items = all.map((source) => {
      if (source.id !== editing) return card(source, desk);
      return kept ?? h("li", { class: "source is-open", "data-id": String(source.id), tabindex: -1 }, form(source.id));
    });
    for (const old of [...cards.children]) if (old !== kept) old.remove();
    const at = kept ? items.indexOf(kept) : -1;
    if (at < 0) cards.replaceChildren(...items);
    else {
      kept!.before(...items.slice(0, at));
      kept!.after(...items.slice(at + 1));
    }
  }

  function drawProposals() {
    const open = proposals.open();
    proposed.hidden = open.length === 0;
    proposed.replaceChildren(h("h3", {}, t("Found in the text")), h("p", { class: "hint" }, t("Proposals: nothing of it is said to readers until it is added and confirmed.")),
      h("ul", { class: "sources" }, ...open.map((p) => proposalCard(p, proposals))));
    if (!proposed.querySelector(":hover, :focus-within")) point(editor, null);
  }

  /** `before` is the card whose form is closed. */
  function draw(before: number | null = editing) {
    const key = host.contains(document.activeElement) ? focusKey(document.activeElement) : null;
    const inForm = document.activeElement?.closest("form") !== null;
    list.show();
    drawn = marks();
    drawHead();
    drawNote();
    drawList(before);
    tools.replaceChildren(...(readonly ? [] : [button("new", t("Add a source"), () => void add())]));
    drawProposals();
    if (key && !inForm && !host.contains(document.activeElement)) {
      const again = [...host.querySelectorAll<HTMLElement>("[data-act], [data-id]")].find((e) => focusKey(e) === key);
      again?.focus();
    }
  }

  /** Opens the panel, wherever it is. */
  function reveal() {
    if (panel?.hidden) document.querySelector<HTMLElement>(`[role=tab][aria-controls="${panel.id}"]`)?.click();
    host.scrollIntoView({ block: "nearest" });
  }

  async function mark() {
    if (readonly) return;
    const where = meant(editor);
    if (!where || !list.all.length) {
      reveal();
      const id = add();
      if (where) restAlsoOn(editor, where, [id]);
      return;
    }
    const quote = editor.state.doc.textBetween(where.from, where.to, " ", "");
    const chosen = await choosePassage(quote, list.all, restingOn(editor.state.doc, where).any);
    if (chosen === null) return editor.view.focus();
    if (chosen === "new") {
      reveal();
      restAlsoOn(editor, where, [add()]);
      return;
    }
    restOn(editor, where, chosen);
    draw();
    editor.view.focus();
  }

  // The cards say how many passages there are: they are drawn anew when that changes, and not at each key.
  let drawn = "";
  const marks = () => runs(editor.state.doc).map((run) => run.ids.join()).join(";");
  const recount = after(400, () => {
    if (visible() && marks() !== drawn) draw();
  });
  editor.on("transaction", ({ transaction }) => {
    if (!transaction.docChanged) return;
    looking.later();
    recount.soon();
  });
  if (panel) {
    new MutationObserver(() => {
      if (!visible()) return point(editor, null);
      draw();
      void looking.now();
    }).observe(panel, { attributes: true, attributeFilter: ["hidden"] });
  }
  draw();
  if (visible()) void looking.now();

  return {
    refresh() {
      editing = null;
      draw();
      looking.later();
    },
    adopted: () => draw(),
    wrong(fields) {
      const { first, any, rest } = list.refuse(fields);
      if (any) editing = null;
      draw();
      if (any) reveal();
      if (first !== null) {
        edit(first);
        focus("form [aria-invalid=true]");
      }
      return rest;
    },
    mark: () => void mark(),
    show(id) {
      reveal();
      focus(`[data-id="${id}"]`);
    },
  };
}
