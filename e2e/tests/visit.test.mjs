// A whole visit, on both databases, with scripts and without: search, read, leave a comment, follow the feed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const article = "/2026/11/old-basin-to-close-for-five-weeks/";
const headline = "Old Basin to close for five weeks for its first dredging in half a century";

for (const engine of ["sqlite", "postgres"]) {
  describe(`a visit, on ${engine}`, () => {
    let site, browser;
    before(async () => {
      [site, browser] = await Promise.all([startSite({ engine }), openBrowser()]);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    async function soon(what, is) {
      for (const begun = Date.now(); Date.now() - begun < 10_000; ) {
        if (await is()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.fail(what);
    }

    for (const javaScriptEnabled of [true, false]) {
      const scripts = javaScriptEnabled ? "with scripts" : "without scripts";

      test(`from a search to a comment that is shown and followed, ${scripts}`, async () => {
        const { page, complaints, close } = await openPage(browser, site, { javaScriptEnabled });
        await soon("the index is ready", async () => (await (await fetch(`${site.address}/search?q=dredging`)).text()).includes("<mark>"));

        await page.goto("/");
        await page.locator("header a[href='/search']").click();
        await page.locator("input[name=q]").fill("dredging basin");
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/search\?.*q=dredging/);
        const found = page.locator("main article h2 a", { hasText: "Old Basin" });
        await found.click();
        assert.equal(await page.locator("h1").innerText(), headline);

        const said = `I saw the dredger from the ferry, ${scripts}.`;
        await page.locator("#c-name").fill("Nell Ashby");
        await page.locator("#c-text").fill(`${said}\n\n**No** bell rang.`);
        // Sent sooner than anybody types, the form would come back.
        await page.waitForTimeout(3_500);
        await page.locator("section.leave button").click();
        await page.waitForURL(/\/comments/);
        await page.goto(article);
        assert.equal(await page.getByText(said).count(), 0, "nobody has read it yet");

        const held = JSON.parse(site.command("comments", "list", "--json"));
        const mine = JSON.stringify(held).match(new RegExp(`"id":(\\d+)[^{}]*${scripts}`));
        assert.ok(mine, JSON.stringify(held));
        site.command("comments", "approve", mine[1]);
        await page.goto(article);
        const shown = page.locator(".comment", { hasText: said });
        assert.equal(await shown.locator("strong").innerText(), "No");

        const feed = await page.locator("link[rel=alternate][type='application/rss+xml']").first().getAttribute("href");
        const answer = await page.request.get(feed);
        assert.equal(answer.status(), 200);
        assert.ok((await answer.text()).includes(headline));
        const again = await page.request.get(feed, { headers: { "if-none-match": answer.headers().etag } });
        assert.equal(again.status(), 304);
        const comments = await page.request.get(`${article}feed/`);
        assert.ok((await comments.text()).includes(said));

        assert.deepEqual(complaints, []);
        await close();
      });
    }

    test("a form that is refused keeps what was typed", async () => {
      const { page, complaints, close } = await openPage(browser, site, { javaScriptEnabled: false });
      await page.goto(article);
      await page.locator("#c-name").fill("Nell Ashby");
      await page.locator("#c-email").fill("nell@example.org");
      // What a browser would not let through by itself.
      await page.locator("section.leave form").evaluate((form) => form.setAttribute("novalidate", ""));
      await page.locator("#c-text").fill("");
      const [refused] = await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), page.locator("section.leave button").click()]);
      assert.ok(refused.status() >= 400 && refused.status() < 500, `${refused.status()}`);
      await page.locator("[role=alert]").first().waitFor();
      assert.equal(await page.locator("#c-name").inputValue(), "Nell Ashby");
      assert.equal(await page.locator("#c-email").inputValue(), "nell@example.org");
      // The refusal's own status is logged by the browser as an error, and is meant.
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), []);
      await close();
    });

    if (engine === "sqlite") {
      test("suggestions come while one types, and the keyboard takes one", async () => {
        const { page, complaints, close } = await openPage(browser, site, {});
        await page.goto("/search");
        await page.locator("input[name=q]").pressSequentially("old bas", { delay: 40 });
        const option = page.locator("[role=option]", { hasText: "Old Basin" }).first();
        await option.waitFor();
        await page.keyboard.press("ArrowDown");
        assert.ok(await page.locator("[role=option][aria-selected=true]").count());
        await page.keyboard.press("Enter");
        await page.waitForURL(/old-basin|search\?/);
        assert.deepEqual(complaints, []);
        await close();
      });
    }
  });
}
