// The desk for everybody: what axe says of its pages in light, dark and from right to left, on a phone and on a desk; what the
// W3C's checker says of their HTML; and a day's first steps by keyboard alone.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { sends, setUp, status, text } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let site, browser, admin, state, paths;
before(async () => {
  site = await startSite();
  browser = await openBrowser();
  admin = await setUp(browser, site);
  state = await admin.page.context().storageState();
  await admin.page.goto("/desk/articles");
  const article = await admin.page.getByRole("link", { name: "Old Basin to close for five weeks" }).first().getAttribute("href");
  await admin.page.goto("/desk/media");
  const medium = await admin.page.locator("main a[href*='/desk/media/']").first().getAttribute("href");
  const below = ["withdrawal", "preview", "publication", "versions", "comparison?from=1&to=1", "checks", "notes", "links", "people", "glass", "corrections", "takedown", "erasure"];
  paths = [
    "/desk/articles", "/desk/articles?q=basin", "/desk/articles?stage=draft", "/desk/calendar", article,
    ...below.map((name) => `${article}/${name}`),
    "/desk/media", medium, "/desk/comments", "/desk/sources", "/desk/reports", "/desk/corrections", "/desk/sections", "/desk/topics", "/desk/people", "/desk/accounts", "/desk/accounts/invite",
    "/desk/settings", "/desk/settings/access", "/desk/settings/checklist", "/desk/notices", "/desk/account", "/desk/account/codes",
    "/desk/account/passkeys", "/desk/account/letters",
  ];
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Whoever is not in yet. */
const doors = ["/desk/sign-in", "/desk/reset"];

async function look(page, path, found, label) {
  await page.goto(path);
  // The page of an article is whole when its editor and its panels are there.
  if (/articles\/\d+$/.test(path)) await page.waitForLoadState("networkidle");
  await page.evaluate(axe);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) found.push(`${path} ${label}: scrolls sideways by ${wider} pixels`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { iframes: false }));
  for (const { id, nodes } of violations) found.push(`${path} ${label}: ${id}: ${nodes[0].html.slice(0, 200)}`);
}

for (const [colorScheme, width, language] of [["light", 320, ""], ["dark", 1280, ""], ["light", 1280, "fa"], ["dark", 320, "fa"]]) {
  test(`axe finds nothing: ${colorScheme}, ${width} pixels${language ? ", from right to left" : ""}`, async () => {
    await admin.page.goto("/desk/account");
    const form = admin.page.locator("form", { has: admin.page.locator("select[name=language]") });
    await form.locator("select[name=language]").selectOption(language);
    await sends(admin.page, "/desk/account", () => form.locator("button").first().click());
    const found = [];
    const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
    const inside = await openPage(browser, site, { ...options, storageState: state });
    for (const path of paths) await look(inside.page, path, found, `${colorScheme} ${width} ${language}`);
    const direction = await inside.page.evaluate(() => document.documentElement.dir);
    assert.equal(direction, language ? "rtl" : "ltr");
    await inside.close();
    const outside = await openPage(browser, site, options);
    for (const path of doors) await look(outside.page, path, found, `${colorScheme} ${width}`);
    await outside.close();
    assert.deepEqual(found, []);
  });
}

test("the HTML checker has no complaint", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dateline-desk-html-"));
  const files = [];
  for (const path of [...paths, ...doors]) {
    const answer = await admin.page.request.get(path);
    const body = await answer.text();
    // Pieces for htmx are whole pages too when they are asked for by themselves.
    if (!body.startsWith("<!doctype")) continue;
    const file = join(folder, `${files.length}.html`);
    writeFileSync(file, body);
    files.push([file, path]);
  }
  assert.ok(files.length > 20, `only ${files.length} pages`);
  const checker = ["-jar", require("vnu-jar"), "--format", "json", "--stdout", "--exit-zero-always", ...files.map(([file]) => file)];
  const { stdout } = await promisify(execFile)("java", checker, { maxBuffer: 64 << 20 });
  rmSync(folder, { recursive: true, force: true });
  const name = (url) => files.find(([file]) => url.endsWith(file))?.[1] ?? url;
  const told = JSON.parse(stdout)
    .messages.filter(({ type, subType }) => type === "error" || subType === "warning")
    .map(({ url, message, extract }) => `${name(url)}: ${message}: ${extract}`);
  assert.deepEqual(told, []);
});

test("an article is begun, written and handed in by keyboard alone", async () => {
  const { page } = admin;
  await page.goto("/desk/account");
  const form = page.locator("form", { has: page.locator("select[name=language]") });
  await form.locator("select[name=language]").selectOption("");
  await sends(page, "/desk/account", () => form.locator("button").first().click());
  await page.goto("/desk/articles");
  await tabTo(page, "New article");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/desk\/articles\/\d+/);
  await text(admin).waitFor();
  await tabTo(page, "Headline");
  await page.keyboard.type("By keys alone");
  await tabTo(page, "Text of the article");
  await page.keyboard.type("One sentence.");
  await page.keyboard.press("Control+s");
  await status(admin, "saved");
  await tabTo(page, "More", true);
  await page.keyboard.press("Enter");
  await tabTo(page, "Hand in for review");
  await page.keyboard.press("Enter");
  await page.locator("[aria-current=step]").getByText("In review", { exact: true }).waitFor();
});

/** Moves on with the tab key, or back, until what has the focus is called so. */
async function tabTo(page, name, back = false) {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      const label = here?.labels?.[0]?.textContent ?? here?.getAttribute("aria-label") ?? here?.textContent ?? "";
      return label.trim();
    });
    if (at === name) return;
  }
  assert.fail(`${name} is not reached by the tab key`);
}
