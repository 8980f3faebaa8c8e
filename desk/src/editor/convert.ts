// The server's JSON to ProseMirror's nodes and back.
//
// A node that was read remembers the JSON it came from: what nobody touched comes out as it came in, whatever an editor
// would have to add to it (a paragraph in an empty cell). Nodes never change, so each is written once and kept: saving a
// long article writes what was typed since, not all of it.

import { Fragment, type Mark, type Node, type Schema } from "@tiptap/pm/model";
import { BARE, BLOCKS, INLINES, MARKS, MAY_BE_EMPTY, UNKNOWN_BLOCK, UNKNOWN_INLINE, UNKNOWN_MARK } from "./schema/names.js";

/** A node as JSON. */
export interface Tree {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Tree[];
  marks?: Tree[];
  text?: string;
}

const written = new WeakMap<Node, Tree>();

function attributes(names: readonly string[], given: Record<string, unknown> | undefined) {
  const attrs: Record<string, unknown> = {};
  for (const name of names) {
    const value = given?.[name];
    if (value !== null && value !== undefined) attrs[name] = value;
  }
  return attrs;
}

function readMark(schema: Schema, tree: Tree): Mark {
  const names = MARKS[tree.type];
  return names
    ? schema.mark(tree.type, attributes(names, tree.attrs))
    : schema.mark(UNKNOWN_MARK, { value: tree });
}

function readInline(schema: Schema, tree: Tree): Node {
  if (tree.type === "text") {
    // Mark.setFrom sorts them as the schema does, which is as the server does.
    return schema.text(tree.text ?? "", (tree.marks ?? []).map((m) => readMark(schema, m)));
  }
  const names = INLINES[tree.type];
  return names
    ? schema.node(tree.type, attributes(names, tree.attrs))
    : schema.node(UNKNOWN_INLINE, { value: tree });
}

function readBlock(schema: Schema, tree: Tree): Node {
  const names = BLOCKS[tree.type];
  const type = names && schema.nodes[tree.type];
  const node = type ? fill(schema, tree, names) : null;
  const made = node ?? schema.node(UNKNOWN_BLOCK, { value: tree });
  written.set(made, tree);
  return made;
}

/** Null if the schema has no place for what the node holds. */
function fill(schema: Schema, tree: Tree, names: readonly string[]): Node | null {
  const type = schema.nodes[tree.type]!;
  const read = type.inlineContent ? readInline : readBlock;
  const children = Fragment.fromArray(
    (tree.content ?? []).filter((c) => c.type !== "text" || c.text).map((c) => read(schema, c)),
  );
  const attrs = attributes(names, tree.attrs);
  if (type.validContent(children)) return type.create(attrs, children);
  return type.createAndFill(attrs, children);
}

/** Reads the body of a manuscript. */
export function fromTree(schema: Schema, tree: Tree): Node {
  const children = Fragment.fromArray((tree.content ?? []).map((c) => readBlock(schema, c)));
  const doc = schema.topNodeType.create(null, children.childCount ? children : Fragment.from(schema.node("paragraph")));
  written.set(doc, tree);
  return doc;
}

function writeMark(mark: Mark): Tree {
  if (mark.type.name === UNKNOWN_MARK) return mark.attrs.value as Tree;
  const names = MARKS[mark.type.name] ?? [];
  return names.length ? { type: mark.type.name, attrs: attributes(names, mark.attrs) } : { type: mark.type.name };
}

function isBlank(node: Node): boolean {
  return node.type.name === "paragraph" && node.childCount === 0 && !node.attrs.lang && !node.attrs.dir && !node.attrs.align;
}

/** Writes a node; `fresh` leaves aside what is remembered (for tests of the writing itself). */
export function toTree(node: Node, fresh = false): Tree {
  const known = fresh ? undefined : written.get(node);
  if (known) return known;
  const tree = write(node, fresh);
  if (!node.isText && !fresh) written.set(node, tree);
  return tree;
}

function write(node: Node, fresh: boolean): Tree {
  const name = node.type.name;
  if (name === UNKNOWN_BLOCK || name === UNKNOWN_INLINE) return node.attrs.value as Tree;
  const tree: Tree = { type: name };
  if (node.isText) {
    if (node.marks.length) tree.marks = node.marks.map(writeMark);
    tree.text = node.text ?? "";
    return tree;
  }
  const names = BLOCKS[name] ?? INLINES[name] ?? [];
  if (names.length) {
    const attrs = attributes(names, node.attrs);
    if (!BARE.has(name) || Object.keys(attrs).length) tree.attrs = attrs;
  }
  const first = node.firstChild;
  const blank = MAY_BE_EMPTY.has(name) && node.childCount === 1 && first !== null && isBlank(first);
  if (node.childCount && !blank) tree.content = children(node, fresh);
  return tree;
}

function children(node: Node, fresh: boolean): Tree[] {
  const list: Tree[] = [];
  node.forEach((child) => list.push(toTree(child, fresh)));
  return list;
}
