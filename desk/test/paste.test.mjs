// What is pasted comes out clean: a file in paste/ with what a clipboard holds, and beside it what stands in the text then.
// UPDATE_CASES=1 rewrites the answers; the difference is read.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { atEnd, open, openBrowser } from "./lib/browser.mjs";
import { Desk, manuscript } from "./lib/server.mjs";

const folder = new URL("./paste/", import.meta.url);
const cases = readdirSync(folder).filter((name) => name.endsWith(".html"));

describe("paste", () => {
  let browser, desk, page;
  before(async () => {
    browser = await openBrowser();
    desk = await new Desk({ text: manuscript() }).start();
  });
  after(async () => {
    await browser.close();
    await desk.stop();
  });

  for (const name of cases) {
    test(name, async () => {
      desk.copy = null;
      page = await open(browser, desk);
      await atEnd(page);
      await page.evaluate((html) => {
        const data = new DataTransfer();
        data.setData("text/html", html);
        data.setData("text/plain", "plain");
        document.querySelector(".prose").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }, readFileSync(new URL(name, folder), "utf8"));
      const number = desk.revisions.length;
      await page.evaluate(() => document.dispatchEvent(new Event("desk:save")));
      for (let i = 0; i < 100 && desk.revisions.length === number; i++) await page.waitForTimeout(30);
      const body = desk.revisions.at(-1).manuscript.body;
      desk.revisions.splice(1);
      const answer = new URL(name.replace(/html$/, "json"), folder);
      if (process.env.UPDATE_CASES || !existsSync(answer)) writeFileSync(answer, `${JSON.stringify(body, null, 1)}\n`);
      assert.deepEqual(body, JSON.parse(readFileSync(answer, "utf8")));
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});
