// How we know this, at the desk: a reporter writes, what the text says of its sources is proposed and added by one click, an
// editor publishes, and readers see the chain. What was found is asserted by nobody until then.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { beginArticle, invite, publish, setUp, status, text } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("how we know this, at the desk", () => {
  let browser, site, desk, writer, article;
  const panel = ({ page }) => page.getByRole("group", { name: "Sources" });
  const card = (who, name) => panel(who).getByRole("listitem", { name });
  /** Waits until the server has looked at what is typed. */
  const looked = ({ page }, does) => Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/sources/look")), does()]);
  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), startSite({ demo: false })]);
    desk = await setUp(browser, site);
    writer = await invite(browser, site, desk, "Tom Arkwright", "contributor");
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("agency, quoting a website: one click, two hops, at most one known origin", async () => {
    const { page } = desk;
    article = await beginArticle(desk);
    await page.getByLabel("Headline", { exact: true }).fill("The lock shuts for a month");
    await text(desk).click();
    await looked(desk, () => page.keyboard.type("The lock will shut for a month.\nWorks begin within days, Coast Wire reported on Sunday, quoting the Harbour Watch website."));
    const proposed = panel(desk).getByRole("listitem", { name: /^Proposed: Coast Wire/ });
    await proposed.waitFor();
    assert.ok(await proposed.getByText("quoting Harbour Watch website").isVisible());
    await proposed.hover();
    assert.match(await page.locator(".ProseMirror .pointed").first().textContent(), /Works begin/);
    await proposed.getByRole("button", { name: "Add: Coast Wire" }).click();
    await panel(desk).getByText("Confirmed. Readers see it when the article is published again.").waitFor();
    await panel(desk).getByText(/Two hops · 2 sources, at most one known origin: Harbour Watch website/).waitFor();
    assert.equal(await panel(desk).getByText("Confirmed", { exact: true }).count(), 2);
    assert.ok(await card(desk, /Source 1: Coast Wire/).getByText("quoting Harbour Watch website (2)").isVisible());
    assert.equal(await page.locator(".ProseMirror .rests-number").first().getAttribute("data-number"), "1");
    await status(desk, "saved");
  });

  test("three outlets of one agency are one origin, one with its own reporting makes two, a circle is named", async () => {
    const { page } = desk;
    const quotes = async (name, ...whom) => {
      await panel(desk).getByRole("button", { name: "Add a source" }).click();
      const form = panel(desk).getByRole("form");
      await form.getByLabel("Kind").selectOption("outlet");
      await form.getByLabel("Name", { exact: true }).fill(name);
      for (const other of whom) await form.getByLabel(other).check();
      return form;
    };
    for (const name of ["The Quay", "Basin Post"]) {
      const form = await quotes(name, "1 Coast Wire");
      await looked(desk, () => form.getByRole("button", { name: "Done" }).click());
    }
    await panel(desk).getByText(/4 sources, at most one known origin/).waitFor();
    const form = await quotes("Ferry Times", "1 Coast Wire");
    await looked(desk, () => form.getByLabel("It also says what it found out itself").check());
    await panel(desk).getByText(/5 sources, at most 2 known origins/).waitFor();
    await form.getByRole("button", { name: "Done" }).click();
    await card(desk, /Harbour Watch/).getByRole("button", { name: /^Change/ }).click();
    await looked(desk, () => panel(desk).getByRole("form").getByLabel("5 Ferry Times").check());
    await panel(desk).getByText(/A circle:/).waitFor();
    await looked(desk, () => panel(desk).getByRole("form").getByLabel("5 Ferry Times").uncheck());
    await panel(desk).getByRole("button", { name: "Done" }).click();
    await soonGone(panel(desk).getByText(/A circle:/));
    await panel(desk).getByRole("button", { name: "Confirm all 5 and the count" }).click();
    await panel(desk).getByText("Confirmed. Readers see it when the article is published again.").waitFor();
    assert.equal(await page.locator("[data-widget=sources]").getByText("Confirmed", { exact: true }).count(), 5);
  });

  test("published, readers see the passage and the chain; nothing of it before", async () => {
    const reader = await openPage(browser, site);
    await publish(desk);
    await reader.page.goto("/");
    await reader.page.getByRole("link", { name: /The lock shuts/ }).first().click();
    const html = await reader.page.content();
    assert.match(html, /class="rests"/);
    for (const name of ["Coast Wire", "Harbour Watch", "The Quay", "Ferry Times"]) assert.ok(html.includes(name), name);
    assert.match(await reader.page.locator("main").textContent(), /How we know this/);
    assert.deepEqual(reader.complaints, []);
    await reader.close();
  });

  test("a writer adds and does not confirm; one that is not named leaves nothing behind", async () => {
    const { page } = writer;
    await beginArticle(writer);
    await page.getByLabel("Headline", { exact: true }).fill("A silence at the works office");
    await text(writer).click();
    await page.keyboard.type("Somebody said so.");
    await panel(writer).getByRole("button", { name: "Add a source" }).click();
    const form = panel(writer).getByRole("form");
    await form.getByLabel("Name", { exact: true }).fill("Rosa Quint");
    await form.getByRole("radio", { name: "Not named" }).click();
    await page.getByRole("button", { name: "Drop them" }).click();
    await form.getByLabel("Called").selectOption("employee");
    await form.getByLabel("Why it is not named").selectOption("work");
    await form.getByRole("button", { name: "Done" }).click();
    await status(writer, "saved");
    await card(writer, /an employee, not named because their work is at risk/).getByText("Not confirmed: readers do not see it.").waitFor();
    assert.equal(await panel(writer).getByRole("button", { name: /^Confirm/ }).count(), 0);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("[data-status] [data-state=saved]").getByText("version 1").waitFor();
    await page.reload();
    await card(writer, /an employee/).waitFor();
    assert.doesNotMatch(await (await page.request.get(page.url())).text(), /Quint/);
  });

  test("two versions say in words what changed in the sources", async () => {
    const { page } = desk;
    await page.goto(`/desk/articles/${article}`);
    await card(desk, /The Quay/).getByRole("button", { name: "Remove The Quay" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("[data-status] [data-state=saved]").waitFor();
    await page.goto(`/desk/articles/${article}/comparison`);
    const said = await page.locator(".differences").textContent();
    assert.match(said, /Sources/);
    assert.match(said, /The Quay/);
  });

  for (const [width, language] of [[320, ""], [1280, "fa"], [320, "fa"]]) {
    test(`axe finds nothing with the form open: ${width} pixels${language ? ", from right to left" : ""}`, async () => {
      await desk.page.goto("/desk/account");
      const form = desk.page.locator("form", { has: desk.page.locator("select[name=language]") });
      await form.locator("select[name=language]").selectOption(language);
      await Promise.all([desk.page.waitForResponse((answer) => answer.request().method() === "POST"), form.locator("button").first().click()]);
      const options = { viewport: { width, height: 800 }, bypassCSP: true, storageState: await desk.page.context().storageState() };
      const { page, close } = await openPage(browser, site, options);
      await page.goto(`/desk/articles/${article}`);
      await page.locator("[data-widget=sources] .source-state").first().waitFor();
      await page.locator("[data-widget=sources] [data-act=edit]").nth(1).click();
      await page.evaluate(axe);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { iframes: false }));
      assert.deepEqual([wider, violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)], [0, []]);
      assert.equal(await page.evaluate(() => document.documentElement.dir), language ? "rtl" : "ltr");
      if (process.env.DATELINE_LOOK) await page.locator(".side").screenshot({ path: `${process.env.DATELINE_LOOK}/sources-${width}${language}.png` });
      await close();
    });
  }
});

async function soonGone(locator) {
  await locator.first().waitFor({ state: "detached" });
}
