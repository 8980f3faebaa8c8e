// Bundles the desk's scripts into dist/, which the server's build embeds: each file, and what brotli makes of it.
// Fails when the editor grows past what its page may weigh.

import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

/** Bytes that the editor's script may have, compressed. */
const EDITOR_LIMIT = 180 * 1024;

const here = (path) => new URL(path, import.meta.url).pathname;
const out = here("dist");
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

await build({
  entryPoints: {
    editor: here("src/editor.ts"),
    desk: here("src/desk.ts"),
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  sourcemap: false,
  logLevel: "warning",
});
await build({
  entryPoints: { editor: here("src/editor.css") },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2022",
  logLevel: "warning",
});

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
let tooLarge = false;
for (const name of ["editor.js", "editor.css", "desk.js"]) {
  const plain = readFileSync(`${out}/${name}`);
  const small = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  writeFileSync(`${out}/${name}.br`, small);
  console.log(`${name.padEnd(11)} ${kilobytes(plain.length).padStart(9)}  brotli ${kilobytes(small.length).padStart(9)}`);
  tooLarge ||= name === "editor.js" && small.length > EDITOR_LIMIT;
}
if (tooLarge) {
  console.error(`the editor is larger than ${kilobytes(EDITOR_LIMIT)}`);
  process.exit(1);
}
