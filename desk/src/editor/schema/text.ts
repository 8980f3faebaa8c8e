// Text blocks: paragraphs and headings with language, direction and alignment; code; breaks; lists.

import { Node, mergeAttributes, textblockTypeInputRule } from "@tiptap/core";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { CodeBlock } from "@tiptap/extension-code-block";
import { HardBreak } from "@tiptap/extension-hard-break";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Heading } from "@tiptap/extension-heading";
import { Text } from "@tiptap/extension-text";

const DIRECTIONS = new Set(["ltr", "rtl", "auto"]);
export const ALIGNMENTS = ["left", "center", "right", "justify"] as const;

/** Attributes that show as HTML's `lang` and `dir`; alignment is a class of the theme, not a style. */
const LINES = {
  lang: {
    default: null,
    keepOnSplit: true,
    parseHTML: (e: HTMLElement) => e.getAttribute("lang") || null,
  },
  dir: {
    default: null,
    keepOnSplit: true,
    parseHTML: (e: HTMLElement) => {
      const dir = e.getAttribute("dir")?.toLowerCase() ?? "";
      return DIRECTIONS.has(dir) ? dir : null;
    },
  },
  align: {
    default: null,
    keepOnSplit: true,
    parseHTML: (e: HTMLElement) => {
      const align = e.getAttribute("data-align") ?? "";
      return (ALIGNMENTS as readonly string[]).includes(align) ? align : null;
    },
    renderHTML: (attrs: Record<string, unknown>) => (attrs.align ? { "data-align": attrs.align } : {}),
  },
};

const DocumentNode = Node.create({ name: "doc", topNode: true, content: "block+" });

const ArticleParagraph = Paragraph.extend({
  addAttributes() {
    return LINES;
  },
});

const ArticleHeading = Heading.extend({
  addAttributes() {
    return {
      level: { default: 2, rendered: false },
      // The anchor that old links lead to: it stays with the heading and is not repeated by a split.
      id: { default: null, keepOnSplit: false, parseHTML: (e: HTMLElement) => e.getAttribute("data-anchor"), rendered: false },
      ...LINES,
    };
  },
  addInputRules() {
    // The headline is the article's level 1: "#" and "##" both begin a crosshead.
    return [
      textblockTypeInputRule({ find: /^(#{1,4})\s$/, type: this.type, getAttributes: (m) => ({ level: Math.max(2, m[1]?.length ?? 2) }) }),
    ];
  },
}).configure({ levels: [2, 3, 4] });

const ArticleItem = ListItem.extend({ content: "block+" });

const ArticleCode = CodeBlock.extend({
  renderHTML({ node, HTMLAttributes }) {
    const { language, ...rest } = HTMLAttributes;
    const name = node.attrs.language as string | null;
    return ["pre", mergeAttributes(rest, name ? { "data-language": name } : {}), ["code", name ? { class: `language-${name}` } : {}, 0]];
  },
}).configure({ exitOnTripleEnter: true, exitOnArrowDown: true, defaultLanguage: null });

export const textNodes = [
  DocumentNode,
  Text,
  ArticleParagraph,
  ArticleHeading,
  BulletList,
  OrderedList,
  ArticleItem,
  ListKeymap,
  ArticleCode,
  HardBreak,
  HorizontalRule,
];
