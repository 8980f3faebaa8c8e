// What the server says of an article's sources: what follows from who quotes whom, what an editor has confirmed, and what
// else the text seems to rest on. A failure is quiet: nothing is lost by it.

import { Offline, Refused, SignedOut, ask } from "../api.js";
import { after } from "../dom.js";
import type { Manuscript } from "../page.js";
import type { Overruled, Who } from "./model.js";

/** What is taken for one known origin. */
export interface Origin {
  sources: number[];
  by?: unknown[];
  gone?: boolean;
}

export interface Origins {
  at_most: number;
  origins: Origin[];
  rests: number[][];
  circles?: { sources: number[]; ours?: boolean }[];
  hops: number;
  overruled?: Overruled | null;
  said: number;
  /** In words, in the language of the person who works. */
  sentence: string;
}

/** A source that the text seems to name. */
export interface Link {
  kind: string;
  who: Who;
  /** One of the list that it seems to be. */
  same_as?: number | null;
  /** It quotes the one after it. */
  quotes_next?: boolean;
}

/** What was found in the text. */
export interface Proposal {
  digest: string;
  /** Which of the blocks of words, from 0, and where in it (UTF-16). */
  paragraph: number;
  start: number;
  end: number;
  text: string;
  cue: string;
  chain: Link[];
  /** False if it was decided: the passage rests on it already. */
  open?: boolean;
}

export interface Seen {
  sources: { id: number; confirmed: boolean }[];
  origins: Origins | null;
  origins_confirmed: boolean;
  may_confirm: boolean;
  proposals: Proposal[];
}

/** Milliseconds after the last change. */
const PAUSE = 1200;

/** Milliseconds in which a refusal can be taken back. */
const SECOND_THOUGHTS = 8000;

export class Looking {
  seen: Seen | null = null;
  private turn = 0;
  private readonly pause = after(PAUSE, () => void this.now());

  constructor(
    private readonly base: string,
    private readonly manuscript: () => Manuscript,
    private readonly wanted: () => boolean,
    private readonly found: () => void,
  ) {}

  later() {
    if (this.wanted()) this.pause.later();
  }

  async now(): Promise<void> {
    this.pause.stop();
    const turn = (this.turn += 1);
    try {
      const { body } = await ask<Seen>("POST", `${this.base}/sources/look`, { json: { manuscript: this.manuscript() } });
      // An answer to an older text says nothing of this one.
      if (turn !== this.turn) return;
      this.take(body);
    } catch (error) {
      if (!(error instanceof Offline || error instanceof Refused || error instanceof SignedOut)) console.error(error);
    }
  }

  private take(body: Seen) {
    this.seen = { ...body, sources: body.sources ?? [], proposals: (body.proposals ?? []).filter((p) => p.open !== false) };
    this.found();
  }

  /** What is known does not hold for a source any more. */
  changed(id: number) {
    for (const source of this.seen?.sources ?? []) if (source.id === id) source.confirmed = false;
    if (this.seen) this.seen.origins_confirmed = false;
    this.turn += 1;
  }

  /** Nothing that was said before is kept. */
  forget() {
    this.turn += 1;
    this.seen = null;
  }

  /** An editor confirms sources, and perhaps the count: of the newest revision and no other. */
  async confirm(revision: number, ids: number[], origins: boolean): Promise<"done" | "newer" | "failed"> {
    try {
      const { body } = await ask<Seen>("POST", `${this.base}/sources/confirmation`, { json: { revision, ids, origins } });
      this.turn += 1;
      this.take(body);
      return "done";
    } catch (error) {
      return error instanceof Refused && error.status === 409 ? "newer" : "failed";
    }
  }

  /** A proposal is no source; it is not made again. It can be taken back for a while: then nothing is sent. */
  refuse(digest: string, failed: () => void): () => void {
    let done = false;
    const send = (keepalive: boolean) => {
      if (done) return;
      stop();
      ask("POST", `${this.base}/sources/refusal`, { json: { digest }, keepalive }).catch(failed);
    };
    const leave = () => send(true);
    const timer = setTimeout(() => send(false), SECOND_THOUGHTS);
    const stop = () => {
      done = true;
      clearTimeout(timer);
      removeEventListener("pagehide", leave);
    };
    addEventListener("pagehide", leave);
    return stop;
  }
}
