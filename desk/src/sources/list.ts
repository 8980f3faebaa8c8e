// The list of sources as the manuscript has it: written as a whole, numbered once, with what a refused save says of it.

import { idsInText, setPlaces } from "../editor/sources.js";
import type { FieldError } from "../saving/saver.js";
import type { Holder } from "../widgets/widget.js";
import { freshId, sourcesOf, tidy, type Source } from "./model.js";
import { placeOf } from "./say.js";

const FIELD = /^sources\.(\d+)(?:\.(.+))?$/;

export class SourceList {
  private errors: FieldError[] = [];
  /** The highest number that was ever somebody's. */
  private highest: number;

  constructor(
    private readonly holder: Holder,
    private readonly written: () => void,
  ) {
    this.highest = holder.numbered;
  }

  get all(): Source[] {
    return sourcesOf(this.holder.manuscript());
  }

  one(id: number): Source | undefined {
    return this.all.find((source) => source.id === id);
  }

  place(id: number): number {
    return placeOf(this.all, id);
  }

  /** Writes the list; the text's numbers follow. */
  write(next: Source[]) {
    this.note(this.all);
    this.note(next);
    this.holder.manuscript().sources = next;
    this.holder.changed();
    setPlaces(this.holder.editor, next.map((source) => source.id));
    this.written();
  }

  put(source: Source) {
    const tidied = tidy(source);
    this.errors = this.errors.filter((e) => FIELD.exec(e.field)?.[1] !== String(source.id));
    this.write(this.all.map((s) => (s.id === source.id ? tidied : s)));
  }

  private note(sources: Source[]) {
    this.highest = Math.max(this.highest, ...sources.map((s) => s.id));
  }

  /** Takes note of the numbers that there are, and says to the text where they stand. */
  show() {
    const { all, holder } = this;
    this.note(all);
    this.highest = Math.max(this.highest, ...idsInText(holder.editor.state.doc));
    setPlaces(holder.editor, all.map((source) => source.id));
  }

  /** A number that nobody has or had. */
  fresh(): number {
    this.highest = freshId(this.all, idsInText(this.holder.editor.state.doc), this.highest);
    return this.highest;
  }

  /** Keeps what a refused save says of sources; the number of the first that is wrong. */
  refuse(fields: FieldError[]): { first: number | null; any: boolean; rest: FieldError[] } {
    this.errors = fields.filter((f) => FIELD.test(f.field) || f.field === "sources" || f.field.startsWith("origins"));
    const first = this.errors.map((e) => Number(FIELD.exec(e.field)?.[1])).find((id) => this.place(id) > 0) ?? null;
    return { first, any: this.errors.length > 0, rest: fields.filter((f) => !this.errors.includes(f)) };
  }

  /** What is wrong with the count, or with the list as a whole. */
  wrongOfAll(): string[] {
    return this.errors.filter((e) => !FIELD.test(e.field)).map((e) => e.why);
  }

  wrongOf(id: number): string[] {
    return this.errors.filter((e) => FIELD.exec(e.field)?.[1] === String(id)).map((e) => e.why);
  }

  /** By the names of the form's controls. */
  wrongIn(id: number): FieldError[] {
    return this.errors.flatMap((e) => {
      const m = FIELD.exec(e.field);
      return m && Number(m[1]) === id && m[2] ? [{ field: m[2], why: e.why }] : [];
    });
  }

  countIsMended() {
    this.errors = this.errors.filter((e) => !e.field.startsWith("origins"));
  }
}
