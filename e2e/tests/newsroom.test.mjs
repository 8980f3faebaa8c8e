// A day in the newsroom, on the real binary: set up, invite, write with pictures and a download, review, schedule, publish,
// approve a comment, withdraw, bring back.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { beginArticle, invite, publish, sends, setUp, status, text } from "../lib/newsroom.mjs";
import { openBrowser, openPage } from "../lib/reader.mjs";
import { startSite } from "../lib/site.mjs";

const uploads = new URL("../../demo/uploads/", import.meta.url).pathname;
const PICTURE = join(uploads, "2026/11/grab-dredger.jpg");
const FILE = join(uploads, "2026/11/old-basin-survey-2026.pdf");

/** Waits until the bar says how far an article has come. */
async function stage(page, name) {
  await page.locator("[aria-current=step]").getByText(name, { exact: true }).waitFor();
}

for (const engine of ["sqlite", "postgres"]) {
  test(`a day in the newsroom, on ${engine}`, { timeout: 170_000 }, async (t) => {
    assert.ok(existsSync(PICTURE) && existsSync(FILE), "the demo's files are there");
    const site = await startSite({ engine, demo: false });
    const browser = await openBrowser();
    t.after(async () => {
      await browser.close();
      await site.stop();
    });
    const admin = await setUp(browser, site);
    const editor = await invite(browser, site, admin, "Edda Marsh", "editor");
    const writer = await invite(browser, site, admin, "Rosa Quill", "contributor");
    const reader = await openPage(browser, site);
    let number;
    // Each step rests on the one before: the first that fails ends the day.
    const step = async (name, does) => {
      try {
        await does();
      } catch (error) {
        if (process.env.DATELINE_LOOK) {
          for (const [who, { page }] of Object.entries({ admin, editor, writer, reader })) {
            await page.screenshot({ path: join(process.env.DATELINE_LOOK, `${engine}-${who}.png`) });
          }
        }
        const said = [admin, editor, writer, reader].flatMap((desk) => desk.complaints);
        error.message = `${name}: ${error.message}\n${said.join("\n")}`;
        throw error;
      }
    };

    await step("somebody writes, with a picture and a file to take home", async () => {
      const { page } = writer;
      number = await beginArticle(writer);
      await page.getByLabel("Headline", { exact: true }).fill("The dredger is here");
      await page.getByLabel("Standfirst", { exact: true }).fill("It came up the river before breakfast.");
      await text(writer).click();
      await page.keyboard.type("The grab dredger tied up at the ");
      await page.keyboard.press("Control+b");
      await page.keyboard.type("customs quay");
      await page.keyboard.press("Control+b");
      await page.keyboard.type(" at six.\n## What it does\n- It digs.\nIt rests.\n\n");
      await page.getByRole("tab", { name: "Details" }).click();
      await page.getByRole("group", { name: "Picture at the head" }).getByRole("button", { name: "Choose a picture" }).click();
      const picker = page.getByRole("dialog");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), picker.getByRole("button", { name: "Upload …" }).click()]);
      await chooser.setFiles(PICTURE);
      await picker.getByRole("option").first().waitFor();
      if (await picker.isVisible()) {
        const insert = picker.getByRole("button", { name: "Insert" });
        if (!(await insert.isEnabled())) await picker.getByRole("option").first().click();
        await insert.click();
      }
      await page.getByLabel("What the picture shows").first().fill("A grab dredger at a stone quay");
      await page.getByRole("group", { name: "Downloads" }).getByRole("button", { name: "Add a file" }).click();
      const files = page.getByRole("dialog");
      const [second] = await Promise.all([page.waitForEvent("filechooser"), files.getByRole("button", { name: "Upload …" }).click()]);
      await second.setFiles(FILE);
      await files.getByRole("option").first().waitFor();
      const insert = files.getByRole("button", { name: "Insert" });
      if (!(await insert.isEnabled())) await files.getByRole("option").first().click();
      await insert.click();
      await page.getByRole("group", { name: "Downloads" }).getByRole("textbox").first().fill("The survey of the basin");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.locator("[data-status] [data-state=saved]").getByText("version 1").waitFor();
    });

    await step("it is handed in, and readers see nothing of it", async () => {
      const { page } = writer;
      assert.equal(await page.getByRole("button", { name: /^Publish/ }).count(), 0, "a contributor does not publish");
      await page.getByRole("button", { name: "Hand in for review" }).click();
      await stage(page, "In review");
      const answer = await reader.page.goto(`/?p=${number}`);
      assert.equal(answer.status(), 404);
    });

    await step("an editor finds it, approves it and schedules it, and it is public on time", async () => {
      const { page } = editor;
      await page.goto("/desk/articles?stage=in_review");
      await page.getByRole("link", { name: "The dredger is here" }).click();
      await text(editor).getByText("tied up at the").waitFor();
      await page.getByText("More", { exact: true }).click();
      await page.getByRole("button", { name: "Approve" }).click();
      await stage(page, "Approved");
      await page.getByText("Schedule…", { exact: true }).click();
      // The site's clock is UTC; to the second.
      const due = new Date(Date.now() + 10_000);
      due.setMilliseconds(0);
      await page.getByLabel("To be published at").fill(due.toISOString().slice(0, 19));
      await page.getByRole("button", { name: "Schedule", exact: true }).click();
      await stage(page, "Scheduled");
      assert.equal((await reader.page.goto(`/?p=${number}`)).status(), 404, "not before its time");
      for (;;) {
        if ((await reader.page.goto(`/?p=${number}`)).status() === 200) break;
        assert.ok(Date.now() < due.getTime() + 5_000, "it was not public five seconds after its time");
        await new Promise((later) => setTimeout(later, 200));
      }
      assert.ok(Date.now() >= due.getTime(), "nor before it");
      const shown = reader.page.getByRole("article").first();
      await shown.getByText("A grab dredger").or(shown.getByAltText("A grab dredger at a stone quay")).first().waitFor();
      await reader.page.getByRole("link", { name: /The survey of the basin/ }).waitFor();
      await reader.page.goto("/");
      await reader.page.getByRole("link", { name: "The dredger is here" }).first().waitFor();
    });

    await step("a change is made beside it, and is public when it is published again", async () => {
      const { page } = editor;
      await page.goto(`/desk/articles/${number}`);
      await text(editor).waitFor();
      await page.getByLabel("Headline", { exact: true }).fill("The dredger has come");
      await status(editor, "saved");
      await reader.page.goto("/");
      assert.equal(await reader.page.getByText("The dredger has come").count(), 0, "not before it is published");
      await publish(editor);
      for (const path of ["/", `/?p=${number}`]) {
        await reader.page.goto(path);
        await reader.page.getByText("The dredger has come").first().waitFor();
      }
      const feed = await (await reader.page.request.get("/feed/")).text();
      assert.match(feed, /The dredger has come/);
    });

    await step("a reader's comment is approved by a key, and answered", async () => {
      await reader.page.goto(`/?p=${number}`);
      // A form that is sent at once is taken for a machine's.
      await new Promise((later) => setTimeout(later, 4_500));
      await reader.page.getByLabel("Name", { exact: true }).fill("Bo");
      await reader.page.getByLabel("Comment", { exact: true }).fill("Will the swans mind?");
      await sends(reader.page, "/comments", () => reader.page.getByRole("button", { name: "Send", exact: true }).click());
      const { page } = editor;
      await page.goto("/desk/comments");
      await page.getByText("Will the swans mind?").waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("a");
      await page.getByText(/approved/i).first().waitFor();
      await reader.page.goto(`/?p=${number}`);
      await reader.page.getByText("Will the swans mind?").waitFor();
    });

    await step("it is withdrawn with a note, and brought back", async () => {
      const { page } = editor;
      await page.goto(`/desk/articles/${number}`);
      await text(editor).waitFor();
      await page.getByText("More", { exact: true }).click();
      await page.getByRole("link", { name: "Withdraw…" }).click();
      await page.getByLabel("Reason, for the newsroom").fill("The date was another.");
      await page.getByLabel("Note for readers").fill("This report gave a wrong date and was withdrawn.");
      await sends(page, "/withdrawal", () => page.getByRole("button", { name: "Withdraw", exact: true }).click());
      const gone = await reader.page.goto(`/?p=${number}`);
      assert.equal(gone.status(), 410);
      await reader.page.getByText("This report gave a wrong date").waitFor();
      await page.goto(`/desk/articles/${number}`);
      await text(editor).waitFor();
      await publish(editor);
      assert.equal((await reader.page.goto(`/?p=${number}`)).status(), 200);
    });

    await step("nobody's browser complained", () => {
      for (const desk of [admin, editor, writer]) assert.deepEqual(desk.complaints, []);
      // The reader asked for what was not public yet, or no longer.
      assert.deepEqual(reader.complaints.filter((text) => !/status of (404|410)/.test(text)), []);
    });
  });
}
