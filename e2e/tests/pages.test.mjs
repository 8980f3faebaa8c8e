// What checkers say of the pages: axe for people who read with a keyboard, a screen reader or a magnifier;
// the W3C's checker for the HTML.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const article = "/2026/11/old-basin-to-close-for-five-weeks/";
// Everything that a text can hold, with comments in a thread; and a short one without pictures.
const specimen = "/2026/10/the-courier-has-new-clothes/";
const plain = "/2026/10/novices-wanted/";
const walrus = "/2026/11/a-walrus-on-the-bar/";
// A form that comes back with all that is wrong with it; the page has an address only as an answer.
const refused = { article: "0", token: "x", name: "", email: "nobody", text: "" };

/** Asks for a page, or sends a form, as the path or the form says. */
async function html(site, path) {
  if (path !== refused) return (await fetch(site.address + path)).text();
  return (await fetch(`${site.address}/comments`, { method: "POST", body: new URLSearchParams(refused) })).text();
}

/** What a page is called where something is found on it. */
function name(path) {
  return path === refused ? "a refused form" : path;
}

/** Goes there as a reader does. */
async function visit(page, path) {
  if (path !== refused) return page.goto(path);
  await page.goto(specimen);
  await page.evaluate((fields) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/comments" });
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  }, refused);
  return page.waitForURL("**/comments");
}

describe("every page", () => {
  let site, browser, paths;
  before(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    const first = async (language) => {
      const front = await (await fetch(`${site.address}/${language}/`)).text();
      return new RegExp(`href="(/${language}/20[^"]+)"`).exec(front)[1];
    };
    const [persian, arabic, german] = await Promise.all(["fa", "ar", "de"].map(first));
    const author = /rel="author"|href="(\/author\/[^"]+)"/.exec(await (await fetch(site.address + article)).text());
    paths = ["/", "/category/harbour/", "/latest/", "/tag/storms/", article, specimen, plain, "/fa/", persian, "/ar/", arabic, german, "/about/", "/2026/11/", "/nothing/"];
    if (author?.[1]) paths.push(author[1]);
    // What is related is found out after the start.
    const patience = Date.now() + 30_000;
    while (!(await html(site, article)).includes('aria-labelledby="related"')) {
      assert.ok(Date.now() < patience, "what is related stands below an article");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const comment = /id="comment-(\d+)"/.exec(await html(site, specimen))[1];
    // How we know this: three chains, and what stands below an article.
    paths.push(walrus, "/2026/11/the-north-mole-light-will-turn-green/", "/how-we-count/", "/corrections/");
    paths.push(...["versions/", "versions/1/", "versions/1..2/", "report-an-error/"].map((tail) => walrus + tail));
    paths.push("/search?q=dredging", "/search?q=xqzzy&from=2020-01-01", "/search?from=never", refused);
    paths.push(`/comments/${comment}/report`, `/comments/${comment}/reply`);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  for (const theme of ["broadsheet", "ledger"]) {
    if (theme !== "broadsheet") {
      test(`the same site in ${theme}`, () => site.again("--theme", theme));
    }

    test(`axe finds nothing in ${theme}, in light and dark, on a phone and on a desk`, async () => {
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        for (const viewport of [{ width: 320, height: 740 }, { width: 1280, height: 900 }]) {
          // The page's own policy allows no script; it is axe that needs one.
          const { page, close } = await openPage(browser, site, { colorScheme, viewport, bypassCSP: true });
          for (const path of paths) {
            await visit(page, path);
            await page.evaluate(axe);
            const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (wider > 0) found.push(`${name(path)} ${viewport.width}: scrolls sideways by ${wider} pixels`);
            const { violations } = await page.evaluate(() => globalThis.axe.run());
            for (const { id, nodes } of violations) found.push(`${name(path)} ${colorScheme} ${viewport.width}: ${id}: ${nodes[0].html}`);
          }
          await close();
        }
      }
      assert.deepEqual(found, []);
    });

    test(`the HTML checker has no complaint about ${theme}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "dateline-html-"));
      const files = [];
      for (const [number, path] of paths.entries()) {
        const file = join(folder, `${number}.html`);
        writeFileSync(file, await html(site, path));
        files.push(file);
      }
      const checker = ["-jar", require("vnu-jar"), "--format", "json", "--stdout", "--exit-zero-always", ...files];
      const { stdout } = await promisify(execFile)("java", checker, { maxBuffer: 64 << 20 });
      const complaints = JSON.parse(stdout)
        .messages.filter(({ type, subType }) => type === "error" || subType === "warning")
        .map(({ url, lastLine, message, extract }) => {
          const path = paths[Number(/(\d+)\.html$/.exec(url)[1])];
          return `${name(path)} line ${lastLine}: ${message}: ${extract}`;
        });
      rmSync(folder, { recursive: true, force: true });
      assert.deepEqual(complaints, []);
    });
  }
});
