// How we know this: the panel as readers meet it, on the demo newsroom.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const walrus = "/2026/11/a-walrus-on-the-bar/";
const light = "/2026/11/the-north-mole-light-will-turn-green/";
const railway = "/2026/11/who-says-that-the-quay-railway-will-run/";

describe("how we know this", () => {
  let site, browser;
  before(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  function reads(name, options, act) {
    test(name, async () => {
      const { page, complaints, close } = await openPage(browser, site, options);
      await act(page);
      assert.deepEqual(complaints, []);
      await close();
    });
  }

  const said = (page) => page.locator(".known h2 + p").innerText();

  reads("an agency that quotes a website: two hops, one origin", {}, async (page) => {
    await page.goto(walrus);
    assert.match(await said(page), /^2 sources, at most 1 known origin\. Source 1 goes back to 2\. A single origin is no fault/);
    assert.match(await page.locator("#source-1 .via").innerText(), /quoting Bar View \(2\)/);
    assert.match(await page.locator("#source-2").innerText(), /controlled by The Chain Locker[^]*lets deckchairs/);
  });

  reads("three outlets with one agency are one origin, and one with reporting of its own makes two", {}, async (page) => {
    await page.goto(light);
    assert.match(await said(page), /^5 sources, at most 2 known origins\. .*Source 5 adds reporting of its own\.$/);
    assert.equal(await page.locator(".chain .origin").count(), 2);
  });

  reads("a circle is named, and the editor's own number stands with its reason and the rule's", {}, async (page) => {
    await page.goto(railway);
    const text = await said(page);
    for (const part of ["at most 1 known origin.", "one evening at the Chain Locker.", "The rule alone would say: at most 2 known origins.", "Sources 1 and 2 rest on each other."]) {
      assert.ok(text.includes(part), `${part}: ${text}`);
    }
    assert.match(await page.locator("#source-4").innerText(), /A person with knowledge of the matter[^]*Not named: their work is at risk\./);
  });

  reads("from a passage to its source and back, with the keyboard alone", {}, async (page) => {
    await page.goto(walrus);
    await page.locator("sup.rests-on a").focus();
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#source-1");
    await page.locator("#source-1 .to-text a").focus();
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#passage-1");
    await page.locator(".known .more a", { hasText: "How we count" }).click();
    assert.equal(await page.locator("h1").innerText(), "How we count");
  });

  reads("on a phone it stands after the text, on a desk beside it", { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(light);
    const boxes = async () => [await page.locator(".body").boundingBox(), await page.locator(".known").boundingBox()];
    let [text, panel] = await boxes();
    assert.ok(panel.y >= text.y + text.height);
    const letters = await page.locator(".chain text").last().evaluate((one) => one.getBoundingClientRect().height);
    assert.ok(letters >= 12, `letters of ${letters} pixels`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
    await page.setViewportSize({ width: 1280, height: 900 });
    [text, panel] = await boxes();
    assert.ok(panel.x >= text.x + text.width && Math.abs(panel.y - text.y) < 40);
  });

  for (const colorScheme of ["light", "dark"]) {
    reads(`axe finds nothing, ${colorScheme}`, { colorScheme, bypassCSP: true }, async (page) => {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        for (const path of [light, railway, "/how-we-count/"]) {
          await page.goto(path);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          assert.deepEqual(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0].html}`), []);
        }
      }
    });
  }

  reads("on paper with the addresses, and nothing to press", {}, async (page) => {
    await page.goto(light);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#source-1 .who").evaluate((one) => getComputedStyle(one, "::after").content.includes("gazette.example")));
    assert.ok(!(await page.locator("#source-1 .to-text").isVisible()));
    assert.ok(await page.locator(".chain").isVisible());
  });
});
