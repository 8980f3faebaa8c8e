// What becomes of a proposal: it is added by one click, or put aside for good.

import { goTo, locate, point, restAlsoOn } from "../editor/sources.js";
import { t } from "../words.js";
import type { Holder } from "../widgets/widget.js";
import type { Looking, Proposal } from "./asked.js";
import { button } from "./card.js";
import { take } from "./chain.js";
import type { SourceList } from "./list.js";
import type { ProposalDesk } from "./proposals.js";

/** What the panel does for it. */
export interface Room {
  draw(): void;
  say(text: string, act?: HTMLElement): void;
  hush(): void;
  confirm(ids: number[], origins: boolean): Promise<void>;
  focus(selector: string): void;
}

export interface Offers extends ProposalDesk {
  /** Those that nobody has decided about. */
  open(): Proposal[];
}

export function offers(holder: Holder, list: SourceList, looking: Looking, room: Room): Offers {
  const { editor } = holder;
  let refused: Proposal[] = [];
  const where = (proposal: Proposal) => locate(editor.state.doc, proposal.paragraph, proposal.start, proposal.text);
  return {
    sources: () => list.all,
    open() {
      const gone = new Set(refused.map((p) => p.digest));
      return holder.readonly ? [] : (looking.seen?.proposals ?? []).filter((p) => p.chain.length > 0 && !gone.has(p.digest));
    },
    point: (proposal) => point(editor, proposal ? where(proposal) : null),
    go(proposal) {
      const there = where(proposal);
      if (there) goTo(editor, there);
      else room.say(t("The text has changed: the passage is not there any more."));
    },
    /** One click: the sources, whom they quote, the passage, a revision, and what may be confirmed by whoever clicks. */
    async add(proposal) {
      const there = where(proposal);
      const mayConfirm = looking.seen?.may_confirm === true;
      const { sources, marks, ids } = take(list.all, proposal, list.fresh());
      point(editor, null);
      if (there) restAlsoOn(editor, there, marks);
      list.write(sources);
      for (const id of ids) looking.changed(id);
      if (looking.seen) looking.seen.proposals = looking.seen.proposals.filter((p) => p.digest !== proposal.digest);
      room.draw();
      room.focus(`[data-id="${marks[0]}"]`);
      if (mayConfirm) return room.confirm(ids, true);
      await holder.save();
      await looking.now();
      room.say(t("Added. An editor confirms it before readers see it."));
    },
    refuse(proposal) {
      refused = [...refused, proposal];
      point(editor, null);
      const back = looking.refuse(proposal.digest, () => room.say(t("That could not be sent: it will be proposed again.")));
      room.draw();
      room.say(t("It is not proposed again."), button("undo", t("Undo"), () => {
        back();
        refused = refused.filter((p) => p !== proposal);
        room.hush();
        room.draw();
        room.focus(`[data-digest="${CSS.escape(proposal.digest)}"] button`);
      }));
      room.focus(".sources-note button");
    },
  };
}
