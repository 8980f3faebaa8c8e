// Takes the pictures of docs/USING.md from the real binary: `npm run screens` after the desk has changed its looks.

import { mkdirSync } from "node:fs";
import { beginArticle, invite, setUp, status, text } from "./lib/newsroom.mjs";
import { openBrowser, openPage } from "./lib/reader.mjs";
import { startSite } from "./lib/site.mjs";

const folder = new URL("../docs/images/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const site = await startSite();
const browser = await openBrowser();
try {
  const door = await openPage(browser, site, { viewport: { width: 900, height: 760 } });
  await door.page.goto(site.setupLink);
  await door.page.getByLabel("Your name").fill("Ines Calloway");
  await shot(door, "desk-setup");
  await door.close();

  const desk = await setUp(browser, site);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  const other = await invite(browser, site, desk, "Edda Marsh", "editor");

  await page.goto("/desk/articles");
  await shot(desk, "desk-list");
  await page.goto("/desk/calendar");
  await shot(desk, "desk-calendar");

  await page.goto("/desk/articles");
  await page.getByRole("link", { name: "Old Basin to close for five weeks" }).first().click();
  await text(desk).waitFor();
  const article = new URL(page.url()).pathname;
  await other.page.goto(article);
  await text(other).waitFor();
  await page.reload();
  await text(desk).waitFor();
  await page.locator("[data-presence] *").first().waitFor();
  await shot(desk, "desk-article");
  await page.getByText("Schedule…", { exact: true }).click();
  await shot(desk, "desk-schedule");
  await page.getByText("Schedule…", { exact: true }).click();
  await page.getByRole("tab", { name: /Checks/ }).click();
  await shot(desk, "desk-checks");
  await page.goto(`${article}/preview?width=phone`);
  await page.frameLocator("iframe").getByRole("heading", { level: 1 }).waitFor();
  await shot(desk, "desk-preview");

  await beginArticle(desk);
  await page.getByLabel("Headline", { exact: true }).fill("Ice on the customs quay");
  await page.getByLabel("Standfirst", { exact: true }).fill("Boats waited until noon, and so did the bread.");
  await text(desk).click();
  await page.keyboard.type("The ice came in the night and stayed until noon.\nThe ferry waited at Cooper’s Steps.\n/");
  await page.getByRole("listbox").waitFor();
  await shot(desk, "desk-slash");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("[data-status] [data-state=saved]").getByText("version 1").waitFor();
  await text(desk).press("Control+Home");
  await page.keyboard.type("On Monday ");
  await page.getByLabel("Headline", { exact: true }).fill("Ice on the customs quay until noon");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("[data-status] [data-state=saved]").getByText("version 2").waitFor();
  const begun = new URL(page.url()).pathname;
  await page.goto(`${begun}/comparison?from=1&to=2`);
  await shot(desk, "desk-comparison");
  await page.goto(begun);
  await text(desk).waitFor();
  await page.context().setOffline(true);
  await text(desk).press("Control+End");
  await page.keyboard.type("Nobody fell in.");
  await status(desk, "offline");
  await shot(desk, "desk-offline");
  await page.context().setOffline(false);
  await status(desk, "saved");

  await beginArticle(desk);
  await page.getByLabel("Headline", { exact: true }).fill("Dredging was signed off before the survey was done");
  await text(desk).click();
  await page.keyboard.type("The basin is free of hazard, Coast Wire reported on Tuesday, quoting the Harbour Watch website.\nWorks begin on Monday, according to the Basin Post.");
  await page.getByRole("button", { name: "Add: Coast Wire" }).click();
  await page.getByText("Confirmed. Readers see it when the article is published again.").waitFor();
  await page.getByRole("listitem", { name: /^Proposed: Basin Post/ }).hover();
  await shot(desk, "desk-sources");

  await page.goto("/desk/media");
  await shot(desk, "desk-media");
  await page.goto("/desk/comments");
  await shot(desk, "desk-comments");
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(article);
  await text(desk).waitFor();
  await shot(desk, "desk-phone");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/desk/account");
  const form = page.locator("form", { has: page.locator("select[name=language]") });
  await form.locator("select[name=language]").selectOption("fa");
  await form.locator("button").first().click();
  await page.goto("/desk/articles");
  await shot(desk, "desk-fa");
} finally {
  await browser.close();
  await site.stop();
}

async function shot({ page }, name) {
  await page.waitForLoadState("networkidle").catch(() => {});
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(`${name}.png`);
}
