// What the tree of `crates/document` holds: for each node its attributes, in the order in which the server writes them.
// The editor's schema has these names; `convert.ts` reads and writes by this table.

/** Nodes that stand on their own lines, with their attributes. */
export const BLOCKS: Record<string, readonly string[]> = {
  paragraph: ["lang", "dir", "align"],
  heading: ["level", "id", "lang", "dir", "align"],
  bulletList: [],
  orderedList: ["start"],
  listItem: [],
  blockquote: ["attribution", "cite"],
  pullQuote: ["attribution", "cite"],
  codeBlock: ["language"],
  table: ["caption"],
  tableRow: [],
  tableCell: ["colspan", "rowspan", "align"],
  tableHeader: ["colspan", "rowspan", "align"],
  figure: ["media", "original", "src", "width", "height", "alt", "credit", "link"],
  gallery: [],
  embed: ["url", "provider", "title", "media"],
  frame: ["url", "title", "height"],
  audio: ["media", "original", "src", "title", "captions", "poster", "transcript", "duration"],
  video: ["media", "original", "src", "title", "captions", "poster", "transcript", "duration"],
  file: ["media", "original", "src", "title"],
  aside: [],
  footnotes: [],
  footnote: ["id"],
  horizontalRule: [],
};

/** Nodes within a line. */
export const INLINES: Record<string, readonly string[]> = {
  hardBreak: [],
  footnoteReference: ["id"],
};

/** Marks, outermost first: the order in which the server keeps them. */
export const MARKS: Record<string, readonly string[]> = {
  source: ["ids"],
  link: ["href"],
  language: ["lang", "dir"],
  highlight: [],
  bold: [],
  italic: [],
  strike: [],
  subscript: [],
  superscript: [],
  code: [],
};

/** Nodes whose `attrs` are left out when none is set; the others always have them. */
export const BARE = new Set(["paragraph", "blockquote", "table"]);

/** Nodes that may be empty in the tree, where an editor needs a paragraph to stand in. */
export const MAY_BE_EMPTY = new Set([
  "doc",
  "listItem",
  "blockquote",
  "pullQuote",
  "tableCell",
  "tableHeader",
  "aside",
  "footnote",
]);

export const UNKNOWN_BLOCK = "unknownBlock";
export const UNKNOWN_INLINE = "unknownInline";
export const UNKNOWN_MARK = "unknownMark";
