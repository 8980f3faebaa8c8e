// What readers do, on the demo newsroom.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

describe("a reader", () => {
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

  const article = "/2026/11/old-basin-to-close-for-five-weeks/";

  reads("from the front page through a section to an article and back", {}, async (page) => {
    await page.goto("/");
    assert.equal(await page.locator("h1").innerText(), "Port Merrow Courier");
    await page.locator("nav.menu a", { hasText: "Harbour" }).first().click();
    assert.match(await page.locator("h1").innerText(), /Harbour/);
    const story = page.locator("main article h2 a").first();
    const headline = await story.innerText();
    await story.click();
    assert.equal(await page.locator("h1").innerText(), headline);
    const crumbs = page.locator("nav.crumbs a");
    assert.ok((await crumbs.count()) >= 2);
    await crumbs.last().click();
    assert.ok(await page.locator("main article").count());
  });

  reads("with the keyboard: the skip link leads to the text", {}, async (page) => {
    await page.goto(article);
    await page.keyboard.press("Tab");
    const skip = page.locator("a.skip");
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    const box = await skip.boundingBox();
    assert.ok(box && box.x >= 0 && box.y >= 0, "the skip link is shown when it has the focus");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  });

  for (const path of ["/", "/category/harbour/", article, "/fa/"]) {
    reads(`${path} has no sideways scroll at 320 pixels`, { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `it is ${width} pixels wide`);
    });
  }

  reads("in the dark", { colorScheme: "dark" }, async (page) => {
    await page.goto(article);
    const [paper, ink] = await page.evaluate(() => {
      const light = (colour) => {
        const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const style = getComputedStyle(document.body);
      const canvas = style.backgroundColor === "rgba(0, 0, 0, 0)" ? getComputedStyle(document.documentElement) : style;
      return [light(canvas.backgroundColor), light(style.color)];
    });
    assert.ok(paper < 80 && ink > 150, `paper ${paper}, ink ${ink}`);
  });

  reads("an article in Persian runs from right to left", {}, async (page) => {
    await page.goto("/fa/");
    assert.equal(await page.evaluate(() => document.dir), "rtl");
    await page.locator("main article a").first().click();
    assert.equal(await page.evaluate(() => document.dir), "rtl");
    assert.equal(await page.locator(".body p").first().evaluate((p) => getComputedStyle(p).direction), "rtl");
    await page.locator(".translations a[hreflang^=en]").click();
    assert.equal(await page.evaluate(() => document.dir), "ltr");
  });

  reads("a titled file is downloaded, whole and under its name", {}, async (page) => {
    await page.goto(article);
    const link = page.locator("section.downloads a").first();
    assert.match(await link.innerText(), /^Download /);
    const href = await link.getAttribute("href");
    const name = href.split("/").at(-1);
    const answer = await page.request.get(href);
    assert.equal(answer.status(), 200);
    assert.ok(answer.headers()["content-disposition"].includes(name));
    const uploads = new URL("../../demo/uploads/", import.meta.url).pathname;
    const file = readdirSync(uploads, { recursive: true }).find((path) => path.endsWith(`/${name}`));
    assert.ok(file, `${name} is one of the demo's files`);
    assert.ok((await answer.body()).equals(readFileSync(uploads + file)));
  });

  reads("without JavaScript everything is there", { javaScriptEnabled: false }, async (page) => {
    await page.goto(article);
    assert.ok(await page.locator("article.story .body p").count());
    assert.ok(await page.locator("#comments").count());
    assert.equal(await page.locator("script:not([type='application/ld+json'])").count(), 0);
  });
});
