// The panel of sources: the list in its order, what follows from it, what the text seems to rest on besides, and what an
// editor has confirmed. It shows `sources` and `origins` of the manuscript and changes them, so that they are kept, saved,
// compared and brought back with the rest.

import { announce, h } from "../dom.js";
import { goTo, idsInText, locate, meant, passagesOf, point, restAlsoOn, restNoMoreOn, restOn, restingOn, runs, setPlaces } from "../editor/sources.js";
import type { FieldError } from "../saving/saver.js";
import { number, t } from "../words.js";
import { moved, type Holder, type Widget } from "../widgets/widget.js";
import { Looking, type Proposal } from "./asked.js";
import { button, card, type CardDesk } from "./card.js";
import { take } from "./chain.js";
import { choosePassage } from "./choose.js";
import { sourceForm } from "./form.js";
import { freshId, namedOf, overruledOf, sourcesOf, tidy, type Source } from "./model.js";
import { askCount, countOf } from "./origins.js";
import { proposalCard } from "./proposals.js";
import { nameOf, placeOf } from "./say.js";
import { forgetName, stillNamed } from "./unname.js";

const FIELD = /^sources\.(\d+)(?:\.(.+))?$/;

/** A card that is drawn anew keeps the focus that was in it. */
const focusKey = (element: Element | null): string | null => {
  const act = element?.closest<HTMLElement>("[data-act]")?.dataset.act ?? "";
  const item = element?.closest<HTMLElement>("[data-id], [data-digest]");
  return item ? `${item.dataset.id ?? item.dataset.digest} ${act}` : act ? ` ${act}` : null;
};

export function sourcesPanel(host: HTMLElement, holder: Holder): Widget {
  const { editor, readonly } = holder;
  const manuscript = () => holder.manuscript();
  const sources = () => sourcesOf(manuscript());
  const panel = host.closest<HTMLElement>("[role=tabpanel]");
  const visible = () => !panel?.hidden;
  /** The highest number that was ever somebody's. */
  let highest = holder.numbered;
  let editing: number | null = null;
  let errors: FieldError[] = [];
  let removed: { source: Source; at: number } | null = null;
  let refused: Proposal[] = [];
  let said: { text: string; act?: HTMLElement } | null = null;
  let passage = { of: 0, at: -1 };

  const head = h("div", { class: "sources-head" });
  const list = h("ol", { class: "sources" });
  const proposed = h("section", { class: "sources-proposed", "aria-label": t("Found in the text") });
  const note = h("div", { class: "sources-note", role: "status" });
  const tools = h("div", { class: "widget-buttons" });
  host.replaceChildren(head, note, list, tools, proposed);

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

  /** Writes the list; the text's numbers follow. */
  const write = (next: Source[]) => {
    manuscript().sources = next;
    holder.changed();
    hush();
    setPlaces(editor, next.map((source) => source.id));
    looking.later();
  };
  const put = (source: Source) => {
    const tidied = tidy(source);
    write(sources().map((s) => (s.id === source.id ? tidied : s)));
    errors = errors.filter((e) => FIELD.exec(e.field)?.[1] !== String(source.id));
    looking.changed(source.id);
  };
  const fresh = () => {
    const id = freshId(sources(), idsInText(editor.state.doc), highest);
    highest = id;
    return id;
  };

  function add(via?: number): number {
    const id = fresh();
    const source: Source = { id, kind: via === undefined ? "interview" : "outlet", who: { named: { name: "" } } };
    const before = via === undefined ? sources() : sources().map((s) => (s.id === via ? tidy({ ...s, via: [...(s.via ?? []), id] }) : s));
    write([...before, source]);
    edit(id);
    return id;
  }

  function edit(id: number | null) {
    const before = editing;
    editing = id;
    draw(before);
    if (id !== null) list.querySelector<HTMLElement>(`[data-id="${id}"] form :is(select, input)`)?.focus();
    else if (before !== null) (list.querySelector<HTMLElement>(`[data-id="${before}"] [data-act=edit]`) ?? addButton()).focus();
  }

  const desk: CardDesk = {
    readonly,
    sources,
    confirmed: (id) => looking.seen?.sources.find((s) => s.id === id)?.confirmed ?? (looking.seen ? false : null),
    mayConfirm: () => looking.seen?.may_confirm === true,
    passages: (id) => passagesOf(editor.state.doc, id).length,
    errors: (id) => errors.filter((e) => FIELD.exec(e.field)?.[1] === String(id)).map((e) => e.why),
    edit: (id) => edit(id),
    move(id, by) {
      const all = sources();
      const at = placeOf(all, id) - 1;
      if (at < 0 || !all[at + by]) return;
      write(moved(all, at, at + by));
      draw();
      const item = list.querySelector<HTMLElement>(`[data-id="${id}"]`);
      if (item && !item.contains(document.activeElement)) item.focus();
      announce(t("{name} is source {n} now", { name: nameOf(all[at]!), n: at + by + 1 }));
    },
    remove(id) {
      const all = sources();
      const at = placeOf(all, id) - 1;
      const source = all[at];
      if (!source) return;
      highest = Math.max(highest, ...all.map((s) => s.id));
      removed = { source, at };
      if (editing === id) editing = null;
      write(all.filter((s) => s.id !== id));
      draw();
      say(t("{name} was removed", { name: nameOf(source) }), button("undo", t("Undo"), undoRemoval));
      note.querySelector("button")?.focus();
    },
    rest(id) {
      const { empty } = editor.state.selection;
      const where = empty ? null : meant(editor);
      if (!where) return say(t("Select a passage of the text first."));
      const source = sources()[placeOf(sources(), id) - 1]!;
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
    const next = sources();
    next.splice(Math.min(removed.at, next.length), 0, removed.source);
    const { id } = removed.source;
    removed = null;
    said = null;
    write(next);
    draw();
    list.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
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

  const where = (proposal: Proposal) => locate(editor.state.doc, proposal.paragraph, proposal.start, proposal.text);
  const proposals = {
    sources,
    point: (proposal: Proposal | null) => point(editor, proposal ? where(proposal) : null),
    go(proposal: Proposal) {
      const there = where(proposal);
      if (there) goTo(editor, there);
      else say(t("The text has changed: the passage is not there any more."));
    },
    /** One click: the sources, whom they quote, the passage, a revision, and what may be confirmed by whoever clicks. */
    async add(proposal: Proposal) {
      const there = where(proposal);
      const mayConfirm = desk.mayConfirm();
      const { sources: next, marks, ids } = take(sources(), proposal, fresh());
      highest = Math.max(highest, ...next.map((s) => s.id));
      point(editor, null);
      if (there) restAlsoOn(editor, there, marks);
      write(next);
      for (const id of ids) looking.changed(id);
      if (looking.seen) looking.seen.proposals = looking.seen.proposals.filter((p) => p.digest !== proposal.digest);
      draw();
      list.querySelector<HTMLElement>(`[data-id="${marks[0]}"]`)?.focus();
      if (mayConfirm) return confirm(ids, true);
      await holder.save();
      await looking.now();
      say(t("Added. An editor confirms it before readers see it."));
    },
    refuse(proposal: Proposal) {
      refused = [...refused, proposal];
      point(editor, null);
      const back = looking.refuse(proposal.digest, () => say(t("That could not be sent: it will be proposed again.")));
      draw();
      say(t("It is not proposed again."), button("undo", t("Undo"), () => {
        back();
        refused = refused.filter((p) => p !== proposal);
        said = null;
        draw();
        [...proposed.querySelectorAll<HTMLElement>("[data-digest]")].find((e) => e.dataset.digest === proposal.digest)?.querySelector("button")?.focus();
      }));
      note.querySelector("button")?.focus();
    },
  };

  const addButton = () => tools.querySelector<HTMLElement>("[data-act=new]") ?? host;

  function drawNote() {
    note.replaceChildren(...(said ? [h("p", {}, said.text), ...(said.act ? [said.act] : [])] : []));
  }

  function drawHead() {
    const all = sources();
    const open = looking.seen ? all.filter((s) => desk.confirmed(s.id) === false).length : 0;
    const lost = runs(editor.state.doc).filter((run) => run.ids.some((id) => !placeOf(all, id)));
    head.replaceChildren(
      ...(all.length ? countOf(looking.seen, manuscript(), readonly, change) : [h("p", { class: "hint" }, t("Who said it, quoting whom. Readers see what an editor has confirmed."))]),
      ...errors.filter((e) => !FIELD.test(e.field)).map((e) => h("p", { class: "field-error", role: "alert" }, e.why)),
      ...(lost.length ? [h("p", { class: "field-error" }, lost.length === 1 ? t("A passage rests on a source that is no longer listed.") : t("{n} passages rest on sources that are no longer listed.", { n: number(lost.length) })),
        h("div", { class: "widget-buttons" }, button("lost", t("Show"), () => goTo(editor, lost[0]!)),
          readonly ? null : button("unmark", t("Take these marks away"), () => {
            for (const id of new Set(lost.flatMap((run) => run.ids))) if (!placeOf(sources(), id)) restNoMoreOn(editor, id);
            draw();
          }))] : []),
      ...(all.length && looking.seen ? [
        h("p", { class: "hint" }, t("Readers see what is confirmed when the article is published again.")),
        desk.mayConfirm() && (open > 0 || !looking.seen.origins_confirmed)
          ? h("div", { class: "widget-buttons" }, button("confirm-all", all.length === 1 ? t("Confirm it and the count") : t("Confirm all {n} and the count", { n: number(all.length) }), () => void confirm(sources().map((s) => s.id), true)))
          : null,
      ].filter((e) => e !== null) : []));
  }

  async function change() {
    const next = await askCount(overruledOf(manuscript()), looking.seen?.origins?.at_most ?? null);
    if (next === undefined) return;
    if (next) manuscript().origins = next;
    else delete manuscript().origins;
    errors = errors.filter((e) => !e.field.startsWith("origins"));
    holder.changed();
    if (looking.seen) looking.seen.origins_confirmed = false;
    draw();
    await looking.now();
  }

  function form(id: number): HTMLElement {
    return sourceForm({
      sources, put,
      source: () => sources().find((s) => s.id === id),
      unname(source) {
        const was = namedOf(sources().find((s) => s.id === id)!)?.name ?? "";
        const spoken = stillNamed(holder.whole(), was);
        put(source);
        removed = null;
        said = null;
        looking.forget();
        void forgetName(holder, id);
        say([t("Dropped here, in your working copy and in this browser. Versions that were saved before still hold it: ask an administrator to erase it there."),
          spoken ? t("The name still stands in the text.") : ""].filter(Boolean).join(" "));
        looking.later();
      },
      quoteNew: () => void add(id),
      close: () => edit(null),
      errors: () => errors.flatMap((e) => {
        const m = FIELD.exec(e.field);
        return m && Number(m[1]) === id && m[2] ? [{ field: m[2], why: e.why }] : [];
      }),
    });
  }

  /** Draws all cards but the one that somebody writes in. */
  function drawList(before: number | null) {
    const all = sources();
    if (editing !== null && !all.some((s) => s.id === editing)) editing = null;
    const kept = editing !== null && editing !== before ? null : list.querySelector<HTMLLIElement>(`[data-id="${editing}"]:has(form)`);
    const items = all.map((source) => {
      if (source.id !== editing) return card(source, desk);
      return kept ?? h("li", { class: "source is-open", "data-id": String(source.id), tabindex: -1 }, form(source.id));
    });
    for (const old of [...list.children]) if (old !== kept) old.remove();
    const at = kept ? items.indexOf(kept) : -1;
    if (at < 0) list.replaceChildren(...items);
    else {
      kept!.before(...items.slice(0, at));
      kept!.after(...items.slice(at + 1));
    }
  }

  function drawProposals() {
    const gone = new Set(refused.map((p) => p.digest));
    const open = readonly ? [] : (looking.seen?.proposals ?? []).filter((p) => p.chain.length > 0 && !gone.has(p.digest));
    proposed.hidden = open.length === 0;
    proposed.replaceChildren(h("h3", {}, t("Found in the text")), h("p", { class: "hint" }, t("Proposals: nothing of it is said to readers until it is added and confirmed.")),
      h("ul", { class: "sources" }, ...open.map((p) => proposalCard(p, proposals))));
    if (!proposed.querySelector(":hover, :focus-within")) point(editor, null);
  }

  /** `before` is the card whose form is closed. */
  function draw(before: number | null = editing) {
    const focus = host.contains(document.activeElement) ? focusKey(document.activeElement) : null;
    const inForm = document.activeElement?.closest("form") !== null;
    const all = sources();
    highest = Math.max(highest, ...all.map((s) => s.id), ...idsInText(editor.state.doc));
    setPlaces(editor, all.map((s) => s.id));
    drawHead();
    drawNote();
    drawList(before);
    tools.replaceChildren(...(readonly ? [] : [button("new", t("Add a source"), () => void add())]));
    drawProposals();
    if (focus && !inForm && !host.contains(document.activeElement)) {
      const again = [...host.querySelectorAll<HTMLElement>("[data-act], [data-id]")].find((e) => focusKey(e) === focus);
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
    if (!where || !sources().length) {
      reveal();
      const id = add();
      if (where) restAlsoOn(editor, where, [id]);
      return;
    }
    const quote = editor.state.doc.textBetween(where.from, where.to, " ", "");
    const chosen = await choosePassage(quote, sources(), restingOn(editor.state.doc, where).any);
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

  editor.on("transaction", ({ transaction }) => {
    if (transaction.docChanged) {
      looking.later();
      counts.soon();
    }
  });
  const counts = { timer: 0 as unknown as ReturnType<typeof setTimeout>, soon() { clearTimeout(this.timer); this.timer = setTimeout(() => visible() && draw(), 400); } };
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
      errors = fields.filter((f) => FIELD.test(f.field) || f.field === "sources" || f.field.startsWith("origins"));
      const form = list.querySelector("form");
      if (form && errors.length) editing = null;
      const first = errors.map((e) => FIELD.exec(e.field)).find((m) => m !== null);
      draw();
      if (first && sources().some((s) => s.id === Number(first[1]))) {
        reveal();
        edit(Number(first[1]));
        list.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus();
      } else if (errors.length) reveal();
      return fields.filter((f) => !errors.includes(f));
    },
    mark: () => void mark(),
    show(id) {
      reveal();
      list.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
    },
  };
}
