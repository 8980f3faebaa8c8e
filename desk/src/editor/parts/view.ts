// How a part stands in the text: what it shows, its own text, and below it a calm form that opens while the cursor is in it.
//
// Enter on a selected part, or Tab in its caption, goes into the form; Escape comes back.

import type { Editor, NodeViewRenderer } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import type { Decoration, NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import { after, h, labelled, unique } from "../../dom.js";
import { t } from "../../words.js";
import { whenKnown } from "../media.js";
import { focalPoint } from "./focal.js";
import { SPECS, parse, type Field, type Spec } from "./specs.js";

export const FORM_EVENT = "desk:part-form";

class PartView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | null = null;
  private readonly spec: Spec;
  private readonly box: HTMLElement | null = null;
  private readonly foot: HTMLElement | null = null;
  private form: HTMLElement | null = null;
  private controls = new Map<string, HTMLInputElement | HTMLTextAreaElement>();
  private wants: HTMLElement | null = null;
  private forget: (() => void) | null = null;

  constructor(
    private node: Node,
    private readonly editor: Editor,
    private readonly position: () => number | undefined,
    decorations: readonly Decoration[],
  ) {
    const name = node.type.name;
    this.spec = SPECS[name]!;
    this.dom = h(node.isInline ? "span" : "div", { class: `piece part-${name}`, "data-part": name });
    if (this.spec.preview) {
      this.box = h(node.isInline ? "span" : "div", { class: "part-preview", contenteditable: "false" });
      this.box.addEventListener("click", () => this.select());
      this.dom.append(this.box);
    }
    this.contentDOM = this.makeContent();
    if (!node.isInline && (this.spec.fields.length || this.spec.wants)) {
      this.foot = h("div", { class: "part-foot", contenteditable: "false" });
      this.dom.append(this.foot);
    }
    this.dom.addEventListener(FORM_EVENT, (event) => {
      event.stopPropagation();
      this.enter();
    });
    if ("media" in node.attrs) {
      this.forget = whenKnown((medium) => {
        if (medium.id === this.node.attrs.media) this.show();
      });
    }
    this.show();
    if (isActive(decorations)) this.makeForm();
  }

  private makeContent(): HTMLElement | null {
    switch (this.spec.content) {
      case "caption": {
        const caption = h("div", { class: "part-caption", "data-placeholder": t("Caption") });
        this.dom.append(caption);
        return caption;
      }
      case "blockquote": {
        const quote = h("blockquote", { class: "part-quote" });
        this.dom.append(quote);
        return quote;
      }
      case "tbody": {
        const body = h("tbody");
        this.dom.append(h("div", { class: "part-table-scroll", tabindex: "0", role: "group", "aria-label": t("Table") }, h("table", {}, body)));
        return body;
      }
      default:
        return null;
    }
  }

  /** Brings what is seen up to the node. */
  private show() {
    if (this.box) this.spec.preview?.(this.node, this.box);
    if (this.contentDOM && this.spec.content === "caption") {
      this.contentDOM.classList.toggle("is-empty", this.node.content.size === 0);
    }
    if (!this.foot) return;
    const missing = this.spec.wants?.(this.node) ?? null;
    if (missing && !this.wants) {
      this.wants = h("button", { type: "button", class: "part-wants", tabindex: -1, onclick: () => this.enter() });
      this.foot.prepend(this.wants);
    }
    if (this.wants) {
      this.wants.hidden = missing === null;
      if (missing) this.wants.textContent = t(missing);
    }
    this.foot.dataset.summary = this.summary();
    for (const field of this.spec.fields) {
      const control = this.controls.get(field.attr);
      if (control && control !== document.activeElement) control.value = this.value(field);
    }
  }

  /** What stands below a part whose form is closed. */
  private summary(): string {
    const name = this.node.type.name;
    const { credit, attribution, caption } = this.node.attrs as Record<string, string | null>;
    if (name === "figure") return credit ?? "";
    if (name === "table") return caption ?? "";
    return attribution ? `— ${attribution}` : "";
  }

  private value(field: Field): string {
    const value = this.node.attrs[field.attr] as unknown;
    return value === null || value === undefined ? "" : String(value);
  }

  private makeForm() {
    if (this.form || !this.foot || !this.editor.isEditable || !this.spec.fields.length) return;
    const form = h("div", { class: "part-form", role: "group", "aria-label": t(this.spec.label) });
    for (const field of this.spec.fields) form.append(this.makeField(field));
    if (this.node.type.name === "figure" && typeof this.node.attrs.media === "number") {
      form.append(focalPoint(this.node.attrs.media, this.box!));
    }
    form.addEventListener("keydown", (event) => this.onKey(event));
    this.form = form;
    this.foot.append(form);
  }

  private makeField(field: Field): HTMLElement {
    const control = field.kind === "long"
      ? h("textarea", { rows: 2 })
      : h("input", { type: field.kind === "number" ? "number" : "text", ...(field.kind === "link" || field.kind === "source" ? { inputmode: "url", dir: "ltr" } : { dir: "auto" }) });
    control.value = this.value(field);
    this.controls.set(field.attr, control);
    const row = labelled(t(field.label), control, field.hint ? t(field.hint) : undefined);
    const error = h("p", { class: "field-error", id: unique("error"), hidden: true });
    row.append(error);
    const write = () => {
      const parsed = parse(field.kind, control.value);
      const wrong = "why" in parsed ? parsed.why : null;
      error.hidden = wrong === null;
      error.textContent = wrong ?? "";
      control.toggleAttribute("aria-invalid", wrong !== null);
      if (wrong === null) control.removeAttribute("aria-errormessage");
      else control.setAttribute("aria-errormessage", error.id);
      if ("value" in parsed) this.set(field.attr, field.attr === "url" ? (parsed.value ?? "") : parsed.value);
    };
    const pause = after(200, write);
    control.addEventListener("input", () => pause.soon());
    control.addEventListener("change", () => pause.now());
    return row;
  }

  private set(attr: string, value: unknown) {
    const at = this.position();
    if (at === undefined || this.node.attrs[attr] === value) return;
    this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(at, attr, value));
  }

  private onKey(event: KeyboardEvent) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    }
  }

  /** A click on what is shown selects the part: its form opens. */
  private select() {
    const at = this.position();
    const { state, view } = this.editor;
    if (at === undefined || (state.selection instanceof NodeSelection && state.selection.from === at)) return;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
    view.focus();
  }

  /** Goes into the form. */
  enter() {
    const at = this.position();
    if (at === undefined) return;
    const { state, view } = this.editor;
    const inside = state.selection.from >= at && state.selection.to <= at + this.node.nodeSize;
    if (!inside) view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
    this.makeForm();
    this.dom.classList.add("is-active");
    const empty = [...this.controls.values()].find((c) => c.value === "");
    (empty ?? this.controls.values().next().value)?.focus();
  }

  private leave() {
    this.editor.view.focus();
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    const changed = node !== this.node;
    this.node = node;
    if (isActive(decorations)) this.makeForm();
    if (changed) this.show();
    return true;
  }

  stopEvent(event: Event): boolean {
    const target = event.target;
    if (!(target instanceof globalThis.Node)) return false;
    if (this.foot?.contains(target)) return true;
    return target instanceof HTMLMediaElement && event.type !== "dragstart";
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.type === "selection") return !!this.foot?.contains(mutation.target);
    return !this.contentDOM?.contains(mutation.target) || (mutation.target === this.contentDOM && mutation.type === "attributes");
  }

  destroy() {
    this.forget?.();
  }
}

function isActive(decorations: readonly Decoration[]): boolean {
  return decorations.some((d) => (d.spec as { active?: boolean }).active);
}

export const view: NodeViewRenderer = ({ editor, node, getPos, decorations }) =>
  new PartView(node, editor as Editor, getPos as () => number | undefined, decorations as unknown as readonly Decoration[]);

