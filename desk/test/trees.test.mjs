// A document that was loaded and is saved comes out as it came in: every tree of crates/document's cases, and ours.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, describe, test } from "node:test";
import { load } from "./lib/load.mjs";

const folders = ["../../crates/document/cases/html/", "../../crates/document/cases/markdown/", "./trees/"];
const trees = folders.flatMap((folder) => {
  const at = new URL(folder, import.meta.url);
  return readdirSync(at).filter((name) => name.endsWith(".json")).map((name) => ({ name, tree: JSON.parse(readFileSync(new URL(name, at), "utf8")) }));
});

describe("trees", () => {
  let fromTree, toTree, schema;
  before(async () => {
    const made = await load(`
      import { getSchema } from "@tiptap/core";
      import { schemaExtensions } from "./editor/schema/index.ts";
      export { fromTree, toTree } from "./editor/convert.ts";
      export const schema = getSchema(schemaExtensions);
    `);
    ({ fromTree, toTree, schema } = made);
  });

  test("there are trees", () => assert.ok(trees.length > 30));

  for (const { name, tree } of trees) {
    test(`${name} is written as it was read`, () => {
      // To the letter: the order of keys as well.
      assert.equal(JSON.stringify(toTree(fromTree(schema, tree))), JSON.stringify(tree));
    });
    if (name === "unusual.json") continue;
    test(`${name} is written anew as it was read`, () => {
      const doc = fromTree(schema, tree);
      doc.check();
      assert.deepEqual(toTree(doc, true), tree);
    });
  }

  test("a change beside it leaves alone what the schema would have filled in", () => {
    const { tree } = trees.find((t) => t.name === "unusual.json");
    const doc = fromTree(schema, tree);
    const text = schema.text("!");
    const changed = doc.replace(1, 1, new (doc.slice(0, 0).constructor)(doc.content.constructor.from(text), 0, 0));
    const written = toTree(changed);
    assert.equal(written.content[0].content[0].text, "!سلام");
    assert.deepEqual(written.content.slice(1), tree.content.slice(1));
  });

  test("every node that fits is one of the schema's own, and marks keep the server's order", () => {
    const { tree } = trees.find((t) => t.name === "unusual.json");
    const doc = fromTree(schema, tree);
    const unknown = [];
    doc.descendants((node) => void (node.type.name.startsWith("unknown") && unknown.push(node.attrs.value.type)));
    assert.deepEqual(unknown, ["sounding", "tide", "bulletList"]);
    assert.deepEqual(toTree(doc, true).content.find((n) => n.type === "figure"), tree.content.find((n) => n.type === "figure"));
  });
});
