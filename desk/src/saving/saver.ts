// Brings what is typed into this browser's store at once, to the working copy on the server within two seconds, and into a
// revision when somebody asks for it. Nothing is ever overwritten: neither the writer's text nor another one's.

import { Offline, Refused, SignedOut, ask, lookAgain } from "../api.js";
import { after } from "../dom.js";
import { same } from "../manuscript.js";
import type { Manuscript, Page } from "../page.js";
import { cleanKept, forget, keep, type Kept } from "./store.js";
import type { State } from "./status.js";

/** The text that the server holds where ours was meant to go. */
export interface Other {
  /** Another window of the same person, or somebody's newer revision. */
  kind: "copy" | "revision";
  manuscript: Manuscript;
  based_on: number | null;
  version: number;
  newest?: number;
  by?: string;
  at: number;
}

export type FieldError = { field: string; why: string };

/** What the saver needs of the editor and the page around it. */
export interface Desk {
  manuscript(): Manuscript;
  /** Takes what the server made of what was sent (a slug), where the writer has not gone on. */
  adopt(sent: Manuscript, stored: Manuscript): void;
  status(state: State, version: number | null): void;
  conflict(other: Other): void;
  wrong(fields: FieldError[], message: string): void;
  signedOut(other: boolean): void;
  signedIn(): void;
  saved(number: number): void;
}

export type Saved = { ok: true; number: number } | { ok: false };

/** Milliseconds: into the browser, to the server, and between tries when it is away. */
const LOCAL = 200;
const SERVER = 1500;
const TRIES = [1000, 2000, 4000, 7000, 10_000];
/** Texts whose answers were lost; any of them may have arrived. */
const UNANSWERED = 20;

export class Saver {
  based_on: number | null;
  version: number;
  private edit = 0;
  private acknowledged = 0;
  private stored = 0;
  private browserFails = false;
  private unanswered: string[] = [];
  private tries = 0;
  /** A revision was refused: that a working copy is kept does not mend what is wrong in it. */
  private wrongRevision = false;
  private busy: Promise<unknown> | null = null;
  private held: "conflict" | "session" | null = null;
  private wantsRevision = false;
  private looking: ReturnType<typeof setInterval> | null = null;
  private readonly local = after(LOCAL, () => void this.keep());
  private readonly server = after(SERVER, () => void this.send());
  private readonly again = { timer: 0 as unknown as ReturnType<typeof setTimeout> };

  constructor(
    private readonly page: Page,
    private readonly key: string,
    private readonly desk: Desk,
  ) {
    this.based_on = page.data.based_on;
    this.version = page.data.version;
    addEventListener("online", () => this.retry());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else if (this.held === "session") void this.look();
    });
    addEventListener("focus", () => {
      if (this.held === "session") void this.look();
      else if (this.tries) this.retry();
    });
  }

  /** Something was typed. */
  changed() {
    this.edit += 1;
    this.local.soon();
    if (this.held) return;
    if (!this.tries) this.show({ kind: "typing" });
    this.server.soon();
  }

  get dirty(): boolean {
    return this.edit > this.acknowledged;
  }

  /** Whether closing the window would lose something. */
  get losing(): boolean {
    return this.dirty && this.browserFails;
  }

  /** Whether there is anything that is in no revision. */
  get unsaved(): boolean {
    return this.dirty || this.version > 0;
  }

  private show(state: State) {
    this.desk.status(state, this.based_on);
  }

  private get kept(): boolean {
    return !this.browserFails;
  }

  private async keep() {
    const edit = this.edit;
    const record: Kept = {
      key: this.key,
      person: this.page.person,
      article: this.page.article,
      based_on: this.based_on,
      version: this.version,
      manuscript: JSON.stringify(this.desk.manuscript()),
      sent: this.unanswered.at(-1) ?? null,
      at: Date.now(),
    };
    try {
      // What the server has is not left lying in a browser that others may use.
      await (this.dirty ? keep(record) : forget(this.key));
      this.stored = Math.max(this.stored, edit);
      this.browserFails = false;
    } catch {
      this.browserFails = true;
    }
  }

  /** Writes down what was brought back, before the record that it came from is forgotten. */
  async keepNow(): Promise<boolean> {
    this.local.stop();
    await this.keep();
    return !this.browserFails;
  }

  /** What was sent and not answered is not kept either: an answer that was lost may then be shown as somebody else's text. */
  async scrub(clean: (manuscript: Manuscript) => Manuscript) {
    this.unanswered = [];
    await this.keepNow();
    await cleanKept(this.page.person, this.page.article, clean).catch(() => {});
    void this.send();
  }

  private leave() {
    if (this.stored < this.edit || this.local.waiting) this.local.now();
    if (!this.dirty || this.held || this.busy) return;
    // Browsers carry at most 64 KB beyond the end of a page; what is longer waits in the browser's store.
    const text = JSON.stringify(this.desk.manuscript());
    if (text.length * 3 < 60_000) void this.send(true);
  }

  /** Sends the working copy. */
  async send(keepalive = false): Promise<void> {
    this.server.stop();
    if (this.held || !this.dirty) return;
    if (this.busy) {
      this.server.soon();
      return;
    }
    const job = this.put(keepalive);
    this.busy = job;
    await job.finally(() => (this.busy = null));
  }

  private async put(keepalive: boolean) {
    const edit = this.edit;
    const text = JSON.stringify(this.desk.manuscript());
    this.unanswered.push(text);
    if (this.unanswered.length > UNANSWERED) this.unanswered.shift();
    this.local.now();
    if (!this.tries) this.show({ kind: "sending" });
    try {
      const { body } = await ask<{ version: number }>("PUT", `${this.page.base}/working-copy`, {
        text: `{"based_on":${JSON.stringify(this.based_on)},"version":${this.version},"manuscript":${text}}`,
        keepalive,
      });
      this.version = body.version;
      this.arrived(edit);
      this.show({ kind: "saved", at: Date.now(), revision: false });
      if (this.wantsRevision) setTimeout(() => void this.saveRevision());
    } catch (error) {
      await this.failed(error);
    }
  }

  private arrived(edit: number) {
    this.acknowledged = Math.max(this.acknowledged, edit);
    this.unanswered = [];
    this.tries = 0;
    clearTimeout(this.again.timer);
    if (!this.wrongRevision) this.desk.wrong([], "");
    this.local.now();
    if (this.dirty) this.server.soon();
  }

  /** What follows from a request that did not come back with what was asked for. */
  private async failed(error: unknown) {
    if (error instanceof SignedOut) return this.signedOut(false);
    if (error instanceof Refused && error.status === 409) return this.answered409(error);
    if (error instanceof Refused && error.status === 403) {
      const look = await lookAgain(this.page.person);
      if (look === "other") return this.signedOut(true);
      this.unanswered.pop();
      if (look === "same" && this.tries < 2) return this.later();
      return this.refused(error);
    }
    if (error instanceof Refused && error.status !== 429 && error.status !== 408) {
      this.unanswered.pop();
      return this.refused(error);
    }
    if (!(error instanceof Offline || error instanceof Refused)) console.error(error);
    this.show({ kind: "offline", kept: this.kept });
    this.later();
  }

  private refused(error: Refused) {
    this.show({ kind: "refused", why: error.message });
    this.desk.wrong(error.body.fields ?? [], error.message);
  }

  private later() {
    clearTimeout(this.again.timer);
    this.again.timer = setTimeout(() => void this.send(), TRIES[Math.min(this.tries, TRIES.length - 1)]);
    this.tries += 1;
  }

  /** Tries at once what waits. */
  retry() {
    if (this.held === "session") void this.look();
    else if (this.dirty) {
      clearTimeout(this.again.timer);
      void this.send();
    }
  }

  private answered409(error: Refused) {
    const body = error.body as unknown as Other & { newest?: number };
    const other: Other = { ...body, kind: body.newest === undefined ? "copy" : "revision" };
    const ours = this.unanswered.slice(0, -1).some((text) => same(JSON.parse(text) as Manuscript, other.manuscript));
    const equal = same(this.desk.manuscript(), other.manuscript);
    if (other.kind === "copy" && (ours || equal)) {
      // The answer to it was lost on the way: it had arrived.
      this.version = other.version;
      this.based_on = other.based_on;
      if (equal) {
        this.arrived(this.edit);
        this.show({ kind: "saved", at: Date.now(), revision: false });
      } else {
        this.tries = 0;
        this.server.soon();
      }
      return;
    }
    this.unanswered = [];
    this.held = "conflict";
    this.show({ kind: "conflict" });
    this.desk.conflict(other);
  }

  private signedOut(other: boolean) {
    this.held = "session";
    this.show({ kind: "signed-out", kept: this.kept });
    this.desk.signedOut(other);
    this.looking ??= setInterval(() => void this.look(), 5000);
  }

  /** Whether the writer has signed in again, in another window. */
  async look() {
    const found = await lookAgain(this.page.person);
    if (this.held !== "session" || found === "none") return;
    if (found === "other") return this.desk.signedOut(true);
    if (this.looking) clearInterval(this.looking);
    this.looking = null;
    this.held = null;
    this.desk.signedIn();
    await this.send();
  }

  /** Called by presence and whatever else asks and hears that the session ended. */
  sessionEnded() {
    if (this.held !== "session" && this.held !== "conflict") this.signedOut(false);
  }

  /** The writer decided that this text stands, on top of the other one. */
  async settleMine(other: Other) {
    this.based_on = other.kind === "revision" ? (other.newest ?? null) : other.based_on;
    if (other.kind === "copy") this.version = other.version;
    this.held = null;
    this.edit += 1;
    await this.keep();
    await this.send();
  }

  /** The other text was put into the editor. */
  async settleTheirs(other: Other) {
    this.based_on = other.kind === "revision" ? (other.newest ?? null) : other.based_on;
    if (other.kind === "copy") this.version = other.version;
    this.held = null;
    this.unanswered = [];
    this.acknowledged = this.edit;
    this.show({ kind: "saved", at: other.at / 1000, revision: false });
    // A working copy of the old text would stand in the way of the new one when the article is opened again.
    if (other.kind === "revision" && this.version > 0 && !(await this.dropCopy())) {
      this.edit += 1;
      this.server.soon();
    }
    void this.keep();
  }

  private async dropCopy(): Promise<boolean> {
    try {
      await ask("DELETE", `${this.page.base}/working-copy`, { json: { version: this.version } });
      this.version = 0;
      return true;
    } catch {
      return false;
    }
  }

  /** Throws away what is in no revision, here and on the server; false if the server did not. */
  async discard(): Promise<boolean> {
    while (this.busy) await this.busy.catch(() => {});
    this.server.stop();
    this.local.stop();
    if (this.version > 0 && !(await this.dropCopy())) return false;
    this.acknowledged = this.edit;
    await forget(this.key).catch(() => {});
    return true;
  }

  /** Saves a revision. `ask` is a wish that waits for the network; without it the answer is now or not at all. */
  async saveRevision(wish = true): Promise<Saved> {
    while (this.busy) await this.busy.catch(() => {});
    if (this.held === "conflict") {
      this.show({ kind: "conflict" });
      return { ok: false };
    }
    if (!this.unsaved && this.based_on !== null) {
      this.show({ kind: "saved", at: Date.now(), revision: true });
      return { ok: true, number: this.based_on };
    }
    const job = this.post(wish);
    this.busy = job;
    return job.finally(() => (this.busy = null));
  }

  private async post(wish: boolean): Promise<Saved> {
    this.server.stop();
    this.wantsRevision = false;
    const edit = this.edit;
    const sent = this.desk.manuscript();
    const text = JSON.stringify(sent);
    this.unanswered.push(text);
    this.local.now();
    this.show({ kind: "sending" });
    try {
      const { body } = await ask<{ number: number; manuscript?: Manuscript }>("POST", `${this.page.base}/revisions`, {
        text: `{"based_on":${JSON.stringify(this.based_on)},"version":${this.version},"manuscript":${text}}`,
      });
      return this.revised(edit, sent, body.number, body.manuscript);
    } catch (error) {
      if (error instanceof Refused && error.status === 409) {
        const body = error.body as unknown as Other;
        const arrived = body.newest !== undefined && this.unanswered.some((u) => same(JSON.parse(u) as Manuscript, body.manuscript));
        if (arrived) return this.revised(same(sent, body.manuscript) ? edit : this.acknowledged, sent, body.newest!, body.manuscript);
      }
      this.wantsRevision = wish && (error instanceof Offline || error instanceof SignedOut);
      // A revision that nobody waits for is a working copy all the same.
      if (!this.dirty && (error instanceof Offline || error instanceof SignedOut)) this.edit += 1;
      this.wrongRevision = error instanceof Refused && error.status === 422;
      await this.failed(error);
      if (this.wrongRevision) this.server.soon();
      return { ok: false };
    }
  }

  private revised(edit: number, sent: Manuscript, number: number, stored?: Manuscript): Saved {
    this.based_on = number;
    this.version = 0;
    this.wrongRevision = false;
    if (stored) this.desk.adopt(sent, stored);
    this.arrived(edit);
    this.show({ kind: "saved", at: Date.now(), revision: true });
    this.desk.saved(number);
    return { ok: true, number };
  }
}
