// On the way to the public: a note on a passage, a schedule and its end, a private link for somebody without an account, publishing,
// withdrawing. What the server does with each of them has its own tests; here it is done by hand, in a browser.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { beginArticle, setUp, status, text } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

describe("from draft to public", () => {
  let browser, site, desk, article;
  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), startSite({ demo: false })]);
    desk = await setUp(browser, site);
    article = await beginArticle(desk);
    await desk.page.getByLabel("Headline").fill("Dredging was signed off before the survey was done");
    await text(desk).click();
    await desk.page.keyboard.type("Three reports this week said the seabed had been checked.\nThe harbour master says that nobody asked him.");
    await desk.page.keyboard.press("Control+s");
    await status(desk, "saved");
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("a note is about the passage that is marked, and leads back to it", async () => {
    const { page } = desk;
    await page.getByRole("tab", { name: /^Notes/ }).click();
    await text(desk).locator("p").nth(1).click();
    await page.keyboard.press("Home");
    for (let n = 0; n < "The harbour master".length; n++) await page.keyboard.press("Shift+ArrowRight");
    await page.getByLabel("A new note").fill("Who says so?");
    await page.getByRole("button", { name: "Leave the note" }).click();
    const passage = page.locator("a[data-passage]");
    assert.equal(await passage.textContent(), "The harbour master");
    assert.equal(await passage.getAttribute("data-block"), "1");
    await page.locator("[data-count-of=notes]", { hasText: "1" }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/desk/articles/${article}`, "nobody left the text");
    await passage.click();
    const marked = await page.evaluate(() => [...(CSS.highlights.get("passage") ?? [])].map(String));
    assert.deepEqual(marked, ["The harbour master"]);
    // The text changes under it: it is found where it stands now, and said when it is gone.
    await text(desk).locator("p").nth(0).click();
    await page.keyboard.press("Home");
    await page.keyboard.type("First.\n");
    await passage.click();
    assert.deepEqual(await page.evaluate(() => [...CSS.highlights.get("passage")].map(String)), ["The harbour master"]);
    await page.getByRole("button", { name: "Settle" }).click();
    await page.getByText("No note is open.").waitFor();
  });

  test("the checks lead to what is missing", async () => {
    const { page } = desk;
    await page.getByRole("tab", { name: /^Checks/ }).click();
    await page.getByRole("link", { name: "It stands in a section" }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "c-section");
    assert.ok(await page.locator("#c-section").isVisible());
  });

  test("what is typed is saved before it is scheduled, and the schedule can be cancelled", async () => {
    const { page } = desk;
    await text(desk).locator("p").last().click();
    await page.keyboard.press("End");
    await page.keyboard.type(" It was dredged at night.");
    await page.locator("summary", { hasText: "Schedule…" }).click();
    await page.getByLabel("To be published at").fill("2031-01-02T10:00:00");
    await page.getByRole("button", { name: "Schedule", exact: true }).click();
    await page.locator(".badge.scheduled", { hasText: "2 January 2031" }).waitFor();
    await page.goto(`/desk/articles/${article}/preview/page?revision=newest`);
    assert.ok(await page.getByText("It was dredged at night.").isVisible(), "the revision has it");
    await page.goto(`/desk/articles/${article}`);
    await page.locator("summary", { hasText: "Schedule…" }).click();
    await page.getByRole("button", { name: "Cancel the schedule" }).click();
    await page.locator(".steps [aria-current]", { hasText: "Draft" }).waitFor();
  });

  test("somebody without an account looks at the draft and says something, without a script", async () => {
    const { page } = desk;
    await page.goto(`/desk/articles/${article}/links`);
    await page.getByLabel("For whom").fill("the lawyer");
    await page.getByLabel("May leave notes").check();
    await page.getByLabel("May approve the text").check();
    await page.getByRole("button", { name: "Make the link" }).click();
    const link = new URL(await page.locator(".once code").textContent()).pathname;
    const lawyer = await openPage(browser, site, { javaScriptEnabled: false });
    await lawyer.page.goto(link);
    await lawyer.page.frameLocator("iframe").getByText("It was dredged at night.").waitFor();
    await lawyer.page.getByLabel("Your note").fill("Strike the second sentence.");
    await lawyer.page.getByRole("button", { name: "Send" }).click();
    await lawyer.page.getByText("The newsroom has your note.").waitFor();
    await lawyer.page.getByRole("button", { name: "I approve this text" }).click();
    await lawyer.page.getByText(/^✓ You have approved/).waitFor();
    assert.deepEqual(lawyer.complaints, []);
    await lawyer.close();
    await page.goto(`/desk/articles/${article}/notes`);
    assert.match(await page.locator(".notes").textContent(), /the lawyer, through a private link/);
  });

  test("published, it is there for readers; withdrawn, it is gone with a note", async () => {
    const { page } = desk;
    const reader = await openPage(browser, site);
    await page.goto(`/desk/articles/${article}`);
    await page.locator("summary", { hasText: "Publish…" }).click();
    await page.getByRole("button", { name: "Publish now" }).click();
    await page.locator(".steps [aria-current]", { hasText: "Published" }).waitFor();
    await reader.page.goto("/");
    await reader.page.getByRole("link", { name: /Dredging was signed off/ }).first().click();
    await reader.page.getByText("It was dredged at night.").waitFor();
    const address = reader.page.url();
    await page.goto(`/desk/articles/${article}/withdrawal`);
    await page.getByLabel("Reason, for the newsroom").fill("A source took it back");
    await page.getByLabel("Note for readers").fill("A source was misquoted.");
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.locator(".steps [aria-current]", { hasText: "Withdrawn" }).waitFor();
    const gone = await reader.page.goto(address);
    assert.equal(gone.status(), 410);
    assert.ok(await reader.page.getByText("A source was misquoted.").isVisible());
    await reader.close();
  });
});
