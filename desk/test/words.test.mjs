// words.json lists what the island says, for those who translate it (crates/dateline/desk/words). UPDATE_CASES=1 rewrites it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../src/", import.meta.url);
const list = new URL("../words.json", import.meta.url);

test("words.json lists every text", () => {
  const found = new Set();
  for (const name of readdirSync(root, { recursive: true }).filter((n) => n.endsWith(".ts"))) {
    const source = readFileSync(new URL(name, root), "utf8");
    for (const m of source.matchAll(/\b[tw]\(\s*"((?:[^"\\]|\\.)*)"/g)) found.add(JSON.parse(`"${m[1]}"`));
  }
  const texts = [...found].sort();
  assert.ok(texts.length > 100);
  if (process.env.UPDATE_CASES) writeFileSync(list, `${JSON.stringify(texts, null, 1)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(list, "utf8")), texts);
});
