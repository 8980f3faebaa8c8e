// A module of the island, for tests that need no browser.

import { build } from "esbuild";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Bundles `source` (TypeScript that exports what the test wants) and imports it. */
export async function load(source) {
  const outfile = join(mkdtempSync(join(tmpdir(), "desk-")), "module.mjs");
  await build({
    stdin: { contents: source, resolveDir: new URL("../../src", import.meta.url).pathname, loader: "ts" },
    outfile, bundle: true, format: "esm", platform: "node", logLevel: "warning",
  });
  return import(pathToFileURL(outfile).href);
}
