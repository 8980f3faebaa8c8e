// Nothing typed is lost: somebody writes while the network goes away, the server is killed, the window is closed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beginArticle, setUp, status, text } from "../lib/newsroom.mjs";
import { openBrowser } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

let site, browser, desk;
before(async () => {
  site = await startSite({ demo: false });
  browser = await openBrowser();
  desk = await setUp(browser, site);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const written = async () => (await text(desk).innerText()).trim();

test("what is typed without a network is sent when it is back", async () => {
  const { page } = desk;
  const number = await beginArticle(desk);
  await page.getByLabel("Headline", { exact: true }).fill("Ice on the quay");
  await text(desk).pressSequentially("The ice came in the night.");
  await status(desk, "saved");
  await page.context().setOffline(true);
  await text(desk).pressSequentially(" It stayed until noon.");
  await status(desk, "offline");
  await page.getByLabel("Standfirst", { exact: true }).fill("Boats waited.");
  await page.context().setOffline(false);
  await status(desk, "saved");
  await page.reload();
  await text(desk).waitFor();
  assert.equal(await written(), "The ice came in the night. It stayed until noon.");
  assert.equal(await page.getByLabel("Standfirst", { exact: true }).inputValue(), "Boats waited.");
  assert.equal(await page.getByLabel("Headline", { exact: true }).inputValue(), "Ice on the quay");
  assert.ok(number > 0);
});

test("what is typed while the server is killed is there afterwards", async () => {
  const { page } = desk;
  await beginArticle(desk);
  await page.getByLabel("Headline", { exact: true }).fill("Fog over the harbour");
  const sentences = Array.from({ length: 12 }, (_, n) => `Sentence ${n + 1} was typed. `);
  for (const [n, sentence] of sentences.entries()) {
    await text(desk).pressSequentially(sentence);
    if (n === 4) await site.kill();
    if (n === 8) await site.revive();
  }
  await status(desk, "saved");
  await page.reload();
  await text(desk).waitFor();
  assert.equal(await written(), sentences.join("").trim());
});

test("what is typed while the server is away survives a window that is closed", async () => {
  const { page } = desk;
  const number = await beginArticle(desk);
  await text(desk).pressSequentially("Before. ");
  await status(desk, "saved");
  await site.kill();
  await text(desk).pressSequentially("And after.");
  await status(desk, "offline");
  // Closed as a crash closes it: nobody is asked.
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  await site.revive();
  desk.page = await context.newPage();
  await desk.page.goto(`/desk/articles/${number}`);
  await text(desk).getByText("Before. And after.").waitFor();
  await status(desk, "saved");
  const other = await context.newPage();
  await other.goto(`/desk/articles/${number}`);
  await other.locator("#body .ProseMirror").getByText("Before. And after.").waitFor();
  await other.close();
});

test("a second person's save is never written over", async () => {
  const { page } = desk;
  const number = await beginArticle(desk);
  await page.getByLabel("Headline", { exact: true }).fill("Two at one text");
  await text(desk).pressSequentially("The first sentence.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("[data-status] [data-state=saved]").getByText("version 1").waitFor();
  // The same person in another window, which saves first.
  const other = await page.context().newPage();
  await other.goto(`/desk/articles/${number}`);
  const otherText = other.locator("#body .ProseMirror");
  await otherText.getByText("The first sentence.").waitFor();
  await otherText.press("Control+End");
  await otherText.pressSequentially(" From the other window.");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await other.locator("[data-status] [data-state=saved]").getByText("version 2").waitFor();
  await text(desk).press("Control+End");
  await text(desk).pressSequentially(" From this window.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  const shown = await dialog.innerText();
  assert.match(shown, /From the other window/);
  assert.match(shown, /From this window/);
  await other.close();
});
