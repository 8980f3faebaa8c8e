// What is pasted from Word, Google Docs, LibreOffice and web pages, made clean: its words, emphasis, links, headings,
// lists and tables stay; its styles, wrappers, comments and scripts do not.
//
// It works on a document of its own, which runs and loads nothing, and gives back HTML that the schema's rules read.

import { cleanLink } from "./address.js";
import { listsOfWord } from "./paste-word.js";

/** Elements that are thrown away with all that is in them. */
const GONE = new Set(["script", "style", "meta", "link", "title", "head", "noscript", "template", "object", "embed", "iframe", "svg", "math", "canvas", "form", "button", "input", "select", "textarea", "audio", "video", "nav", "dialog", "xml", "o:p", "colgroup"]);
const BLOCKS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "hr", "aside", "div", "section", "article", "main", "header", "footer", "dl", "dt", "dd", "address", "center"]);
/** What an element becomes. */
const RENAMED: Record<string, string> = { b: "strong", i: "em", u: "em", cite: "em", dfn: "em", var: "em", ins: "em", strike: "s", del: "s", tt: "code", kbd: "code", samp: "code", h1: "h2", h5: "h4", h6: "h4", dt: "p", dd: "p", address: "p", center: "p", article: "div", section: "div", main: "div", header: "div", footer: "div", dl: "div", details: "div", summary: "p" };
const KEPT = new Set(["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "aside", "strong", "em", "s", "sub", "sup", "mark", "a", "br"]);

/** Where style attributes are put before the HTML is read: the page's policy would complain of each. */
export const STYLE = "data-style";

/** HTML that can be read without a complaint: no styles, and no handlers, which would not run anyway. */
export function withoutStyles(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/(\s|["'])style\s*=/gi, `$1 ${STYLE}=`).replace(/(\s|["'])on[a-z]+\s*=/gi, "$1 data-on="));
}

/** The declarations of a style attribute. */
export function styles(element: Element): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of (element.getAttribute(STYLE) ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim().toLowerCase());
  }
  return found;
}

/** Marks that a style stands for, outermost first. */
function marksOf(style: Map<string, string>): string[] {
  const marks: string[] = [];
  const weight = style.get("font-weight") ?? "";
  if (/^(bold|bolder|[6-9]00)$/.test(weight)) marks.push("strong");
  if (/italic|oblique/.test(style.get("font-style") ?? "")) marks.push("em");
  const line = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  if (/line-through/.test(line)) marks.push("s");
  const vertical = style.get("vertical-align") ?? "";
  if (vertical === "super") marks.push("sup");
  if (vertical === "sub") marks.push("sub");
  return marks;
}

class Cleaner {
  constructor(private readonly out: Document) {}

  /** Children of a node, cleaned. */
  all(from: Node): Node[] {
    return [...from.childNodes].flatMap((child) => this.one(child));
  }

  private make(name: string, children: Node[], attrs: Record<string, string> = {}): HTMLElement {
    const element = this.out.createElement(name);
    for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  private one(node: Node): Node[] {
    if (node.nodeType === 3) return [this.out.createTextNode(node.textContent ?? "")];
    if (!(node instanceof Element)) return [];
    const name = node.localName;
    const style = styles(node);
    if (GONE.has(name) || style.get("display") === "none" || style.get("mso-hide") === "all" || node.hasAttribute("hidden")) return [];
    // Word's marks of comments, and the comments themselves.
    if (style.has("mso-special-character") && /comment/.test(style.get("mso-special-character")!)) return [];
    if (/MsoCommentReference|msocomanchor/i.test(node.className) || style.get("mso-element")?.startsWith("comment")) return [];
    if (name === "br") return /Apple-interchange-newline/.test(node.className) ? [] : [this.make("br", [])];
    if (name === "q") return [this.out.createTextNode("“"), ...this.all(node), this.out.createTextNode("”")];
    if (name === "img") return this.picture(node as HTMLImageElement);
    if (name === "a") return this.link(node as HTMLAnchorElement);
    const target = RENAMED[name] ?? name;
    const children = this.all(node);
    if (!KEPT.has(target)) return this.wrapper(node, style, children);
    if (target === "hr") return [this.make("hr", [])];
    // Google puts everything into a <b> that says it is not bold.
    if ((target === "strong" || target === "em") && this.denies(target, style)) return children;
    if (target === "strong" && children.some((c) => c instanceof Element && BLOCKS.has(c.localName))) return children;
    const attrs = this.attributes(node, target);
    if (BLOCKS.has(target)) {
      const inner = target === "p" || /^h\d$/.test(target) ? this.blocksOut(target, children, attrs) : null;
      if (inner) return inner;
      return [this.make(target, children, attrs)];
    }
    return [this.make(target, this.marked(style, children, target), attrs)];
  }

  /** A paragraph around other blocks: they stand by themselves. */
  private blocksOut(target: string, children: Node[], attrs: Record<string, string>): Node[] | null {
    if (!children.some((c) => c instanceof Element && BLOCKS.has(c.localName))) return null;
    const out: Node[] = [];
    let line: Node[] = [];
    const flush = () => {
      if (line.some((n) => n.textContent?.trim())) out.push(this.make(target, line, attrs));
      line = [];
    };
    for (const child of children) {
      if (child instanceof Element && BLOCKS.has(child.localName)) {
        flush();
        out.push(child);
      } else line.push(child);
    }
    flush();
    return out;
  }

  private denies(target: string, style: Map<string, string>): boolean {
    return target === "strong" ? /^(normal|[1-4]00)$/.test(style.get("font-weight") ?? "") : style.get("font-style") === "normal";
  }

  private marked(style: Map<string, string>, children: Node[], already = ""): Node[] {
    return marksOf(style).filter((m) => m !== already).reduce((inner, mark) => [this.make(mark, inner)], children);
  }

  /** Spans and divs say something by their style alone. */
  private wrapper(node: Element, style: Map<string, string>, children: Node[]): Node[] {
    if (BLOCKS.has(node.localName)) {
      // A block that holds text only is a paragraph.
      const inner = this.blocksOut("p", children, {});
      if (inner) return inner;
      return children.some((c) => c.textContent?.trim()) ? [this.make("p", children)] : [];
    }
    const marked = this.marked(style, children);
    const lang = node.getAttribute("lang");
    const dir = node.getAttribute("dir");
    const own = this.language(node, lang, dir);
    return own ? [this.make("span", marked, own)] : marked;
  }

  /** Word and browsers mark every run with a language; only what differs from its surroundings says something. */
  private language(node: Element, lang: string | null, dir: string | null): Record<string, string> | null {
    if (/^(mso|Mso|c\d)/.test(node.className) || node.hasAttribute(STYLE)) return null;
    const above = node.parentElement?.closest("[lang]")?.getAttribute("lang") ?? null;
    const attrs: Record<string, string> = {};
    if (lang && lang !== "zxx" && lang !== above && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(lang)) attrs.lang = lang;
    if (dir && /^(ltr|rtl|auto)$/i.test(dir)) attrs.dir = dir.toLowerCase();
    return Object.keys(attrs).length ? attrs : null;
  }

  private attributes(node: Element, target: string): Record<string, string> {
    const attrs: Record<string, string> = {};
    if (target === "td" || target === "th") {
      for (const span of ["colspan", "rowspan"]) {
        const n = Number(node.getAttribute(span));
        if (Number.isInteger(n) && n > 1 && n <= 100) attrs[span] = String(n);
      }
    }
    if (target === "ol") {
      const start = Number(node.getAttribute("start"));
      if (Number.isInteger(start) && start !== 1 && node.hasAttribute("start")) attrs.start = String(start);
    }
    if ((target === "p" || /^h\d$/.test(target)) && node.getAttribute("dir") === "rtl") attrs.dir = "rtl";
    return attrs;
  }

  private link(node: HTMLAnchorElement): Node[] {
    const children = this.all(node);
    const raw = node.getAttribute("href") ?? "";
    // Anchors within the page or document that it came from lead nowhere here.
    const href = raw.startsWith("#") ? null : cleanLink(unwrapped(raw));
    if (!href || !/^(https?|mailto|tel):/i.test(href)) return children;
    if (!children.some((c) => c.textContent?.trim())) return children;
    if (children.some((c) => c instanceof Element && BLOCKS.has(c.localName))) return children;
    return [this.make("a", children, { href })];
  }

  /** A picture of another page is its address: nothing is fetched unless somebody asks. */
  private picture(node: HTMLImageElement): Node[] {
    const src = node.getAttribute("src") ?? "";
    if (!/^https?:\/\//i.test(src) || Number(node.getAttribute("width") ?? 99) < 3) return [];
    const figure = this.make("figure", [this.make("figcaption", [])], {
      "data-node": "figure",
      "data-attrs": JSON.stringify({ src, alt: node.getAttribute("alt") || null }),
    });
    return [figure];
  }
}

/** Google and others lead every link through themselves. */
function unwrapped(href: string): string {
  try {
    const url = new URL(href);
    if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") return url.searchParams.get("q") ?? url.searchParams.get("url") ?? href;
    if (/safelinks\.protection\.outlook\.com$/.test(url.hostname)) return url.searchParams.get("url") ?? href;
  } catch {
    // No address with a host: left as it is.
  }
  return href;
}

const LINES = "p, h2, h3, h4, pre, td, th, figcaption";

/** Empty paragraphs, and spaces that only made room. */
function tidy(root: HTMLElement) {
  for (const p of [...root.querySelectorAll("p, h2, h3, h4, strong, em, s, a, li > p")].reverse()) {
    if (!p.textContent?.replace(/\u00a0/g, " ").trim() && !p.querySelector("img, br, figure") && !p.closest("td, th")) p.remove();
  }
  for (const p of [...root.querySelectorAll("p")]) {
    if (!p.textContent?.replace(/\u00a0/g, " ").trim() && !p.querySelector("figure") && !p.closest("td, th")) p.remove();
  }
  for (const item of [...root.querySelectorAll("li")]) if (!item.textContent?.trim() && !item.querySelector("figure")) item.remove();
  // A break between two blocks breaks no line.
  for (const br of [...root.querySelectorAll("br")]) {
    const beside = [br.previousSibling, br.nextSibling].some((n) => n instanceof Element && BLOCKS.has(n.localName));
    if (!br.closest(LINES) && (beside || root.childNodes.length === 1)) br.remove();
  }
  for (const table of root.querySelectorAll("table")) {
    // A table of one cell is a box that somebody drew with a table.
    const cells = table.querySelectorAll("td, th");
    if (cells.length === 1 && !table.querySelector("table")) table.replaceWith(...cells[0]!.childNodes);
  }
  // A list straight within a list belongs to the item before it.
  for (const list of [...root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
    else {
      const item = root.ownerDocument.createElement("li");
      list.before(item);
      item.append(list);
    }
  }
  const walker = root.ownerDocument.createTreeWalker(root, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node.parentElement?.closest("pre"))) node.textContent = (node.textContent ?? "").replace(/[\t\r\n ]+/g, " ").replace(/ ?\u00a0 ?/g, (s) => (s.length > 1 ? " " : "\u00a0"));
  }
}

/** The HTML of a clipboard as the editor may read it. */
export function cleanHtml(html: string): string {
  // A copy from an editor like this one is whole already; its addresses are looked at when it is read.
  if (/data-pm-slice/.test(html)) return html;
  const bare = withoutStyles(html);
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/i.exec(bare)?.[1];
  // A piece of a table or of a list means nothing without it.
  const whole = !fragment || /^\s*<(col|colgroup|tbody|thead|tr|td|th|li)\b/i.test(fragment);
  const source = new DOMParser().parseFromString(whole ? bare : fragment, "text/html");
  listsOfWord(source);
  const out = document.implementation.createHTMLDocument("");
  out.body.append(...new Cleaner(out).all(source.body));
  tidy(out.body);
  return out.body.innerHTML;
}
