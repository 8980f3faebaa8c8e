// Nothing typed is lost: whatever happens to the server, the network, the session or the window.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { atEnd, open, openBrowser, soon, text } from "./lib/browser.mjs";
import { Desk, manuscript, paragraph } from "./lib/server.mjs";

describe("saving", () => {
  let browser, desk, page;
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
  beforeEach(async () => {
    desk = await new Desk().start();
    page = await open(browser, desk);
  });
  afterEach(async () => {
    const complaints = page.complaints;
    await page.context().close();
    await desk.stop().catch(() => {});
    assert.deepEqual(complaints, []);
  });
  const status = () => page.locator("[data-status] .status-text").textContent();
  const copyHas = (part) => soon(`the working copy has “${part}”`, () => desk.copy && text(desk.copy.manuscript).includes(part));

  test("what is typed is in the working copy within two seconds", async () => {
    await atEnd(page);
    const began = Date.now();
    await page.keyboard.type(" And a second sentence.");
    const typed = Date.now();
    await copyHas("second sentence.");
    assert.ok(Date.now() - typed < 2300, `it took ${Date.now() - typed} ms after ${typed - began} ms of typing`);
    await soon("it says so", async () => /Saved .* · version 1/.test(await status()));
  });

  test("a control is saved, and one that is empty when it is read", async () => {
    await page.fill("[data-bind=headline]", "Another\nheadline");
    await page.fill("[data-bind=published_on]", "2026-07-01T12:00");
    await page.check("[data-bind='search.noindex']");
    await soon("it is there", () => desk.copy?.manuscript.search?.noindex);
    await soon("all is there", () => desk.copy.manuscript.headline === "Another headline");
    assert.equal(desk.copy.manuscript.published_on, Date.UTC(2026, 6, 1, 11) * 1000);
  });

  test("the server dies while one types, and comes back", async () => {
    await atEnd(page);
    await page.keyboard.type(" One.");
    await copyHas("One.");
    await desk.stop();
    await page.keyboard.type(" Two while it was away.");
    await soon("it says that it is not sent", async () => (await status()).startsWith("Not sent yet"));
    await page.keyboard.type(" Three.");
    await desk.start(desk.port);
    await copyHas("Two while it was away. Three.");
  });

  test("a lost answer is no conflict", async () => {
    let lost = 0;
    desk.trouble = (method) => (method === "PUT" && lost++ < 2 ? "lose" : null);
    await atEnd(page);
    await page.keyboard.type(" Lost.");
    await soon("an answer was lost", () => lost > 0);
    await page.keyboard.type(" And more.");
    await copyHas("Lost. And more.");
    assert.equal(await page.locator("dialog").count(), 0);
  });

  test("a lost answer to a revision is none either", async () => {
    let lost = false;
    desk.trouble = (method, path) => (path.endsWith("/revisions") && !lost ? ((lost = true), "lose") : null);
    await atEnd(page);
    await page.keyboard.type(" Revised.");
    await page.keyboard.press("Control+s");
    await soon("the revision is there", () => desk.revisions.length === 2);
    await soon("it is known", async () => /Saved .* · version 2/.test(await status()));
    assert.equal(await page.locator("dialog").count(), 0);
    assert.equal(desk.revisions.length, 2);
  });

  test("the network is cut, the window is closed: the text is back when the article is opened again", async () => {
    const context = page.context();
    await context.setOffline(true);
    await atEnd(page);
    await page.keyboard.type(" Written on a train.");
    await soon("it says that it is kept", async () => (await status()) === "Not sent yet: no network, kept in this browser");
    await page.close();
    await context.setOffline(false);
    assert.equal(desk.copy, null);
    page = await open(browser, desk, { context });
    await soon("it is shown", async () => (await page.locator(".prose").textContent()).includes("Written on a train."));
    await copyHas("Written on a train.");
  });

  test("the window is killed 400 ms after a key", async () => {
    desk.trouble = (method, path) => (path.endsWith("working-copy") ? "drop" : null);
    const context = page.context();
    await atEnd(page);
    await page.keyboard.type(" Last words.");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const session = await context.newCDPSession(page);
    const gone = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await gone;
    await page.close();
    desk.trouble = null;
    page = await open(browser, desk, { context });
    await copyHas("Last words.");
    // And when all is sent, nothing is left to bring back.
    await page.close();
    page = await open(browser, desk, { context });
    await page.waitForTimeout(500);
    assert.equal(await page.getByText("kept in this browser").or(page.getByText("brought back")).count(), 0);
  });

  test("what this browser kept is shown beside what others wrote since, and neither is lost", async () => {
    const context = page.context();
    await context.setOffline(true);
    await atEnd(page);
    await page.keyboard.type(" Mine.");
    await soon("it is kept", async () => (await status()).startsWith("Not sent yet"));
    await page.close();
    await context.setOffline(false);
    desk.elsewhere("Tom Arkwright", manuscript(paragraph("Tom’s text.")));
    page = await open(browser, desk, { context });
    await page.getByRole("button", { name: "Look at both texts" }).click();
    const dialog = page.getByRole("dialog");
    assert.match(await dialog.textContent(), /Mine\./);
    assert.match(await dialog.textContent(), /Tom’s text\./);
    await dialog.getByRole("button", { name: "Take the kept text" }).click();
    await copyHas("Mine.");
    assert.equal(desk.latest.by, "Tom Arkwright");
  });

  test("the session ends: all is kept, one signs in elsewhere, and it goes on with the new token", async () => {
    desk.signedIn = false;
    await atEnd(page);
    await page.keyboard.type(" After the end.");
    await page.getByText("You are signed out.", { exact: false }).first().waitFor();
    await page.keyboard.type(" Still typing.");
    await fetch(`${desk.address}/desk/sign-in`);
    await page.getByRole("button", { name: "I have signed in" }).click();
    await copyHas("After the end. Still typing.");
    assert.equal(await page.inputValue("input[name=csrf]"), "token-2");
    await soon("the notice is gone", async () => (await page.locator(".notice").count()) === 0);
  });

  test("somebody else signed in: their session gets none of it", async () => {
    desk.signedIn = false;
    await atEnd(page);
    await page.keyboard.type(" Private.");
    await page.getByText("You are signed out.", { exact: false }).first().waitFor();
    Object.assign(desk, { signedIn: true, person: 4, token: "token-9" });
    await page.getByRole("button", { name: "I have signed in" }).click();
    await page.getByText("Somebody else signed in", { exact: false }).waitFor();
    assert.equal(desk.copy, null);
  });

  test("two windows: the second is shown both texts, and may keep its own", async () => {
    const other = await open(browser, desk, { context: page.context() });
    await atEnd(page);
    await page.keyboard.type(" First window.");
    await copyHas("First window.");
    await atEnd(other);
    await other.keyboard.type(" Second window.");
    const dialog = other.getByRole("dialog");
    await dialog.waitFor();
    assert.match(await dialog.textContent(), /First window\..*Second window\.|Second window\..*First window\./s);
    assert.ok(text(desk.copy.manuscript).includes("First window."));
    await dialog.getByRole("button", { name: "Keep this window’s" }).click();
    await copyHas("Second window.");
    await other.close();
  });

  test("a revision on top of somebody else’s is refused, shown, and put on top", async () => {
    await atEnd(page);
    await page.keyboard.type(" Mine.");
    desk.elsewhere("Tom Arkwright", manuscript(paragraph("The first paragraph. Tom’s.")));
    await page.click("[data-save]");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.equal(desk.revisions.length, 2);
    assert.equal(await dialog.locator("ins").first().textContent(), "Mine.");
    assert.equal(await dialog.locator("del").first().textContent(), "Tom’s.");
    await dialog.getByRole("button", { name: "Put mine on top of theirs" }).click();
    await soon("it is on top", () => desk.revisions.length === 3);
    assert.ok(text(desk.latest.manuscript).includes("Mine."));
  });

  test("passages can be taken from the other text one by one", async () => {
    desk.elsewhere("Tom Arkwright", { ...manuscript(paragraph("The first paragraph, mended by Tom."), paragraph("A second of Tom’s.")), headline: "Tom’s headline" });
    await page.fill("[data-bind=kicker]", "Mine");
    await atEnd(page);
    await page.keyboard.press("Enter");
    await page.keyboard.type("A second of mine.");
    await page.click("[data-save]");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("row").filter({ hasText: "mended by Tom" }).getByRole("button", { name: "Take this" }).click();
    await dialog.getByRole("row").filter({ hasText: "Tom’s headline" }).getByRole("button", { name: "Take this" }).click();
    await dialog.getByRole("button", { name: "Put mine on top of theirs" }).click();
    await soon("it is on top", () => desk.revisions.length === 3);
    const { headline, kicker, body } = desk.latest.manuscript;
    assert.deepEqual({ headline, kicker }, { headline: "Tom’s headline", kicker: "Mine" });
    assert.deepEqual(body.content, [paragraph("The first paragraph, mended by Tom."), paragraph("A second of mine.")]);
    assert.equal(await page.inputValue("[data-bind=headline]"), "Tom’s headline");
  });

  test("taking theirs keeps mine in this browser", async () => {
    await atEnd(page);
    await page.keyboard.type(" Mine.");
    desk.elsewhere("Tom Arkwright", manuscript(paragraph("Tom’s.")));
    await page.click("[data-save]");
    await page.getByRole("button", { name: /Take theirs/ }).click();
    await soon("theirs is shown", async () => (await page.locator(".prose").textContent()) === "Tom’s.");
    await soon("the copy of mine is gone from the server", () => desk.copy === null);
    await page.reload();
    await page.getByRole("button", { name: "Look at both texts" }).click();
    assert.match(await page.getByRole("dialog").textContent(), /Mine\./);
  });

  test("a working copy is said when the article is opened, and can be thrown away", async () => {
    await atEnd(page);
    await page.keyboard.type(" Not good.");
    await copyHas("Not good.");
    await page.reload();
    await page.getByText("in no version yet").waitFor();
    await page.getByRole("button", { name: "Throw them away" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Throw them away" }).click();
    await soon("it is gone", async () => desk.copy === null && (await page.locator(".prose").textContent()) === "The first paragraph.");
  });

  test("publishing saves first, and sends the number of what it saved", async () => {
    await atEnd(page);
    await page.keyboard.type(" To be published.");
    await page.getByRole("button", { name: "Publish" }).click();
    await soon("it is published", () => desk.published.length === 1);
    assert.deepEqual(desk.published, ["2"]);
    assert.ok(text(desk.latest.manuscript).includes("To be published."));
  });

  test("a refused save says which field and why, and publishes nothing", async () => {
    await page.fill("[data-bind=slug]", "Wrong slug");
    desk.refuse = { message: "One thing is wrong", fields: [{ field: "slug", why: "No spaces, please" }] };
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("No spaces, please").waitFor();
    await page.getByText("Nothing was published", { exact: false }).waitFor();
    assert.equal(await page.locator("[data-bind=slug]").getAttribute("aria-invalid"), "true");
    assert.deepEqual(desk.published, []);
    desk.refuse = null;
    await page.fill("[data-bind=slug]", "right-slug");
    await soon("it is saved", () => desk.copy?.manuscript.slug === "right-slug");
  });

  test("the server makes a slug of the headline, and it is shown", async () => {
    await page.fill("[data-bind=slug]", "");
    await page.fill("[data-bind=headline]", "Fresh fish");
    await page.click("[data-save]");
    await soon("it is shown", async () => (await page.inputValue("[data-bind=slug]")) === "fresh-fish");
  });
});
