// A day with a mistake: published, reported by a reader, corrected at the desk, seen everywhere; then taken down, and seen nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { beginArticle, publish, sends, setUp, text } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

// Whose house it was not: the word that is looked for everywhere.
const WRONG = "Tidewater Cottage";
const RIGHT = "the old net loft";
const TOLD = `We wrote that the licence was for ${WRONG}. It was for ${RIGHT}.`;

for (const engine of ["sqlite", "postgres"]) {
  test(`a day with a mistake, on ${engine}`, { timeout: 170_000 }, async (t) => {
    const site = await startSite({ engine, demo: false });
    const browser = await openBrowser();
    t.after(async () => {
      await browser.close();
      await site.stop();
    });
    const desk = await setUp(browser, site);
    const { page } = desk;
    const reader = await openPage(browser, site);
    const number = await beginArticle(desk);
    await page.getByLabel("Headline", { exact: true }).fill("A licence on the quay");
    await text(desk).click();
    await page.keyboard.type(`The licence is for ${WRONG}, according to the harbour board.`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("[data-status] [data-state=saved]").getByText("version 1").waitFor();
    await publish(desk);

    // A reader sees it, and says what is wrong.
    await reader.page.goto(`/?p=${number}`);
    const address = new URL(reader.page.url()).pathname;
    await reader.page.getByRole("link", { name: "Report an error" }).click();
    await reader.page.waitForURL(/\/report-an-error\/$/);
    await reader.page.locator("#c-passage").fill(`The licence is for ${WRONG}`);
    await reader.page.locator("#c-text").fill("It is for the net loft, two doors on.");
    // Sent sooner than anybody types, the form would come back.
    await reader.page.waitForTimeout(3_500);
    await sends(reader.page, "/error-reports", () => reader.page.locator("form[action='/error-reports'] button").click());

    // The desk puts it right, and says so.
    await page.goto(`/desk/articles/${number}`);
    await text(desk).getByText(WRONG).waitFor();
    await text(desk).press("Control+a");
    await page.keyboard.type(`The licence is for ${RIGHT}, according to the harbour board.`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("[data-status] [data-state=saved]").getByText("version 2").waitFor();
    await page.goto("/desk/reports");
    await page.getByText("two doors on").waitFor();
    await page.getByRole("link", { name: "Answer by a correction…" }).click();
    await page.getByLabel("What readers are told").fill(TOLD);
    await page.getByLabel("What was wrong, as it stood").fill(`The licence is for ${WRONG}`);
    await sends(page, "/corrections", () => page.getByRole("button", { name: "Issue it" }).click());

    // Every place where somebody may meet the report, and what it says after the correction.
    const read = async (path) => {
      const answer = await reader.page.request.get(path);
      return { status: answer.status(), body: await answer.text() };
    };
    const below = (tail) => `${address}${tail}`;
    const api = `/wp-json/dateline/v1/articles/${number}`;
    const told = [address, "/corrections/", "/corrections/feed/", `${api}/corrections`, "/feed/", below("versions/1/")];
    for (const path of told) {
      const { status, body } = await read(path);
      assert.equal(status, 200, path);
      assert.ok(body.includes("It was for"), `${path} tells of the correction`);
    }
    const ld = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec((await read(address)).body)[1]);
    const [correction] = ld["@graph"].find((node) => node["@type"] === "NewsArticle").correction;
    assert.equal(correction["@type"], "CorrectionComment");
    assert.equal(correction.text, TOLD);
    await reader.page.goto(address);
    await reader.page.getByText("It was for").first().waitFor();
    await reader.page.goto(below("versions/1..2/"));
    assert.match(await reader.page.locator("del").allInnerTexts().then((all) => all.join(" ")), /Tidewater/);
    assert.match(await reader.page.locator("ins").allInnerTexts().then((all) => all.join(" ")), /net loft/);
    await page.goto("/desk/reports");
    assert.equal(await page.getByText("two doors on").count(), 0, "the report is answered");

    // Then a lawyer's letter: the wrong words go, and what told of them.
    const close = async (what, numbers) => {
      await page.goto(`/desk/articles/${number}/takedown?what=${what}&numbers=${numbers}`);
      await page.getByLabel("How its address answers").selectOption("451");
      await page.getByLabel("Note for readers").fill("Closed by a court's order.");
      await page.getByLabel("Reason, for the newsroom").fill("Letter of the owners");
      const answer = await sends(page, "/takedown", () => page.getByRole("button", { name: "Take down" }).click());
      assert.ok(answer.status() < 400, `${what} ${numbers}: ${answer.status()}`);
    };
    await close("version", "1");
    await close("correction", /correction-(\d+)/.exec((await read(address)).body)[1]);

    const closed = [below("versions/1/"), below("versions/1..2/"), below("versions/1/cite.bib")];
    for (const path of closed) {
      const { status, body } = await read(path);
      assert.equal(status, 451, path);
      assert.ok(!body.includes(WRONG), path);
    }
    const open = [
      ...[address, "/", "/feed/", "/feed/atom/", "/corrections/", "/corrections/feed/"],
      ...["versions/", "versions/2/", "timemap", "prov.jsonld", "ninjs.json", "cite.json"].map(below),
      ...["sources", "versions", "corrections"].map((one) => `${api}/${one}`),
      "/wp-json/dateline/v1/corrections",
      `/search?q=${encodeURIComponent("Tidewater")}`,
    ];
    for (const path of open) {
      const { status, body } = await read(path);
      assert.equal(status, 200, path);
      const shown = path.startsWith("/search") ? body.replaceAll(/Tidewater(?! Cottage)/g, "") : body;
      assert.ok(!shown.includes(WRONG) && !shown.includes("It was for"), `${path} shows nothing of it`);
    }
    assert.ok((await read(address)).body.includes(RIGHT), "the report itself stands");
    assert.match(site.command("check"), /./);
    assert.deepEqual(desk.complaints, []);
    assert.deepEqual(reader.complaints, []);
  });
}
